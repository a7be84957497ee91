//! Closing later, and keeping open after all. A scheduled closure is a row with a due time: it survives a restart because nothing about
//! it is in memory.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Flaw, Refusal};
use crate::ids::{ClosureId, TicketId};
use crate::models::actor::Act;
use crate::models::closure::{Closure, NewClosure};
use crate::models::event::{self, EventKind, Subject};
use crate::models::message::Kind;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::ticket::closing::Closing;
use crate::outbox::Notice;
use crate::schema::{events, messages};

/// The longest delay after which a ticket may be scheduled to close.
pub const LONGEST_DELAY: TimeDelta = TimeDelta::days(365);

/// A closure that is going to happen, and the one in whose place it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheduled {
    /// What is going to happen.
    pub closure: Closure,
    /// What was going to happen before.
    pub earlier: Option<Closure>,
}

/// A closure that is to happen after all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Again {
    /// The one that was called off.
    pub closure: ClosureId,
    /// The one that was scheduled in its place, if one was.
    pub instead_of: Option<ClosureId>,
}

impl Ticket {
    /// Schedules a ticket to close after `delay`, in place of what was scheduled before.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], when the ticket is closed, and a delay over [`LONGEST_DELAY`] or not
    /// positive.
    pub async fn close_later(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        (closing, delay): (Closing, TimeDelta),
    ) -> Result<Scheduled, Error> {
        act.actor.require(Permission::ManageTickets)?;
        closing.check()?;
        if delay <= TimeDelta::zero() || delay > LONGEST_DELAY {
            let why = Flaw::Delay;
            return Err(Refusal::Invalid {
                field: "delay",
                why,
            }
            .into());
        }
        conn.transaction(async |conn| {
            let ticket = Self::lock_open_for(conn, act, ticket).await?;
            let earlier = Closure::cancel(conn, ticket.id, act.at).await?;
            let new = NewClosure {
                reason: closing.reason,
                cause: None,
                silent: closing.silent,
                due_at: act.at + delay,
                done_at: None,
            };
            let closure = Closure::insert(conn, act, ticket.id, new).await?;
            ticket.tell_of_schedule(conn, act, closure.due_at).await?;
            Ok(Scheduled { closure, earlier })
        })
        .await
    }

    /// Calls off the scheduled closure.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], when the ticket is closed, and when nothing is scheduled.
    pub async fn cancel_closure(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
    ) -> Result<Closure, Error> {
        act.actor.require(Permission::ManageTickets)?;
        conn.transaction(async |conn| {
            let ticket = Self::lock_open_for(conn, act, ticket).await?;
            let cancelled = Closure::cancel(conn, ticket.id, act.at).await?;
            let cancelled = cancelled.ok_or(Refusal::NothingScheduled)?;
            let subject = Subject::ticket(ticket.id);
            event::record(conn, act, EventKind::ClosureCancelled, subject).await?;
            let by = act.actor.name().to_owned();
            ticket
                .announce(conn, act.at, Notice::ClosureCancelled { by })
                .await?;
            Ok(cancelled)
        })
        .await
    }

    /// Schedules a closure again that was called off, or that another one was put in the place of: for the same time, reason and silence,
    /// in the name of whoever asked for it.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], when the ticket is closed, when the closure was not called off last, when something
    /// else is scheduled by now than what it is to take the place of, when the member has written meanwhile, and when its time is over.
    pub async fn schedule_again(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        again: Again,
    ) -> Result<Scheduled, Error> {
        act.actor.require(Permission::ManageTickets)?;
        conn.transaction(async |conn| {
            let ticket = Self::lock_open_for(conn, act, ticket).await?;
            let called_off = ticket.called_off_last(conn, again).await?;
            if called_off.due_at <= act.at {
                return Err(Refusal::ClosureOverdue.into());
            }
            let earlier = Closure::cancel(conn, ticket.id, act.at).await?;
            let new = NewClosure {
                reason: called_off.reason.clone(),
                cause: None,
                silent: called_off.silent,
                due_at: called_off.due_at,
                done_at: None,
            };
            let requester = Act::new(called_off.requester(), act.at);
            let closure = Closure::insert(conn, &requester, ticket.id, new).await?;
            ticket.tell_of_schedule(conn, act, closure.due_at).await?;
            Ok(Scheduled { closure, earlier })
        })
        .await
    }

    /// The closure that is to be scheduled again, as long as nobody has done anything about it since it was called off.
    async fn called_off_last(
        &self,
        conn: &mut AsyncPgConnection,
        again: Again,
    ) -> Result<Closure, Error> {
        let last = Closure::newest(conn, self.id, 2).await?;
        let found = last.iter().find(|closure| closure.id == again.closure);
        let cancelled_at = found.and_then(|closure| closure.cancelled_at);
        let (Some(found), Some(cancelled_at)) = (found, cancelled_at) else {
            return Err(Refusal::ChangedMeanwhile.into());
        };
        let scheduled = Closure::scheduled(conn, self.id).await?;
        let newest = last.as_slice().first().map(|closure| closure.id);
        let is_last = newest == Some(again.instead_of.unwrap_or(again.closure));
        let is_as_expected = scheduled.map(|closure| closure.id) == again.instead_of;
        // A message may come in long after it was written, and counts from when it is here.
        let has_written = events::table
            .inner_join(messages::table.on(events::message_id.eq(messages::id.nullable())))
            .filter(events::ticket_id.eq(self.id))
            .filter(events::kind.eq(EventKind::MessageAdded))
            .filter(events::at.gt(cancelled_at))
            .filter(messages::kind.eq(Kind::Member));
        let has_written = diesel::select(diesel::dsl::exists(has_written));
        if !is_last || !is_as_expected || has_written.get_result(conn).await? {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        Ok(found.clone())
    }

    async fn tell_of_schedule(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        due_at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let subject = Subject::ticket(self.id);
        event::record(conn, act, EventKind::ClosureScheduled, subject).await?;
        let by = act.actor.name().to_owned();
        let notice = Notice::ClosureScheduled { due_at, by };
        self.announce(conn, act.at, notice).await
    }
}
