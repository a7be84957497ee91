//! The conversation of a ticket: its messages with everything that is shown beside them, in a fixed number of queries.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::{MessageId, TicketId};
use crate::models::attachment::Attachment;
use crate::models::delivery::Delivery;
use crate::models::listing::{Listing, Page};
use crate::models::message::Message;
use crate::models::message::changing::Revision;
use crate::schema::{attachments, deliveries, messages};

/// A message with what is shown beside it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The message.
    pub message: Message,
    /// Its files, in order.
    pub attachments: Vec<Attachment>,
    /// What became of it on its way to Discord.
    pub deliveries: Vec<Delivery>,
    /// What it said before, oldest first.
    pub revisions: Vec<Revision>,
    /// The message that it answers.
    pub answers: Option<Message>,
}

/// Some lines of a conversation, oldest first.
#[derive(Debug, Clone)]
pub struct Conversation {
    /// The lines.
    pub lines: Vec<Line>,
    /// Whether there are earlier ones.
    pub has_earlier: bool,
    /// Whether there are later ones.
    pub has_later: bool,
}

/// Which lines of a conversation are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stretch {
    /// The last ones.
    #[default]
    Latest,
    /// A message and all that was said after it, as far as there is room for them; else the last ones.
    Since(MessageId),
    /// Those before a message.
    Before(MessageId),
    /// Those after a message.
    After(MessageId),
    /// A message, with as many before as after it.
    Around(MessageId),
}

impl Conversation {
    /// Up to `most` lines of a ticket, each with its latest revisions.
    pub async fn of(
        conn: &mut AsyncPgConnection,
        ticket: TicketId,
        (stretch, most): (Stretch, i64),
        revisions: i64,
    ) -> QueryResult<Self> {
        let page = match stretch {
            Stretch::Latest => page(conn, ticket, (Page::Last, most)).await?,
            Stretch::Since(first) => since(conn, ticket, (first, most)).await?,
            Stretch::Before(edge) => page(conn, ticket, (Page::Before(edge), most)).await?,
            Stretch::After(edge) => page(conn, ticket, (Page::After(edge), most)).await?,
            Stretch::Around(centre) => around(conn, ticket, (centre, most)).await?,
        };
        Ok(Self {
            lines: Line::of_all(conn, page.rows, revisions).await?,
            has_earlier: page.has_previous,
            has_later: page.has_next,
        })
    }
}

async fn page(
    conn: &mut AsyncPgConnection,
    ticket: TicketId,
    wanted: (Page<MessageId>, i64),
) -> QueryResult<Listing<Message>> {
    let mut pages = Message::pages(conn, &[ticket], wanted).await?;
    Ok(pages.remove(&ticket).unwrap_or_default())
}

async fn since(
    conn: &mut AsyncPgConnection,
    ticket: TicketId,
    (first, most): (MessageId, i64),
) -> QueryResult<Listing<Message>> {
    let mut last = page(conn, ticket, (Page::Last, most)).await?;
    let found = last.rows.len();
    last.rows.retain(|message| message.id >= first);
    last.has_previous |= last.rows.len() < found;
    Ok(last)
}

async fn around(
    conn: &mut AsyncPgConnection,
    ticket: TicketId,
    (centre, most): (MessageId, i64),
) -> QueryResult<Listing<Message>> {
    let up_to = MessageId(centre.0.saturating_add(1));
    let mut whole = page(conn, ticket, (Page::Before(up_to), most - most / 2)).await?;
    let after = page(conn, ticket, (Page::After(centre), most / 2)).await?;
    whole.rows.extend(after.rows);
    whole.has_next = after.has_next;
    Ok(whole)
}

impl Line {
    /// These messages with what is shown beside them, in the same order, each with its latest revisions.
    pub async fn of_all(
        conn: &mut AsyncPgConnection,
        messages: Vec<Message>,
        revisions: i64,
    ) -> QueryResult<Vec<Self>> {
        let ids: Vec<MessageId> = messages.iter().map(|message| message.id).collect();
        let answered: Vec<MessageId> = messages
            .iter()
            .filter_map(|message| message.reply_to_id)
            .collect();
        let mut attachments = attachments_of(conn, &ids).await?;
        let mut deliveries = deliveries_of(conn, &ids).await?;
        let mut revisions = revisions_of(conn, &ids, revisions).await?;
        let answered: HashMap<MessageId, Message> = find_all(conn, &answered).await?;
        let line = |message: Message| Self {
            attachments: attachments.remove(&message.id).unwrap_or_default(),
            deliveries: deliveries.remove(&message.id).unwrap_or_default(),
            revisions: revisions.remove(&message.id).unwrap_or_default(),
            answers: message
                .reply_to_id
                .and_then(|id| answered.get(&id).cloned()),
            message,
        };
        Ok(messages.into_iter().map(line).collect())
    }
}

/// The files of these messages, in order.
pub async fn attachments_of(
    conn: &mut AsyncPgConnection,
    ids: &[MessageId],
) -> QueryResult<HashMap<MessageId, Vec<Attachment>>> {
    let found = attachments::table
        .filter(attachments::message_id.eq_any(ids))
        .order((attachments::message_id, attachments::position))
        .select(Attachment::as_select())
        .load(conn)
        .await?;
    Ok(grouped(found, |attachment: &Attachment| {
        attachment.message_id
    }))
}

/// What became of these messages on their way to Discord.
pub async fn deliveries_of(
    conn: &mut AsyncPgConnection,
    ids: &[MessageId],
) -> QueryResult<HashMap<MessageId, Vec<Delivery>>> {
    let found = deliveries::table
        .filter(deliveries::message_id.eq_any(ids))
        .order((deliveries::message_id, deliveries::side.desc()))
        .select(Delivery::as_select())
        .load(conn)
        .await?;
    Ok(grouped(found, |delivery: &Delivery| delivery.message_id))
}

/// What these messages said before, oldest first: the latest of it, `most` texts of each message.
pub async fn revisions_of(
    conn: &mut AsyncPgConnection,
    ids: &[MessageId],
    most: i64,
) -> QueryResult<HashMap<MessageId, Vec<Revision>>> {
    let found: Vec<Revision> = sql_query(LATEST_REVISIONS)
        .bind::<Array<BigInt>, _>(ids)
        .bind::<BigInt, _>(most)
        .load(conn)
        .await?;
    Ok(grouped(found, |revision: &Revision| revision.message_id))
}

/// The messages with these ids.
pub async fn find_all(
    conn: &mut AsyncPgConnection,
    ids: &[MessageId],
) -> QueryResult<HashMap<MessageId, Message>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<Message> = messages::table
        .filter(messages::id.eq_any(ids))
        .select(Message::as_select())
        .load(conn)
        .await?;
    Ok(found
        .into_iter()
        .map(|message| (message.id, message))
        .collect())
}

fn grouped<T>(rows: Vec<T>, key: impl Fn(&T) -> MessageId) -> HashMap<MessageId, Vec<T>> {
    let mut groups: HashMap<MessageId, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

/// There is no end to how often somebody may edit a message.
const LATEST_REVISIONS: &str = "
    SELECT latest.* FROM unnest($1) AS wanted (message_id) CROSS JOIN LATERAL (
        SELECT message_id, revision, content, replaced_at FROM revisions
        WHERE revisions.message_id = wanted.message_id
        ORDER BY revisions.revision DESC LIMIT $2
    ) AS latest
    ORDER BY latest.message_id, latest.revision";
