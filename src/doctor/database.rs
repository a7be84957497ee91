//! Postgres: whether it answers, is new enough, takes what is written, and has the schema of this version.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use secrecy::SecretString;

use crate::clock::Clock;
use crate::config::Config;
use crate::database::connector::Connector;
use crate::database::migrations::{self, Comparison};
use crate::doctor::clocks::Reading;
use crate::doctor::finding::{Finding, Reason, State, Value};
use crate::leadership;
use crate::models::bot::Control;
use crate::models::bot::status::Status;
use crate::models::category::Category;
use crate::models::health::checkup::{self, Checkup};
use crate::models::setting::Settings;
use crate::obstacles::Obstacle;
use crate::standing;

/// How long the database may take for everything.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where the database is.
#[derive(Debug, Clone)]
pub enum Whereabouts {
    /// At this address.
    At(SecretString),
    /// At this address, run by us, with its data in this folder.
    Private(SecretString, PathBuf),
    /// Nowhere yet: the first start makes it in this folder.
    NotMade(PathBuf),
    /// Run by a server whose user is another than ours.
    Closed,
    /// Nowhere, for this reason.
    Missing(Obstacle),
}

/// What was seen of a database.
#[derive(Debug, Clone)]
pub struct Seen {
    /// How it is.
    pub checkup: Checkup,
    /// Its clock.
    pub clock: Reading,
    /// How its schema compares with this version.
    pub schema: Comparison,
    /// Why the tables that wait to be made cannot be.
    pub forbidden: Option<Reason>,
    /// Whether it takes what is written, and why not. Nothing when there is nothing to write to.
    pub write: Option<Result<(), Reason>>,
    /// What is kept in it; nothing when the schema is another.
    pub kept: Option<Kept>,
}

/// What is kept in a database, as far as it matters here.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The settings.
    pub settings: Settings,
    /// The categories of tickets.
    pub categories: Vec<Category>,
    /// What staff want of the bot.
    pub control: Control,
    /// The last report of how the bot is.
    pub status: Option<Status>,
}

impl Whereabouts {
    /// Looks at the database. Nothing when there is none to look at.
    pub async fn look(&self, config: &Config, clock: &Clock) -> Option<Result<Seen, Reason>> {
        let (Self::At(url) | Self::Private(url, _)) = self else {
            return None;
        };
        let looking = tokio::time::timeout(PATIENCE, look(url, config, clock)).await;
        Some(match looking {
            Ok(seen) => seen.map_err(|error| Reason::Obstacle(Obstacle::of(&error))),
            Err(_) => Err(Reason::TooSlow(PATIENCE.as_secs())),
        })
    }
}

async fn look(url: &SecretString, config: &Config, clock: &Clock) -> Result<Seen> {
    let connector = Connector::new(url)?;
    connector.check().await?;
    let conn = &mut connector.diesel().await?;
    let asked_at = clock.now();
    let checkup = Checkup::of(conn, leadership::LOCK).await?;
    let clock = Reading {
        theirs: checkup.now,
        asked_at,
        answered_at: clock.now(),
    };
    let schema = migrations::compare(conn).await?;
    let mut seen = Seen {
        checkup,
        clock,
        schema,
        forbidden: None,
        write: None,
        kept: None,
    };
    if seen.schema.waiting.is_empty() {
        seen.kept = Some(Kept {
            settings: standing::settings(conn, config).await?,
            categories: Category::load_kept(conn).await?,
            control: Control::load(conn).await?,
            status: Status::latest(conn).await?,
        });
        let written = checkup::try_to_write(conn).await;
        seen.write = Some(written.map_err(|error| Reason::Said(error.to_string())));
    } else if let Err(error) = connector.check_tables(conn).await {
        seen.forbidden = Some(Reason::Obstacle(Obstacle::of(&error)));
    }
    Ok(seen)
}

/// What is to be said of it.
pub fn judge(whereabouts: &Whereabouts, seen: Option<&Result<Seen, Reason>>) -> Vec<Finding> {
    let mut findings = vec![place(whereabouts, seen)];
    if let Some(Ok(seen)) = seen {
        findings.extend(seen.write.as_ref().map(writing));
        findings.push(schema(&seen.schema, seen.forbidden.as_ref()));
    }
    findings
}

