//! What still has to happen on Discord: rows that a verb writes in its own transaction, and that `jobs` carries out.
//!
//! Jobs of one lane (the conversation with one member) run strictly in the order in which they were written; lanes run beside each
//! other. A job is claimed for the length of a lease, so that one whose process was killed is claimed again.

mod notice;
pub mod reviving;
mod task;

pub use notice::Notice;
pub use task::Task;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};

use crate::ids::{ChannelId, MessageId, PostId, TicketId, UserId};
use crate::schema::outbox;

/// The Postgres channel on which new jobs are announced.
pub const ANNOUNCEMENTS: &str = "rustmail_outbox";

/// The lanes of channels that are to be removed later begin here: no member and no ticket has a lane nearby.
const RETIREMENTS: i64 = i64::MIN;

/// One effect on Discord.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Creates the ticket's channel in the staff server and posts the recap in it.
    OpenChannel {
        /// The ticket.
        ticket: TicketId,
        /// Who is called to it.
        call: Option<UserId>,
    },
    /// Copies a message's files into the object store, since Discord's links expire.
    KeepAttachments {
        /// The message.
        message: MessageId,
    },
    /// Sends a message to the member.
    DeliverToDm {
        /// The message.
        message: MessageId,
    },
    /// Shows a message in the ticket's channel.
    CopyToChannel {
        /// The message.
        message: MessageId,
    },
    /// Brings what we posted of a message in line with its text after an edit.
    ReviseCopies {
        /// The message.
        message: MessageId,
    },
    /// Removes a deleted reply from the DM and marks every copy in the ticket's channel.
    WithdrawCopies {
        /// The message.
        message: MessageId,
    },
    /// Removes the staff's command from the ticket's channel, where the copy of the reply now stands.
    RemoveCommand {
        /// The ticket's channel.
        channel: ChannelId,
        /// The command.
        post: PostId,
    },
    /// Says in the ticket's channel what happened to the ticket.
    Announce {
        /// The ticket.
        ticket: TicketId,
        /// What to say.
        notice: Notice,
    },
    /// Puts a ticket's channel where its category wants it, open to those whom that lets in.
    PlaceChannel {
        /// The ticket.
        ticket: TicketId,
    },
    /// Calls a ticket's channel by what staff call the ticket now.
    RenameChannel {
        /// The ticket.
        ticket: TicketId,
    },
    /// Gives a reopened ticket a channel again, unless the one that it had is still there.
    ReopenChannel {
        /// The ticket.
        ticket: TicketId,
        /// The channel that it had when it was reopened.
        had: Option<ChannelId>,
    },
    /// Tells a blocked member that their message opened no ticket.
    TellOfBlock {
        /// Who wrote.
        user: UserId,
        /// Until when they are blocked; for good when there is no time.
        until: Option<DateTime<Utc>>,
    },
    /// Tells someone who has no ticket why their message went nowhere.
    TurnAway {
        /// Who wrote.
        user: UserId,
    },
    /// Leaves word of a closed ticket where the owner wants that.
    LogClosure {
        /// The ticket.
        ticket: TicketId,
    },
    /// Has the channel of a closed ticket removed, unless the ticket was reopened meanwhile.
    RetireChannel {
        /// The ticket.
        ticket: TicketId,
        /// The closing after which it goes.
        closed_at: DateTime<Utc>,
    },
    /// Removes the channel of a closed ticket.
    RemoveChannel {
        /// The ticket.
        ticket: TicketId,
    },
    /// Tells a member that answers take longer while the bot is being worked on.
    TellOfMaintenance {
        /// The member.
        user: UserId,
    },
    /// Changes how the bot is called and what it looks like.
    ChangeProfile {
        /// The new name.
        username: Option<String>,
        /// The new picture beside its messages.
        avatar: Option<Picture>,
        /// The new picture at the top of its profile.
        banner: Option<Picture>,
    },
}

/// A picture that is kept with the attachments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The key under which its bytes are kept.
    pub key: String,
    /// What kind of picture it is, such as `image/png`.
    pub media_type: String,
}

