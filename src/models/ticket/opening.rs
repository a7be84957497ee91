//! Opening a ticket: by the member's message, by staff, by an integrator. All three make the same rows.

use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Flaw, Refusal};
use crate::ids::UserId;
use crate::models::actor::{Act, Actor};
use crate::models::block::Block;
use crate::models::event::{self, EventKind, Subject};
use crate::models::message::{Message, NewMessage};
use crate::models::permission::Permission;
use crate::models::ticket::{Origin, Party, Ticket};
use crate::models::user::User;
use crate::outbox::{self, Job};
use crate::schema::tickets;

/// How a ticket is opened by somebody other than the member.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Who is to be helped: a member of the community, as Discord knows them now.
    pub member: User,
    /// What the member is told at once; nothing when `None`: then they learn of the ticket with the first reply.
    pub greeting: Option<String>,
    /// Who is called to the channel when it is there.
    pub call: Option<UserId>,
    /// Opening with the same key again gives the same ticket.
    pub idempotency_key: Option<String>,
}

impl Ticket {
    /// Opens a ticket with a member who has not written.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`] (for an API key: the scope to create tickets), when the member has an open
    /// ticket, and when they are blocked.
    pub async fn open(
        conn: &mut AsyncPgConnection,
        act: &Act,
        opening: Opening,
    ) -> Result<Self, Error> {
        let origin = origin_for(&act.actor)?;
        let key = opening.idempotency_key.clone();
        conn.transaction(async |conn| {
            opening.member.remember(conn).await?;
            if let Some(key) = &key
                && let Some(ticket) = opened_before(conn, act, opening.member.id, key).await?
            {
                return Ok(ticket);
            }
            if let Some(open) = Self::open_for(conn, opening.member.id).await? {
                return Err(open.stands_in_the_way_of(&act.actor).into());
            }
            if Block::standing(conn, opening.member.id, act.at)
                .await?
                .is_some()
            {
                return Err(Refusal::MemberBlocked.into());
            }
            let birth = Birth {
                member: opening.member.id,
                origin,
                is_silent: opening.greeting.is_none(),
                call: opening.call,
                idempotency_key: key,
            };
            let ticket = birth.insert(conn, act).await?;
            ticket.greet(conn, act, opening.greeting).await?;
            Ok(ticket)
        })
        .await
    }
}

/// Whether the actor may open tickets, and the ticket that was opened for `member` with this key before.
///
/// # Errors
///
/// Refuses as [`Ticket::open`] does, when the key was used for somebody else, and when the actor does not see the ticket any more.
pub async fn may_open(
    conn: &mut AsyncPgConnection,
    act: &Act,
    member: UserId,
    key: Option<&str>,
) -> Result<Option<Ticket>, Error> {
    origin_for(&act.actor)?;
    match key {
        Some(key) => opened_before(conn, act, member, key).await,
        None => Ok(None),
    }
}

fn origin_for(actor: &Actor) -> Result<Origin, Refusal> {
    match actor {
        Actor::ApiKey { .. } => {
            actor.require_creation()?;
            Ok(Origin::Api)
        }
        _ => {
            actor.require(Permission::ManageTickets)?;
            Ok(Origin::Staff)
        }
    }
}

async fn opened_before(
    conn: &mut AsyncPgConnection,
    act: &Act,
    member: UserId,
    key: &str,
) -> Result<Option<Ticket>, Error> {
    let found: Option<Ticket> = tickets::table
        .filter(tickets::idempotency_key.eq(key))
        .select(Ticket::as_select())
        .first(conn)
        .await
        .optional()?;
    if found
        .as_ref()
        .is_some_and(|ticket| ticket.member_id != member)
    {
        let why = Flaw::KeyOfAnother;
        return Err(Refusal::Invalid {
            field: "idempotency_key",
            why,
        }
        .into());
    }
    if found
        .as_ref()
        .is_some_and(|ticket| !ticket.is_seen_by(&act.actor))
    {
        return Err(Refusal::TicketNotFound.into());
    }
    Ok(found)
}

/// A ticket about to be. The caller holds the lock on the member's row, so nobody else opens one beside it.
pub(crate) struct Birth {
    pub member: UserId,
    pub origin: Origin,
    /// Whether the member is told nothing yet.
    pub is_silent: bool,
    pub call: Option<UserId>,
    pub idempotency_key: Option<String>,
}

impl Birth {
    pub(crate) async fn insert(
        self,
        conn: &mut AsyncPgConnection,
        act: &Act,
    ) -> Result<Ticket, Error> {
        let turn = match self.origin {
            Origin::Member => Party::Staff,
            Origin::Staff | Origin::Api => Party::Member,
        };
        let ticket = diesel::insert_into(tickets::table)
            .values((
                tickets::member_id.eq(self.member),
                tickets::origin.eq(self.origin),
                tickets::opened_by_id.eq(act.actor.id().unwrap_or(self.member.0)),
                tickets::opened_by_name.eq(act.actor.name()),
                tickets::opened_at.eq(act.at),
                tickets::silent.eq(self.is_silent),
                tickets::last_activity_at.eq(act.at),
                tickets::waiting_on.eq(turn),
                tickets::waiting_since.eq(act.at),
                tickets::idempotency_key.eq(self.idempotency_key),
            ))
            .returning(Ticket::as_returning())
            .get_result(conn)
            .await?;
        event::record(
            conn,
            act,
            EventKind::TicketOpened,
            Subject::ticket(ticket.id),
        )
        .await?;
        let job = Job::OpenChannel {
            ticket: ticket.id,
            call: self.call,
        };
        outbox::enqueue(conn, ticket.member_id, &job, act.at).await?;
        Ok(ticket)
    }
}

impl Ticket {
    /// Greets the member, unless there is nothing to say.
    pub(crate) async fn greet(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        greeting: Option<String>,
    ) -> Result<(), Error> {
        match greeting.filter(|text| !text.trim().is_empty()) {
            Some(text) => Message::send_notice(conn, act.at, self, NewMessage::notice(text)).await,
            None => Ok(()),
        }
    }
}
