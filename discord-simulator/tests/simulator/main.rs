//! The simulator as a Discord library sees it: raw HTTP and websockets, compared with what Discord documents.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod faults;
mod files;
mod gateway;
mod interactions;
mod messages;
mod oauth;
mod permissions;
mod site;
mod support;
