//! Opening tickets over the API.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use crate::error::{Error, Flaw, Refusal};
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::idempotency;
use crate::graphql::snowflake::Snowflake;
use crate::graphql::ticket::Ticket;
use crate::graphql::user_error::{UserError, outcome};
use crate::ids::UserId;
use crate::models;
use crate::models::actor::Act;
use crate::models::ticket::opening;

/// With whom a ticket is opened.
#[derive(InputObject)]
pub struct CreateTicketInput {
    /// Whom it is to help: a member of the community server.
    member_id: Snowflake,
    /// Who of the staff is called to its channel: somebody who may work tickets. The member is told then that the staff wants to talk to
    /// them.
    staff_id: Option<Snowflake>,
    /// Sending the same key again gives the same ticket and opens no other one. Any text of up to 200 characters.
    idempotency_key: Option<String>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What came of opening a ticket.
#[derive(SimpleObject)]
pub struct CreateTicketPayload {
    /// The ticket; nothing when it was refused.
    ticket: Option<Ticket>,
    /// Why it was refused.
    user_errors: Vec<UserError>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// What can be done to open tickets.
#[derive(Default)]
pub struct Opening;

#[Object]
impl Opening {
    /// Opens a ticket with a member of the community, who is greeted as if they had written themselves. A key opens at most 60 at once,
    /// and then one more every two seconds; what is beyond is answered with `TOO_OFTEN`.
    async fn create_ticket(
        &self,
        ctx: &Context<'_>,
        input: CreateTicketInput,
    ) -> Result<Option<CreateTicketPayload>, Fault> {
        let asking = Asking::of(ctx)?;
        let people = (input.member_id.into(), input.staff_id.map(UserId::from));
        let opened = open(asking, asking.act()?, people, input.idempotency_key).await;
        let (ticket, user_errors) = outcome(opened)?;
        Ok(Some(CreateTicketPayload {
            ticket: ticket.map(Ticket),
            user_errors,
            client_mutation_id: input.client_mutation_id,
        }))
    }
}

async fn open(
    asking: &Asking,
    act: &Act,
    (member, staff): (UserId, Option<UserId>),
    key: Option<String>,
) -> Result<models::ticket::Ticket, Error> {
    let app = asking.app();
    let idempotency_key = idempotency::scoped(act, "ticket", key)?;
    let opened = opening::may_open(
        &mut *asking.db().await?,
        act,
        member,
        idempotency_key.as_deref(),
    )
    .await?;
    if let Some(ticket) = opened {
        return Ok(ticket);
    }
    app.rate_limits.count_opening(&act.actor)?;
    // Discord may take its time, so no connection is held meanwhile.
    if let Some(staff) = staff
        && !app.can_be_called(staff).await?
    {
        let (field, why) = ("staffId", Flaw::NotStaff);
        return Err(Refusal::Invalid { field, why }.into());
    }
    let opening = opening::Opening {
        member: app.candidate_for_ticket(member).await?,
        greeting: app.greeting_by(staff),
        call: staff,
        idempotency_key,
    };
    models::ticket::Ticket::open(&mut *asking.db().await?, act, opening).await
}
