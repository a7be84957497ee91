//! Opening closed tickets again in the API.

use async_graphql::{Context, ID, InputObject, Object};

use crate::error::{Error, Refusal};
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::ticket_payload::{TicketPayload, ticket_id};
use crate::models::ticket::Ticket;
use crate::models::ticket::reopening::Reopening as HowToReopen;

/// A ticket to open again.
#[derive(InputObject)]
pub struct ReopenTicketInput {
    /// Which ticket.
    ticket_id: ID,
    /// Whether the member is told nothing.
    #[graphql(default)]
    silent: bool,
    /// The closing that is to be undone: the ticket stays closed when it was closed anew since.
    closure_id: Option<ID>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What can be done with closed tickets.
#[derive(Default)]
pub struct Reopening;

#[Object]
impl Reopening {
    /// Opens a closed ticket again, unless its member has another open one.
    async fn reopen_ticket(
        &self,
        ctx: &Context<'_>,
        input: ReopenTicketInput,
    ) -> Result<Option<TicketPayload>, Fault> {
        let reopened = reopen(Asking::of(ctx)?, &input).await;
        TicketPayload::of_change(reopened, input.client_mutation_id)
    }
}

async fn reopen(asking: &Asking, input: &ReopenTicketInput) -> Result<Ticket, Error> {
    let (act, id) = (asking.act()?, ticket_id(&input.ticket_id)?);
    let closure = match &input.closure_id {
        Some(id) => Some(GlobalId::closure(id).ok_or(Refusal::ChangedMeanwhile)?),
        None => None,
    };
    let reopening = HowToReopen {
        silent: input.silent,
        notice: Some(asking.app().reopened_notice()),
        closure,
    };
    Ticket::reopen(&mut *asking.db().await?, act, id, reopening).await
}
