//! Closing tickets, now or later, and keeping them open after all.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use views::form::Field;
use views::ticket::closing::ClosureForm;
use views::ticket::header::Told;

use crate::error::{Error, Refusal};
use crate::ids::TicketId;
use crate::models::duration::parse_delay;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::ticket::closing::Closing;
use crate::refusal_words::sentence;
use crate::web::failure::{self, Failure};
use crate::web::form::{Fields, meaningful};
use crate::web::route::{Route, Who};
use crate::web::tickets::{self, Asked};
use crate::web::visit::Signed;

/// The closure of a ticket.
pub fn routes() -> Vec<Route> {
    let work = Who::May(Permission::ManageTickets);
    vec![
        Route::post("/tickets/{ticket}/closure", work, create),
        Route::post("/tickets/{ticket}/closure/cancellation", work, cancel),
    ]
}

/// `POST /tickets/7/closure`
pub async fn create(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let Err(error) = close(&signed, ticket, &form).await else {
        let notice = match form.value("when").trim() {
            "" => signed.says("done-closed"),
            _ => signed.says("done-closing-later"),
        };
        let page = views::address::ticket(ticket.0);
        return Ok(signed.lead(&page, &notice).await);
    };
    let closing = Some(refused(&signed, &form, &failure::of_form(error)?));
    let page = tickets::view(
        &signed,
        ticket,
        Asked {
            closing,
            ..Asked::default()
        },
    )
    .await?;
    let page = views::ticket::page(&signed.reader(), &page);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `POST /tickets/7/closure/cancellation`
pub async fn cancel(signed: Signed, Path(ticket): Path<TicketId>) -> Result<Response, Failure> {
    Ticket::cancel_closure(&mut *signed.app.db().await?, &signed.act(), ticket).await?;
    let view = tickets::view(&signed, ticket, Asked::default()).await?;
    let fragment = || views::ticket::header::header(&signed.reader(), &view.header);
    let page = views::address::ticket(ticket.0);
    let notice = signed.says("done-kept-open");
    Ok(signed.tell(&notice, fragment, &page).await)
}

async fn close(signed: &Signed, ticket: TicketId, form: &Fields) -> Result<(), Error> {
    let closing = Closing {
        reason: meaningful(form.value("reason")),
        silent: form.is_ticked("silent"),
        ..signed.app.closing()
    };
    let when = form.value("when").trim();
    let conn = &mut signed.app.db().await?;
    if when.is_empty() {
        Ticket::close(conn, &signed.act(), ticket, closing).await?;
    } else {
        let delay = parse_delay(when)?;
        Ticket::close_later(conn, &signed.act(), ticket, (closing, delay)).await?;
    }
    Ok(())
}

fn refused(signed: &Signed, form: &Fields, refusal: &Refusal) -> ClosureForm {
    let why = sentence(signed.visit.words, refusal);
    let mut shown = ClosureForm {
        when: Field::of(form.value("when")),
        reason: Field::of(form.value("reason")),
        told: form.is_ticked("silent").then_some(Told::Silently),
        refusal: None,
    };
    match refusal {
        Refusal::Invalid { field: "delay", .. } => shown.when.error = Some(why),
        Refusal::Invalid {
            field: "reason", ..
        } => shown.reason.error = Some(why),
        _ => shown.refusal = Some(why),
    }
    shown
}
