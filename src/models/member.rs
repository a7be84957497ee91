//! Members: the people who are helped, as their tickets tell of them. Whoever does not see a ticket does not learn of its member here.

pub mod listing;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::{TicketId, UserId};
use crate::models::actor::Act;
use crate::models::block::Block;
use crate::models::permission::Permission;
use crate::models::ticket::{Ticket, within};
use crate::models::user::User;
use crate::schema::tickets;

/// Somebody who is helped, or was, or may not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The account.
    pub user: User,
    /// When something was last said in one of the tickets.
    pub last_contact_at: Option<DateTime<Utc>>,
    /// How many tickets there are.
    pub tickets: i64,
    /// The open ticket.
    pub open_ticket: Option<TicketId>,
    /// What keeps them from opening tickets.
    pub block: Option<Block>,
}

/// Some tickets of a member, newest first.
#[derive(Debug, Clone)]
pub struct History {
    /// The tickets.
    pub tickets: Vec<Ticket>,
    /// Whether there are older ones.
    pub has_older: bool,
}

impl Member {
    /// The member with this account.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`], and when the actor sees no ticket of theirs and nobody has blocked them.
    pub async fn find(conn: &mut AsyncPgConnection, act: &Act, id: UserId) -> Result<Self, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let user = User::find(conn, id).await?.ok_or(Refusal::MemberNotFound)?;
        let last_contact_at = tickets::table
            .filter(tickets::member_id.eq(id))
            .filter(within(act.actor.sight()))
            .order((tickets::last_activity_at.desc(), tickets::id.desc()))
            .select(tickets::last_activity_at)
            .first(conn)
            .await
            .optional()?;
        let was_blocked = !Block::of_member(conn, act, (id, 1)).await?.is_empty();
        if last_contact_at.is_none() && !was_blocked {
            return Err(Refusal::MemberNotFound.into());
        }
        let members = listing::describe(conn, act, vec![(user, last_contact_at)]).await?;
        Ok(members.into_iter().next().ok_or(Refusal::MemberNotFound)?)
    }

    /// Up to `most` tickets of a member that the actor sees, those before the ticket `before` when it is given.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`].
    pub async fn history(
        conn: &mut AsyncPgConnection,
        act: &Act,
        member: UserId,
        (before, most): (Option<TicketId>, i64),
    ) -> Result<History, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let mut query = tickets::table
            .filter(tickets::member_id.eq(member))
            .filter(within(act.actor.sight()))
            .into_boxed();
        if let Some(before) = before {
            query = query.filter(tickets::id.lt(before));
        }
        let mut tickets: Vec<Ticket> = query
            .order(tickets::id.desc())
            .limit(most + 1)
            .select(Ticket::as_select())
            .load(conn)
            .await?;
        let shown = usize::try_from(most).unwrap_or(0);
        let has_older = tickets.len() > shown;
        tickets.truncate(shown);
        Ok(History { tickets, has_older })
    }
}
