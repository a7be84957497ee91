//! The API, asked over its real routes.

mod access;
mod administration;
mod api_key;
pub mod asker;
mod assigning;
mod block;
mod bounds;
mod category;
mod cost;
mod drafting;
mod entitlement;
mod hidden;
mod http;
mod member;
mod mutations;
mod paging;
mod permissions;
mod reading;
mod saved_view;
mod schema;
mod searching;
mod setting;
mod snippet;
mod statistics;
mod subscribing;
mod undoing;
mod user_errors;
