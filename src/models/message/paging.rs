//! Pages of many conversations at once, in one query: each ticket's page is found through the index of its messages.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::{MessageId, TicketId};
use crate::models::message::Message;

/// Which part of a conversation is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The beginning.
    First,
    /// What was said after this message.
    After(MessageId),
    /// The end.
    Last,
    /// What was said before this message.
    Before(MessageId),
}

/// Some messages of a ticket, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The messages.
    pub messages: Vec<Message>,
    /// Whether there are earlier ones.
    pub has_earlier: bool,
    /// Whether there are later ones.
    pub has_later: bool,
}

impl Page {
    /// Up to `most` messages of each of these tickets.
    pub async fn of_all(
        conn: &mut AsyncPgConnection,
        tickets: &[TicketId],
        (part, most): (Part, i64),
    ) -> QueryResult<HashMap<TicketId, Self>> {
        let (query, edge) = match part {
            Part::First => (FORWARD, MessageId(0)),
            Part::After(edge) => (FORWARD, edge),
            Part::Last => (BACKWARD, MessageId(i64::MAX)),
            Part::Before(edge) => (BACKWARD, edge),
        };
        let found: Vec<Message> = sql_query(query)
            .bind::<Array<BigInt>, _>(tickets)
            .bind::<BigInt, _>(edge)
            .bind::<BigInt, _>(most + 1)
            .load(conn)
            .await?;
        let mut pages: HashMap<TicketId, Vec<Message>> =
            tickets.iter().map(|&ticket| (ticket, Vec::new())).collect();
        for message in found {
            pages.entry(message.ticket_id).or_default().push(message);
        }
        Ok(pages
            .into_iter()
            .map(|(ticket, found)| (ticket, Self::cut(found, part, most)))
            .collect())
    }

    fn cut(mut messages: Vec<Message>, part: Part, most: i64) -> Self {
        let shown = usize::try_from(most).unwrap_or(0);
        let more = messages.len() > shown;
        messages.truncate(shown);
        let (has_earlier, has_later) = match part {
            Part::First => (false, more),
            Part::After(_) => (true, more),
            Part::Last => (more, false),
            Part::Before(_) => (more, true),
        };
        if matches!(part, Part::Last | Part::Before(_)) {
            messages.reverse();
        }
        Self {
            messages,
            has_earlier,
            has_later,
        }
    }
}

/// From the edge towards the end.
const FORWARD: &str = "
    SELECT page.* FROM unnest($1) AS wanted (ticket_id) CROSS JOIN LATERAL (
        SELECT * FROM messages
        WHERE messages.ticket_id = wanted.ticket_id AND messages.id > $2
        ORDER BY messages.id LIMIT $3
    ) AS page ORDER BY page.id";

/// From the edge towards the beginning.
const BACKWARD: &str = "
    SELECT page.* FROM unnest($1) AS wanted (ticket_id) CROSS JOIN LATERAL (
        SELECT * FROM messages
        WHERE messages.ticket_id = wanted.ticket_id AND messages.id < $2
        ORDER BY messages.id DESC LIMIT $3
    ) AS page ORDER BY page.id DESC";
