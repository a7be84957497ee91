//! The one clock. Everything that asks for the time asks here, so that a test can say what time it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};

/// Tells the time: the system's, or the one that a test or a demonstration has set.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// Microseconds since 1970 while the clock is set by hand.
    set: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands at `time` until it is moved.
    pub fn at(time: DateTime<Utc>) -> Self {
        Self {
            set: Some(Arc::new(AtomicI64::new(time.timestamp_micros()))),
        }
    }

    /// The time, to the microsecond, which is what Postgres keeps.
    pub fn now(&self) -> DateTime<Utc> {
        let micros = match &self.set {
            Some(set) => set.load(Ordering::SeqCst),
            #[expect(
                clippy::disallowed_methods,
                reason = "this is the one place that may ask the system"
            )]
            None => Utc::now().timestamp_micros(),
        };
        DateTime::from_timestamp_micros(micros).unwrap_or_default()
    }

    /// Moves a clock that was made with [`Clock::at`]; the system's clock stays as it is.
    pub fn advance(&self, by: TimeDelta) {
        if let (Some(set), Some(micros)) = (&self.set, by.num_microseconds()) {
            set.fetch_add(micros, Ordering::SeqCst);
        }
    }

    /// Puts a clock that was made with [`Clock::at`] at `time`.
    pub fn set(&self, time: DateTime<Utc>) {
        if let Some(set) = &self.set {
            set.store(time.timestamp_micros(), Ordering::SeqCst);
        }
    }
}