/// Enqueues a job; the caller's transaction decides whether it ever happens.
pub async fn enqueue(
    conn: &mut AsyncPgConnection,
    lane: UserId,
    job: &Job,
    at: DateTime<Utc>,
) -> Result<(), crate::error::Error> {
    let job = serde_json::to_value(job).map_err(anyhow::Error::new)?;
    diesel::insert_into(outbox::table)
        .values((
            outbox::lane.eq(lane.0),
            outbox::job.eq(job),
            outbox::created_at.eq(at),
            outbox::due_at.eq(at),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Enqueues a job about a ticket's channel that may have to wait for long, beside the conversation: Discord lets a channel be renamed
/// twice in ten minutes, and no message waits for that. One that waits already is enough, since it does what is true by then.
pub async fn enqueue_beside(
    conn: &mut AsyncPgConnection,
    ticket: TicketId,
    job: &Job,
    at: DateTime<Utc>,
) -> Result<(), crate::error::Error> {
    // Members have positive ids, so this is a lane of its own.
    let lane = UserId(-ticket.0);
    let value = serde_json::to_value(job).map_err(anyhow::Error::new)?;
    // Under this lock nobody claims it, so that it cannot have looked at the ticket already.
    let waiting: Option<i64> = outbox::table
        .filter(outbox::lane.eq(lane.0).and(outbox::job.eq(value)))
        .filter(outbox::failed_at.is_null())
        .filter(outbox::leased_until.is_null())
        .select(outbox::id)
        .for_update()
        .first(conn)
        .await
        .optional()?;
    match waiting {
        Some(_) => Ok(()),
        None => enqueue(conn, lane, job, at).await,
    }
}

/// Enqueues the removal of a closed ticket's channel for later. Nothing waits for it: neither the conversation with the member, who may
/// write again, nor what else is done with the channel.
pub async fn enqueue_retirement(
    conn: &mut AsyncPgConnection,
    (ticket, closed_at): (TicketId, DateTime<Utc>),
    due_at: DateTime<Utc>,
) -> Result<(), crate::error::Error> {
    let job = Job::RetireChannel { ticket, closed_at };
    let job = serde_json::to_value(job).map_err(anyhow::Error::new)?;
    diesel::insert_into(outbox::table)
        .values((
            outbox::lane.eq(RETIREMENTS + ticket.0),
            outbox::job.eq(job),
            outbox::created_at.eq(closed_at),
            outbox::due_at.eq(due_at),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether the removal of a ticket's channel is still to happen, or happening.
pub async fn removes_channel(
    conn: &mut AsyncPgConnection,
    (member, ticket): (UserId, TicketId),
) -> Result<bool, crate::error::Error> {
    is_to_do(conn, member, &Job::RemoveChannel { ticket }).await
}

/// Whether a ticket's channel is still to be put in its place, or is being put there.
pub async fn places_channel(
    conn: &mut AsyncPgConnection,
    (member, ticket): (UserId, TicketId),
) -> Result<bool, crate::error::Error> {
    is_to_do(conn, member, &Job::PlaceChannel { ticket }).await
}

async fn is_to_do(
    conn: &mut AsyncPgConnection,
    lane: UserId,
    job: &Job,
) -> Result<bool, crate::error::Error> {
    let job = serde_json::to_value(job).map_err(anyhow::Error::new)?;
    let waiting = outbox::table
        .filter(outbox::lane.eq(lane.0).and(outbox::job.eq(job)))
        .filter(outbox::failed_at.is_null());
    Ok(diesel::select(diesel::dsl::exists(waiting))
        .get_result(conn)
        .await?)
}

/// Claims up to `most` tasks that are due, at most the oldest one of each lane, for the length of `lease`.
pub async fn claim(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    lease: TimeDelta,
    most: i64,
) -> QueryResult<Vec<Task>> {
    diesel::sql_query(
        "WITH due AS (
             SELECT id FROM outbox AS task
             WHERE failed_at IS NULL AND due_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)
               AND NOT EXISTS (
                   SELECT FROM outbox AS earlier
                   WHERE earlier.lane = task.lane AND earlier.failed_at IS NULL AND earlier.id < task.id
               )
             ORDER BY due_at, id LIMIT $3
             FOR UPDATE SKIP LOCKED
         )
         UPDATE outbox
         SET leased_until = $2, attempts = attempts + 1, started_at = coalesce(started_at, $1)
         FROM due WHERE outbox.id = due.id
         RETURNING outbox.id, lane, job, attempts, started_at",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(now + lease)
    .bind::<BigInt, _>(most)
    .load(conn)
    .await
}

/// Whether any task still waits to be carried out.
pub async fn is_empty(conn: &mut AsyncPgConnection) -> QueryResult<bool> {
    diesel::select(diesel::dsl::not(diesel::dsl::exists(
        outbox::table.filter(outbox::failed_at.is_null()),
    )))
    .get_result(conn)
    .await
}

/// How many tasks wait to be carried out, besides channels that are to stay for a while.
pub async fn waiting(conn: &mut AsyncPgConnection) -> QueryResult<i64> {
    outbox::table
        .filter(outbox::failed_at.is_null())
        .filter(outbox::lane.gt(RETIREMENTS / 2))
        .count()
        .get_result(conn)
        .await
}

/// Gives every lease back. Only for the leader when it takes over: whoever held them is gone.
pub async fn release_leases(conn: &mut AsyncPgConnection) -> QueryResult<usize> {
    diesel::update(outbox::table.filter(outbox::leased_until.is_not_null()))
        .set(outbox::leased_until.eq(None::<DateTime<Utc>>))
        .execute(conn)
        .await
}
