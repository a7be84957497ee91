//! Closures: the act and record of closing a ticket.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::{ClosureId, TicketId, UserId};
use crate::models::actor::{Act, Actor, ActorKind, Staff};
use crate::models::cause::ClosureCause;
use crate::models::sight::Sight;
use crate::schema::closures;

/// The act and record of closing a ticket: now or later, done or cancelled.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = closures, check_for_backend(diesel::pg::Pg))]
pub struct Closure {
    /// The closure.
    pub id: ClosureId,
    /// Which ticket it closes.
    pub ticket_id: TicketId,
    /// What kind of actor asked for it.
    pub actor_kind: ActorKind,
    /// Who asked for it.
    pub actor_id: Option<i64>,
    /// The name of whoever asked for it.
    pub actor_name: String,
    /// Why, in their words.
    pub reason: Option<String>,
    /// Whether the member is told nothing.
    pub silent: bool,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// When it happens, or was to happen.
    pub due_at: DateTime<Utc>,
    /// When it happened.
    pub done_at: Option<DateTime<Utc>>,
    /// When it was called off.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// What it came about by, where nobody gave a reason.
    pub cause: Option<ClosureCause>,
}

/// Neither done nor called off.
#[diesel::dsl::auto_type(no_type_alias)]
fn still_scheduled() -> _ {
    closures::done_at
        .is_null()
        .and(closures::cancelled_at.is_null())
}

impl Closure {
    /// The scheduled closure of a ticket.
    pub async fn scheduled(
        conn: &mut AsyncPgConnection,
        ticket: TicketId,
    ) -> QueryResult<Option<Self>> {
        Ok(Self::scheduled_for_all(conn, &[ticket]).await?.pop())
    }

    /// The scheduled closures of these tickets.
    pub async fn scheduled_for_all(
        conn: &mut AsyncPgConnection,
        tickets: &[TicketId],
    ) -> QueryResult<Vec<Self>> {
        closures::table
            .filter(closures::ticket_id.eq_any(tickets))
            .filter(still_scheduled())
            .select(Self::as_select())
            .load(conn)
            .await
    }

    /// What closes each of these tickets: the closures that happened or are still to happen, oldest first.
    pub async fn standing_for_all(
        conn: &mut AsyncPgConnection,
        tickets: &[TicketId],
    ) -> QueryResult<Vec<Self>> {
        closures::table
            .filter(
                closures::ticket_id
                    .eq_any(tickets)
                    .and(closures::cancelled_at.is_null()),
            )
            .order(closures::id)
            .select(Self::as_select())
            .load(conn)
            .await
    }

    /// The closure that closed a ticket last.
    pub async fn last_done(
        conn: &mut AsyncPgConnection,
        ticket: TicketId,
    ) -> QueryResult<Option<Self>> {
        closures::table
            .filter(
                closures::ticket_id
                    .eq(ticket)
                    .and(closures::done_at.is_not_null()),
            )
            .order(closures::id.desc())
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// The newest closures of a ticket, whatever became of them, at most `most`.
    pub(crate) async fn newest(
        conn: &mut AsyncPgConnection,
        ticket: TicketId,
        most: i64,
    ) -> QueryResult<Vec<Self>> {
        closures::table
            .filter(closures::ticket_id.eq(ticket))
            .order(closures::id.desc())
            .limit(most)
            .select(Self::as_select())
            .load(conn)
            .await
    }

    /// The oldest closure whose time has come.
    pub(crate) async fn next_due(
        conn: &mut AsyncPgConnection,
        now: DateTime<Utc>,
    ) -> QueryResult<Option<Self>> {
        closures::table
            .filter(still_scheduled())
            .filter(closures::due_at.le(now))
            .order(closures::due_at)
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// Records one; `done_at` is its time when it happens at once.
    pub(crate) async fn insert(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        new: NewClosure,
    ) -> QueryResult<Self> {
        diesel::insert_into(closures::table)
            .values((
                closures::ticket_id.eq(ticket),
                closures::actor_kind.eq(act.actor.kind()),
                closures::actor_id.eq(act.actor.id()),
                closures::actor_name.eq(act.actor.name()),
                closures::reason.eq(new.reason),
                closures::cause.eq(new.cause),
                closures::silent.eq(new.silent),
                closures::requested_at.eq(act.at),
                closures::due_at.eq(new.due_at),
                closures::done_at.eq(new.done_at),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
            .await
    }

    /// Calls off what is scheduled for a ticket, if anything is: that is what it gives.
    pub(crate) async fn cancel(
        conn: &mut AsyncPgConnection,
        ticket: TicketId,
        at: DateTime<Utc>,
    ) -> QueryResult<Option<Self>> {
        let scheduled = closures::table
            .filter(closures::ticket_id.eq(ticket))
            .filter(still_scheduled());
        diesel::update(scheduled)
            .set(closures::cancelled_at.eq(at))
            .returning(Self::as_returning())
            .get_result(conn)
            .await
            .optional()
    }

    pub(crate) async fn mark_done(
        &self,
        conn: &mut AsyncPgConnection,
        at: DateTime<Utc>,
    ) -> QueryResult<()> {
        diesel::update(self)
            .set(closures::done_at.eq(at))
            .execute(conn)
            .await?;
        Ok(())
    }

    /// Whoever asked for it, for the record: with no permission, since the asking was checked when it happened.
    pub(crate) fn requester(&self) -> Actor {
        let name = self.actor_name.clone();
        match (self.actor_kind, self.actor_id) {
            (ActorKind::Staff, Some(id)) => Actor::Staff(Staff::on_record(UserId(id), name)),
            (ActorKind::Member, Some(id)) => Actor::Member {
                id: UserId(id),
                name,
            },
            (ActorKind::ApiKey, Some(id)) => Actor::ApiKey {
                id: crate::ids::ApiKeyId(id),
                name,
                scopes: Vec::new(),
                sight: Sight::everything(),
            },
            _ => Actor::System,
        }
    }
}

/// A closure about to be recorded.
pub(crate) struct NewClosure {
    pub reason: Option<String>,
    pub cause: Option<ClosureCause>,
    pub silent: bool,
    pub due_at: DateTime<Utc>,
    pub done_at: Option<DateTime<Utc>>,
}
