//! Tickets with what a row of a list shows, in a fixed number of queries.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::ids::{CategoryId, TicketId, UserId};
use crate::models::category::Category;
use crate::models::closure::Closure;
use crate::models::message::Message;
use crate::models::ticket::Ticket;
use crate::models::user::User;

/// A ticket with what a row of a list shows.
#[derive(Debug, Clone)]
pub struct Summary {
    /// The ticket.
    pub ticket: Ticket,
    /// Its member.
    pub member: User,
    /// Who has taken it.
    pub assignee: Option<User>,
    /// What it is about.
    pub category: Option<Category>,
    /// What was said last.
    pub last_message: Option<Message>,
    /// Whether Discord did not take a reply to which the member has said nothing since.
    pub is_undelivered: bool,
    /// When it is going to be closed.
    pub scheduled: Option<Closure>,
    /// How it was closed.
    pub closure: Option<Closure>,
}

impl Summary {
    /// These tickets with what a row of a list shows, in the same order.
    pub async fn of_all(
        conn: &mut AsyncPgConnection,
        tickets: Vec<Ticket>,
    ) -> Result<Vec<Self>, Error> {
        let ids: Vec<TicketId> = tickets.iter().map(|ticket| ticket.id).collect();
        let people = people(conn, &tickets).await?;
        let categories = categories(conn, &tickets).await?;
        let mut last_messages = last_messages(conn, &ids).await?;
        let undelivered = undelivered(conn, &ids).await?;
        let standing = Closure::standing_for_all(conn, &ids).await?;
        let mut standing: HashMap<TicketId, Closure> = standing
            .into_iter()
            .map(|closure| (closure.ticket_id, closure))
            .collect();
        let mut summaries = Vec::with_capacity(tickets.len());
        for ticket in tickets {
            let member = people.get(&ticket.member_id).cloned();
            let assignee = ticket.assignee_id.and_then(|id| people.get(&id).cloned());
            let category = ticket
                .category_id
                .and_then(|id| categories.get(&id).cloned());
            let (closure, scheduled) = match standing.remove(&ticket.id) {
                Some(closure) if closure.done_at.is_some() => (Some(closure), None),
                scheduled => (None, scheduled),
            };
            summaries.push(Self {
                member: member
                    .ok_or_else(|| anyhow::anyhow!("ticket {} has no member", ticket.id))?,
                assignee,
                category,
                last_message: last_messages.remove(&ticket.id),
                is_undelivered: undelivered.contains(&ticket.id),
                scheduled,
                closure: closure.filter(|_| ticket.is_closed()),
                ticket,
            });
        }
        Ok(summaries)
    }
}

async fn people(
    conn: &mut AsyncPgConnection,
    tickets: &[Ticket],
) -> QueryResult<HashMap<UserId, User>> {
    let members = tickets.iter().map(|ticket| ticket.member_id);
    let assignees = tickets.iter().filter_map(|ticket| ticket.assignee_id);
    let ids: Vec<UserId> = members.chain(assignees).collect();
    let found = User::find_all(conn, &ids).await?;
    Ok(found.into_iter().map(|user| (user.id, user)).collect())
}

async fn categories(
    conn: &mut AsyncPgConnection,
    tickets: &[Ticket],
) -> QueryResult<HashMap<CategoryId, Category>> {
    let ids: Vec<CategoryId> = tickets
        .iter()
        .filter_map(|ticket| ticket.category_id)
        .collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = Category::find_all(conn, &ids).await?;
    Ok(found.into_iter().map(|one| (one.id, one)).collect())
}

/// What a person said last in each of these tickets; greetings and goodbyes of ours do not count, nor does what was deleted.
pub async fn last_messages(
    conn: &mut AsyncPgConnection,
    ids: &[TicketId],
) -> QueryResult<HashMap<TicketId, Message>> {
    let found: Vec<Message> = sql_query(LAST_MESSAGES)
        .bind::<Array<BigInt>, _>(ids)
        .load(conn)
        .await?;
    Ok(found
        .into_iter()
        .map(|message| (message.ticket_id, message))
        .collect())
}

/// Those of these tickets with a reply that Discord did not take, and to which the member has said nothing since: they still wait for it.
pub async fn undelivered(
    conn: &mut AsyncPgConnection,
    ids: &[TicketId],
) -> QueryResult<HashSet<TicketId>> {
    let found: Vec<Undelivered> = sql_query(UNDELIVERED)
        .bind::<Array<BigInt>, _>(ids)
        .load(conn)
        .await?;
    Ok(found.into_iter().map(|one| one.ticket_id).collect())
}

#[derive(QueryableByName)]
struct Undelivered {
    #[diesel(sql_type = BigInt)]
    ticket_id: TicketId,
}

/// Each is found at the end of its conversation, however long that is.
const LAST_MESSAGES: &str = "
    SELECT last.* FROM unnest($1) AS wanted (ticket_id) CROSS JOIN LATERAL (
        SELECT id, ticket_id, kind, author_id, author_name, anonymous, number, content, forwarded, reply_to_id, created_at,
               edited_at, deleted_at
        FROM messages
        WHERE messages.ticket_id = wanted.ticket_id AND messages.kind <> 'system'
          AND messages.deleted_at IS NULL
        ORDER BY messages.id DESC LIMIT 1
    ) AS last";

/// What was said since the member wrote last is at the end of a conversation. The delivery is looked up for each of these few replies: in
/// a join, Postgres would read every failed delivery of the desk for every ticket.
const UNDELIVERED: &str = "
    SELECT wanted.ticket_id FROM unnest($1) AS wanted (ticket_id) CROSS JOIN LATERAL (
        SELECT FROM messages
        WHERE messages.ticket_id = wanted.ticket_id AND messages.kind = 'reply' AND messages.deleted_at IS NULL
          AND (SELECT deliveries.state = 'failed' FROM deliveries
               WHERE deliveries.message_id = messages.id AND deliveries.side = 'dm')
          AND messages.id > coalesce((
              SELECT written.id FROM messages AS written
              WHERE written.ticket_id = wanted.ticket_id AND written.kind = 'member'
              ORDER BY written.id DESC LIMIT 1), 0)
        ORDER BY messages.id DESC LIMIT 1
    ) AS failed";
