//! What the verbs promise whoever calls them, whichever face that is.

mod assigning;
mod block;
mod closing;
mod failed_job;
mod keys;
mod moving;
mod naming;
mod opening;
mod reopening;
mod replying;
pub mod scene;
mod sessions;
mod setting;
mod sight;
pub mod statistics;
mod unsent;
mod verifying;
