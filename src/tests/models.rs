//! What the verbs promise whoever calls them, whichever face that is.

mod closing;
mod keys;
mod opening;
mod replying;
mod scene;
mod sessions;
mod sight;
