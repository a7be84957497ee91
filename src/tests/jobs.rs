//! What the outbox does on Discord, as people see it there.

mod failing;
mod relaying;
