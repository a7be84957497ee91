//! Jobs that were given up: what did not happen on Discord, why not, and what is to become of it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Jsonb, Nullable, Text, Timestamptz};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::{Value, json};

use crate::error::{Error, Refusal};
use crate::ids::{CategoryId, JobId, MessageId, TicketId};
use crate::models::actor::Act;
use crate::models::cause::Setback;
use crate::models::delivery::{Delivery, Post, Side};
use crate::models::event::{self, EventKind, Subject};
use crate::models::message::Message;
use crate::models::permission::Permission;
use crate::outbox::{self, Job};
use crate::schema::{outbox as jobs, tickets};

/// Failed jobs with the tickets that they belong to, as far as somebody sees those.
const WITHIN_SIGHT: &str = "SELECT outbox.id, outbox.job, outbox.failed_at, coalesce(outbox.last_error, '') AS why, outbox.setback, tickets.id AS ticket_id
     FROM outbox
     LEFT JOIN messages ON messages.id = (outbox.job->>'message')::bigint
     LEFT JOIN tickets ON tickets.id = coalesce((outbox.job->>'ticket')::bigint, messages.ticket_id)
     WHERE outbox.failed_at IS NOT NULL AND (tickets.category_id IS NULL OR tickets.category_id <> ALL ($1))";

/// How many failed jobs are put back in one transaction.
const AT_ONCE: i64 = 500;

/// A job that was given up.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct FailedJob {
    /// The job.
    #[diesel(sql_type = BigInt)]
    pub id: JobId,
    #[diesel(sql_type = Jsonb)]
    job: Value,
    /// When it was given up.
    #[diesel(sql_type = Timestamptz)]
    pub failed_at: DateTime<Utc>,
    /// Why, as it was noted.
    #[diesel(sql_type = Text)]
    pub why: String,
    #[diesel(sql_type = Nullable<Jsonb>)]
    setback: Option<Value>,
    /// The ticket that it belongs to, if it belongs to one.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub ticket_id: Option<TicketId>,
}

/// The place of a failed job in their list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// When it was given up.
    pub failed_at: DateTime<Utc>,
    /// The job.
    pub id: JobId,
}

impl FailedJob {
    /// Its place in the list.
    pub fn key(&self) -> Key {
        Key {
            failed_at: self.failed_at,
            id: self.id,
        }
    }

    /// What it was to do; `None` when another version of the program wrote it.
    pub fn job(&self) -> Option<Job> {
        serde_json::from_value(self.job.clone()).ok()
    }

    /// Why, to be told to anybody; `None` where only what was noted is known.
    pub fn setback(&self) -> Option<Setback> {
        Setback::stored(self.setback.as_ref())
    }

    /// What kind of job it is, as it is recorded.
    pub fn name(&self) -> &str {
        self.job["job"].as_str().unwrap_or("unknown")
    }

    /// Failed jobs, latest failure first, after one of them. Says whether there are more.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageBot`].
    pub async fn page(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (after, most): (Option<Key>, i64),
    ) -> Result<(Vec<Self>, bool), Error> {
        act.actor.require(Permission::ManageBot)?;
        let query = format!(
            "{WITHIN_SIGHT} AND ($2 IS NULL OR (outbox.failed_at, outbox.id) < ($2, $3))
             ORDER BY outbox.failed_at DESC, outbox.id DESC LIMIT $4"
        );
        let mut found: Vec<Self> = diesel::sql_query(query)
            .bind::<Array<BigInt>, _>(hidden(act))
            .bind::<Nullable<Timestamptz>, _>(after.map(|key| key.failed_at))
            .bind::<BigInt, _>(after.map_or(0, |key| key.id.0))
            .bind::<BigInt, _>(most + 1)
            .load(conn)
            .await?;
        let has_more = i64::try_from(found.len()).is_ok_and(|found| found > most);
        found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok((found, has_more))
    }

    /// Puts a failed job back where it stood: it is tried again before what came later in its lane.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageBot`], and when there is no such job, or none that the actor sees.
    pub async fn retry(conn: &mut AsyncPgConnection, act: &Act, id: JobId) -> Result<Self, Error> {
        conn.transaction(async |conn| {
            let failed = Self::lock(conn, act, id).await?;
            failed.revive(conn, act).await?;
            Ok(failed)
        })
        .await
    }

    /// Puts every failed job back that the actor sees, oldest first and some at a time. Says how many those were.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageBot`].
    pub async fn retry_all(conn: &mut AsyncPgConnection, act: &Act) -> Result<usize, Error> {
        act.actor.require(Permission::ManageBot)?;
        let (mut retried, mut last) = (0, JobId(0));
        loop {
            let some = conn.transaction(async |conn| Self::retry_some(conn, act, last).await);
            let (number, newest) = some.await?;
            retried += number;
            match newest {
                Some(newest) => last = newest,
                None => return Ok(retried),
            }
        }
    }

