//! Closing tickets over the API.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use crate::database::Connection;
use crate::error::{Error, Refusal};
use crate::graphql::asking::Asking;
use crate::graphql::closure::Closure;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::requester::MayRead;
use crate::graphql::ticket::Ticket;
use crate::graphql::ticket_payload::ticket_id;
use crate::graphql::user_error::{UserError, not_an_id, outcome};
use crate::ids::TicketId;
use crate::models;
use crate::models::duration::parse_delay;
use crate::models::ticket::closing::Closing as HowToClose;
use crate::models::ticket::scheduling::Again;

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

/// A closure that is to happen after all.
#[derive(InputObject)]
pub struct ScheduleClosureAgainInput {
    /// Of which ticket.
    ticket_id: ID,
    /// The closure that was called off last, or that another one was put in the place of.
    closure_id: ID,
    /// What is scheduled now, and is called off in its stead.
    instead_of_id: Option<ID>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct ClosurePayload {
    /// The ticket; nothing when it was refused.
    ticket: Option<Ticket>,
    /// What was scheduled before, and is called off now.
    #[graphql(guard = "MayRead")]
    called_off: Option<Closure>,
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

    /// Schedules a closure again that was called off: for the same time, reason and silence, in the name of whoever asked for it.
    async fn schedule_closure_again(
        &self,
        ctx: &Context<'_>,
        input: ScheduleClosureAgainInput,
    ) -> Result<Option<ClosurePayload>, Fault> {
        let returned = schedule_again(Asking::of(ctx)?, &input).await;
        ClosurePayload::of(returned, input.client_mutation_id)
    }
}

/// The ticket as it is now, and what was scheduled before.
type Closed = (models::ticket::Ticket, Option<models::closure::Closure>);

impl ClosurePayload {
    fn of(
        result: Result<Closed, Error>,
        client_mutation_id: Option<String>,
    ) -> Result<Option<Self>, Fault> {
        let (closed, user_errors) = outcome(result)?;
        let (ticket, called_off) = closed.unzip();
        Ok(Some(Self {
            ticket: ticket.map(Ticket),
            called_off: called_off.flatten().map(Closure),
            user_errors,
            client_mutation_id,
        }))
    }
}

async fn close(asking: &Asking, input: CloseTicketInput) -> Result<Closed, Error> {
    let act = asking.act()?;
    let id = ticket_id(&input.ticket_id)?;
    let delay = input.after.as_deref().map(parse_delay).transpose()?;
    let closing = HowToClose {
        reason: input.reason,
        silent: input.silent,
        ..asking.app().closing()
    };
    let conn = &mut asking.db().await?;
    let Some(delay) = delay else {
        let closed = models::ticket::Ticket::close(conn, act, id, closing).await?;
        return Ok((closed, None));
    };
    let how = (closing, delay);
    let scheduled = models::ticket::Ticket::close_later(conn, act, id, how).await?;
    Ok((reread(conn, id).await?, scheduled.earlier))
}

async fn cancel(asking: &Asking, ticket: &ID) -> Result<Closed, Error> {
    let (act, id) = (asking.act()?, ticket_id(ticket)?);
    let conn = &mut asking.db().await?;
    let cancelled = models::ticket::Ticket::cancel_closure(conn, act, id).await?;
    Ok((reread(conn, id).await?, Some(cancelled)))
}

async fn schedule_again(
    asking: &Asking,
    input: &ScheduleClosureAgainInput,
) -> Result<Closed, Error> {
    let (act, id) = (asking.act()?, ticket_id(&input.ticket_id)?);
    let closure = |id, field| GlobalId::closure(id).ok_or_else(|| not_an_id(field));
    let instead_of = input.instead_of_id.as_ref();
    let again = Again {
        closure: closure(&input.closure_id, "closureId")?,
        instead_of: instead_of
            .map(|id| closure(id, "insteadOfId"))
            .transpose()?,
    };
    let conn = &mut asking.db().await?;
    let scheduled = models::ticket::Ticket::schedule_again(conn, act, id, again).await?;
    Ok((reread(conn, id).await?, scheduled.earlier))
}

async fn reread(conn: &mut Connection, id: TicketId) -> Result<models::ticket::Ticket, Error> {
    Ok(models::ticket::Ticket::get(conn, id)
        .await?
        .ok_or(Refusal::TicketNotFound)?)
}
