//! Rustmail, a support desk for Discord communities: a bot, a panel and an API over one domain and one database.

pub mod announcements;
pub mod app;
pub mod bot;
pub mod clock;
pub mod command_line;
pub mod config;
pub mod database;
pub mod directory;
pub mod discord;
pub mod error;
pub mod files;
pub mod graphql;
pub mod ids;
pub mod jobs;
pub mod leadership;
pub mod logging;
pub mod models;
pub mod outbox;
pub mod refusal_words;
pub mod schema;
pub mod secrets;
pub mod server;
pub mod session_cookie;
pub mod shutdown;
pub mod standing;
pub mod web;
