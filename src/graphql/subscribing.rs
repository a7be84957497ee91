//! What the API tells by itself: that something has happened in a ticket.
//!
//! Every event is told by executing the request anew, for whoever listens as they are at that moment. So nothing is told by what
//! somebody could do or see before, and a field says the same here as in a query.

use async_graphql::{Context, ID, Object, Subscription};
use futures::stream;

use crate::announcements::Announced;
use crate::error::Refusal;
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::message::Message;
use crate::graphql::node;
use crate::graphql::ticket::{self, Ticket};
use crate::graphql::watching::has_left;
use crate::ids::{EventId, MessageId, TicketId};
use crate::models;
use crate::models::permission::Permission;

/// What an execution tells of; nothing while it is only looked at whether a request could be told of anything.
#[derive(Debug, Clone, Copy)]
pub struct Occurrence(pub Option<Announced>);

/// Something that happened in a ticket.
pub struct TicketChange {
    id: TicketId,
    /// Nothing when it is out of sight now.
    ticket: Option<models::ticket::Ticket>,
    event: Announced,
}

/// Something that happened in a ticket.
#[Object]
impl TicketChange {
    /// The event, as the audit log has it.
    async fn event_id(&self) -> ID {
        GlobalId::Event(EventId(self.event.id)).into()
    }

    /// What kind of event it is, such as `message_added` or `ticket_closed`.
    async fn kind(&self) -> &'static str {
        self.event.kind.word()
    }

    /// The id of the ticket.
    async fn ticket_id(&self) -> ID {
        GlobalId::Ticket(self.id).into()
    }

    /// The ticket as it is now. Nothing when it was moved where the asker does not see it: forget it then, no more is told of it.
    async fn ticket(&self) -> Option<Ticket> {
        self.ticket.clone().map(Ticket)
    }

    /// The message that it is about, if it is about one.
    async fn message(&self, ctx: &Context<'_>) -> Result<Option<Message>, Fault> {
        let Some(id) = self.event.message_id.map(MessageId) else {
            return Ok(None);
        };
        let found = node::message(Asking::of(ctx)?, id).await?;
        Ok(found.map(Message))
    }
}

/// What one execution tells: one thing at most.
type Told = stream::Iter<std::option::IntoIter<TicketChange>>;

/// What can be listened to.
#[derive(Default)]
pub struct Telling;

/// What can be listened to.
#[Subscription(name = "Subscription")]
impl Telling {
    /// What happens in the tickets that the asker sees: messages, what becomes of them, who has a ticket, where it lies, that it is
    /// closed, that it has gone where they do not see it. When events were missed, the connection ends: then read what there is, and listen again.
    async fn ticket_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only what happens in this ticket.")] ticket_id: Option<ID>,
    ) -> Result<Told, Fault> {
        let asking = Asking::of(ctx)?;
        asking.act()?.actor.require(Permission::ViewTickets)?;
        let only = ticket_id.map(|id| {
            let id = GlobalId::ticket(&id);
            id.ok_or_else(|| Fault::bad_input("`ticketId` is not the id of a ticket."))
        });
        let only = only.transpose()?;
        let occurrence = ctx.data_opt::<Occurrence>();
        let Some(event) = occurrence.and_then(|occurrence| occurrence.0) else {
            if let Some(id) = only {
                let found = ticket::find(asking, id).await?;
                found.ok_or(Refusal::TicketNotFound)?;
            }
            return Ok(told(None));
        };
        let id = event.ticket_id.map(TicketId);
        let Some(id) = id.filter(|id| only.is_none_or(|only| only == *id)) else {
            return Ok(told(None));
        };
        let found = ticket::find(asking, id).await?;
        let is_told = found.is_some() || has_left(asking.act()?.actor.sight(), event);
        let ticket = found.map(|Ticket(ticket)| ticket);
        let change = TicketChange { id, ticket, event };
        Ok(told(is_told.then_some(change)))
    }
}

fn told(change: Option<TicketChange>) -> Told {
    stream::iter(change)
}
