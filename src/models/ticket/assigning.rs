//! Who works a ticket: taking it, letting it go, handing it to somebody else. Whoever has it is shown to all; nobody else is kept from
//! helping.

use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::error::{Error, Refusal};
use crate::ids::{TicketId, UserId};
use crate::models::actor::{Act, Actor, Staff};
use crate::models::effect::Effect;
use crate::models::event::{self, EventKind, Subject};
use crate::models::permission::Permission;
use crate::models::staff::{self, Appointments};
use crate::models::ticket::Ticket;
use crate::models::user::User;
use crate::outbox::Notice;
use crate::schema::tickets;

/// Whether a ticket is taken that somebody else has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// Only when nobody has it.
    IfFree,
    /// Whoever has it.
    TakeOver,
}

impl Ticket {
    /// Takes a ticket for the person who acts. Taking what one has changes nothing.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], anybody but a person, in a closed ticket, and a ticket that somebody else has
    /// unless it is to be taken over.
    pub async fn take(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        claim: Claim,
    ) -> Result<Effect<Self>, Error> {
        act.actor.require(Permission::ManageTickets)?;
        let Actor::Staff(person) = &act.actor else {
            return Err(Refusal::OnlyPeople.into());
        };
        conn.transaction(async |conn| {
            let ticket = Self::lock_open_for(conn, act, ticket).await?;
            if ticket.assignee_id == Some(person.id) {
                return Ok(Effect::none(ticket));
            }
            let holder = ticket.assignee_name(conn).await?;
            if let (Some(holder), Claim::IfFree) = (&holder, claim) {
                return Err(Refusal::TakenBy(holder.clone()).into());
            }
            let by = act.actor.name().to_owned();
            ticket.announce(conn, act.at, Notice::Taken { by }).await?;
            let change = (EventKind::TicketTaken, Some(person.id));
            let assigned = ticket.assign(conn, act, change).await?;
            Ok(Effect::change(ticket, assigned))
        })
        .await
    }

    /// Lets a ticket go, whoever has it.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], in a closed ticket, and when nobody has it.
    pub async fn release(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
    ) -> Result<Effect<Self>, Error> {
        act.actor.require(Permission::ManageTickets)?;
        conn.transaction(async |conn| {
            let ticket = Self::lock_open_for(conn, act, ticket).await?;
            if ticket.assignee_id.is_none() {
                return Err(Refusal::NotTaken.into());
            }
            let by = act.actor.name().to_owned();
            let notice = Notice::Released { by };
            ticket.announce(conn, act.at, notice).await?;
            let change = (EventKind::TicketReleased, None);
            let assigned = ticket.assign(conn, act, change).await?;
            Ok(Effect::change(ticket, assigned))
        })
        .await
    }

    /// Hands a ticket to a person of the staff, whoever has it now, and calls them to its channel. Handing it to who has it changes
    /// nothing.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], in a closed ticket, and a person who may not work it: by their permissions as they
    /// are now, or because they do not see it.
    pub async fn transfer(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        (appointments, to): (&Appointments, UserId),
    ) -> Result<Effect<Self>, Error> {
        act.actor.require(Permission::ManageTickets)?;
        conn.transaction(async |conn| {
            let ticket = Self::lock_open_for(conn, act, ticket).await?;
            let person = staff::find(conn, appointments, to).await?;
            let person = person.filter(|person| ticket.may_be_worked_by(person));
            let person = person.ok_or(Refusal::CannotWorkIt)?;
            if ticket.assignee_id == Some(person.id) {
                return Ok(Effect::none(ticket));
            }
            let by = act.actor.name().to_owned();
            // Nobody has to be called to what they take themselves.
            let notice = match act.actor.user_id() {
                Some(own) if own == to => Notice::Taken { by },
                _ => Notice::Transferred { by, to },
            };
            ticket.announce(conn, act.at, notice).await?;
            let change = (EventKind::TicketTransferred, Some(to));
            let assigned = ticket.assign(conn, act, change).await?;
            Ok(Effect::change(ticket, assigned))
        })
        .await
    }

    /// Whether a person may work this ticket.
    pub fn may_be_worked_by(&self, person: &Staff) -> bool {
        person.permissions.include(Permission::ManageTickets) && person.sight.sees(self.category_id)
    }

    /// What people call whoever has the ticket.
    pub async fn assignee_name(&self, conn: &mut AsyncPgConnection) -> QueryResult<Option<String>> {
        let Some(id) = self.assignee_id else {
            return Ok(None);
        };
        let user = User::find(conn, id).await?;
        Ok(Some(user.map_or_else(
            || id.to_string(),
            |user| user.name().to_owned(),
        )))
    }

    /// Writes down who has it now, and who had it.
    pub(crate) async fn assign(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        (kind, to): (EventKind, Option<UserId>),
    ) -> Result<Self, Error> {
        let text = |id: Option<UserId>| id.map(|id| id.to_string());
        let details = json!({ "from": text(self.assignee_id), "to": text(to) });
        let subject = (kind, Subject::ticket(self.id));
        event::record_with(conn, act, subject, details).await?;
        Ok(diesel::update(self)
            .set((
                tickets::assignee_id.eq(to),
                tickets::assigned_at.eq(to.map(|_| act.at)),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
            .await?)
    }
}
