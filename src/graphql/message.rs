//! Messages in the API.

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};

use crate::graphql::actor::Actor;
use crate::graphql::asking::Asking;
use crate::graphql::attachment::Attachment;
use crate::graphql::connection::{self, Cursor, Paging, Place};
use crate::graphql::delivery::Delivery;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::loaders::desk::SnippetKeyOf;
use crate::graphql::loaders::{AttachmentsOf, DeliveriesOf, MessagesOf, RevisionsOf};
use crate::graphql::requester::MayRead;
use crate::ids::{MessageId, TicketId};
use crate::models;

/// The kind of a message.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "models::message::Kind")]
pub enum MessageKind {
    /// From the member.
    Member,
    /// From staff, or a program, to the member; numbered.
    Reply,
    /// Among staff.
    Note,
    /// From Rustmail to the member.
    System,
}

/// A line of a ticket.
pub struct Message(pub models::message::Message);

/// A line of a ticket.
#[Object]
impl Message {
    /// The message.
    pub async fn id(&self) -> ID {
        GlobalId::Message(self.0.id).into()
    }

    /// The kind of message.
    async fn kind(&self) -> MessageKind {
        self.0.kind.into()
    }

    /// The number of a reply within its ticket. It never changes.
    async fn number(&self) -> Option<i32> {
        self.0.number
    }

    /// The text.
    async fn content(&self) -> &str {
        &self.0.content
    }

    /// The text of the message that it forwards.
    async fn forwarded(&self) -> Option<&str> {
        self.0.forwarded.as_deref()
    }

    /// Who wrote it.
    async fn author(&self) -> Actor {
        Actor::who_wrote(&self.0)
    }

    /// Whether the member sees the desk's name in place of the author's.
    async fn anonymous(&self) -> bool {
        self.0.anonymous
    }

    /// When it was written.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When its text was changed last.
    async fn edited_at(&self) -> Option<DateTime<Utc>> {
        self.0.edited_at
    }

    /// When its author deleted it.
    async fn deleted_at(&self) -> Option<DateTime<Utc>> {
        self.0.deleted_at
    }

    /// What became of it on its way to Discord.
    #[graphql(complexity = "2 * (child_complexity + 1)")]
    async fn deliveries(&self, ctx: &Context<'_>) -> Result<Vec<Delivery>, Fault> {
        let found = Asking::of(ctx)?
            .loaders()
            .load_one(DeliveriesOf(self.0.id))
            .await?;
        Ok(found
            .unwrap_or_default()
            .into_iter()
            .map(Delivery)
            .collect())
    }

    /// Its files, in order.
    #[graphql(complexity = "5 * (child_complexity + 1)")]
    async fn attachments(&self, ctx: &Context<'_>) -> Result<Vec<Attachment>, Fault> {
        let found = Asking::of(ctx)?
            .loaders()
            .load_one(AttachmentsOf(self.0.id))
            .await?;
        Ok(found
            .unwrap_or_default()
            .into_iter()
            .map(Attachment)
            .collect())
    }

    /// What it said before its edits, oldest first: the latest 100 texts. A transcript has all of them.
    #[graphql(guard = "MayRead", complexity = "5 * (child_complexity + 1)")]
    async fn revisions(&self, ctx: &Context<'_>) -> Result<Vec<Revision>, Fault> {
        let found = Asking::of(ctx)?
            .loaders()
            .load_one(RevisionsOf(self.0.id))
            .await?;
        Ok(found
            .unwrap_or_default()
            .into_iter()
            .map(Revision)
            .collect())
    }

    /// The key of the snippet that it was made from, if it was.
    #[graphql(guard = "MayRead")]
    async fn snippet_key(&self, ctx: &Context<'_>) -> Result<Option<String>, Fault> {
        let key = SnippetKeyOf(self.0.id);
        Asking::of(ctx)?.loaders().load_one(key).await
    }

    /// The message that it answers.
    #[graphql(guard = "MayRead")]
    async fn reply_to(&self, ctx: &Context<'_>) -> Result<Option<Message>, Fault> {
        let Some(id) = self.0.reply_to_id else {
            return Ok(None);
        };
        Ok(Asking::of(ctx)?.loaders().load_one(id).await?.map(Message))
    }
}

/// What a message said before an edit.
pub struct Revision(models::message::changing::Revision);

/// What a message said before an edit.
#[Object]
impl Revision {
    /// 1 for what it said first, and so on.
    async fn revision(&self) -> i32 {
        self.0.revision
    }

    /// The text.
    async fn content(&self) -> &str {
        &self.0.content
    }

    /// Until when it said so.
    async fn replaced_at(&self) -> DateTime<Utc> {
        self.0.replaced_at
    }
}

impl Place for MessageId {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

/// A page of the messages of a ticket.
pub async fn page(
    asking: &Asking,
    ticket: TicketId,
    paging: Paging,
) -> Result<Connection<Cursor, Message>, Fault> {
    let (page, most) = paging.read()?;
    let key = MessagesOf { ticket, page, most };
    let found = asking.loaders().load_one(key).await?;
    let found =
        found.ok_or_else(|| Fault::internal(&anyhow::anyhow!("no page of ticket {ticket}")))?;
    let entries = found
        .rows
        .iter()
        .map(|message| (message.id, Message(message.clone())));
    Ok(connection::page(
        entries,
        (found.has_previous, found.has_next),
    ))
}
