//! The API, asked over its real routes.

mod access;
mod administration;
mod asker;
mod assigning;
mod block;
mod bounds;
mod category;
mod cost;
mod hidden;
mod http;
mod member;
mod mutations;
mod paging;
mod reading;
mod saved_view;
mod schema;
mod searching;
mod setting;
mod snippet;
mod statistics;
