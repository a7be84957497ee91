//! What Rustmail promises, tested through its faces wherever there is one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bot;
mod config;
mod database;
mod house;
mod jobs;
mod support;
mod surviving;
