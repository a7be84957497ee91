//! Members: the people who are helped, as their tickets tell of them. Whoever does not see a ticket does not learn of its member here.

pub mod listing;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt};
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
#[derive(Debug, Clone, Default)]
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
        let mut found = Self::histories(conn, act, &[member], (before, most)).await?;
        Ok(found.remove(&member).unwrap_or_default())
    }

    /// The same of several members.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`].
    pub async fn histories(
        conn: &mut AsyncPgConnection,
        act: &Act,
        members: &[UserId],
        (before, most): (Option<TicketId>, i64),
    ) -> Result<HashMap<UserId, History>, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let newest: Vec<Newest> = sql_query(NEWEST_OF_EACH)
            .bind::<Array<BigInt>, _>(members)
            .bind::<Array<BigInt>, _>(act.actor.sight().hidden())
            .bind::<BigInt, _>(before.unwrap_or(TicketId(i64::MAX)))
            .bind::<BigInt, _>(most + 1)
            .load(conn)
            .await?;
        let ids: Vec<TicketId> = newest.into_iter().map(|one| one.id).collect();
        let mut tickets = Ticket::get_all(conn, &ids).await?;
        tickets.sort_by_key(|ticket| std::cmp::Reverse(ticket.id));
        let shown = usize::try_from(most).unwrap_or(0);
        let mut histories: HashMap<UserId, History> = HashMap::new();
        for ticket in tickets {
            let history = histories.entry(ticket.member_id).or_default();
            if history.tickets.len() < shown {
                history.tickets.push(ticket);
            } else {
                history.has_older = true;
            }
        }
        Ok(histories)
    }
}

#[derive(QueryableByName)]
struct Newest {
    #[diesel(sql_type = BigInt)]
    id: TicketId,
}

const NEWEST_OF_EACH: &str = "
    SELECT newest.id FROM unnest($1) AS wanted (member_id) CROSS JOIN LATERAL (
        SELECT id FROM tickets
        WHERE tickets.member_id = wanted.member_id AND tickets.id < $3
          AND (tickets.category_id IS NULL OR tickets.category_id <> ALL ($2))
        ORDER BY tickets.id DESC LIMIT $4
    ) AS newest";
