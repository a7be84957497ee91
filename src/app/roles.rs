//! Keeping what we know of the roles of those who are signed in no older than a few seconds. While the bot is connected, the gateway
//! tells of every change; while it is not, in whatever process, Discord is asked.

use std::collections::HashMap;
use std::sync::{Arc, Mutex as Lock, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

use crate::app::App;
use crate::error::Error;
use crate::ids::{RoleId, UserId};
use crate::models::bot::status::Status;
use crate::models::staff;

/// Roles that were told longer ago than this may have changed, where nobody listens.
const OLD: TimeDelta = TimeDelta::milliseconds(2500);
/// How long it is taken to be so that the gateway is connected, or that it is not.
const GATEWAY_KEPT: Duration = Duration::from_millis(500);
/// How long Discord may take, before what was known before has to do.
const PATIENCE: Duration = Duration::from_millis(1500);
/// How long nobody is asked for after Discord has not answered: pages must not wait for it over and over.
const PAUSE: Duration = Duration::from_secs(3);

/// Somebody's turn to be asked for, and when what is known of them was so.
type Turn = Arc<Mutex<Option<DateTime<Utc>>>>;

/// What this process remembers of when it asked.
#[derive(Default)]
pub struct Watch {
    gateway: Mutex<Option<(Instant, Option<DateTime<Utc>>)>>,
    people: Lock<HashMap<UserId, Turn>>,
    silent_until: Lock<Option<Instant>>,
}

impl App {
    /// Sees to it that the roles that we know of somebody are those that they hold, to within a few seconds. Whoever asks for the same
    /// person meanwhile waits for the same answer. When Discord does not answer, what was known before stays.
    ///
    /// # Errors
    ///
    /// Fails when the database does.
    pub async fn refresh_roles(&self, person: UserId) -> Result<(), Error> {
        let connected_since = self.connected_since().await?;
        let turn = self.watch.turn_of(person);
        let mut known_at = turn.lock().await;
        let now = self.clock.now();
        // What the gateway says counts from when it was connected; what changed before then, nobody may have heard.
        let holds_from = connected_since.unwrap_or(now - OLD);
        if known_at.is_some_and(|at| at >= holds_from) || self.watch.is_silent() {
            return Ok(());
        }
        let refreshed_at = staff::refreshed_at(&mut *self.db().await?, person).await?;
        if refreshed_at.is_some_and(|at| at >= holds_from) {
            *known_at = refreshed_at;
            return Ok(());
        }
        let server = self.config.bot.mode.staff_server();
        let asked = timeout(PATIENCE, self.discord.member(server, person)).await;
        let member = match asked {
            Ok(Ok(member)) => member,
            Ok(Err(failure)) => return self.watch.give_up(&failure),
            Err(elapsed) => return self.watch.give_up(&elapsed),
        };
        let roles: Option<Vec<RoleId>> = member.map(|member| member.roles().collect());
        let conn = &mut self.db().await?;
        // The gateway may have told of a later change by now.
        staff::refresh_roles(conn, person, roles.as_deref(), now).await?;
        *known_at = Some(now);
        Ok(())
    }

    /// Since when the gateway tells of changes; nothing when no process is connected.
    async fn connected_since(&self) -> Result<Option<DateTime<Utc>>, Error> {
        let mut known = self.watch.gateway.lock().await;
        if let Some((at, since)) = *known
            && at.elapsed() < GATEWAY_KEPT
        {
            return Ok(since);
        }
        let status = Status::latest(&mut *self.db().await?).await?;
        let now = self.clock.now();
        let since = status.and_then(|status| status.hears_since(now));
        *known = Some((Instant::now(), since));
        Ok(since)
    }
}

impl Watch {
    fn turn_of(&self, person: UserId) -> Turn {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(people.entry(person).or_default())
    }

    fn is_silent(&self) -> bool {
        let until = *self
            .silent_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| Instant::now() < until)
    }

    fn give_up(&self, failure: &dyn std::fmt::Display) -> Result<(), Error> {
        tracing::warn!(%failure, "Discord does not tell the roles of somebody who is signed in");
        let until = Instant::now() + PAUSE;
        *self
            .silent_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(until);
        Ok(())
    }
}
