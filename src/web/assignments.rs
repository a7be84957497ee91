//! Who has a ticket: taking it, letting it go, handing it to somebody.

use axum::extract::Path;
use axum::response::Response;

use crate::error::{Error, Flaw, Refusal};
use crate::ids::{TicketId, UserId};
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
    let notice = told(&signed, ticket, signed.says("done-taken")).await?;
    let taken = Ticket::take(&mut *signed.app.db().await?, &signed.act(), ticket, claim).await;
    answer(&signed, ticket, (taken, &notice), |tools, why| {
        tools.assignee.error = Some(why);
    })
    .await
}

/// `POST /tickets/7/assignment/release`
pub async fn release(signed: Signed, Path(ticket): Path<TicketId>) -> Result<Response, Failure> {
    let notice = told(&signed, ticket, signed.says("done-released")).await?;
    let released = Ticket::release(&mut *signed.app.db().await?, &signed.act(), ticket).await;
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
    let notice = told(&signed, ticket, signed.says("done-transferred")).await?;
    let handed = hand_over(&signed, ticket, chosen).await;
    answer(&signed, ticket, (handed, &notice), |tools, why| {
        tools.assignee.error = Some(why);
        tools.assignee.value = chosen.to_owned();
    })
    .await
}

/// The sentence with the form that gives the ticket to whoever has it now, before it goes to somebody else.
async fn told(signed: &Signed, ticket: TicketId, notice: Notice) -> Result<Notice, Failure> {
    let before = Ticket::find(&mut *signed.app.db().await?, &signed.act(), ticket).await?;
    let to = |part| views::address::of_ticket(ticket.0, part);
    Ok(match before.assignee_id {
        None => signed.undoable(notice, to("assignment/release"), &[]),
        Some(holder) if holder == signed.id() => {
            signed.undoable(notice, to("assignment"), &[("over", "true")])
        }
        Some(holder) => {
            let holder = holder.to_string();
            let back = [("assignee", holder.as_str())];
            signed.undoable(notice, to("assignment/transfer"), &back)
        }
    })
}

async fn hand_over(signed: &Signed, ticket: TicketId, chosen: &str) -> Result<Ticket, Error> {
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
