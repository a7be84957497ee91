//! The demo as people meet it: in a browser, and at the terminal.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod browser;
mod documented;
mod planned;
mod support;
mod terminal;
