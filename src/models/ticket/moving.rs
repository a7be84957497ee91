//! Moving a ticket to a category: who sees it, and where its channel stands, follow.

use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::error::{Error, Refusal};
use crate::ids::{CategoryId, TicketId};
use crate::models::actor::Act;
use crate::models::category::Category;
use crate::models::effect::{Change, Effect};
use crate::models::event::{self, EventKind, Subject};
use crate::models::permission::Permission;
use crate::models::staff::{self, Appointments};
use crate::models::ticket::Ticket;
use crate::outbox::{self, Job, Notice};
use crate::schema::tickets;

impl Ticket {
    /// Moves a ticket to a category, or out of every one. Moving it to where it is changes nothing. Whoever has it and does not see it
    /// there has it no more.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], when there is no such category or none that the actor sees, one that is switched
    /// off, and when the ticket is not where it is to be moved from.
    pub async fn move_to(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        (appointments, change): (&Appointments, impl Into<Change<Option<CategoryId>>>),
    ) -> Result<Effect<Self>, Error> {
        act.actor.require(Permission::ManageTickets)?;
        let change: Change<Option<CategoryId>> = change.into();
        let to = change.to;
        conn.transaction(async |conn| {
            let ticket = Self::lock_for(conn, act, ticket).await?;
            if ticket.category_id == to {
                return Ok(Effect::none(ticket));
            }
            change.check(&ticket.category_id)?;
            let category = match to {
                Some(id) => Some(target(conn, act, id).await?),
                None => None,
            };
            let moved: Self = diesel::update(&ticket)
                .set(tickets::category_id.eq(to))
                .returning(Self::as_returning())
                .get_result(conn)
                .await?;
            let text = |id: Option<CategoryId>| id.map(|id| id.to_string());
            let details = json!({ "from": text(ticket.category_id), "to": text(to) });
            let subject = (EventKind::TicketMoved, Subject::ticket(ticket.id));
            event::record_with(conn, act, subject, details).await?;
            moved.place_channel(conn, act, category).await?;
            let moved = moved
                .without_blind_assignee(conn, act, appointments)
                .await?;
            Ok(Effect::change(ticket, moved))
        })
        .await
    }

    /// Nobody works what they do not see.
    async fn without_blind_assignee(
        self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        appointments: &Appointments,
    ) -> Result<Self, Error> {
        let Some(assignee) = self.assignee_id.filter(|_| !self.is_closed()) else {
            return Ok(self);
        };
        let person = staff::find(conn, appointments, assignee).await?;
        if person.is_some_and(|person| self.may_be_worked_by(&person)) {
            return Ok(self);
        }
        self.take_out_of_sight(conn, act).await
    }

    /// Takes it from whoever has it and does not see it any more, and says so to those who do.
    pub(crate) async fn take_out_of_sight(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
    ) -> Result<Self, Error> {
        if let Some(who) = self.assignee_name(conn).await? {
            let notice = Notice::OutOfSight { who };
            self.announce(conn, act.at, notice).await?;
        }
        self.assign(conn, act, (EventKind::TicketReleased, None))
            .await
    }

    /// The channel goes first, so that only those read the announcement who see the ticket now.
    async fn place_channel(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        category: Option<Category>,
    ) -> Result<(), Error> {
        if self.is_closed() {
            return Ok(());
        }
        let job = Job::PlaceChannel { ticket: self.id };
        outbox::enqueue(conn, self.member_id, &job, act.at).await?;
        let by = act.actor.name().to_owned();
        let category = category.map(|category| category.name);
        let notice = Notice::Moved { by, category };
        self.announce(conn, act.at, notice).await
    }
}

/// The category to which somebody moves a ticket. It stays as it is until the transaction ends.
async fn target(
    conn: &mut AsyncPgConnection,
    act: &Act,
    id: CategoryId,
) -> Result<Category, Error> {
    let category = Category::lock_shared(conn, id).await?;
    let seen = category.filter(|category| {
        category.removed_at.is_none() && act.actor.sight().sees(Some(category.id))
    });
    let category = seen.ok_or(Refusal::CategoryNotFound)?;
    if !category.enabled {
        return Err(Refusal::CategoryDisabled.into());
    }
    Ok(category)
}
