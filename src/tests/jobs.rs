//! What the outbox does on Discord, as people see it there.

mod announcing;
mod failing;
mod open_channel;
mod place_channel;
mod relaying;
mod remove_channel;
mod rename_channel;
