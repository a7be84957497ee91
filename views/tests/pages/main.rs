//! What the pages show, as snapshots, and that hostile text stays text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod hostile;
mod hostile_desk;
mod look;
mod markdown;
mod samples;
mod snapshots;
mod times;
mod weight;
