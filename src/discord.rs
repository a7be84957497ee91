//! The way to Discord's REST API: requests, rate limits, and how our messages look there. Knows nothing of tickets.
//!
//! Rate limits are kept here, and not in the library that carries the gateway, because that one only keeps them towards Discord's own
//! address: with ours, what is tested is what runs.

pub mod application;
pub mod cdn;
pub mod channels;
pub mod client;
pub mod gateway;
pub mod overwrites;
pub mod people;
pub mod permission;
pub mod posting;
pub mod rate_limits;
pub mod server;
pub mod speech;
pub mod splitting;

pub use client::{Discord, Failure, Silence};
