//! Moving tickets between categories in the API.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};

use crate::error::{Error, Refusal};
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::ticket_payload::{TicketPayload, ticket_id};
use crate::graphql::user_error::not_an_id;
use crate::ids::CategoryId;
use crate::models::effect::{Change, Effect};
use crate::models::ticket::Ticket;

/// Where a ticket is moved.
#[derive(InputObject)]
pub struct MoveTicketInput {
    /// Which ticket.
    ticket_id: ID,
    /// To which category; out of every one when it is left out.
    category_id: Option<ID>,
    /// In which it is now, `null` for none: when it is not by then, nothing happens.
    expected_category_id: MaybeUndefined<ID>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What can be done about what a ticket is about.
#[derive(Default)]
pub struct Moving;

#[Object]
impl Moving {
    /// Moves a ticket to a category. Who sees it, and where its channel stands, follow.
    async fn move_ticket(
        &self,
        ctx: &Context<'_>,
        input: MoveTicketInput,
    ) -> Result<Option<TicketPayload>, Fault> {
        let moved = move_to(Asking::of(ctx)?, &input).await;
        TicketPayload::of(moved, input.client_mutation_id)
    }
}

async fn move_to(asking: &Asking, input: &MoveTicketInput) -> Result<Effect<Ticket>, Error> {
    let (act, id) = (asking.act()?, ticket_id(&input.ticket_id)?);
    let expected = input.expected_category_id.as_opt_ref();
    let expected = expected.map(|id| category(id, "expectedCategoryId"));
    let change = Change {
        to: category(input.category_id.as_ref(), "categoryId")?,
        from: expected.transpose()?,
    };
    let to = (asking.app().appointments(), change);
    Ticket::move_to(&mut *asking.db().await?, act, id, to).await
}

fn category(id: Option<&ID>, field: &'static str) -> Result<Option<CategoryId>, Refusal> {
    let read = |id| GlobalId::category(id).ok_or_else(|| not_an_id(field));
    id.map(read).transpose()
}
