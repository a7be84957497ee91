//! Closing: now, or because a due time has come.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::{ChannelId, TicketId};
use crate::models::actor::Act;
use crate::models::cause::ClosureCause;
use crate::models::closure::{Closure, NewClosure};
use crate::models::event::{self, EventKind, Subject};
use crate::models::message::{Message, NewMessage};
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::ticket::replying::check_characters;
use crate::outbox::{self, Job, Notice};
use crate::schema::tickets;

/// The most characters of a closing reason.
pub const LONGEST_REASON: usize = 1_000;

/// How a ticket is closed.
#[derive(Debug, Clone, Default)]
pub struct Closing {
    /// Why, in the words of whoever closes it.
    pub reason: Option<String>,
    /// Whether the member is told nothing.
    pub silent: bool,
    /// What the member is told otherwise.
    pub farewell: Option<String>,
    /// How long the ticket's channel stays.
    pub channel_stays: TimeDelta,
}

impl Closing {
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let reason = self.reason.as_deref().unwrap_or_default();
        check_characters("reason", reason)?;
        let length = reason.chars().count();
        if length > LONGEST_REASON {
            return Err(Refusal::TooLong {
                limit: LONGEST_REASON,
                length,
            });
        }
        Ok(())
    }
}

impl Ticket {
    /// Closes a ticket now. What was scheduled is called off.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], and when the ticket is closed.
    pub async fn close(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        closing: Closing,
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ManageTickets)?;
        closing.check()?;
        conn.transaction(async |conn| {
            let ticket = Self::lock_open_for(conn, act, ticket).await?;
            Closure::cancel(conn, ticket.id, act.at).await?;
            let (reason, silent) = (closing.reason.clone(), closing.silent);
            let new = NewClosure {
                reason,
                cause: None,
                silent,
                due_at: act.at,
                done_at: Some(act.at),
            };
            Closure::insert(conn, act, ticket.id, new).await?;
            ticket.conclude(conn, act, closing).await
        })
        .await
    }

    /// The member wrote: what was scheduled does not happen.
    pub(crate) async fn overrule_closure(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
    ) -> Result<(), Error> {
        if Closure::cancel(conn, self.id, act.at).await?.is_none() {
            return Ok(());
        }
        event::record(
            conn,
            act,
            EventKind::ClosureCancelled,
            Subject::ticket(self.id),
        )
        .await?;
        self.announce(conn, act.at, Notice::ClosureOverruled).await
    }

    /// Closes one ticket whose time has come, in the way that is `usual` besides what was asked for. `None` when no closure is due.
    pub async fn close_next_due(
        conn: &mut AsyncPgConnection,
        now: DateTime<Utc>,
        usual: Closing,
    ) -> Result<Option<TicketId>, Error> {
        conn.transaction(async |conn| {
            let Some(candidate) = Closure::next_due(conn, now).await? else {
                return Ok(None);
            };
            // Every verb locks the ticket before it touches the closure; so does this one, and looks again under the lock.
            let ticket = Self::lock(conn, candidate.ticket_id).await?;
            let scheduled = Closure::scheduled(conn, ticket.id).await?;
            let Some(candidate) = scheduled.filter(|closure| closure.due_at <= now) else {
                return Ok(None);
            };
            candidate.mark_done(conn, now).await?;
            let act = Act::new(candidate.requester(), now);
            let (reason, silent) = (candidate.reason.clone(), candidate.silent);
            let closing = Closing {
                reason,
                silent,
                ..usual
            };
            let ticket = ticket.conclude(conn, &act, closing).await?;
            Ok(Some(ticket.id))
        })
        .await
    }

    /// Somebody removed the ticket's channel by hand: the ticket is closed, silently.
    pub async fn channel_vanished(
        conn: &mut AsyncPgConnection,
        act: &Act,
        channel: ChannelId,
    ) -> Result<(), Error> {
        conn.transaction(async |conn| {
            let Some(found) = Self::in_channel(conn, channel).await? else {
                return Ok(());
            };
            let ticket = Self::lock(conn, found.id).await?;
            if ticket.channel_id != Some(channel) {
                return Ok(());
            }
            // Our own doing, after a closure; the ticket may have been reopened since, and stays open.
            if outbox::removes_channel(conn, (ticket.member_id, ticket.id)).await? {
                return Ok(());
            }
            ticket.set_channel(conn, None).await?;
            if ticket.is_closed() {
                return Ok(());
            }
            Closure::cancel(conn, ticket.id, act.at).await?;
            let silent = true;
            let new = NewClosure {
                reason: None,
                cause: Some(ClosureCause::ChannelRemoved),
                silent,
                due_at: act.at,
                done_at: Some(act.at),
            };
            Closure::insert(conn, act, ticket.id, new).await?;
            let closing = Closing {
                silent,
                ..Closing::default()
            };
            ticket.conclude(conn, act, closing).await?;
            Ok(())
        })
        .await
    }

    /// What every way of closing ends in. The ticket is locked, and its closure is recorded.
    async fn conclude(
        self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        closing: Closing,
    ) -> Result<Self, Error> {
        // The clock of the process that opened it may have been ahead of this one.
        let closed_at = act.at.max(self.opened_at);
        let closed = diesel::update(&self)
            .set((
                tickets::closed_at.eq(closed_at),
                tickets::closed_by.eq(act.actor.staff_id()),
                tickets::last_activity_at.eq(closed_at),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
            .await?;
        event::record(conn, act, EventKind::TicketClosed, Subject::ticket(self.id)).await?;
        let farewell = closing.farewell.filter(|text| !text.trim().is_empty());
        if let (Some(farewell), false, false) = (farewell, closing.silent, self.silent) {
            Message::send_notice(conn, act.at, &self, NewMessage::notice(farewell)).await?;
        }
        let log = Job::LogClosure { ticket: self.id };
        outbox::enqueue(conn, self.member_id, &log, act.at).await?;
        closed
            .take_channel_away(conn, act, closing.channel_stays)
            .await?;
        Ok(closed)
    }

    /// The channel goes now, or stays for a while and says so.
    async fn take_channel_away(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        after: TimeDelta,
    ) -> Result<(), Error> {
        let Some(closed_at) = self.closed_at.filter(|_| after > TimeDelta::zero()) else {
            let job = Job::RemoveChannel { ticket: self.id };
            return outbox::enqueue(conn, self.member_id, &job, act.at).await;
        };
        let due_at = act.at + after;
        let by = act.actor.name().to_owned();
        self.announce(conn, act.at, Notice::Closed { by, due_at })
            .await?;
        outbox::enqueue_retirement(conn, (self.id, closed_at), due_at).await
    }

    /// Says in the ticket's channel what happened to it.
    pub(crate) async fn announce(
        &self,
        conn: &mut AsyncPgConnection,
        at: DateTime<Utc>,
        notice: Notice,
    ) -> Result<(), Error> {
        outbox::enqueue(
            conn,
            self.member_id,
            &Job::Announce {
                ticket: self.id,
                notice,
            },
            at,
        )
        .await
    }
}
