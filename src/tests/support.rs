//! What tests stand on: a database of their own each, and a watch for panics.

pub mod browser;
pub mod database;
pub mod panics;
pub mod server;
pub mod test_app;
