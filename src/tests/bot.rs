//! Conversations: what members and staff do on Discord, and what they see.

mod answering;
mod arriving;
mod asking;
mod closing;
mod following;
mod noting;
mod permitting;
mod pulse;
mod recovering;
mod typing;
mod watchdog;
