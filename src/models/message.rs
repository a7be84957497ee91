//! A line of a ticket: from the member, a reply, a note, or a notice of ours. Nothing is ever removed.

pub mod changing;
pub mod conversation;
pub mod finding;
pub mod fingerprint;
pub mod paging;
pub mod searching;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::{MessageId, PostId, TicketId, UserId};
use crate::models::actor::{Act, Actor};
use crate::models::attachment::{Attachment, NewAttachment};
use crate::models::delivery::{Delivery, Post, Side, Source};
use crate::models::event::{self, EventKind, Subject};
use crate::models::message::fingerprint::Fingerprint;
use crate::models::permission::Permission;
use crate::models::text_enum::text_enum;
use crate::models::ticket::{self, Ticket};
use crate::outbox::{self, Job};
use crate::schema::{messages, posts, tickets};

text_enum! {
    /// The kind of a message.
    Kind {
        /// From the member.
        Member = "member",
        /// From staff, or an integrator, to the member; numbered.
        Reply = "reply",
        /// Among staff.
        Note = "note",
        /// From Rustmail to the member.
        System = "system",
    }
}

/// A line of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, QueryableByName, Selectable, Identifiable)]
#[diesel(table_name = messages, check_for_backend(diesel::pg::Pg))]
pub struct Message {
    /// The message.
    pub id: MessageId,
    /// Its ticket.
    pub ticket_id: TicketId,
    /// Its kind.
    pub kind: Kind,
    /// The account that wrote it; none for an API key and for ourselves.
    pub author_id: Option<UserId>,
    /// The name of the author at that time.
    pub author_name: String,
    /// Whether the member sees the desk's name in place of the author's.
    pub anonymous: bool,
    /// The number of a reply within its ticket.
    pub number: Option<i32>,
    /// The text.
    pub content: String,
    /// The text of the message that it forwards.
    pub forwarded: Option<String>,
    /// The message that it answers.
    pub reply_to_id: Option<MessageId>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When its text was changed last.
    pub edited_at: Option<DateTime<Utc>>,
    /// When its author deleted it.
    pub deleted_at: Option<DateTime<Utc>>,
}

/// A message about to be.
#[derive(Debug, Default)]
pub(crate) struct NewMessage {
    pub kind: Kind,
    pub content: String,
    pub forwarded: Option<String>,
    pub attachments: Vec<NewAttachment>,
    pub anonymous: bool,
    pub number: Option<i32>,
    pub reply_to: Option<MessageId>,
    /// When it was written, if that was before now.
    pub written_at: Option<DateTime<Utc>>,
    pub idempotency_key: Option<String>,
    pub fingerprint: Option<Fingerprint>,
}

#[expect(
    clippy::derivable_impls,
    reason = "the macro that declares the enum knows no default"
)]
impl Default for Kind {
    fn default() -> Self {
        Self::System
    }
}

impl NewMessage {
    /// A text of ours for the member.
    pub(crate) fn notice(content: String) -> Self {
        Self {
            kind: Kind::System,
            content,
            ..Self::default()
        }
    }
}

impl Message {
    /// All that it says: its own text and that of the message that it forwards.
    pub fn said(&self) -> String {
        match &self.forwarded {
            Some(forwarded) => format!("{} {forwarded}", self.content).trim().to_owned(),
            None => self.content.clone(),
        }
    }

