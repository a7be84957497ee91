//! Rustmail, a support desk for Discord communities.

pub mod clock;
pub mod config;
pub mod database;
pub mod ids;
