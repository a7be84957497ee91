//! What is done to several tickets of the list at once. Each ticket is a verb of its own, so that one that cannot be closed keeps no
//! other open, and nobody waits for all of them.

mod noting;
mod undoing;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use views::tickets::bulk::{Act, Line, Outcome, Typed};

use self::noting::Done;
use self::undoing::{silently_closed, standing, undoable};
use super::list::{self, Beside};
use super::query::ListQuery;
use crate::ids::{ClosureId, TicketId, UserId};
use crate::models::notice::{Notice, Piece};
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::ticket::assigning::Claim;
use crate::models::ticket::closing::Closing;
use crate::models::ticket::reopening::Reopening;
use crate::web::failure::Failure;
use crate::web::form::{Fields, meaningful};
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

/// The most tickets of one request: more than a page has.
const MOST: usize = 100;

/// What is done to several tickets.
pub(super) fn routes() -> Vec<Route> {
    let manage = Who::May(Permission::ManageTickets);
    vec![
        Route::post("/tickets/closures", manage, close),
        Route::post("/tickets/assignments", manage, assign),
        Route::post("/tickets/reopenings", manage, reopen),
        Route::post("/tickets/returns", manage, give_back),
    ]
}

/// `POST /tickets/closures`: closes the tickets that are named.
pub async fn close(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let mut done = Done::nothing(Act::Closed);
    let mut conn = signed.app.db().await?;
    let mut tickets = named(&form).into_iter();
    while let Some(ticket) = tickets.next() {
        let closing = Closing {
            reason: meaningful(form.value("reason")),
            silent: form.is_ticked("silent"),
            ..signed.app.closing()
        };
        let closed = Ticket::close(&mut conn, &signed.act(), ticket, closing).await;
        let result = closed.map(|_| true);
        done.note(signed.visit.words, (ticket, &mut tickets), result)?;
    }
    drop(conn);
    answer(&signed, &form, done).await
}

/// `POST /tickets/assignments`: gives the tickets that are named to somebody, or lets them go.
pub async fn assign(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let mut done = Done::nothing(match form.value("to") {
        "me" => Act::Taken,
        "nobody" => Act::Released,
        _ => Act::Assigned,
    });
    let mut conn = signed.app.db().await?;
    let act = &signed.act();
    let claim = match form.is_ticked("over") {
        true => Claim::TakeOver,
        false => Claim::IfFree,
    };
    let mut tickets = named(&form).into_iter();
    while let Some(ticket) = tickets.next() {
        let assigned = match form.value("to") {
            "me" => Ticket::take(&mut conn, act, ticket, claim).await,
            "nobody" => Ticket::release(&mut conn, act, ticket).await,
            person => {
                let person = person.parse().unwrap_or(UserId(0));
                let to = (signed.app.appointments(), person);
                Ticket::transfer(&mut conn, act, ticket, to).await
            }
        };
        let result = assigned.map(|assigned| assigned.is_change());
        done.note(signed.visit.words, (ticket, &mut tickets), result)?;
    }
    drop(conn);
    answer(&signed, &form, done).await
}

/// `POST /tickets/reopenings`: opens the tickets that are named again; with closings beside them, only where those still stand.
pub async fn reopen(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let mut done = Done::nothing(Act::Reopened);
    let mut conn = signed.app.db().await?;
    let tickets = named(&form);
    let silently = silently_closed(&mut conn, &tickets).await?;
    let closings = standing(&form, Act::Closed);
    let mut tickets = tickets.into_iter();
    while let Some(ticket) = tickets.next() {
        let reopening = Reopening {
            silent: silently.get(&ticket).copied().unwrap_or_default(),
            notice: Some(signed.app.reopened_notice()),
            // What is no id is no closing that could still stand.
            closure: closings
                .get(&ticket)
                .map(|id| id.parse().unwrap_or(ClosureId(0))),
        };
        let reopened = Ticket::reopen(&mut conn, &signed.act(), ticket, reopening).await;
        let result = reopened.map(|_| true);
        done.note(signed.visit.words, (ticket, &mut tickets), result)?;
    }
    drop(conn);
    answer(&signed, &form, done).await
}

