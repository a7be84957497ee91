//! A support desk to try on one machine: a simulated Discord, a private database, the server, and ninety days of conversations.

pub mod cast;
pub mod configuration;
pub mod conversations;
pub mod place;
pub mod plan;
pub mod samples;
pub mod seeding;
