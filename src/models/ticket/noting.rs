//! Notes: what staff say among themselves. The member never sees them.

use std::ops::ControlFlow;

use diesel_async::{AsyncConnection, AsyncPgConnection};

use crate::error::Error;
use crate::ids::TicketId;
use crate::models::actor::Act;
use crate::models::delivery::Side;
use crate::models::message::{Kind, Message, NewMessage};
use crate::models::permission::Permission;
use crate::models::snippet::using;
use crate::models::ticket::Ticket;
use crate::models::ticket::replying::Draft;
use crate::models::unsent::Unsent;

impl Ticket {
    /// Adds a note. Talk in the ticket's channel is one already where it stands; any other note is shown there, and says what a snippet
    /// says when its key is all that was typed.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], in a closed ticket, what is empty or too long, and a key that no snippet has.
    pub async fn note(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        draft: Draft,
    ) -> Result<Message, Error> {
        act.actor.require(Permission::ManageTickets)?;
        draft.check()?;
        conn.transaction(async |conn| {
            let ticket = match draft.admit(conn, act, (ticket, Kind::Note)).await? {
                ControlFlow::Continue(ticket) => ticket,
                ControlFlow::Break(said_before) => return Ok(said_before),
            };
            if let Some(composed) = draft.composed {
                let sent = (composed.basis, draft.idempotency_key.as_deref());
                Unsent::forget_sent(conn, act, ticket.id, sent).await?;
            }
            let fingerprint = draft.fingerprint(Kind::Note);
            let draft = using::sign_note(conn, act, draft).await?;
            let source = draft.source;
            let draft = match (source, draft.snippet) {
                (None, None) => using::expand(conn, act, &ticket, draft).await?.0,
                // What was said in the channel has been said as it stands.
                _ => draft,
            };
            let new = NewMessage {
                kind: Kind::Note,
                content: draft.content,
                attachments: draft.attachments,
                idempotency_key: draft.idempotency_key,
                fingerprint,
                ..NewMessage::default()
            };
            let message = Message::insert(conn, act, &ticket, new).await?;
            message.keep_attachments(conn, act.at, &ticket).await?;
            match source {
                Some(source) => message.came_from(conn, Side::Channel, source).await?,
                None => message.queue(conn, act.at, &ticket, Side::Channel).await?,
            }
            Ok(message)
        })
        .await
    }
}
