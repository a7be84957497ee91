//! The clocks: ours, Discord's, and that of Postgres. Sessions and sign-ins end at once where they disagree.

use chrono::{DateTime, TimeDelta, Utc};

use crate::doctor::finding::{Finding, State, Value};

/// Discord tells the time to the second, and an answer takes its time.
const UNSEEN: TimeDelta = TimeDelta::seconds(5);
/// A code with which somebody signs in lives for a minute.
const BEARABLE: TimeDelta = TimeDelta::seconds(30);

/// A clock that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// What it showed.
    pub theirs: DateTime<Utc>,
    /// What ours showed when it was asked.
    pub asked_at: DateTime<Utc>,
    /// What ours showed when it had answered.
    pub answered_at: DateTime<Utc>,
}

/// Whose clock was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Discord's.
    Discord,
    /// The one of the machine with the database.
    Postgres,
}

impl Reading {
    /// How far ours goes before theirs, as far as that can be told: nothing while theirs lies between question and answer.
    fn lead(&self) -> TimeDelta {
        if self.theirs < self.asked_at {
            return self.asked_at - self.theirs;
        }
        (self.answered_at - self.theirs).min(TimeDelta::zero())
    }
}

/// Whether ours agrees with another clock.
pub fn agreement(whose: Whose, reading: Reading) -> Finding {
    let lead = reading.lead();
    let state = match lead.abs() {
        off if off <= UNSEEN => State::Good,
        off if off <= BEARABLE => State::Warning,
        _ => State::Bad,
    };
    let values = [("count", Value::seconds(lead))];
    match (whose, state) {
        (Whose::Discord, State::Good) => state.text("doctor-clock-good"),
        (Whose::Postgres, State::Good) => state.text("doctor-clock-postgres-good"),
        (Whose::Discord, _) if lead > TimeDelta::zero() => state.with("doctor-clock-fast", values),
        (Whose::Discord, _) => state.with("doctor-clock-slow", values),
        (Whose::Postgres, _) => state.with("doctor-clock-postgres-off", values),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_agree_within_what_can_be_seen() {
        let cases = [
            (0, State::Good, "doctor-clock-good"),
            (4, State::Good, "doctor-clock-good"),
            (-4, State::Good, "doctor-clock-good"),
            (20, State::Warning, "doctor-clock-fast"),
            (-20, State::Warning, "doctor-clock-slow"),
            (300, State::Bad, "doctor-clock-fast"),
            (-300, State::Bad, "doctor-clock-slow"),
        ];
        let theirs = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        for (lead, state, key) in cases {
            let asked_at = theirs + TimeDelta::seconds(lead);
            let reading = Reading {
                theirs,
                asked_at,
                answered_at: asked_at,
            };
            let found = agreement(Whose::Discord, reading);
            assert_eq!((found.state, found.key), (state, key), "{lead}");
            let found = agreement(Whose::Postgres, reading);
            assert_eq!(found.state, state, "{lead}");
        }
    }

    #[test]
    fn a_slow_answer_is_no_wrong_clock() {
        let theirs = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let reading = Reading {
            theirs,
            asked_at: theirs - TimeDelta::seconds(2),
            answered_at: theirs + TimeDelta::seconds(40),
        };
        assert_eq!(agreement(Whose::Discord, reading).state, State::Good);
    }
}
