//! The panel's pages and fragments: functions from plain values to HTML.
//!
//! A fragment is a function that returns markup and can be swapped into an open page; a page is
//! that same fragment inside the layout. Nothing here knows a request, a database row or Discord:
//! every argument is a struct declared beside the view that shows it, and what can be said is said
//! in the reader's words.

pub mod reader;

pub mod notice;

pub mod layout;

pub mod navigation;

pub mod icon;

pub mod sign_in;

pub mod failure;

pub mod setup;

pub mod dashboard;

pub mod tickets;

pub mod search;

pub mod ticket;

pub mod api_keys;

pub mod administration;

pub mod sessions;

pub mod reading;

pub mod bot;

pub mod configuration;

pub mod snippets;

pub mod categories;

pub mod members;

pub mod blocks;

pub mod graphiql;

pub mod form;

pub mod waiting;

pub mod priority;

pub mod time;

pub mod markdown;

pub mod difference;
mod door;

pub mod avatar;

pub mod transcript;

mod emoji;

pub use emoji::{emoji, emoji_picture};

pub mod address;

pub mod assets;

pub mod bundle;
