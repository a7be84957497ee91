//! What somebody is writing in a ticket and has not sent yet: kept for them alone, until it is sent or discarded.

pub mod files;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::{MessageId, SnippetId, TicketId, UserId};
use crate::models::actor::Act;
use crate::models::attachment::NewAttachment;
use crate::models::message::Message;
use crate::models::message::fingerprint::Fingerprint;
use crate::models::permission::Permission;
use crate::models::snippet::Snippet;
use crate::models::text_enum::text_enum;
use crate::models::ticket::Ticket;
use crate::models::ticket::replying::check_length;
use crate::schema::unsent_messages;

text_enum! {
    /// What it is going to be.
    UnsentKind {
        /// A reply under the writer's name.
        Reply = "reply",
        /// A reply without it.
        AnonymousReply = "anonymous_reply",
        /// A note.
        Note = "note",
    }
}

/// What somebody is writing in a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = unsent_messages, check_for_backend(diesel::pg::Pg))]
pub struct Unsent {
    /// What it is going to be.
    pub kind: UnsentKind,
    /// In which ticket.
    pub ticket_id: TicketId,
    /// The text as far as it is written.
    pub content: String,
    /// The newest message that the writer had seen when they began; 0 when there was none.
    pub seen: MessageId,
    /// When it was kept last.
    pub kept_at: DateTime<Utc>,
    /// The snippet that was put into it.
    pub snippet_id: Option<SnippetId>,
}

/// A text to be kept.
#[derive(Debug, Clone)]
pub struct Writing {
    /// What it is going to be.
    pub kind: UnsentKind,
    /// The text as far as it is written.
    pub content: String,
    /// The newest message that the writer has seen.
    pub seen: MessageId,
    /// Files that go to those that are kept with it already.
    pub files: Vec<NewAttachment>,
    /// With what key it is going to be sent: once it was, nothing is kept any more.
    pub idempotency_key: Option<String>,
    /// Whether it was written after an attempt to send, of which the writer does not know whether it succeeded: then only what has
    /// been sent as it stands is not kept any more.
    pub follows_attempt: bool,
    /// The snippet that was put into it.
    pub snippet: Option<SnippetId>,
}

impl Writing {
    /// Whether it needs to be kept no longer.
    async fn is_sent(&self, conn: &mut AsyncPgConnection, ticket: &Ticket) -> QueryResult<bool> {
        let key = self.idempotency_key.as_deref();
        let Some(sent) = Message::made_by(conn, ticket, key).await? else {
            return Ok(false);
        };
        if !self.follows_attempt {
            return Ok(true);
        }
        let fingerprint = Fingerprint::of(self.kind, &self.content);
        sent.is_made_from(conn, &fingerprint).await
    }
}

impl Unsent {
    /// What the actor has been writing in a ticket.
    pub async fn of(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
    ) -> QueryResult<Option<Self>> {
        Ok(Self::of_all(conn, act, &[ticket]).await?.pop())
    }

    /// What the actor has been writing in these tickets.
    pub async fn of_all(
        conn: &mut AsyncPgConnection,
        act: &Act,
        tickets: &[TicketId],
    ) -> QueryResult<Vec<Self>> {
        let Some(user) = act.actor.user_id() else {
            return Ok(Vec::new());
        };
        unsent_messages::table
            .filter(unsent_messages::user_id.eq(user))
            .filter(unsent_messages::ticket_id.eq_any(tickets))
            .select(Self::as_select())
            .load(conn)
            .await
    }

    /// Keeps what the actor has written so far in place of what was kept before; nothing is not kept. Says since when it is
    /// kept, if it is.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], in a ticket that the actor does not see, and a text that is too long.
    pub async fn keep(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        writing: Writing,
    ) -> Result<Option<DateTime<Utc>>, Error> {
        act.actor.require(Permission::ManageTickets)?;
        check_length(&writing.content)?;
        let user = act.actor.user_id();
        let user = user.ok_or(Refusal::Forbidden(Permission::ManageTickets.word()))?;
        conn.transaction(async |conn| {
            // Whoever sends it holds the ticket until it is sent, so it is either sent by now or cannot be before it is kept.
            let ticket = Ticket::lock_for(conn, act, ticket).await?;
            Self::replace(conn, (user, act.at), &ticket, writing).await
        })
        .await
    }

    async fn replace(
        conn: &mut AsyncPgConnection,
        (user, at): (UserId, DateTime<Utc>),
        ticket: &Ticket,
        writing: Writing,
    ) -> Result<Option<DateTime<Utc>>, Error> {
        let is_sent = writing.is_sent(conn, ticket).await?;
        let place = (user, ticket.id);
        let is_blank = writing.content.trim().is_empty();
        let is_nothing =
            is_blank && writing.files.is_empty() && !files::has_any(conn, place).await?;
        // Sending it has done away with what was kept; what is kept by now is another text.
        if is_sent {
            return Ok(None);
        }
        if is_nothing {
            Self::forget(conn, user, ticket.id).await?;
            return Ok(None);
        }
        // Which snippet it was only matters as long as there is one.
        let snippet = match writing.snippet {
            Some(id) => Snippet::get(conn, id).await?.map(|snippet| snippet.id),
            None => None,
        };
        let row = (
            unsent_messages::user_id.eq(user),
            unsent_messages::ticket_id.eq(ticket.id),
            unsent_messages::kind.eq(writing.kind),
            unsent_messages::content.eq(&writing.content),
            unsent_messages::seen.eq(MessageId(writing.seen.0.max(0))),
            unsent_messages::kept_at.eq(at),
            unsent_messages::snippet_id.eq(snippet),
        );
        diesel::insert_into(unsent_messages::table)
            .values(row)
            .on_conflict((unsent_messages::user_id, unsent_messages::ticket_id))
            .do_update()
            .set(row)
            .execute(conn)
            .await?;
        files::put(conn, place, &writing.files).await?;
        Ok(Some(at))
    }

    /// Whether both are the same text, for the same end; when they were kept does not matter.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        let kept_at = other.kept_at;
        *other
            == Self {
                kept_at,
                ..self.clone()
            }
    }

    /// Throws away what the actor has been writing in a ticket; says whether there was anything.
    pub async fn discard(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
    ) -> QueryResult<bool> {
        match act.actor.user_id() {
            Some(user) => Self::forget(conn, user, ticket).await,
            None => Ok(false),
        }
    }

    async fn forget(
        conn: &mut AsyncPgConnection,
        user: UserId,
        ticket: TicketId,
    ) -> QueryResult<bool> {
        let own = unsent_messages::table.find((user, ticket));
        Ok(diesel::delete(own).execute(conn).await? > 0)
    }
}
