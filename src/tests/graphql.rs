//! The API, asked over its real routes.

mod access;
mod asker;
mod assigning;
mod block;
mod bounds;
mod cost;
mod http;
mod mutations;
mod paging;
mod reading;
mod schema;
mod statistics;
