//! Tags of tickets in the API.

use async_graphql::{Context, ID, InputObject, Object};

use crate::error::Error;
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::ticket_payload::{TicketPayload, ticket_id};
use crate::models::effect::Effect;
use crate::models::ticket::Ticket;

/// A tag of a ticket.
#[derive(InputObject)]
pub struct TicketTagInput {
    /// Which ticket.
    ticket_id: ID,
    /// The tag: at most 32 letters and digits, with `-`, `_`, `.` or `+` between them. It is kept in small letters.
    tag: String,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What can be done about the words by which a ticket is found again.
#[derive(Default)]
pub struct Tagging;

#[Object]
impl Tagging {
    /// Marks a ticket with a tag, unless it has it. A ticket has at most 20.
    async fn add_ticket_tag(
        &self,
        ctx: &Context<'_>,
        input: TicketTagInput,
    ) -> Result<Option<TicketPayload>, Fault> {
        let tagged = add(Asking::of(ctx)?, &input).await;
        TicketPayload::of(tagged, input.client_mutation_id)
    }

    /// Takes a tag away from a ticket, if it has it.
    async fn remove_ticket_tag(
        &self,
        ctx: &Context<'_>,
        input: TicketTagInput,
    ) -> Result<Option<TicketPayload>, Fault> {
        let untagged = remove(Asking::of(ctx)?, &input).await;
        TicketPayload::of(untagged, input.client_mutation_id)
    }
}

async fn add(asking: &Asking, input: &TicketTagInput) -> Result<Effect<Ticket>, Error> {
    let (act, id) = (asking.act()?, ticket_id(&input.ticket_id)?);
    Ticket::tag(&mut *asking.db().await?, act, id, &input.tag).await
}

async fn remove(asking: &Asking, input: &TicketTagInput) -> Result<Effect<Ticket>, Error> {
    let (act, id) = (asking.act()?, ticket_id(&input.ticket_id)?);
    Ticket::untag(&mut *asking.db().await?, act, id, &input.tag).await
}
