//! Closing tickets over the API.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use crate::database::Connection;
use crate::error::{Error, Refusal};
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::ticket::Ticket;
use crate::graphql::user_error::{UserError, not_an_id, outcome};
use crate::ids::TicketId;
use crate::models;
use crate::models::duration::parse_delay;
use crate::models::ticket::closing::Closing as HowToClose;

/// How a ticket is closed.
#[derive(InputObject)]
pub struct CloseTicketInput {
    /// Which ticket.
    ticket_id: ID,
    /// Why, for the record.
    reason: Option<String>,
    /// Whether the member is told nothing.
    #[graphql(default)]
    silent: bool,
    /// After which time, such as `2h` or `1d12h`; at once when it is left out. What the member writes meanwhile calls it off.
    after: Option<String>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A closure to call off.
#[derive(InputObject)]
pub struct CancelClosureInput {
    /// Of which ticket.
    ticket_id: ID,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct ClosurePayload {
    /// The ticket; nothing when it was refused.
    ticket: Option<Ticket>,
    /// Why it was refused.
    user_errors: Vec<UserError>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// What can be done to close tickets.
#[derive(Default)]
pub struct Closing;

#[Object]
impl Closing {
    /// Closes a ticket, now or later. A closure that was scheduled before is replaced.
    async fn close_ticket(
        &self,
        ctx: &Context<'_>,
        mut input: CloseTicketInput,
    ) -> Result<Option<ClosurePayload>, Fault> {
        let client_mutation_id = input.client_mutation_id.take();
        ClosurePayload::of(close(Asking::of(ctx)?, input).await, client_mutation_id)
    }

    /// Calls off the scheduled closure of a ticket.
    async fn cancel_closure(
        &self,
        ctx: &Context<'_>,
        input: CancelClosureInput,
    ) -> Result<Option<ClosurePayload>, Fault> {
        let cancelled = cancel(Asking::of(ctx)?, &input.ticket_id).await;
        ClosurePayload::of(cancelled, input.client_mutation_id)
    }
}

impl ClosurePayload {
    fn of(
        result: Result<models::ticket::Ticket, Error>,
        client_mutation_id: Option<String>,
    ) -> Result<Option<Self>, Fault> {
        let (ticket, user_errors) = outcome(result)?;
        Ok(Some(Self {
            ticket: ticket.map(Ticket),
            user_errors,
            client_mutation_id,
        }))
    }
}

async fn close(asking: &Asking, input: CloseTicketInput) -> Result<models::ticket::Ticket, Error> {
    let act = asking.act()?;
    let id = GlobalId::ticket(&input.ticket_id).ok_or_else(|| not_an_id("ticketId"))?;
    let delay = input.after.as_deref().map(parse_delay).transpose()?;
    let closing = HowToClose {
        reason: input.reason,
        silent: input.silent,
        ..asking.app().closing()
    };
    let conn = &mut asking.db().await?;
    let Some(delay) = delay else {
        return models::ticket::Ticket::close(conn, act, id, closing).await;
    };
    models::ticket::Ticket::close_later(conn, act, id, (closing, delay)).await?;
    reread(conn, id).await
}

async fn cancel(asking: &Asking, ticket: &ID) -> Result<models::ticket::Ticket, Error> {
    let act = asking.act()?;
    let id = GlobalId::ticket(ticket).ok_or_else(|| not_an_id("ticketId"))?;
    let conn = &mut asking.db().await?;
    models::ticket::Ticket::cancel_closure(conn, act, id).await?;
    reread(conn, id).await
}

async fn reread(conn: &mut Connection, id: TicketId) -> Result<models::ticket::Ticket, Error> {
    Ok(models::ticket::Ticket::get(conn, id)
        .await?
        .ok_or(Refusal::TicketNotFound)?)
}
