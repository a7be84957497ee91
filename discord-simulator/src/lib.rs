//! A Discord that runs on this machine.
//!
//! The [`World`](world::World) holds what a Discord knows (people, servers, channels, messages, commands) and every rule that
//! refuses something. Around it lies the wire: [`rest`] and [`gateway`] speak version 10 of the API to any Discord library,
//! and [`Simulator`] is the handle with which tests and demonstrations act as the people.
//! Nothing in here knows the program that is being tested.
//!
//! A test starts a [`Simulator`], arranges a server with an application's bot, points the bot's library at
//! [`Simulator::base_url`], acts as people ([`Simulator::send_dm`], [`Simulator::command`], [`Simulator::press`]) and waits with
//! [`Simulator::until`] for what people would see. Faults are asked for with [`Simulator::fault`] and on
//! [`Simulator::gateway`]. Scripts do the same over `/control/…`, people on the page at `/`.

#![recursion_limit = "512"]

pub mod api_error;
mod authorize;
mod cdn;
pub mod clock;
mod control;
pub mod draft;
pub mod faults;
pub mod files;
mod form;
pub mod gateway;
mod openapi;
mod picture;
pub mod rate_limits;
pub mod rest;
pub mod simulator;
mod site;
pub mod snowflake;
mod wire;
pub mod world;

pub use api_error::ApiError;
pub use draft::Draft;
pub use simulator::{Options, Simulator};
pub use snowflake::Snowflake;
pub use world::interaction::using::Usage;
