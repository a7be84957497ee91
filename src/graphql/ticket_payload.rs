//! What comes of a mutation that changes a ticket, and nothing else.

use async_graphql::{ID, SimpleObject};

use crate::error::{Error, Refusal};
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::ticket::Ticket;
use crate::graphql::user_error::{UserError, not_an_id, outcome};
use crate::ids::TicketId;
use crate::models;
use crate::models::effect::Effect;

/// What came of it.
#[derive(SimpleObject)]
pub struct TicketPayload {
    /// The ticket; nothing when it was refused.
    ticket: Option<Ticket>,
    /// Whether anything is different now; what was so already is not refused.
    changed: bool,
    /// Why it was refused.
    user_errors: Vec<UserError>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

impl TicketPayload {
    /// The answer to a mutation.
    ///
    /// # Errors
    ///
    /// What no other input would change.
    pub fn of(
        result: Result<Effect<models::ticket::Ticket>, Error>,
        client_mutation_id: Option<String>,
    ) -> Result<Option<Self>, Fault> {
        let (ticket, user_errors) = outcome(result)?;
        Ok(Some(Self {
            changed: ticket.as_ref().is_some_and(Effect::is_change),
            ticket: ticket.map(|ticket| Ticket(ticket.now)),
            user_errors,
            client_mutation_id,
        }))
    }

    /// The answer to a mutation that changes something whenever it is not refused.
    ///
    /// # Errors
    ///
    /// What no other input would change.
    pub fn of_change(
        result: Result<models::ticket::Ticket, Error>,
        client_mutation_id: Option<String>,
    ) -> Result<Option<Self>, Fault> {
        let (ticket, user_errors) = outcome(result)?;
        Ok(Some(Self {
            changed: ticket.is_some(),
            ticket: ticket.map(Ticket),
            user_errors,
            client_mutation_id,
        }))
    }
}

/// The ticket that a mutation names.
///
/// # Errors
///
/// Refuses an id of anything else.
pub fn ticket_id(id: &ID) -> Result<TicketId, Refusal> {
    GlobalId::ticket(id).ok_or_else(|| not_an_id("ticketId"))
}
