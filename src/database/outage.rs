//! Telling that the database is away: when it goes, now and then while that lasts, and when it is back. Everything that tries again and
//! again would otherwise say so each time.

use std::fmt::Display;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often it is said again.
const REMINDER: Duration = Duration::from_secs(60);

/// Whether the database is away, as far as whoever opens connections has seen.
#[derive(Default)]
pub struct Outage {
    told_at: Mutex<Option<Instant>>,
}

impl Outage {
    /// A connection could not be opened.
    pub fn note(&self, error: impl Display) {
        if self.is_to_be_told(Instant::now()) {
            tracing::warn!(
                "the database cannot be reached ({error:#}); trying again until it answers"
            );
        }
    }

    /// A connection was opened.
    pub fn end(&self) {
        let mut told_at = self.told_at.lock().unwrap_or_else(PoisonError::into_inner);
        if told_at.take().is_some() {
            tracing::info!("the database answers again");
        }
    }

    fn is_to_be_told(&self, now: Instant) -> bool {
        let mut told_at = self.told_at.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = told_at.is_none_or(|told_at| now.duration_since(told_at) >= REMINDER);
        if is_due {
            *told_at = Some(now);
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_is_told_at_once_then_now_and_then_and_anew_after_its_end() {
        let outage = Outage::default();
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        let told = [0, 1, 59, 60, 61].map(|seconds| outage.is_to_be_told(after(seconds)));
        assert_eq!(told, [true, false, false, true, false]);
        outage.end();
        assert!(outage.is_to_be_told(after(62)));
    }
}
