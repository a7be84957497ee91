//! Replying: what staff, or an integrator, say to the member.

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Flaw, Refusal};
use crate::ids::{MessageId, SnippetId, TicketId};
use crate::models::actor::Act;
use crate::models::attachment::NewAttachment;
use crate::models::delivery::{Side, Source};
use crate::models::message::fingerprint::Fingerprint;
use crate::models::message::{Kind, Message, NewMessage};
use crate::models::permission::Permission;
use crate::models::snippet::using;
use crate::models::ticket::{Party, Ticket};
use crate::models::unsent::basis::Basis;
use crate::models::unsent::{Unsent, UnsentKind};
use crate::outbox::{self, Job};
use crate::schema::tickets;

/// The most characters that a reply or a note may have.
pub const LONGEST_TEXT: usize = 10_000;

/// Something to be said in a ticket.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The text; may be empty when there are files.
    pub content: String,
    /// The files.
    pub attachments: Vec<NewAttachment>,
    /// Whether the member sees the desk's name in place of the author's.
    pub anonymous: bool,
    /// The message of this ticket that it answers.
    pub reply_to: Option<crate::ids::PostId>,
    /// The message on Discord that said it: a command, or talk in the ticket's channel.
    pub source: Option<Source>,
    /// Saying it again with the same key says it once.
    pub idempotency_key: Option<String>,
    /// How it was written in the panel, if it was.
    pub composed: Option<Composed>,
    /// The snippet that the text was made from: `{staff}` in it stands for who answers.
    pub snippet: Option<SnippetId>,
}

/// How something was written in the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Composed {
    /// The newest message that the writer had seen; 0 when there was none.
    pub seen: MessageId,
    /// From what they went on: that is no longer kept then.
    pub basis: Basis,
}

