//! Reopening: a closed ticket carries on, in a channel of its own.

use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::{ClosureId, TicketId, UserId};
use crate::models::actor::Act;
use crate::models::closure::Closure;
use crate::models::event::{self, EventKind, Subject};
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::user::User;
use crate::outbox::{self, Job, Notice};
use crate::schema::tickets;

/// How a ticket is reopened.
#[derive(Debug, Clone, Default)]
pub struct Reopening {
    /// Whether the member is told nothing.
    pub silent: bool,
    /// What the member is told otherwise.
    pub notice: Option<String>,
    /// The closing that is to be undone; without it, whichever closed the ticket last.
    pub closure: Option<ClosureId>,
}

impl Ticket {
    /// Opens a closed ticket again. It keeps its number, its messages and whoever had it; a member who is blocked can be helped this way,
    /// too. Its channel is kept when it has not been removed yet.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], when the ticket is open, when it was closed anew since the closing that is to be
    /// undone, and when its member has another open one.
    pub async fn reopen(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        reopening: Reopening,
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ManageTickets)?;
        conn.transaction(async |conn| {
            let found = Self::find(conn, act, ticket).await?;
            // The member's row first, as everywhere: what they write this very moment waits, and then finds this ticket open.
            User::lock(conn, found.member_id).await?;
            let ticket = Self::lock_for(conn, act, ticket).await?;
            if !ticket.is_closed() {
                return Err(Refusal::NotClosed.into());
            }
            if let Some(undone) = reopening.closure {
                let last = Closure::last_done(conn, ticket.id).await?;
                if last.is_none_or(|last| last.id != undone) {
                    return Err(Refusal::ChangedMeanwhile.into());
                }
            }
            if let Some(other) = Self::open_for(conn, ticket.member_id).await? {
                return Err(other.stands_in_the_way_of(&act.actor).into());
            }
            let reopened: Self = diesel::update(&ticket)
                .set((
                    tickets::closed_at.eq(None::<chrono::DateTime<chrono::Utc>>),
                    tickets::closed_by.eq(None::<UserId>),
                    tickets::last_activity_at.eq(act.at),
                    tickets::waiting_since.eq(act.at),
                ))
                .returning(Self::as_returning())
                .get_result(conn)
                .await?;
            let subject = Subject::ticket(ticket.id);
            event::record(conn, act, EventKind::TicketReopened, subject).await?;
            reopened.carry_on(conn, act, reopening).await?;
            Ok(reopened)
        })
        .await
    }

    async fn carry_on(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        reopening: Reopening,
    ) -> Result<(), Error> {
        let job = Job::ReopenChannel {
            ticket: self.id,
            had: self.channel_id,
        };
        outbox::enqueue(conn, self.member_id, &job, act.at).await?;
        let by = act.actor.name().to_owned();
        let notice = Notice::Reopened { by };
        self.announce(conn, act.at, notice).await?;
        // A member who never heard of the ticket learns of it with the first reply.
        let notice = reopening
            .notice
            .filter(|_| !reopening.silent && !self.silent);
        self.greet(conn, act, notice).await
    }
}
