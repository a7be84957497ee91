//! What people are writing and have not sent yet, in the API.

use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::database::Connection;
use crate::error::{Error, Refusal};
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::loaders::work::DraftFilesOf;
use crate::graphql::snippet::Snippet;
use crate::graphql::ticket_payload::{TicketPayload, ticket_id};
use crate::graphql::user_error::not_an_id;
use crate::ids::{MessageId, TicketId};
use crate::models;
use crate::models::effect::Effect;
use crate::models::message::Message;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::unsent::basis::Basis;
use crate::models::unsent::files::UnsentFile;
use crate::models::unsent::{Unsent, Writing};

/// What a draft is going to be.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "models::unsent::UnsentKind")]
pub enum DraftKind {
    /// A reply under the writer's name.
    Reply,
    /// A reply without it.
    AnonymousReply,
    /// A note.
    Note,
}

/// What somebody is writing in a ticket and has not sent: nobody else is shown it.
pub struct Draft(pub Unsent);

/// What somebody is writing in a ticket and has not sent: nobody else is shown it.
#[Object]
impl Draft {
    /// What it is going to be.
    async fn kind(&self) -> DraftKind {
        self.0.kind.into()
    }

    /// The text as far as it is written.
    async fn content(&self) -> &str {
        &self.0.content
    }

    /// The newest message that the writer had seen when they began; nothing when there was none.
    async fn last_seen_message_id(&self) -> Option<ID> {
        let seen = Some(self.0.seen).filter(|seen| seen.0 > 0);
        seen.map(|seen| GlobalId::Message(seen).into())
    }

    /// The snippet that was put into it.
    async fn snippet(&self, ctx: &Context<'_>) -> Result<Option<Snippet>, Fault> {
        let Some(id) = self.0.snippet_id else {
            return Ok(None);
        };
        let found = Asking::of(ctx)?.loaders().load_one(id).await?;
        Ok(found.map(Snippet))
    }

    /// The files that are going to be sent with it, in the order in which they were chosen. They are chosen in the panel.
    async fn files(&self, ctx: &Context<'_>) -> Result<Vec<DraftFile>, Fault> {
        let key = DraftFilesOf(self.0.ticket_id);
        let found = Asking::of(ctx)?.loaders().load_one(key).await?;
        let files = found.unwrap_or_default().into_iter();
        files.map(DraftFile::of).collect()
    }

    /// When it was kept last.
    async fn kept_at(&self) -> DateTime<Utc> {
        self.0.kept_at
    }

    /// Which text this is: another one whenever another text is kept. Whoever goes on from it says so when they keep theirs.
    async fn version(&self) -> ID {
        self.0.version.into()
    }
}

/// A file that is going to be sent with a draft.
#[derive(SimpleObject)]
pub struct DraftFile {
    /// Its name.
    name: String,
    /// The media type, as the browser says.
    media_type: String,
    /// The size in bytes.
    size: i32,
}

impl DraftFile {
    fn of(file: UnsentFile) -> Result<Self, Fault> {
        let size = i32::try_from(file.size);
        Ok(Self {
            size: size.map_err(|error| Fault::internal(&error.into()))?,
            name: file.name,
            media_type: file.media_type,
        })
    }
}

/// A text to keep until it is sent.
#[derive(InputObject)]
pub struct KeepDraftInput {
    /// In which ticket.
    ticket_id: ID,
    /// What it is going to be.
    kind: DraftKind,
    /// The text as far as it is written; an empty one is not kept, unless files are.
    content: String,
    /// The newest message that the writer has seen: left out, what was said for the draft before, or the newest that there is.
    last_seen_message_id: Option<ID>,
    /// The snippet that was put into it.
    snippet_id: Option<ID>,
    /// The version of the draft that the text goes on from, `null` when there was none: when another one is kept by then, it stays
    /// as it is, and this is refused. Left out, whatever is kept is replaced.
    expected_version: MaybeUndefined<ID>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A draft to throw away.
#[derive(InputObject)]
pub struct DiscardDraftInput {
    /// In which ticket.
    ticket_id: ID,
    /// The version of the draft, `null` when there was none: when another one is kept by then, it stays as it is, and this is
    /// refused.
    expected_version: MaybeUndefined<ID>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What can be done with what is not sent yet.
#[derive(Default)]
pub struct Drafting;

#[Object]
impl Drafting {
    /// Keeps what the person who asks has written so far in a ticket, in place of what was kept before. Programs keep nothing.
    async fn keep_draft(
        &self,
        ctx: &Context<'_>,
        input: KeepDraftInput,
    ) -> Result<Option<TicketPayload>, Fault> {
        let kept = keep(Asking::of(ctx)?, &input).await;
        TicketPayload::of(kept, input.client_mutation_id)
    }

