//! The other tickets of a ticket's member.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::TicketId;
use crate::models::actor::Act;
use crate::models::closure::Closure;
use crate::models::ticket::{self, Ticket};
use crate::schema::tickets;

/// The other tickets of a ticket's member that somebody sees.
#[derive(Debug, Clone)]
pub struct History {
    /// How many there are.
    pub count: i64,
    /// The newest of them, each with the closure that closed it.
    pub newest: Vec<(Ticket, Option<Closure>)>,
}

impl History {
    /// The other tickets of the member, up to `most` of them in full.
    pub async fn beside(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (shown, most): (&Ticket, i64),
    ) -> QueryResult<Self> {
        let others = tickets::table
            .filter(tickets::member_id.eq(shown.member_id))
            .filter(tickets::id.ne(shown.id))
            .filter(ticket::within(act.actor.sight()));
        let count = others.clone().count().get_result(conn).await?;
        let newest: Vec<Ticket> = others
            .order(tickets::id.desc())
            .limit(most)
            .select(Ticket::as_select())
            .load(conn)
            .await?;
        let ids: Vec<TicketId> = newest.iter().map(|ticket| ticket.id).collect();
        let closures = Closure::standing_for_all(conn, &ids).await?;
        let done = closures
            .into_iter()
            .filter(|closure| closure.done_at.is_some());
        // The last one of each ticket stays.
        let mut done: HashMap<TicketId, Closure> =
            done.map(|closure| (closure.ticket_id, closure)).collect();
        let with_closure = |ticket: Ticket| {
            let closure = done.remove(&ticket.id).filter(|_| ticket.is_closed());
            (ticket, closure)
        };
        Ok(Self {
            count,
            newest: newest.into_iter().map(with_closure).collect(),
        })
    }
}
