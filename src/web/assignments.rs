//! Who has a ticket: taking it, letting it go, handing it to somebody.

use axum::extract::Path;
use axum::response::Response;

use crate::error::{Error, Flaw, Refusal};
use crate::ids::{TicketId, UserId};
use crate::models::effect::Effect;
use crate::models::notice::Notice;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::ticket::assigning::Claim;
use crate::web::failure::Failure;
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::tickets::work::answer;
use crate::web::visit::Signed;

/// The assignment of a ticket.
pub fn routes() -> Vec<Route> {
    let work = Who::May(Permission::ManageTickets);
    vec![
        Route::post("/tickets/{ticket}/assignment", work, create),
        Route::post("/tickets/{ticket}/assignment/release", work, release),
        Route::post("/tickets/{ticket}/assignment/transfer", work, transfer),
        Route::post("/tickets/{ticket}/assignment/return", work, give_back),
    ]
}

/// `POST /tickets/7/assignment`
pub async fn create(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let claim = match form.is_ticked("over") {
        true => Claim::TakeOver,
        false => Claim::IfFree,
    };
    let taken = Ticket::take(&mut *signed.app.db().await?, &signed.act(), ticket, claim).await;
    let notice = told(&signed, signed.says("done-taken"), &taken);
    answer(&signed, ticket, (taken, &notice), |tools, why| {
        tools.assignee.error = Some(why);
    })
    .await
}

/// `POST /tickets/7/assignment/release`
pub async fn release(signed: Signed, Path(ticket): Path<TicketId>) -> Result<Response, Failure> {
    let released = Ticket::release(&mut *signed.app.db().await?, &signed.act(), ticket).await;
    let notice = told(&signed, signed.says("done-released"), &released);
    answer(&signed, ticket, (released, &notice), |tools, why| {
        tools.assignee.error = Some(why);
    })
    .await
}

/// `POST /tickets/7/assignment/transfer`
pub async fn transfer(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let chosen = form.value("assignee");
    let handed = hand_over(&signed, ticket, chosen).await;
    let notice = told(&signed, signed.says("done-transferred"), &handed);
    answer(&signed, ticket, (handed, &notice), |tools, why| {
        tools.assignee.error = Some(why);
        tools.assignee.value = chosen.to_owned();
    })
    .await
}

/// `POST /tickets/7/assignment/return`: gives it back to whoever had it, before the reader gave it away.
pub async fn give_back(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let returned = returned(&signed, ticket, &form).await;
    let notice = told(&signed, signed.says("done-given-back"), &returned);
    answer(&signed, ticket, (returned, &notice), |tools, why| {
        tools.assignee.error = Some(why);
    })
    .await
}

/// The sentence; with the form that gives the ticket back to whoever had it, as long as nobody has passed it on since.
fn told(signed: &Signed, notice: Notice, done: &Result<Effect<Ticket>, Error>) -> Notice {
    let Some(ticket) = done.as_ref().ok().filter(|done| done.is_change()) else {
        return notice;
    };
    let held_by = ticket.assignee_id.map(|id| id.to_string());
    let back = views::address::of_ticket(ticket.id.0, "assignment/return");
    let held_by = held_by.unwrap_or_default();
    signed.undoable(notice, back, &[("held_by", &held_by)])
}

async fn returned(
    signed: &Signed,
    ticket: TicketId,
    form: &Fields,
) -> Result<Effect<Ticket>, Error> {
    let held_by = match form.value("held_by") {
        "" => None,
        person => Some(person.parse().map_err(|_| Refusal::ChangedMeanwhile)?),
    };
    let held_by = form.has("held_by").then_some(held_by);
    let appointments = signed.app.appointments();
    let conn = &mut signed.app.db().await?;
    Ticket::give_back(conn, &signed.act(), appointments, (ticket, held_by)).await
}

async fn hand_over(
    signed: &Signed,
    ticket: TicketId,
    chosen: &str,
) -> Result<Effect<Ticket>, Error> {
    let to: UserId = chosen.parse().map_err(|_| nobody())?;
    let conn = &mut signed.app.db().await?;
    let to = (signed.app.appointments(), to);
    Ticket::transfer(conn, &signed.act(), ticket, to).await
}

fn nobody() -> Refusal {
    Refusal::Invalid {
        field: "assignee",
        why: Flaw::NotListed,
    }
}