    /// Throws away what the person who asks has been writing in a ticket, and its files.
    async fn discard_draft(
        &self,
        ctx: &Context<'_>,
        input: DiscardDraftInput,
    ) -> Result<Option<TicketPayload>, Fault> {
        let discarded = discard(Asking::of(ctx)?, &input).await;
        TicketPayload::of(discarded, input.client_mutation_id)
    }
}

async fn keep(asking: &Asking, input: &KeepDraftInput) -> Result<Effect<Ticket>, Error> {
    let (act, id) = (asking.act()?, ticket_id(&input.ticket_id)?);
    let snippet = input.snippet_id.as_ref();
    let snippet = snippet.map(|id| GlobalId::snippet(id).ok_or_else(|| not_an_id("snippetId")));
    let snippet = snippet.transpose()?;
    let conn = &mut *asking.db().await?;
    let before = Unsent::of(conn, act, id).await?;
    let seen = match (&input.last_seen_message_id, &before) {
        (Some(id), _) => GlobalId::message(id).ok_or_else(|| not_an_id("lastSeenMessageId"))?,
        (None, Some(before)) => before.seen,
        (None, None) => newest_in(conn, id).await?,
    };
    let writing = Writing {
        kind: input.kind.into(),
        content: input.content.clone(),
        seen,
        files: Vec::new(),
        idempotency_key: None,
        basis: basis(&input.expected_version)?,
        follows_attempt: false,
        snippet,
    };
    Unsent::keep(conn, act, id, writing).await?;
    let now = Unsent::of(conn, act, id).await?;
    let version = |draft: &Option<Unsent>| draft.as_ref().map(|draft| draft.version);
    let is_new = version(&before) != version(&now);
    let ticket = Ticket::find(conn, act, id).await?;
    Ok(match is_new {
        true => touched(ticket),
        false => Effect::none(ticket),
    })
}

async fn newest_in(conn: &mut Connection, id: TicketId) -> Result<MessageId, Error> {
    Ok(Message::newest(conn, id).await?.unwrap_or(MessageId(0)))
}

/// A ticket whose draft is another one now; the ticket itself is as it was.
fn touched(ticket: Ticket) -> Effect<Ticket> {
    Effect::change(ticket.clone(), ticket)
}

/// From what somebody says that they go on.
fn basis(expected: &MaybeUndefined<ID>) -> Result<Basis, Refusal> {
    match expected {
        MaybeUndefined::Undefined => Ok(Basis::Unsaid),
        MaybeUndefined::Null => Ok(Basis::Nothing),
        MaybeUndefined::Value(id) => match Basis::read(id) {
            version @ Basis::Version(_) => Ok(version),
            _ => Err(not_an_id("expectedVersion")),
        },
    }
}

async fn discard(asking: &Asking, input: &DiscardDraftInput) -> Result<Effect<Ticket>, Error> {
    let (act, id) = (asking.act()?, ticket_id(&input.ticket_id)?);
    let expected = basis(&input.expected_version)?;
    let permission = Permission::ManageTickets;
    act.actor.require(permission)?;
    // Programs write no drafts.
    let person = act.actor.user_id();
    person.ok_or(Refusal::Forbidden(permission.word()))?;
    let conn = &mut *asking.db().await?;
    let ticket = Ticket::find(conn, act, id).await?;
    let discarded = Unsent::discard(conn, act, id, (expected, None)).await?;
    Ok(match discarded {
        Some(_) => touched(ticket),
        None => Effect::none(ticket),
    })
}