impl Draft {
    /// A text, and nothing else.
    pub fn text(content: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    /// Refuses what cannot be said.
    ///
    /// # Errors
    ///
    /// [`Refusal::Empty`] and [`Refusal::TooLong`].
    pub fn check(&self) -> Result<(), Refusal> {
        if self.content.trim().is_empty() && self.attachments.is_empty() {
            return Err(Refusal::Empty);
        }
        check_length(&self.content)
    }

    /// Locks the open ticket in which it is to be said; or gives the message that the same draft made before.
    ///
    /// # Errors
    ///
    /// Refuses when there is no such ticket or none that the actor sees, when it is closed, and what was corrected in the panel
    /// after it had been sent.
    pub(crate) async fn admit(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        (ticket, kind): (TicketId, Kind),
    ) -> Result<ControlFlow<Message, Ticket>, Error> {
        let ticket = Ticket::lock_for(conn, act, ticket).await?;
        let key = self.idempotency_key.as_deref();
        if let Some(said_before) = Message::made_by(conn, &ticket, key).await? {
            self.check_repeats(conn, &said_before, kind).await?;
            return Ok(ControlFlow::Break(said_before));
        }
        if ticket.is_closed() {
            return Err(Refusal::AlreadyClosed.into());
        }
        Ok(ControlFlow::Continue(ticket))
    }

    /// By what this draft is known when it comes again; nothing when it was not written in the panel.
    pub(crate) fn fingerprint(&self, kind: Kind) -> Option<Fingerprint> {
        let kind = match kind {
            Kind::Note => UnsentKind::Note,
            _ if self.anonymous => UnsentKind::AnonymousReply,
            _ => UnsentKind::Reply,
        };
        self.composed.map(|_| Fingerprint::of(kind, &self.content))
    }

    /// Refuses when this is not what was said before, only sent with its key.
    async fn check_repeats(
        &self,
        conn: &mut AsyncPgConnection,
        said_before: &Message,
        kind: Kind,
    ) -> Result<(), Error> {
        let Some(fingerprint) = self.fingerprint(kind) else {
            return Ok(());
        };
        let is_same = said_before.is_made_from(conn, &fingerprint).await?
            && said_before.has_files(conn, &self.attachments).await?;
        match is_same {
            true => Ok(()),
            false => Err(Refusal::SentBefore(said_before.id).into()),
        }
    }
}

/// Refuses a text with more than [`LONGEST_TEXT`] characters, or with one that Postgres cannot keep.
pub(crate) fn check_length(text: &str) -> Result<(), Refusal> {
    check_characters("content", text)?;
    let length = text.chars().count();
    if length > LONGEST_TEXT {
        return Err(Refusal::TooLong {
            limit: LONGEST_TEXT,
            length,
        });
    }
    Ok(())
}

/// Refuses a text with a NUL, which Postgres cannot keep.
pub(crate) fn check_characters(field: &'static str, text: &str) -> Result<(), Refusal> {
    if text.contains('\0') {
        let why = Flaw::Nul;
        return Err(Refusal::Invalid { field, why });
    }
    Ok(())
}

impl Composed {
    /// Refuses when somebody else has answered since: the writer should read that first.
    async fn check(
        self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
    ) -> Result<(), Error> {
        match Message::answer_of_others(conn, act, (ticket, self.seen)).await? {
            Some(answer) => Err(Refusal::AnsweredMeanwhile(answer).into()),
            None => Ok(()),
        }
    }
}

impl Ticket {
    /// Says something to the member. It gets the ticket's next number, and is sent from the outbox. `{{key}}` alone stands for what
    /// the snippet of that key says; that, and a text that was made from a snippet, counts as a use of it.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], in a closed ticket, what is empty or too long, a key of no snippet, and what
    /// was written in the panel without knowledge of an answer by somebody else.
    pub async fn reply(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        draft: Draft,
    ) -> Result<Message, Error> {
        act.actor.require(Permission::ManageTickets)?;
        draft.check()?;
        conn.transaction(async |conn| {
            let ticket = match draft.admit(conn, act, (ticket, Kind::Reply)).await? {
                ControlFlow::Continue(ticket) => ticket,
                ControlFlow::Break(said_before) => return Ok(said_before),
            };
            let source = draft.source;
            if let Some(composed) = draft.composed {
                composed.check(conn, act, ticket.id).await?;
                let sent = (composed.basis, draft.idempotency_key.as_deref());
                Unsent::forget_sent(conn, act, ticket.id, sent).await?;
            }
            let message = insert_reply(conn, act, &ticket, draft).await?;
            message.keep_attachments(conn, act.at, &ticket).await?;
            message.queue(conn, act.at, &ticket, Side::Dm).await?;
            message.queue(conn, act.at, &ticket, Side::Channel).await?;
            if let Some(Source { channel, post }) = source {
                let job = Job::RemoveCommand { channel, post };
                outbox::enqueue(conn, ticket.member_id, &job, act.at).await?;
            }
            ticket.note_turn(conn, Party::Staff, act.at).await?;
            Ok(message)
        })
        .await
    }
}

async fn insert_reply(
    conn: &mut AsyncPgConnection,
    act: &Act,
    ticket: &Ticket,
    draft: Draft,
) -> Result<Message, Error> {
    let fingerprint = draft.fingerprint(Kind::Reply);
    let (draft, used) = using::expand(conn, act, ticket, draft).await?;
    let (number, answered): (i32, Option<DateTime<Utc>>) = diesel::update(ticket)
        .set(tickets::last_number.eq(tickets::last_number + 1))
        .returning((tickets::last_number, tickets::first_reply_at))
        .get_result(conn)
        .await?;
    if answered.is_none() {
        note_first_reply(conn, act, ticket).await?;
    }
    let reply_to = match draft.reply_to {
        Some(post) => Message::shown_by(conn, ticket.id, post)
            .await?
            .map(|message| message.id),
        None => None,
    };
    let new = NewMessage {
        kind: Kind::Reply,
        content: draft.content,
        attachments: draft.attachments,
        anonymous: draft.anonymous,
        number: Some(number),
        reply_to,
        idempotency_key: draft.idempotency_key,
        fingerprint,
        ..NewMessage::default()
    };
    let message = Message::insert(conn, act, ticket, new).await?;
    if let Some(used) = used {
        used.note(conn, act, &message).await?;
    }
    Ok(message)
}

/// Notes that somebody has answered. What a program sends does not count: the member still waits for a person.
async fn note_first_reply(
    conn: &mut AsyncPgConnection,
    act: &Act,
    ticket: &Ticket,
) -> QueryResult<()> {
    let Some(author) = act.actor.user_id() else {
        return Ok(());
    };
    diesel::update(ticket)
        .set((
            // The clock of another process may be a little ahead of ours.
            tickets::first_reply_at.eq(act.at.max(ticket.opened_at)),
            tickets::first_reply_by.eq(author),
        ))
        .execute(conn)
        .await?;
    Ok(())
}
