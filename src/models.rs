//! The domain: every rule and every query. A verb is complete: it checks the actor, changes the rows, records the event and enqueues
//! what has to happen on Discord, in one transaction.
//!
//! Nothing here knows of HTTP, HTML, GraphQL or Discord's wire format; the faces translate.

pub mod access;
pub mod actor;
pub mod api_key;
pub mod attachment;
pub mod avatar;
pub mod block;
pub mod bot;
pub mod category;
pub mod cause;
pub mod closure;
pub mod delivery;
pub mod dm_channel;
pub mod duration;
pub mod effect;
pub mod emoji;
pub mod event;
pub mod failed_job;
pub mod grant;
pub mod health;
pub mod listing;
pub mod member;
pub mod message;
pub mod notice;
pub(crate) mod pattern;
pub mod permission;
pub mod presence;
pub mod saved_view;
pub mod server;
pub mod session;
pub mod setting;
pub mod sight;
pub mod snippet;
pub mod staff;
pub mod statistics;
pub mod stored_file;
pub mod text_enum;
pub mod ticket;
pub mod unsent;
pub mod user;
pub mod wording;
