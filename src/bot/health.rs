//! How the bot is, told to every process through the database: the panel of another one shows it as well.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serenity::gateway::ConnectionStage;

use crate::app::App;
use crate::bot::{Bot, Link};
use crate::error::Error;
use crate::models::bot::status::{Hindrance, Status};

/// How often it is looked whether anything has changed.
const LOOK: Duration = Duration::from_millis(500);
/// How often it is reported that nothing has: others rely on the connection for no longer.
const REPORT: TimeDelta = TimeDelta::seconds(1);
/// How often it is said again what keeps the bot away: a report counts for longer.
const REMINDER: Duration = Duration::from_secs(10);
/// How long the last report may take when the bot stops.
const FAREWELL: Duration = Duration::from_secs(2);

/// What is known of the connection.
#[derive(Default)]
pub(crate) struct Health(Mutex<State>);

#[derive(Default, Clone)]
struct State {
    connected_since: Option<DateTime<Utc>>,
    disconnected_since: Option<DateTime<Utc>>,
    heard_since: Option<DateTime<Utc>>,
    hearing: Hearing,
    trouble: Option<String>,
}

/// Whether we are told what happens in the staff server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Hearing {
    /// The gateway has still to say that the server is there.
    #[default]
    NotYet,
    /// Everything is told.
    Yes,
    /// Nothing is told: we are not in it, or Discord has lost it for a while.
    Lost,
}

impl Health {
    /// Notes whether we are told what happens in the staff server. Gives what it was before.
    pub(crate) fn hears_staff_server(&self, hearing: Hearing) -> Hearing {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if hearing != Hearing::Yes {
            state.heard_since = None;
        }
        std::mem::replace(&mut state.hearing, hearing)
    }

    /// Notes that the connection was lost, or never came about.
    pub(crate) fn lost(&self, reason: &str) {
        let trouble = Some(reason.to_owned()).filter(|reason| !reason.is_empty());
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.connected_since = None;
        state.heard_since = None;
        state.trouble = trouble;
    }

    fn look(&self, line: Line, now: DateTime<Utc>) -> State {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if line == Line::Down {
            state.connected_since = None;
            state.heard_since = None;
            state.disconnected_since.get_or_insert(now);
        } else {
            state.connected_since.get_or_insert(now);
            state.heard_since = match (line, state.hearing) {
                (Line::Alive, Hearing::Yes) => state.heard_since.or(Some(now)),
                _ => None,
            };
            state.disconnected_since = None;
            state.trouble = None;
        }
        state.clone()
    }
}

/// What became of the line to the gateway.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    /// There is none.
    Down,
    /// The client says that there is one, but it does not answer.
    Mute,
    /// It answers.
    Alive,
}

/// Reports how the bot is, until this is aborted.
pub(crate) async fn report(bot: Arc<Bot>) {
    let leading_since = bot.app.clock.now();
    let mut told: Option<Status> = None;
    loop {
        let status = look(&bot, leading_since).await;
        let is_news = told.as_ref().is_none_or(|told| {
            let is_old = status.reported_at - told.reported_at >= REPORT;
            let known = |one: &Status| (one.connected_since, one.heard_since, one.trouble.clone());
            let is_other = known(told) != known(&status);
            is_old || is_other
        });
        if is_news {
            match tell(&bot.app, &status).await {
                Ok(()) => told = Some(status),
                Err(error) => {
                    tracing::debug!(error = %format_args!("{error:#}"), "the bot's health is not told")
                }
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Reports that the bot has stopped, and why when it could not go on.
pub(crate) async fn report_end(bot: &Bot, outcome: &anyhow::Result<()>) {
    let error = outcome.as_ref().err();
    let hindrance = error.and_then(|error| error.downcast_ref::<Hindrance>());
    let status = Status {
        trouble: error.map(|error| format!("{error:#}")),
        hindrance: hindrance.copied(),
        ..unconnected(bot.app.clock.now())
    };
    // Whoever takes over reports anew, so this is no great loss.
    let told = tokio::time::timeout(FAREWELL, tell(&bot.app, &status)).await;
    if !matches!(told, Ok(Ok(()))) {
        tracing::debug!("the end of the bot is not told");
    }
}

/// Goes on reporting what keeps the bot away, until this is dropped.
pub(crate) async fn report_hindrance(app: &App, hindrance: Hindrance) {
    let since = app.clock.now();
    let mut reports = tokio::time::interval(REMINDER);
    loop {
        reports.tick().await;
        let status = Status {
            trouble: Some(hindrance.to_string()),
            hindrance: Some(hindrance),
            reported_at: app.clock.now(),
            ..unconnected(since)
        };
        if let Err(error) = tell(app, &status).await {
            tracing::debug!(error = %format_args!("{error:#}"), "what keeps the bot away is not told");
        }
    }
}

/// How a bot is that is not connected since then.
fn unconnected(since: DateTime<Utc>) -> Status {
    Status {
        process: process(),
        leading_since: since,
        connected_since: None,
        disconnected_since: Some(since),
        heard_since: None,
        latency_ms: None,
        trouble: None,
        hindrance: None,
        reported_at: since,
    }
}

async fn look(bot: &Bot, leading_since: DateTime<Utc>) -> Status {
    let now = bot.app.clock.now();
    let link = bot.link();
    let (line, latency) = match &link {
        Some(link) => (examine(bot, link).await, link.latency().await),
        None => (Line::Down, None),
    };
    let state = bot.health.look(line, now);
    if let (Some(link), Line::Mute | Line::Alive, Hearing::Yes) = (&link, line, state.hearing) {
        bot.pulse.ask(link, bot.staff_server());
    }
    let latency = latency.filter(|_| line != Line::Down);
    Status {
        process: process(),
        leading_since,
        connected_since: state.connected_since,
        disconnected_since: state.disconnected_since,
        heard_since: state.heard_since,
        latency_ms: latency.and_then(|latency| latency.as_millis().try_into().ok()),
        trouble: state.trouble,
        hindrance: None,
        reported_at: now,
    }
}

async fn examine(bot: &Bot, link: &Link) -> Line {
    let runners = link.shards.runners.lock().await;
    let all_connected = runners
        .values()
        .all(|runner| runner.stage == ConnectionStage::Connected);
    match all_connected && !runners.is_empty() {
        false => Line::Down,
        true if bot.pulse.is_felt() => Line::Alive,
        true => Line::Mute,
    }
}

async fn tell(app: &App, status: &Status) -> Result<(), Error> {
    Ok(status.report(&mut *app.db().await?).await?)
}

/// This process, by machine and number.
fn process() -> String {
    let machine = nix::sys::utsname::uname();
    let machine = machine
        .as_ref()
        .ok()
        .and_then(|one| one.nodename().to_str());
    format!("{}:{}", machine.unwrap_or("?"), std::process::id())
}
