//! Pages of many conversations at once, in one query: each ticket's page is found through the index of its messages.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::{MessageId, TicketId};
use crate::models::listing::{Listing, Page};
use crate::models::message::Message;

impl Message {
    /// Up to `most` messages of each of these tickets, in the order in which they were written.
    pub async fn pages(
        conn: &mut AsyncPgConnection,
        tickets: &[TicketId],
        (page, most): (Page<MessageId>, i64),
    ) -> QueryResult<HashMap<TicketId, Listing<Self>>> {
        let (query, edge) = match page {
            Page::First => (FORWARD, MessageId(0)),
            Page::After(edge) => (FORWARD, edge),
            Page::Last => (BACKWARD, MessageId(i64::MAX)),
            Page::Before(edge) => (BACKWARD, edge),
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
            .map(|(ticket, found)| (ticket, Listing::cut(found, &page, most)))
            .collect())
    }
}

/// From the edge towards the end.
const FORWARD: &str = "
    SELECT page.* FROM unnest($1) AS wanted (ticket_id) CROSS JOIN LATERAL (
        SELECT id, ticket_id, kind, author_id, author_name, anonymous, number, content, forwarded, reply_to_id, created_at,
               edited_at, deleted_at
        FROM messages
        WHERE messages.ticket_id = wanted.ticket_id AND messages.id > $2
        ORDER BY messages.id LIMIT $3
    ) AS page ORDER BY page.id";

/// From the edge towards the beginning.
const BACKWARD: &str = "
    SELECT page.* FROM unnest($1) AS wanted (ticket_id) CROSS JOIN LATERAL (
        SELECT id, ticket_id, kind, author_id, author_name, anonymous, number, content, forwarded, reply_to_id, created_at,
               edited_at, deleted_at
        FROM messages
        WHERE messages.ticket_id = wanted.ticket_id AND messages.id < $2
        ORDER BY messages.id DESC LIMIT $3
    ) AS page ORDER BY page.id DESC";
