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
use crate::models::notice::Notice;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::ticket::closing::Closing;
use crate::models::ticket::scheduling::{Again, Scheduled};
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
        Route::post("/tickets/{ticket}/closure/return", work, bring_back),
    ]
}

/// `POST /tickets/7/closure`
pub async fn create(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let error = match close(&signed, ticket, &form).await {
        Ok(scheduled) => {
            let notice = match &scheduled {
                None => signed.says("done-closed"),
                Some(scheduled) => told(&signed, closing_later(&signed, scheduled), scheduled),
            };
            let page = views::address::ticket(ticket.0);
            return Ok(signed.lead(&page, &notice).await);
        }
        Err(error) => error,
    };
    let closing = refused(&signed, &form, &failure::of_form(error)?);
    show_refused(&signed, ticket, closing).await
}

/// `POST /tickets/7/closure/cancellation`
pub async fn cancel(signed: Signed, Path(ticket): Path<TicketId>) -> Result<Response, Failure> {
    let act = signed.act();
    let cancelled = Ticket::cancel_closure(&mut *signed.app.db().await?, &act, ticket).await?;
    let view = tickets::view(&signed, ticket, Asked::default()).await?;
    let fragment = || views::ticket::header::header(&signed.reader(), &view.header);
    let page = views::address::ticket(ticket.0);
    let again = Again {
        closure: cancelled.id,
        instead_of: None,
    };
    let notice = undoable(&signed, signed.says("done-kept-open"), (ticket, again));
    Ok(signed.tell(&notice, fragment, &page).await)
}

/// `POST /tickets/7/closure/return`: what was scheduled before is scheduled again.
pub async fn bring_back(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let id = |name| form.value(name).parse().ok();
    let returned = async {
        let again = Again {
            closure: id("closure").ok_or(Refusal::ChangedMeanwhile)?,
            instead_of: id("instead_of"),
        };
        let conn = &mut signed.app.db().await?;
        Ticket::schedule_again(conn, &signed.act(), ticket, again).await
    };
    let error = match returned.await {
        Ok(scheduled) => {
            let notice = told(&signed, signed.says("done-closing-restored"), &scheduled);
            let page = views::address::ticket(ticket.0);
            return Ok(signed.lead(&page, &notice).await);
        }
        Err(error) => error,
    };
    let refusal = failure::of_form(error)?;
    let closing = ClosureForm {
        refusal: Some(sentence(signed.visit.words, &refusal)),
        ..ClosureForm::default()
    };
    show_refused(&signed, ticket, closing).await
}

/// When it is going to be closed.
fn closing_later(signed: &Signed, scheduled: &Scheduled) -> Notice {
    let when = views::time::exact(&signed.reader(), scheduled.closure.due_at);
    signed.says_with("done-closing-later", &[("when", when.into())])
}

/// The sentence; with the form that puts back what was scheduled before, if anything was.
fn told(signed: &Signed, notice: Notice, scheduled: &Scheduled) -> Notice {
    let Some(earlier) = &scheduled.earlier else {
        return notice;
    };
    let again = Again {
        closure: earlier.id,
        instead_of: Some(scheduled.closure.id),
    };
    undoable(signed, notice, (scheduled.closure.ticket_id, again))
}

fn undoable(signed: &Signed, notice: Notice, (ticket, again): (TicketId, Again)) -> Notice {
    let back = views::address::of_ticket(ticket.0, "closure/return");
    let closure = again.closure.to_string();
    let instead_of = again.instead_of.map(|id| id.to_string());
    let fields = [
        ("closure", closure.as_str()),
        ("instead_of", instead_of.as_deref().unwrap_or_default()),
    ];
    signed.undoable(notice, back, &fields)
}

/// The page with the form as it was refused.
async fn show_refused(
    signed: &Signed,
    ticket: TicketId,
    closing: ClosureForm,
) -> Result<Response, Failure> {
    let asked = Asked {
        closing: Some(closing),
        ..Asked::default()
    };
    let page = tickets::view(signed, ticket, asked).await?;
    let page = views::ticket::page(&signed.reader(), &page);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Closes it now; or later, which is what it gives then.
async fn close(
    signed: &Signed,
    ticket: TicketId,
    form: &Fields,
) -> Result<Option<Scheduled>, Error> {
    let closing = Closing {
        reason: meaningful(form.value("reason")),
        silent: form.is_ticked("silent"),
        ..signed.app.closing()
    };
    let when = form.value("when").trim();
    let conn = &mut signed.app.db().await?;
    if when.is_empty() {
        Ticket::close(conn, &signed.act(), ticket, closing).await?;
        return Ok(None);
    }
    let closing = (closing, parse_delay(when)?);
    let scheduled = Ticket::close_later(conn, &signed.act(), ticket, closing).await?;
    Ok(Some(scheduled))
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
