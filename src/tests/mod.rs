//! What Rustmail promises, tested through its faces wherever there is one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bot;
mod command_line;
mod config;
mod database;
mod doctor;
mod graphql;
mod house;
mod jobs;
mod logging;
mod models;
mod seeding;
mod setup;
mod support;
mod surviving;
mod web;