/// `POST /tickets/returns`: gives the tickets that are named back to whoever had them, before the reader gave them away; with holders
/// beside them, only from those.
pub async fn give_back(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let mut done = Done::nothing(Act::GivenBack);
    let mut conn = signed.app.db().await?;
    let holders = standing(&form, Act::Assigned);
    let mut tickets = named(&form).into_iter();
    while let Some(ticket) = tickets.next() {
        let appointments = signed.app.appointments();
        let held_by = holders.get(&ticket).map(|holder| holder.parse().ok());
        let given = (ticket, held_by);
        let returned = Ticket::give_back(&mut conn, &signed.act(), appointments, given).await;
        let result = returned.map(|returned| returned.is_change());
        done.note(signed.visit.words, (ticket, &mut tickets), result)?;
    }
    drop(conn);
    answer(&signed, &form, done).await
}

fn named(form: &Fields) -> Vec<TicketId> {
    let mut named: Vec<TicketId> = Vec::new();
    for ticket in form.all("ticket").filter_map(|ticket| ticket.parse().ok()) {
        if named.len() < MOST && !named.contains(&ticket) {
            named.push(ticket);
        }
    }
    named
}

/// The list with what came of it: in place for a script, as a notice of the next page for everybody else. Where nothing came of it, what
/// was chosen stands in the form again.
async fn answer(signed: &Signed, form: &Fields, done: Done) -> Result<Response, Failure> {
    let query = ListQuery::parse(form.value("list"));
    let undoable = undoable(signed, &done).await?;
    let outcome = Outcome {
        undoable,
        ..done.outcome
    };
    let is_page = !signed.visit.wants_fragment;
    if is_page && !outcome.done.is_empty() {
        let notice = notice(signed, form, &outcome);
        let page = query.page_shown().address("/tickets");
        return Ok(signed.lead(&page, &notice).await);
    }
    let beside = Beside {
        outcome: Some(outcome),
        typed: if is_page {
            typed(form)
        } else {
            Typed::default()
        },
        ..Beside::default()
    };
    let tickets = list::load(signed, &query, beside).await?;
    if is_page {
        let page = views::tickets::page(&signed.reader(), &tickets);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    Ok(views::tickets::done(&signed.reader(), &tickets).into_response())
}

fn notice(signed: &Signed, form: &Fields, outcome: &Outcome) -> Notice {
    let lines = views::tickets::bulk::lines(&signed.reader(), outcome);
    let notice = Notice::of(lines.into_iter().flat_map(pieces).collect());
    if outcome.undoable.is_empty() {
        return notice;
    }
    let numbers = outcome.undoable.iter().map(|one| one.ticket.to_string());
    let numbers: Vec<String> = numbers.collect();
    let mut fields = vec![("list", form.value("list"))];
    for (number, one) in numbers.iter().zip(&outcome.undoable) {
        fields.push(("ticket", number));
        fields.push((outcome.act.standing(), &one.standing));
    }
    signed.undoable(notice, outcome.act.way_back().to_owned(), &fields)
}

/// A sentence with the tickets that it is about.
fn pieces(line: Line) -> Vec<Piece> {
    let mut pieces = vec![Piece::Text(line.sentence)];
    for (place, ticket) in line.tickets.into_iter().enumerate() {
        let before = if place == 0 { " " } else { ", " };
        pieces.extend([Piece::Text(before.to_owned()), Piece::Ticket(ticket)]);
    }
    let why = line.why.map(|why| format!(" {why}")).unwrap_or_default();
    pieces.push(Piece::Text(format!(".{why} ")));
    pieces
}

/// What was chosen in the form below the list; nothing when the button of a row was pressed.
fn typed(form: &Fields) -> Typed {
    if !form.has("reason") {
        return Typed::default();
    }
    Typed {
        selected: named(form).into_iter().map(|ticket| ticket.0).collect(),
        reason: form.value("reason").to_owned(),
        silent: form.is_ticked("silent"),
        to: form.value("to").to_owned(),
    }
}
