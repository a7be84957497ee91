//! What staff call a ticket, and how urgent they say it is, in the API.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};

use crate::error::Error;
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::priority::Priority;
use crate::graphql::ticket_payload::{TicketPayload, ticket_id};
use crate::models;
use crate::models::effect::{Change, Effect};
use crate::models::ticket::Ticket;

/// What a ticket is called.
#[derive(InputObject)]
pub struct RenameTicketInput {
    /// Which ticket.
    ticket_id: ID,
    /// The name, at most 60 characters; taken away when it is left out.
    label: Option<String>,
    /// What it is called now, `null` for nothing: when it is called otherwise by then, nothing happens.
    expected_label: MaybeUndefined<String>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// How urgent a ticket is.
#[derive(InputObject)]
pub struct SetTicketPriorityInput {
    /// Which ticket.
    ticket_id: ID,
    /// How urgent it is.
    priority: Priority,
    /// How urgent it is now: when it is not by then, nothing happens.
    expected_priority: Option<Priority>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What can be said about a ticket.
#[derive(Default)]
pub struct Naming;

#[Object]
impl Naming {
    /// Gives a ticket a name, which its channel is called by, or takes the name away.
    async fn rename_ticket(
        &self,
        ctx: &Context<'_>,
        input: RenameTicketInput,
    ) -> Result<Option<TicketPayload>, Fault> {
        let renamed = rename(Asking::of(ctx)?, &input).await;
        TicketPayload::of(renamed, input.client_mutation_id)
    }

    /// Says how urgent an open ticket is.
    async fn set_ticket_priority(
        &self,
        ctx: &Context<'_>,
        input: SetTicketPriorityInput,
    ) -> Result<Option<TicketPayload>, Fault> {
        let set = prioritise(Asking::of(ctx)?, &input).await;
        TicketPayload::of(set, input.client_mutation_id)
    }
}

async fn rename(asking: &Asking, input: &RenameTicketInput) -> Result<Effect<Ticket>, Error> {
    let (act, id) = (asking.act()?, ticket_id(&input.ticket_id)?);
    let expected = input.expected_label.as_opt_ref();
    let change = Change {
        to: input.label.as_deref(),
        from: expected.map(|label| label.map(String::as_str)),
    };
    Ticket::rename(&mut *asking.db().await?, act, id, change).await
}

async fn prioritise(
    asking: &Asking,
    input: &SetTicketPriorityInput,
) -> Result<Effect<Ticket>, Error> {
    let (act, id) = (asking.act()?, ticket_id(&input.ticket_id)?);
    let change: Change<models::ticket::Priority> = Change {
        to: input.priority.into(),
        from: input.expected_priority.map(Into::into),
    };
    Ticket::prioritise(&mut *asking.db().await?, act, id, change).await
}
