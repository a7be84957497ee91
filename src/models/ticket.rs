//! A ticket: one conversation with one member. The verbs are in the files below, one aspect each.

pub mod assigning;
pub mod blocking;
pub mod closing;
pub mod counting;
pub mod filtering;
pub mod following;
pub mod giving_back;
pub mod history;
pub mod listing;
pub mod moving;
pub mod naming;
pub mod noting;
pub mod opening;
pub mod reading;
pub mod receiving;
pub mod reopening;
pub mod replying;
pub mod scheduling;
pub mod seeing;
pub mod sorting;
pub mod summary;
pub mod tagging;
pub mod turn;
pub mod verifying;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::{CategoryId, ChannelId, PostId, TicketId, UserId};
use crate::models::actor::{Act, Actor};
use crate::models::permission::Permission;
use crate::models::sight::Sight;
use crate::models::text_enum::text_enum;
use crate::schema::tickets;

text_enum! {
    /// Where a ticket came from.
    Origin {
        /// The member wrote to the bot.
        Member = "member",
        /// Staff opened it.
        Staff = "staff",
        /// An integrator opened it.
        Api = "api",
    }
}

text_enum! {
    /// One of the two who talk in a ticket.
    Party {
        /// Those who help.
        Staff = "staff",
        /// Who is helped.
        Member = "member",
    }
}

/// Of a query over tickets, those that are within somebody's sight.
#[diesel::dsl::auto_type(no_type_alias)]
pub fn within(sight: &Sight) -> _ {
    let hidden: Vec<CategoryId> = sight.hidden().to_vec();
    tickets::category_id
        .is_null()
        .or(tickets::category_id.ne_all(hidden))
}

text_enum! {
    /// How urgent a ticket is.
    Priority {
        /// It can wait.
        Low = "low",
        /// As most are.
        Normal = "normal",
        /// Before the others.
        High = "high",
        /// At once.
        Urgent = "urgent",
    }
}

/// One conversation with one member.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = tickets, check_for_backend(diesel::pg::Pg))]
pub struct Ticket {
    /// The number that people see.
    pub id: TicketId,
    /// Who is helped.
    pub member_id: UserId,
    /// Where it came from.
    pub origin: Origin,
    /// Who opened it: a user, or an API key when the origin is the API.
    pub opened_by_id: i64,
    /// The name of whoever opened it.
    pub opened_by_name: String,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// Whether the member has been told nothing about it yet.
    pub silent: bool,
    /// Its channel in the staff server, once there is one.
    pub channel_id: Option<ChannelId>,
    /// The last message in the channel that we have taken in.
    pub channel_read_to: PostId,
    /// When it was closed, if it is.
    pub closed_at: Option<DateTime<Utc>>,
    /// When somebody last wrote in it.
    pub last_activity_at: DateTime<Utc>,
    /// Whose turn it is. A reply that does not reach the member leaves it with staff.
    pub waiting_on: Party,
    /// Since when it has been their turn.
    pub waiting_since: DateTime<Utc>,
    /// What it is about, if somebody has said so.
    pub category_id: Option<CategoryId>,
    /// Who has taken it.
    pub assignee_id: Option<UserId>,
    /// When they took it.
    pub assigned_at: Option<DateTime<Utc>>,
    /// How urgent it is.
    pub priority: Priority,
    /// The words by which staff find it again.
    pub tags: Vec<String>,
    /// What staff call it, in place of the member's name.
    pub label: Option<String>,
}

