//! What somebody is writing in a ticket and has not sent yet: kept for them alone, until it is sent or discarded.

pub mod basis;
pub mod files;

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
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
use basis::Basis;

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
    /// Which text this is: another number whenever another one is kept.
    pub version: i64,
    /// With what key the box sends it in which it was written.
    pub idempotency_key: Option<String>,
}

/// What became of a text that was to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Since when it is kept.
    pub at: DateTime<Utc>,
    /// Which version of what is kept it is.
    pub version: i64,
    /// Whether the one that its writer went on from was no longer there.
    pub is_again: bool,
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
    /// From what its writer went on.
    pub basis: Basis,
    /// Whether it was written after an attempt to send, of which the writer does not know whether it succeeded: then only what has
    /// been sent as it stands is not kept any more.
    pub follows_attempt: bool,
    /// The snippet that was put into it.
    pub snippet: Option<SnippetId>,
}

impl Writing {
    fn seen(&self) -> MessageId {
        MessageId(self.seen.0.max(0))
    }

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

    /// Keeps what the actor has written so far in place of what they went on from; nothing is not kept. Says since when it is
    /// kept, if it is.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], in a ticket that the actor does not see, a text that is too long, and to
    /// replace a text that they wrote elsewhere and did not go on from.
    pub async fn keep(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        writing: Writing,
    ) -> Result<Option<Kept>, Error> {
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
    ) -> Result<Option<Kept>, Error> {
        let place = (user, ticket.id);
        // Sending it has done away with what was kept; what is kept by now is another text.
        if writing.is_sent(conn, ticket).await? {
            return Ok(None);
        }
        let before = Self::at(conn, place).await?;
        let is_blank = writing.content.trim().is_empty() && writing.files.is_empty();
        if before.as_ref().is_some_and(|other| !other.is_own(&writing)) {
            return match is_blank {
                true => Ok(None),
                false => Err(Refusal::ChangedMeanwhile.into()),
            };
        }
        if is_blank && !files::has_any(conn, place).await? {
            Self::forget(conn, place).await?;
            return Ok(None);
        }
        // Which snippet it was only matters as long as there is one.
        let snippet = match writing.snippet {
            Some(id) => Snippet::get(conn, id).await?.map(|snippet| snippet.id),
            None => None,
        };
        let writing = Writing { snippet, ..writing };
        if let Some(same) = before.as_ref().filter(|before| before.says(&writing)) {
            let (at, version) = (same.kept_at, same.version);
            files::put(conn, place, &writing.files).await?;
            let is_again = false;
            return Ok(Some(Kept {
                at,
                version,
                is_again,
            }));
        }
        let version = Self::write(conn, (place, at), &writing).await?;
        files::put(conn, place, &writing.files).await?;
        let is_again = before.is_none() && matches!(writing.basis, Basis::Version(_));
        Ok(Some(Kept {
            at,
            version,
            is_again,
        }))
    }

    async fn write(
        conn: &mut AsyncPgConnection,
        ((user, ticket), at): ((UserId, TicketId), DateTime<Utc>),
        writing: &Writing,
    ) -> QueryResult<i64> {
        let row = (
            unsent_messages::user_id.eq(user),
            unsent_messages::ticket_id.eq(ticket),
            unsent_messages::kind.eq(writing.kind),
            unsent_messages::content.eq(&writing.content),
            unsent_messages::seen.eq(writing.seen()),
            unsent_messages::kept_at.eq(at),
            unsent_messages::snippet_id.eq(writing.snippet),
            unsent_messages::version.eq(sql::<BigInt>("nextval('unsent_versions')")),
            unsent_messages::idempotency_key.eq(&writing.idempotency_key),
        );
        diesel::insert_into(unsent_messages::table)
            .values(row.clone())
            .on_conflict((unsent_messages::user_id, unsent_messages::ticket_id))
            .do_update()
            .set(row)
            .returning(unsent_messages::version)
            .get_result(conn)
            .await
    }

    /// Throws away what the actor has been writing in a ticket, and gives it back once more.
    ///
    /// # Errors
    ///
    /// Refuses to throw away a text that they wrote elsewhere and did not go on from.
    pub async fn discard(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        (basis, key): (Basis, Option<&str>),
    ) -> Result<Option<Self>, Error> {
        let Some(user) = act.actor.user_id() else {
            return Ok(None);
        };
        conn.transaction(async |conn| {
            let ticket = Ticket::lock_for(conn, act, ticket).await?;
            let place = (user, ticket.id);
            let Some(kept) = Self::at(conn, place).await? else {
                return Ok(None);
            };
            if !basis.is(&kept, key) {
                return Err(Refusal::ChangedMeanwhile.into());
            }
            Self::forget(conn, place).await?;
            Ok(Some(kept))
        })
        .await
    }

    /// Does away with what is kept of a text that is being sent. What the actor wrote elsewhere stays.
    pub(crate) async fn forget_sent(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        (basis, key): (Basis, Option<&str>),
    ) -> QueryResult<()> {
        let Some(user) = act.actor.user_id() else {
            return Ok(());
        };
        let place = (user, ticket);
        match Self::at(conn, place).await? {
            Some(kept) if basis.is(&kept, key) => Self::forget(conn, place).await,
            _ => Ok(()),
        }
    }

    async fn at(
        conn: &mut AsyncPgConnection,
        place: (UserId, TicketId),
    ) -> QueryResult<Option<Self>> {
        unsent_messages::table
            .find(place)
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    async fn forget(conn: &mut AsyncPgConnection, place: (UserId, TicketId)) -> QueryResult<()> {
        diesel::delete(unsent_messages::table.find(place))
            .execute(conn)
            .await?;
        Ok(())
    }

    /// Whether this is what somebody goes on from with what they write.
    fn is_own(&self, writing: &Writing) -> bool {
        writing.basis.is(self, writing.idempotency_key.as_deref())
    }

    fn says(&self, writing: &Writing) -> bool {
        let is_same = self.kind == writing.kind && self.content == writing.content;
        is_same && self.seen == writing.seen() && self.snippet_id == writing.snippet
    }
}
