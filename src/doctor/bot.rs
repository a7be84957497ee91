//! Whether some process runs the bot, and how it gets on.

use chrono::{DateTime, Utc};

use crate::doctor::finding::{Finding, State, Value};
use crate::models::bot::Control;
use crate::models::bot::status::{Hindrance, Status};

/// Whether there is a server that should run the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    /// One runs.
    Running,
    /// None does, as far as can be seen.
    Stopped,
}

/// What the database tells of the bot.
#[derive(Debug, Clone)]
pub struct Seen<'a> {
    /// Whether some process holds the lead.
    pub is_led: bool,
    /// What staff want.
    pub control: &'a Control,
    /// The last report.
    pub status: Option<&'a Status>,
}

/// What is to be said of it.
pub fn judge(seen: &Seen<'_>, server: Server, now: DateTime<Utc>) -> Finding {
    if !seen.is_led {
        return match server {
            Server::Running => State::Bad.text("doctor-bot-nobody"),
            Server::Stopped => State::Warning.text("doctor-bot-not-started"),
        };
    }
    if !seen.control.running {
        return State::Warning.text("doctor-bot-stopped");
    }
    let Some(status) = seen.status.filter(|status| status.is_fresh(now)) else {
        return State::Warning.text("doctor-bot-silent");
    };
    if status.connected_since.is_some() {
        let values = [("process", Value::of(&status.process))];
        return State::Good.with("doctor-bot-good", values);
    }
    match (status.hindrance, &status.trouble) {
        (Some(Hindrance::Token), _) => State::Bad.text("bot-hindrance-token"),
        (Some(Hindrance::Intents), _) => State::Bad.text("bot-hindrance-intents"),
        (None, Some(trouble)) => {
            State::Bad.with("doctor-bot-trouble", [("reason", Value::of(trouble))])
        }
        (None, None) => State::Warning.text("doctor-bot-connecting"),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn the_bot_runs_or_it_is_told_why_not() {
        let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let control = |running| Control {
            running,
            restarts: 0,
            maintenance_since: None,
            maintenance_notice: String::new(),
        };
        let status = |connected: bool, trouble: Option<&str>, age: i64| Status {
            process: "desk:1".to_owned(),
            leading_since: now,
            connected_since: connected.then_some(now),
            disconnected_since: (!connected).then_some(now),
            heard_since: connected.then_some(now),
            latency_ms: None,
            trouble: trouble.map(str::to_owned),
            hindrance: None,
            reported_at: now - TimeDelta::seconds(age),
        };
        let cases = [
            (true, true, Some(status(true, None, 1)), "doctor-bot-good"),
            (
                true,
                true,
                Some(status(true, None, 60)),
                "doctor-bot-silent",
            ),
            (true, true, None, "doctor-bot-silent"),
            (
                true,
                true,
                Some(status(false, Some("4014"), 1)),
                "doctor-bot-trouble",
            ),
            (
                true,
                true,
                Some(status(false, None, 1)),
                "doctor-bot-connecting",
            ),
            (true, false, None, "doctor-bot-stopped"),
            (false, true, None, "doctor-bot-nobody"),
        ];
        for (is_led, running, status, key) in cases {
            let control = control(running);
            let seen = Seen {
                is_led,
                control: &control,
                status: status.as_ref(),
            };
            assert_eq!(judge(&seen, Server::Running, now).key, key);
        }
        let control = control(true);
        let seen = Seen {
            is_led: false,
            control: &control,
            status: None,
        };
        assert_eq!(judge(&seen, Server::Stopped, now).state, State::Warning);
    }
}
