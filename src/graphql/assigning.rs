//! Taking, letting go and handing over tickets in the API.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};

use crate::error::Error;
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::snowflake::Snowflake;
use crate::graphql::ticket as shown;
use crate::graphql::ticket_payload::{TicketPayload, ticket_id};
use crate::graphql::user::User;
use crate::ids::UserId;
use crate::models::effect::Effect;
use crate::models::permission::Permission;
use crate::models::staff::colleagues::colleagues;
use crate::models::ticket::Ticket;
use crate::models::ticket::assigning::Claim;

/// A ticket to take.
#[derive(InputObject)]
pub struct TakeTicketInput {
    /// Which ticket.
    ticket_id: ID,
    /// Whether it is taken even when somebody else has it.
    #[graphql(default)]
    take_over: bool,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A ticket to let go.
#[derive(InputObject)]
pub struct ReleaseTicketInput {
    /// Which ticket.
    ticket_id: ID,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A ticket to hand to somebody.
#[derive(InputObject)]
pub struct TransferTicketInput {
    /// Which ticket.
    ticket_id: ID,
    /// To whom: a person of the staff who may work it, such as `assignees` tells.
    assignee_id: Snowflake,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A ticket to give back to whoever had it.
#[derive(InputObject)]
pub struct GiveTicketBackInput {
    /// Which ticket.
    ticket_id: ID,
    /// Who has it now, `null` for nobody: when it is somebody else by then, nothing happens.
    expected_assignee_id: MaybeUndefined<Snowflake>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What can be asked about who may have a ticket.
#[derive(Default)]
pub struct AssigneeQuery;

#[Object]
impl AssigneeQuery {
    /// Whom a ticket can be handed to, by name. Needs the permissions to read and to manage tickets; nothing when there is no such ticket.
    #[graphql(complexity = "50 * (child_complexity + 1)")]
    async fn assignees(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ticket.")] ticket_id: ID,
    ) -> Result<Option<Vec<User>>, Fault> {
        let asking = Asking::of(ctx)?;
        asking.act()?.actor.require(Permission::ManageTickets)?;
        let id = GlobalId::ticket(&ticket_id)
            .ok_or_else(|| Fault::bad_input("`ticketId` is not the id of a ticket."))?;
        let Some(shown::Ticket(ticket)) = shown::find(asking, id).await? else {
            return Ok(None);
        };
        let ids = people(asking, &ticket).await?;
        let found = asking.loaders().load_many(ids.iter().copied()).await?;
        let named = ids.iter().filter_map(|id| found.get(id).cloned());
        Ok(Some(named.map(User).collect()))
    }
}

/// Those who may work a ticket, by name.
async fn people(asking: &Asking, ticket: &Ticket) -> Result<Vec<UserId>, Error> {
    let conn = &mut *asking.db().await?;
    let people = colleagues(conn, asking.app().appointments()).await?;
    let can = people
        .iter()
        .filter(|person| ticket.may_be_worked_by(person));
    Ok(can.map(|person| person.id).collect())
}

/// What can be done about who has a ticket.
#[derive(Default)]
pub struct Assigning;

#[Object]
impl Assigning {
    /// Takes a ticket for the person who asks; programs take none.
    async fn take_ticket(
        &self,
        ctx: &Context<'_>,
        input: TakeTicketInput,
    ) -> Result<Option<TicketPayload>, Fault> {
        let taken = take(Asking::of(ctx)?, &input).await;
        TicketPayload::of(taken, input.client_mutation_id)
    }

    /// Lets a ticket go, whoever has it.
    async fn release_ticket(
        &self,
        ctx: &Context<'_>,
        input: ReleaseTicketInput,
    ) -> Result<Option<TicketPayload>, Fault> {
        let released = release(Asking::of(ctx)?, &input.ticket_id).await;
        TicketPayload::of(released, input.client_mutation_id)
    }

    /// Hands a ticket to somebody, who is called to its channel.
    async fn transfer_ticket(
        &self,
        ctx: &Context<'_>,
        input: TransferTicketInput,
    ) -> Result<Option<TicketPayload>, Fault> {
        let handed = transfer(Asking::of(ctx)?, &input).await;
        TicketPayload::of(handed, input.client_mutation_id)
    }

    /// Undoes what the person who asks has just done to who has a ticket: it goes back to whoever had it, or to nobody.
    async fn give_ticket_back(
        &self,
        ctx: &Context<'_>,
        input: GiveTicketBackInput,
    ) -> Result<Option<TicketPayload>, Fault> {
        let returned = give_back(Asking::of(ctx)?, &input).await;
        TicketPayload::of(returned, input.client_mutation_id)
    }
}

async fn take(asking: &Asking, input: &TakeTicketInput) -> Result<Effect<Ticket>, Error> {
    let (act, id) = (asking.act()?, ticket_id(&input.ticket_id)?);
    let claim = match input.take_over {
        true => Claim::TakeOver,
        false => Claim::IfFree,
    };
    Ticket::take(&mut *asking.db().await?, act, id, claim).await
}

async fn release(asking: &Asking, id: &ID) -> Result<Effect<Ticket>, Error> {
    let (act, id) = (asking.act()?, ticket_id(id)?);
    Ticket::release(&mut *asking.db().await?, act, id).await
}

async fn transfer(asking: &Asking, input: &TransferTicketInput) -> Result<Effect<Ticket>, Error> {
    let (act, id) = (asking.act()?, ticket_id(&input.ticket_id)?);
    let to = (asking.app().appointments(), input.assignee_id.into());
    Ticket::transfer(&mut *asking.db().await?, act, id, to).await
}

async fn give_back(asking: &Asking, input: &GiveTicketBackInput) -> Result<Effect<Ticket>, Error> {
    let (act, id) = (asking.act()?, ticket_id(&input.ticket_id)?);
    let held_by = input.expected_assignee_id.as_opt_ref();
    let held_by = held_by.map(|person| person.map(|person| (*person).into()));
    let appointments = asking.app().appointments();
    Ticket::give_back(&mut *asking.db().await?, act, appointments, (id, held_by)).await
}
