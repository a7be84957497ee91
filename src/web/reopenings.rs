//! Opening closed tickets again.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use views::ticket::header::State;
use views::ticket::reopening::Reopening as Form;

use crate::ids::TicketId;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::ticket::reopening::Reopening;
use crate::refusal_words::sentence;
use crate::web::failure::{self, Failure};
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::tickets::{self, Asked};
use crate::web::visit::Signed;

/// The reopening of a ticket.
pub fn routes() -> Vec<Route> {
    let work = Who::May(Permission::ManageTickets);
    vec![Route::post("/tickets/{ticket}/reopening", work, create)]
}

/// `POST /tickets/7/reopening`
pub async fn create(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let reopening = Reopening {
        silent: form.is_ticked("silent"),
        notice: Some(signed.app.reopened_notice()),
        closure: form.value("closure").parse().ok(),
    };
    let reopened = Ticket::reopen(
        &mut *signed.app.db().await?,
        &signed.act(),
        ticket,
        reopening,
    )
    .await;
    let Err(error) = reopened else {
        let page = views::address::ticket(ticket.0);
        return Ok(signed.lead(&page, &signed.says("done-reopened")).await);
    };
    let why = sentence(signed.visit.words, &failure::of_form(error)?);
    let mut page = tickets::view(&signed, ticket, Asked::default()).await?;
    match &mut page.header.state {
        State::Closed(closure) => match &mut closure.reopening {
            Form::Allowed { refusal } | Form::Undo { refusal, .. } => *refusal = Some(why),
            Form::Refused => page.header.refusal = Some(why),
        },
        State::Open { .. } => page.header.refusal = Some(why),
    }
    let page = views::ticket::page(&signed.reader(), &page);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