    /// The message with this id, for ourselves.
    pub async fn get(conn: &mut AsyncPgConnection, id: MessageId) -> QueryResult<Option<Self>> {
        messages::table
            .find(id)
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// The message with this id, for somebody who may see tickets.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`], and when there is no such message or none of a ticket that they see.
    pub async fn find(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: MessageId,
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let found = messages::table
            .inner_join(tickets::table)
            .filter(messages::id.eq(id))
            .filter(ticket::within(act.actor.sight()))
            .select(Self::as_select())
            .first(conn)
            .await;
        Ok(found.optional()?.ok_or(Refusal::MessageNotFound)?)
    }

    /// The message that was said last in a ticket.
    pub async fn newest(
        conn: &mut AsyncPgConnection,
        ticket: TicketId,
    ) -> QueryResult<Option<MessageId>> {
        messages::table
            .filter(messages::ticket_id.eq(ticket))
            .order(messages::id.desc())
            .select(messages::id)
            .first(conn)
            .await
            .optional()
    }

    /// The newest reply of a ticket that somebody other than the actor gave after a message.
    pub(crate) async fn answer_of_others(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (ticket, after): (TicketId, MessageId),
    ) -> QueryResult<Option<MessageId>> {
        messages::table
            .filter(messages::ticket_id.eq(ticket))
            .filter(messages::id.gt(after))
            .filter(messages::kind.eq(Kind::Reply))
            .filter(messages::deleted_at.is_null())
            .filter(messages::author_id.is_distinct_from(act.actor.user_id()))
            .order(messages::id.desc())
            .select(messages::id)
            .first(conn)
            .await
            .optional()
    }

    /// The reply of a ticket with this number.
    pub async fn numbered(
        conn: &mut AsyncPgConnection,
        ticket: TicketId,
        number: i32,
    ) -> QueryResult<Option<Self>> {
        messages::table
            .filter(
                messages::ticket_id
                    .eq(ticket)
                    .and(messages::number.eq(number)),
            )
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// The message of a ticket that a message on Discord shows.
    pub async fn shown_by(
        conn: &mut AsyncPgConnection,
        ticket: TicketId,
        post: PostId,
    ) -> QueryResult<Option<Self>> {
        posts::table
            .inner_join(messages::table)
            .filter(
                posts::discord_message_id
                    .eq(post)
                    .and(messages::ticket_id.eq(ticket)),
            )
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// The message of a ticket that was made with this key before.
    pub(crate) async fn made_by(
        conn: &mut AsyncPgConnection,
        ticket: &Ticket,
        key: Option<&str>,
    ) -> QueryResult<Option<Self>> {
        let Some(key) = key else {
            return Ok(None);
        };
        messages::table
            .filter(
                messages::idempotency_key
                    .eq(key)
                    .and(messages::ticket_id.eq(ticket.id)),
            )
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// Writes the rows of a message and records the event.
    pub(crate) async fn insert(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: &Ticket,
        new: NewMessage,
    ) -> Result<Self, Error> {
        let message: Self = diesel::insert_into(messages::table)
            .values((
                messages::ticket_id.eq(ticket.id),
                messages::kind.eq(new.kind),
                messages::author_id.eq(act.actor.user_id()),
                messages::author_name.eq(act.actor.name()),
                messages::anonymous.eq(new.anonymous),
                messages::number.eq(new.number),
                messages::content.eq(new.content),
                messages::forwarded.eq(new.forwarded),
                messages::reply_to_id.eq(new.reply_to),
                messages::created_at.eq(new.written_at.unwrap_or(act.at)),
                messages::idempotency_key.eq(new.idempotency_key),
                messages::fingerprint.eq(new.fingerprint.as_ref().map(Fingerprint::bytes)),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
            .await?;
        Attachment::insert_all(conn, message.id, new.attachments).await?;
        let subject = Subject::message(ticket.id, message.id);
        event::record(conn, act, EventKind::MessageAdded, subject).await?;
        Ok(message)
    }

    /// Sends the member a text of ours.
    pub(crate) async fn send_notice(
        conn: &mut AsyncPgConnection,
        at: DateTime<Utc>,
        ticket: &Ticket,
        notice: NewMessage,
    ) -> Result<(), Error> {
        let act = Act::new(Actor::System, at);
        let message = Self::insert(conn, &act, ticket, notice).await?;
        message.queue(conn, at, ticket, Side::Dm).await
    }

    /// Notes the message on Discord that this one came from.
    pub(crate) async fn came_from(
        &self,
        conn: &mut AsyncPgConnection,
        side: Side,
        source: Source,
    ) -> QueryResult<()> {
        Post::from_them(self.id, side, source).insert(conn).await
    }

    /// Has its files copied into the object store, before anybody shows them.
    pub(crate) async fn keep_attachments(
        &self,
        conn: &mut AsyncPgConnection,
        at: DateTime<Utc>,
        ticket: &Ticket,
    ) -> Result<(), Error> {
        if !Attachment::any_to_fetch(conn, self.id).await? {
            return Ok(());
        }
        let job = Job::KeepAttachments { message: self.id };
        outbox::enqueue(conn, ticket.member_id, &job, at).await
    }

    /// Puts it on its way to one side.
    pub(crate) async fn queue(
        &self,
        conn: &mut AsyncPgConnection,
        at: DateTime<Utc>,
        ticket: &Ticket,
        side: Side,
    ) -> Result<(), Error> {
        Delivery::queue(conn, self.id, side, at).await?;
        let job = match side {
            Side::Dm => Job::DeliverToDm { message: self.id },
            Side::Channel => Job::CopyToChannel { message: self.id },
        };
        outbox::enqueue(conn, ticket.member_id, &job, at).await
    }
}
