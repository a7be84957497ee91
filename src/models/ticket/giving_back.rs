//! Undoing an assignment, or a move that ended one: a ticket goes back to whoever had it, or to nobody, as long as the same person did it
//! just now.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt, Nullable, Text, Timestamptz};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::{CategoryId, TicketId, UserId};
use crate::models::actor::Act;
use crate::models::effect::{Change, Effect};
use crate::models::permission::Permission;
use crate::models::staff::Appointments;
use crate::models::ticket::Ticket;

/// How long an assignment can be undone.
const UNDOABLE: TimeDelta = TimeDelta::minutes(10);

#[derive(QueryableByName)]
struct Assignment {
    #[diesel(sql_type = BigInt)]
    ticket_id: TicketId,
    #[diesel(sql_type = Nullable<Text>)]
    held_by: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    holder: Option<UserId>,
}

/// A ticket that was given to somebody, taken or let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// Who had it before.
    pub before: Option<UserId>,
    /// Who has it now.
    pub now: Option<UserId>,
}

impl Ticket {
    /// Of these tickets, those that the actor has given to somebody, taken or let go just now.
    pub async fn given_just_now(
        conn: &mut AsyncPgConnection,
        act: &Act,
        tickets: &[TicketId],
    ) -> QueryResult<HashMap<TicketId, Given>> {
        let Some(actor) = act.actor.user_id() else {
            return Ok(HashMap::new());
        };
        let since: DateTime<Utc> = act.at - UNDOABLE;
        let found: Vec<Assignment> = sql_query(LAST_ASSIGNMENTS)
            .bind::<Array<BigInt>, _>(tickets)
            .bind::<BigInt, _>(actor)
            .bind::<Timestamptz, _>(since)
            .load(conn)
            .await?;
        let given = found.into_iter().map(|one| {
            let given = Given {
                before: one.held_by.and_then(|id| id.parse().ok()),
                now: one.holder,
            };
            (one.ticket_id, given)
        });
        Ok(given.collect())
    }

    /// Gives a ticket back to whoever had it before the actor gave it away, took it or let it go; or lets it go, if nobody had it. When
    /// it is said who has it now, only from them.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], in a closed ticket, when somebody else gave it away last or it was too long ago,
    /// when it is not held by whom it is said to be, and when whoever had it may not work it any more.
    pub async fn give_back(
        conn: &mut AsyncPgConnection,
        act: &Act,
        appointments: &Appointments,
        (id, held_by): (TicketId, Option<Option<UserId>>),
    ) -> Result<Effect<Self>, Error> {
        act.actor.require(Permission::ManageTickets)?;
        conn.transaction(async |conn| {
            let ticket = Self::lock_open_for(conn, act, id).await?;
            if held_by.is_some_and(|held_by| held_by != ticket.assignee_id) {
                return Err(Refusal::ChangedMeanwhile.into());
            }
            let given = Self::given_just_now(conn, act, &[id]).await?;
            match given.get(&id).ok_or(Refusal::NothingToGiveBack)?.before {
                Some(before) => Self::transfer(conn, act, id, (appointments, before)).await,
                None => Self::release(conn, act, id).await,
            }
        })
        .await
    }

    /// Undoes a move that took a ticket from whoever had it: it goes back, and to them, unless somebody else has it by now or they may
    /// not work it any more.
    ///
    /// # Errors
    ///
    /// As [`Ticket::move_to`].
    pub async fn move_back(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: TicketId,
        (appointments, change): (&Appointments, Change<Option<CategoryId>>),
    ) -> Result<Effect<Self>, Error> {
        conn.transaction(async |conn| {
            let moved = Self::move_to(conn, act, id, (appointments, change)).await?;
            let Some(before) = moved.before else {
                return Ok(moved);
            };
            match Self::give_back(conn, act, appointments, (id, Some(None))).await {
                Ok(given) => Ok(Effect::change(before, given.now)),
                Err(Error::Refused(_)) => Ok(Effect::change(before, moved.now)),
                Err(error) => Err(error),
            }
        })
        .await
    }
}

const LAST_ASSIGNMENTS: &str = "
    SELECT last.ticket_id, last.held_by, tickets.assignee_id AS holder
    FROM unnest($1) AS wanted (ticket_id) JOIN tickets ON tickets.id = wanted.ticket_id CROSS JOIN LATERAL (
        SELECT ticket_id, details ->> 'from' AS held_by, actor_kind, actor_id, at FROM events
        WHERE events.ticket_id = wanted.ticket_id
          AND events.kind IN ('ticket_taken', 'ticket_released', 'ticket_transferred')
        ORDER BY events.id DESC LIMIT 1
    ) AS last
    WHERE last.actor_kind = 'staff' AND last.actor_id = $2 AND last.at >= $3";
