//! Trying again what Discord did not take.

use diesel_async::{AsyncConnection, AsyncPgConnection};

use crate::error::{Error, Refusal};
use crate::ids::{MessageId, TicketId};
use crate::models::actor::Act;
use crate::models::delivery::{Delivery, Post, Side};
use crate::models::event::{self, EventKind, Subject};
use crate::models::message::Message;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::outbox::{self, Job};

impl Delivery {
    /// Puts a message that failed on one side on its way there again. The task that was given up is taken up again where there is
    /// one: it still knows what it may have posted, and it keeps its place before whatever came later. Otherwise whatever was posted
    /// since the message was written may be this message.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], when there is no such message in a ticket that the actor sees, when it did
    /// not fail there, when it was deleted before anybody saw it, and for the channel of a closed ticket.
    pub async fn retry(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (ticket, message, side): (TicketId, MessageId, Side),
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ManageTickets)?;
        conn.transaction(async |conn| {
            let ticket = Ticket::lock_for(conn, act, ticket).await?;
            let message = Message::get(conn, message)
                .await?
                .filter(|message| message.ticket_id == ticket.id)
                .ok_or(Refusal::MessageNotFound)?;
            let queued = Self::queue_again(conn, (message.id, side), act.at).await?;
            let queued = queued.ok_or(Refusal::NotFailed)?;
            if side == Side::Channel && ticket.is_closed() {
                return Err(Refusal::AlreadyClosed.into());
            }
            let shown = Post::showing(conn, message.id, side).await?;
            if message.deleted_at.is_some() && shown.is_empty() {
                return Err(Refusal::ReplyDeleted.into());
            }
            for job in jobs(&message, side, &shown) {
                if !outbox::reviving::revive_in(conn, ticket.member_id, &job, act.at).await? {
                    let since = (message.created_at, act.at);
                    outbox::reviving::renew(conn, ticket.member_id, &job, since).await?;
                }
            }
            let subject = Subject::message(ticket.id, message.id);
            event::record(conn, act, EventKind::DeliveryRetried, subject).await?;
            Ok(queued)
        })
        .await
    }
}

/// What is still to be done so that one side shows the message as it is now, and staff see in the channel what became of it.
fn jobs(message: &Message, side: Side, shown: &[Post]) -> Vec<Job> {
    let is_edited = message.edited_at.is_some();
    let message_id = message.id;
    let revise = Job::ReviseCopies {
        message: message_id,
    };
    match side {
        _ if message.deleted_at.is_some() => vec![Job::WithdrawCopies {
            message: message_id,
        }],
        Side::Dm => vec![
            Job::DeliverToDm {
                message: message_id,
            },
            revise,
        ],
        Side::Channel => {
            let copy = Job::CopyToChannel {
                message: message_id,
            };
            // What is shown there may still say what the message said before.
            let revise = (is_edited && !shown.is_empty()).then_some(revise);
            std::iter::once(copy).chain(revise).collect()
        }
    }
}
