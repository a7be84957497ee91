//! Not giving up: an event that cannot be handled now, because Discord or the database is away, is handled as soon as they are back.

use std::time::Duration;

use crate::bot::Bot;
use crate::error::{Error, Refusal, is_of_the_world};

const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);
/// After this many attempts (about an hour) the lane goes on without an event that cannot be handled, unless it is the world that is
/// broken: that comes back some day, and what was said meanwhile is not lost.
const MOST_ATTEMPTS: u32 = 250;

/// How something ended.
pub(crate) type Ended<T> = Option<Result<T, Refusal>>;

impl Bot {
    /// Does something until it is done or refused. `None` when the server stops first, or it fails for ever.
    pub(crate) async fn persist<T, F>(&self, what: &str, attempt: impl Fn() -> F) -> Ended<T>
    where
        F: Future<Output = Result<T, Error>>,
    {
        let mut pause = FIRST_PAUSE;
        for number in 1_u32.. {
            let error = match attempt().await {
                Ok(done) => return Some(Ok(done)),
                Err(Error::Refused(refusal)) => return Some(Err(refusal)),
                Err(Error::Internal(error)) => error,
            };
            if number >= MOST_ATTEMPTS && !is_of_the_world(&error) {
                tracing::error!(?error, "giving up: {what}");
                return None;
            }
            tracing::warn!(error = %format_args!("{error:#}"), number, "trying again: {what}");
            tokio::select! {
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
                () = self.stop.cancelled() => return None,
            }
        }
        None
    }

    /// For what could not be handled: `None` when the server stops, and the next start has to take it up again; otherwise it was given up,
    /// and the lane goes on without it.
    pub(crate) fn unless_stopping(&self) -> Option<()> {
        (!self.stop.is_cancelled()).then_some(())
    }
}