fn place(whereabouts: &Whereabouts, seen: Option<&Result<Seen, Reason>>) -> Finding {
    match (whereabouts, seen) {
        (Whereabouts::Closed, _) => State::Unknown.text("doctor-database-closed"),
        (Whereabouts::NotMade(folder), _) => {
            let values = [("folder", Value::of(folder.display()))];
            State::Good.with("doctor-database-unmade", values)
        }
        (Whereabouts::Missing(obstacle), _) => {
            let reason = Value::Reason(Reason::Obstacle(obstacle.clone()));
            State::Bad.with("doctor-database-bad", [("reason", reason)])
        }
        (_, Some(Err(slow @ Reason::TooSlow(_)))) => State::Bad.with(
            "doctor-database-slow",
            [("reason", Value::Reason(slow.clone()))],
        ),
        (_, Some(Err(reason))) => State::Bad.with(
            "doctor-database-bad",
            [("reason", Value::Reason(reason.clone()))],
        ),
        (Whereabouts::Private(_, folder), Some(Ok(seen))) => {
            let values = [
                ("version", Value::of(&seen.checkup.postgres)),
                ("folder", Value::of(folder.display())),
            ];
            State::Good.with("doctor-database-private", values)
        }
        (_, Some(Ok(seen))) => {
            let values = [("version", Value::of(&seen.checkup.postgres))];
            State::Good.with("doctor-database-good", values)
        }
        (_, None) => State::Unknown.text("doctor-database-closed"),
    }
}

fn writing(written: &Result<(), Reason>) -> Finding {
    match written {
        Ok(()) => State::Good.text("doctor-writing-good"),
        Err(reason) => {
            let reason = Value::Reason(reason.clone());
            State::Bad.with("doctor-writing-bad", [("reason", reason)])
        }
    }
}

/// A server migrates when it starts, so that what waits is no fault; what a newer version left is.
fn schema(schema: &Comparison, forbidden: Option<&Reason>) -> Finding {
    if let Some(unknown) = schema.unknown.last() {
        return State::Bad.with("doctor-schema-newer", [("version", Value::of(unknown))]);
    }
    if let Some(reason) = forbidden {
        let values = [("reason", Value::Reason(reason.clone()))];
        return State::Bad.with("doctor-schema-forbidden", values);
    }
    if !schema.waiting.is_empty() {
        let values = [("count", Value::count(schema.waiting.len()))];
        return State::Warning.with("doctor-schema-older", values);
    }
    let latest = schema.latest.as_deref().unwrap_or("–");
    State::Good.with("doctor-schema-good", [("version", Value::of(latest))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_is_older_newer_or_the_same() {
        let versions = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        let cases: [(&[&str], &[&str], State); 3] = [
            (&[], &[], State::Good),
            (&["2"], &[], State::Warning),
            (&[], &["9"], State::Bad),
        ];
        for (waiting, unknown, state) in cases {
            let compared = Comparison {
                waiting: versions(waiting),
                unknown: versions(unknown),
                latest: Some("1".to_owned()),
            };
            assert_eq!(schema(&compared, None).state, state, "{compared:?}");
            let forbidden = Reason::Said("no tables".to_owned());
            assert_eq!(schema(&compared, Some(&forbidden)).state, State::Bad);
        }
    }

    #[test]
    fn a_database_that_cannot_be_seen_is_told_from_one_that_is_not_there() {
        let url = || SecretString::from("postgres://somewhere");
        let refused = Err(Reason::Said("Postgres cannot be reached.".to_owned()));
        let cases = [
            (Whereabouts::Closed, None, State::Unknown),
            (Whereabouts::NotMade("data".into()), None, State::Good),
            (
                Whereabouts::Missing(Obstacle::NotInstalled),
                None,
                State::Bad,
            ),
            (Whereabouts::At(url()), Some(&refused), State::Bad),
        ];
        for (whereabouts, seen, state) in cases {
            let found = judge(&whereabouts, seen);
            assert_eq!(found[0].state, state, "{whereabouts:?}");
            assert_eq!(found.len(), 1);
        }
        assert_eq!(
            writing(&Err(Reason::Said("read-only".to_owned()))).state,
            State::Bad
        );
    }
}
