//! Talking in tickets over the API: replies, notes, and changes of replies.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use crate::error::Error;
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::idempotency;
use crate::graphql::message::Message;
use crate::graphql::user_error::{UserError, not_an_id, outcome};
use crate::models;
use crate::models::ticket::Ticket;
use crate::models::ticket::replying::Draft;

/// What is said to a member.
#[derive(InputObject)]
pub struct ReplyToTicketInput {
    /// In which ticket.
    ticket_id: ID,
    /// The text, of up to 10000 characters.
    content: String,
    /// Whether the member sees the desk's name in place of the author's.
    #[graphql(default)]
    anonymous: bool,
    /// The snippet from which the text was made, which counts as a use of it: `{staff}` in the text then stands for the name of whoever
    /// answers, or for the community's in an anonymous reply.
    snippet_id: Option<ID>,
    /// Sending the same key again gives the same reply and says nothing twice. Any text of up to 200 characters.
    idempotency_key: Option<String>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What is said among staff.
#[derive(InputObject)]
pub struct AddNoteInput {
    /// In which ticket.
    ticket_id: ID,
    /// The text, of up to 10000 characters.
    content: String,
    /// Sending the same key again gives the same note and says nothing twice. Any text of up to 200 characters.
    idempotency_key: Option<String>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A new text for a reply.
#[derive(InputObject)]
pub struct EditReplyInput {
    /// The reply.
    message_id: ID,
    /// The new text, of up to 10000 characters.
    content: String,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A reply to delete.
#[derive(InputObject)]
pub struct DeleteReplyInput {
    /// The reply.
    message_id: ID,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct MessagePayload {
    /// The message; nothing when it was refused.
    message: Option<Message>,
    /// Why it was refused.
    user_errors: Vec<UserError>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// What can be done to talk in tickets.
#[derive(Default)]
pub struct Replying;

#[Object]
impl Replying {
    /// Says something to the member. It is on its way when this answers; `deliveries` tells what becomes of it.
    async fn reply_to_ticket(
        &self,
        ctx: &Context<'_>,
        input: ReplyToTicketInput,
    ) -> Result<Option<MessagePayload>, Fault> {
        let (asking, mutation) = (Asking::of(ctx)?, input.client_mutation_id.clone());
        MessagePayload::of(reply(asking, input).await, mutation)
    }

    /// Says something among staff. The member never sees it.
    async fn add_note(
        &self,
        ctx: &Context<'_>,
        input: AddNoteInput,
    ) -> Result<Option<MessagePayload>, Fault> {
        let draft = Draft::text(input.content);
        let key = (Speech::Note, input.idempotency_key);
        let said = say(Asking::of(ctx)?, &input.ticket_id, draft, key).await;
        MessagePayload::of(said, input.client_mutation_id)
    }

    /// Changes the text of a reply wherever it is shown. Only the person who wrote it may.
    async fn edit_reply(
        &self,
        ctx: &Context<'_>,
        input: EditReplyInput,
    ) -> Result<Option<MessagePayload>, Fault> {
        let edited = edit(Asking::of(ctx)?, &input.message_id, &input.content).await;
        MessagePayload::of(edited, input.client_mutation_id)
    }

    /// Takes a reply back: it disappears from the member's messages, and is marked everywhere else. Only the person who wrote it may.
    async fn delete_reply(
        &self,
        ctx: &Context<'_>,
        input: DeleteReplyInput,
    ) -> Result<Option<MessagePayload>, Fault> {
        let deleted = delete(Asking::of(ctx)?, &input.message_id).await;
        MessagePayload::of(deleted, input.client_mutation_id)
    }
}

impl MessagePayload {
    fn of(
        result: Result<models::message::Message, Error>,
        client_mutation_id: Option<String>,
    ) -> Result<Option<Self>, Fault> {
        let (message, user_errors) = outcome(result)?;
        Ok(Some(Self {
            message: message.map(Message),
            user_errors,
            client_mutation_id,
        }))
    }
}

/// To whom something is said.
#[derive(Clone, Copy)]
enum Speech {
    /// To the member.
    Reply,
    /// Among staff.
    Note,
}

async fn reply(
    asking: &Asking,
    input: ReplyToTicketInput,
) -> Result<models::message::Message, Error> {
    let snippet = input.snippet_id.as_ref().map(|id| {
        let snippet = GlobalId::snippet(id);
        snippet.ok_or_else(|| not_an_id("snippetId"))
    });
    let draft = Draft {
        anonymous: input.anonymous,
        snippet: snippet.transpose()?,
        ..Draft::text(input.content)
    };
    let key = (Speech::Reply, input.idempotency_key);
    say(asking, &input.ticket_id, draft, key).await
}

async fn say(
    asking: &Asking,
    ticket: &ID,
    draft: Draft,
    (speech, key): (Speech, Option<String>),
) -> Result<models::message::Message, Error> {
    let act = asking.act()?;
    let ticket = GlobalId::ticket(ticket).ok_or_else(|| not_an_id("ticketId"))?;
    let word = match speech {
        Speech::Reply => "reply",
        Speech::Note => "note",
    };
    let idempotency_key = idempotency::scoped(act, &format!("{word}:{ticket}"), key)?;
    let draft = Draft {
        idempotency_key,
        ..draft
    };
    let conn = &mut *asking.db().await?;
    match speech {
        Speech::Reply => Ticket::reply(conn, act, ticket, draft).await,
        Speech::Note => Ticket::note(conn, act, ticket, draft).await,
    }
}

async fn edit(
    asking: &Asking,
    message: &ID,
    content: &str,
) -> Result<models::message::Message, Error> {
    let act = asking.act()?;
    let id = GlobalId::message(message).ok_or_else(|| not_an_id("messageId"))?;
    let conn = &mut *asking.db().await?;
    let found = models::message::Message::find(conn, act, id).await?;
    models::message::Message::edit(conn, act, (found.ticket_id, id), content).await
}

async fn delete(asking: &Asking, message: &ID) -> Result<models::message::Message, Error> {
    let act = asking.act()?;
    let id = GlobalId::message(message).ok_or_else(|| not_an_id("messageId"))?;
    let conn = &mut *asking.db().await?;
    let found = models::message::Message::find(conn, act, id).await?;
    models::message::Message::delete(conn, act, (found.ticket_id, id)).await?;
    models::message::Message::find(conn, act, id).await
}