impl Ticket {
    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        self.closed_at.is_some()
    }

    /// The ticket with this number, for somebody who may see tickets.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`], and when there is no such ticket or none that they see.
    pub async fn find(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: TicketId,
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let ticket = Self::get(conn, id).await?;
        let seen = ticket.filter(|ticket| ticket.is_seen_by(&act.actor));
        Ok(seen.ok_or(Refusal::TicketNotFound)?)
    }

    /// Whether `actor` sees the tickets of its category.
    pub fn is_seen_by(&self, actor: &Actor) -> bool {
        actor.sight().sees(self.category_id)
    }

    /// The ticket with this number, for ourselves.
    pub async fn get(conn: &mut AsyncPgConnection, id: TicketId) -> QueryResult<Option<Self>> {
        tickets::table
            .find(id)
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// The tickets with these numbers, in no particular order, for ourselves.
    pub async fn get_all(conn: &mut AsyncPgConnection, ids: &[TicketId]) -> QueryResult<Vec<Self>> {
        tickets::table
            .filter(tickets::id.eq_any(ids))
            .select(Self::as_select())
            .load(conn)
            .await
    }

    /// The ticket whose channel this is.
    pub async fn in_channel(
        conn: &mut AsyncPgConnection,
        channel: ChannelId,
    ) -> QueryResult<Option<Self>> {
        tickets::table
            .filter(tickets::channel_id.eq(channel))
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// Those of these channels that are of tickets, with the categories of the tickets.
    pub async fn categories_in(
        conn: &mut AsyncPgConnection,
        channels: &[ChannelId],
    ) -> QueryResult<Vec<(ChannelId, Option<CategoryId>)>> {
        tickets::table
            .filter(tickets::channel_id.eq_any(channels))
            .select((tickets::channel_id.assume_not_null(), tickets::category_id))
            .load(conn)
            .await
    }

    /// The open ticket of a member.
    pub async fn open_for(
        conn: &mut AsyncPgConnection,
        member: UserId,
    ) -> QueryResult<Option<Self>> {
        tickets::table
            .filter(
                tickets::member_id
                    .eq(member)
                    .and(tickets::closed_at.is_null()),
            )
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// Every open ticket that has a channel: those whose talk we follow.
    pub async fn with_channel(conn: &mut AsyncPgConnection) -> QueryResult<Vec<Self>> {
        tickets::table
            .filter(
                tickets::closed_at
                    .is_null()
                    .and(tickets::channel_id.is_not_null()),
            )
            .order(tickets::id)
            .select(Self::as_select())
            .load(conn)
            .await
    }

    /// Keeps the channel that was created for it.
    pub async fn set_channel(
        &self,
        conn: &mut AsyncPgConnection,
        channel: Option<ChannelId>,
    ) -> QueryResult<()> {
        diesel::update(self)
            .set(tickets::channel_id.eq(channel))
            .execute(conn)
            .await?;
        Ok(())
    }

    /// Moves the mark in its channel forward; it never moves back.
    pub async fn mark_channel_read(
        conn: &mut AsyncPgConnection,
        channel: ChannelId,
        post: PostId,
    ) -> QueryResult<()> {
        let behind = tickets::table.filter(
            tickets::channel_id
                .eq(channel)
                .and(tickets::channel_read_to.lt(post)),
        );
        diesel::update(behind)
            .set(tickets::channel_read_to.eq(post))
            .execute(conn)
            .await?;
        Ok(())
    }

    /// Locks the open ticket until the transaction ends, so that what happens in it happens in one order.
    ///
    /// # Errors
    ///
    /// As [`Ticket::lock_for`], and refuses when it is closed.
    pub(crate) async fn lock_open_for(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: TicketId,
    ) -> Result<Self, Error> {
        let ticket = Self::lock_for(conn, act, id).await?;
        if ticket.is_closed() {
            return Err(Refusal::AlreadyClosed.into());
        }
        Ok(ticket)
    }

    /// Locks the ticket for somebody who sees it. A ticket that they do not see is not there for them.
    ///
    /// # Errors
    ///
    /// Refuses when there is no such ticket, or none that they see.
    pub(crate) async fn lock_for(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: TicketId,
    ) -> Result<Self, Error> {
        let ticket = Self::lock(conn, id).await?;
        if !ticket.is_seen_by(&act.actor) {
            return Err(Refusal::TicketNotFound.into());
        }
        Ok(ticket)
    }

    /// Locks the ticket for ourselves.
    pub(crate) async fn lock(conn: &mut AsyncPgConnection, id: TicketId) -> Result<Self, Error> {
        let ticket = tickets::table
            .find(id)
            .select(Self::as_select())
            .for_no_key_update()
            .first(conn)
            .await
            .optional()?;
        Ok(ticket.ok_or(Refusal::TicketNotFound)?)
    }
}
