//! Messages that were found, with what is shown beside them, in a fixed number of queries.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::{MessageId, TicketId, UserId};
use crate::models::actor::Act;
use crate::models::message::searching::Place;
use crate::models::message::{Message, conversation};
use crate::models::ticket::Ticket;
use crate::models::user::User;
use crate::schema::tickets;

/// A message that was found.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Its place among what was found.
    pub place: Place,
    /// The message.
    pub message: Message,
    /// Its ticket.
    pub ticket: Ticket,
    /// The member of the ticket.
    pub member: User,
}

impl Hit {
    /// What is at these places, in the same order, for whoever acts. What somebody finds, they read.
    pub async fn of_all(
        conn: &mut AsyncPgConnection,
        act: &Act,
        places: &[Place],
    ) -> QueryResult<Vec<Self>> {
        let ids: Vec<MessageId> = places.iter().map(|place| place.id).collect();
        let mut messages = conversation::find_all(conn, &ids).await?;
        let tickets = tickets_of(conn, &messages).await?;
        let read: Vec<TicketId> = tickets.keys().copied().collect();
        Ticket::note_reading(conn, act, &read).await?;
        let members: Vec<UserId> = tickets.values().map(|ticket| ticket.member_id).collect();
        let members = User::find_all(conn, &members).await?;
        let members: HashMap<UserId, User> = members
            .into_iter()
            .map(|member| (member.id, member))
            .collect();
        let hits = places.iter().filter_map(|&place| {
            let message = messages.remove(&place.id)?;
            let ticket = tickets.get(&message.ticket_id)?.clone();
            let member = members.get(&ticket.member_id)?.clone();
            Some(Self {
                place,
                message,
                ticket,
                member,
            })
        });
        Ok(hits.collect())
    }
}

async fn tickets_of(
    conn: &mut AsyncPgConnection,
    messages: &HashMap<MessageId, Message>,
) -> QueryResult<HashMap<TicketId, Ticket>> {
    let ids: Vec<TicketId> = messages.values().map(|message| message.ticket_id).collect();
    let found: Vec<Ticket> = tickets::table
        .filter(tickets::id.eq_any(ids))
        .select(Ticket::as_select())
        .load(conn)
        .await?;
    Ok(found
        .into_iter()
        .map(|ticket| (ticket.id, ticket))
        .collect())
}
