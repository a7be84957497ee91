//! Who has read which ticket: recorded for every person and every program, wherever they read.

use chrono::TimeDelta;
use diesel::sql_types::{Array, BigInt, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::TicketId;
use crate::models::actor::{Act, Actor};
use crate::models::ticket::Ticket;

/// Reading a ticket again is recorded again only after this long: a page that is refreshed is not read anew each time.
const ONE_READING: TimeDelta = TimeDelta::hours(1);

impl Ticket {
    /// Records that these tickets were shown to somebody who asked for them. Members and ourselves read without a trace.
    pub async fn note_reading(
        conn: &mut AsyncPgConnection,
        act: &Act,
        tickets: &[TicketId],
    ) -> diesel::QueryResult<()> {
        if !matches!(act.actor, Actor::Staff(_) | Actor::ApiKey { .. }) || tickets.is_empty() {
            return Ok(());
        }
        diesel::sql_query(
            "INSERT INTO events (at, kind, actor_kind, actor_id, actor_name, ticket_id)
             SELECT $1, 'ticket_read', $2, $3, $4, ticket
             FROM (SELECT DISTINCT unnest($5) AS ticket) AS shown
             WHERE NOT EXISTS (
                 SELECT FROM events
                 WHERE kind = 'ticket_read' AND ticket_id = ticket AND actor_id = $3 AND at > $6 AND actor_kind = $2
             )",
        )
        .bind::<Timestamptz, _>(act.at)
        .bind::<Text, _>(act.actor.kind().word())
        .bind::<Nullable<BigInt>, _>(act.actor.id())
        .bind::<Text, _>(act.actor.name())
        .bind::<Array<BigInt>, _>(tickets)
        .bind::<Timestamptz, _>(act.at - ONE_READING)
        .execute(conn)
        .await?;
        Ok(())
    }
}