    /// Puts the next failed jobs back after one of them, as many as nobody minds waiting for. Says how many, and the last that was
    /// looked at.
    async fn retry_some(
        conn: &mut AsyncPgConnection,
        act: &Act,
        after: JobId,
    ) -> Result<(usize, Option<JobId>), Error> {
        let query = format!("{WITHIN_SIGHT} AND outbox.id > $2 ORDER BY outbox.id LIMIT $3");
        let next: Vec<Self> = diesel::sql_query(query)
            .bind::<Array<BigInt>, _>(hidden(act))
            .bind::<BigInt, _>(after)
            .bind::<BigInt, _>(AT_ONCE)
            .load(conn)
            .await?;
        let failed = Self::lock_found(conn, act, &next).await?;
        for one in &failed {
            one.revive(conn, act).await?;
        }
        Ok((failed.len(), next.last().map(|job| job.id)))
    }

    /// Takes a failed job from the list: nobody tries it again. What it was for stays marked as failed.
    ///
    /// # Errors
    ///
    /// As [`FailedJob::retry`].
    pub async fn give_up(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: JobId,
    ) -> Result<Self, Error> {
        conn.transaction(async |conn| {
            let failed = Self::lock(conn, act, id).await?;
            diesel::delete(jobs::table.find(id.0)).execute(conn).await?;
            failed.record(conn, act, EventKind::JobGivenUp).await?;
            Ok(failed)
        })
        .await
    }

    async fn lock(conn: &mut AsyncPgConnection, act: &Act, id: JobId) -> Result<Self, Error> {
        act.actor.require(Permission::ManageBot)?;
        let query = format!("{WITHIN_SIGHT} AND outbox.id = $2");
        let found: Vec<Self> = diesel::sql_query(query)
            .bind::<Array<BigInt>, _>(hidden(act))
            .bind::<BigInt, _>(id)
            .load(conn)
            .await?;
        let locked = Self::lock_found(conn, act, &found).await?.pop();
        Ok(locked.ok_or(Refusal::JobNotFound)?)
    }

    /// Locks those of the jobs that are still there for the actor. Their tickets come first, as everywhere, so that nobody who holds a
    /// ticket waits for one of its jobs while its job waits for the ticket.
    async fn lock_found(
        conn: &mut AsyncPgConnection,
        act: &Act,
        found: &[Self],
    ) -> QueryResult<Vec<Self>> {
        let involved: Vec<TicketId> = found.iter().filter_map(|job| job.ticket_id).collect();
        tickets::table
            .filter(tickets::id.eq_any(&involved))
            .order(tickets::id)
            .select(tickets::id)
            .for_no_key_update()
            .load::<TicketId>(conn)
            .await?;
        let ids: Vec<JobId> = found.iter().map(|job| job.id).collect();
        let query = format!(
            "{WITHIN_SIGHT} AND outbox.id = ANY ($2) ORDER BY outbox.id FOR UPDATE OF outbox"
        );
        diesel::sql_query(query)
            .bind::<Array<BigInt>, _>(hidden(act))
            .bind::<Array<BigInt>, _>(ids)
            .load(conn)
            .await
    }

    async fn revive(&self, conn: &mut AsyncPgConnection, act: &Act) -> Result<(), Error> {
        outbox::reviving::revive(conn, self.id, act.at).await?;
        if let Some((message, side)) = self.delivery()
            && self.brings(conn, (message, side)).await?
        {
            Delivery::queue_again(conn, (message, side), act.at).await?;
        }
        Ok(self.record(conn, act, EventKind::JobRetried).await?)
    }

    /// Whether the message is there as it should be when the job is done. A revision brings what was edited and is there already.
    async fn brings(
        &self,
        conn: &mut AsyncPgConnection,
        (message, side): (MessageId, Side),
    ) -> QueryResult<bool> {
        let Some(Job::ReviseCopies { .. }) = self.job() else {
            return Ok(true);
        };
        let found = Message::get(conn, message).await?;
        let is_edited = found.is_some_and(|message| message.edited_at.is_some());
        Ok(is_edited && !Post::showing(conn, message, side).await?.is_empty())
    }

    /// The message whose way it was, and to which side of the ticket.
    fn delivery(&self) -> Option<(MessageId, Side)> {
        match self.job()? {
            Job::DeliverToDm { message }
            | Job::ReviseCopies { message }
            | Job::WithdrawCopies { message } => Some((message, Side::Dm)),
            Job::CopyToChannel { message } => Some((message, Side::Channel)),
            _ => None,
        }
    }

    async fn record(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        kind: EventKind,
    ) -> QueryResult<()> {
        let message = self.delivery().map(|(message, _)| message);
        let subject = match (self.ticket_id, message) {
            (Some(ticket), Some(message)) => Subject::message(ticket, message),
            (Some(ticket), None) => Subject::ticket(ticket),
            (None, _) => Subject::NONE,
        };
        let details = json!({ "job": self.name(), "why": self.why });
        event::record_with(conn, act, (kind, subject), details).await
    }
}

fn hidden(act: &Act) -> Vec<CategoryId> {
    act.actor.sight().hidden().to_vec()
}
