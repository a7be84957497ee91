//! A support desk to try on one machine: a simulated Discord, a private database, the server, and ninety days of conversations.

pub mod cast;
pub mod command_line;
pub mod configuration;
pub mod conversations;
pub mod desk;
pub mod making;
pub mod place;
pub mod plan;
pub mod samples;
pub mod seeding;
pub mod telling;
