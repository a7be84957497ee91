//! What is done to several tickets of the list at once. Each ticket is a verb of its own, so that one that cannot be closed keeps no
//! other open, and nobody waits for all of them.

mod noting;

use std::collections::HashMap;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use views::tickets::bulk::{Act, Line, Outcome, Typed};

use self::noting::note;
use super::list::{self, Beside};
use super::query::ListQuery;
use crate::error::Error;
use crate::ids::{TicketId, UserId};
use crate::models::actor::ActorKind;
use crate::models::closure::Closure;
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
/// How long closing can be undone from the list.
const UNDOABLE: TimeDelta = TimeDelta::minutes(10);

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
    let mut outcome = Outcome::default();
    let mut conn = signed.app.db().await?;
    let mut tickets = named(&form).into_iter();
    while let Some(ticket) = tickets.next() {
        let closing = Closing {
            reason: meaningful(form.value("reason")),
            silent: form.is_ticked("silent"),
            ..signed.app.closing()
        };
        let closed = Ticket::close(&mut conn, &signed.act(), ticket, closing).await;
        note(
            signed.visit.words,
            &mut outcome,
            (ticket, &mut tickets),
            closed.map(|_| true),
        )?;
    }
    drop(conn);
    answer(&signed, &form, outcome).await
}

/// `POST /tickets/assignments`: gives the tickets that are named to somebody, or lets them go.
pub async fn assign(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let mut outcome = Outcome {
        act: match form.value("to") {
            "me" => Act::Taken,
            "nobody" => Act::Released,
            _ => Act::Assigned,
        },
        ..Outcome::default()
    };
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
        note(
            signed.visit.words,
            &mut outcome,
            (ticket, &mut tickets),
            assigned.map(|assigned| assigned.is_change()),
        )?;
    }
    drop(conn);
    answer(&signed, &form, outcome).await
}

/// `POST /tickets/reopenings`: opens the tickets that are named again.
pub async fn reopen(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let mut outcome = Outcome {
        act: Act::Reopened,
        ..Outcome::default()
    };
    let mut conn = signed.app.db().await?;
    let tickets = named(&form);
    let silently = silently_closed(&mut conn, &tickets).await?;
    let mut tickets = tickets.into_iter();
    while let Some(ticket) = tickets.next() {
        let reopening = Reopening {
            silent: silently.get(&ticket).copied().unwrap_or_default(),
            notice: Some(signed.app.reopened_notice()),
        };
        let reopened = Ticket::reopen(&mut conn, &signed.act(), ticket, reopening).await;
        note(
            signed.visit.words,
            &mut outcome,
            (ticket, &mut tickets),
            reopened.map(|_| true),
        )?;
    }
    drop(conn);
    answer(&signed, &form, outcome).await
}

/// `POST /tickets/returns`: gives the tickets that are named back to whoever had them, before the reader gave them away.
pub async fn give_back(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let mut outcome = Outcome {
        act: Act::GivenBack,
        ..Outcome::default()
    };
    let mut conn = signed.app.db().await?;
    let mut tickets = named(&form).into_iter();
    while let Some(ticket) = tickets.next() {
        let appointments = signed.app.appointments();
        let given = (ticket, None);
        let returned = Ticket::give_back(&mut conn, &signed.act(), appointments, given).await;
        note(
            signed.visit.words,
            &mut outcome,
            (ticket, &mut tickets),
            returned.map(|returned| returned.is_change()),
        )?;
    }
    drop(conn);
    answer(&signed, &form, outcome).await
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
async fn answer(signed: &Signed, form: &Fields, mut outcome: Outcome) -> Result<Response, Failure> {
    let query = ListQuery::parse(form.value("list"));
    outcome.undoable = undoable(signed, &outcome).await?;
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
    let notice = Notice {
        text: lines.into_iter().flat_map(pieces).collect(),
        undo: None,
    };
    if outcome.undoable.is_empty() {
        return notice;
    }
    let numbers = outcome.undoable.iter().map(ToString::to_string);
    let numbers: Vec<String> = numbers.collect();
    let mut fields = vec![("list", form.value("list"))];
    fields.extend(numbers.iter().map(|number| ("ticket", number.as_str())));
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

/// Of the tickets that something changed, those for which the reader can undo it.
async fn undoable(signed: &Signed, outcome: &Outcome) -> Result<Vec<i64>, Error> {
    if outcome.undoable.is_empty() || !signed.may(Permission::ManageTickets) {
        return Ok(Vec::new());
    }
    let ids: Vec<TicketId> = outcome.undoable.iter().copied().map(TicketId).collect();
    let own = match outcome.act {
        Act::Closed => closed_just_now(signed, &ids).await?,
        Act::Assigned | Act::Taken | Act::Released => given_just_now(signed, &ids).await?,
        Act::Reopened | Act::GivenBack => Vec::new(),
    };
    Ok(own.into_iter().map(|id| id.0).collect())
}

async fn closed_just_now(signed: &Signed, ids: &[TicketId]) -> Result<Vec<TicketId>, Error> {
    let standing = Closure::standing_for_all(&mut *signed.app.db().await?, ids).await?;
    let since = signed.act().at - UNDOABLE;
    let is_own = |closure: &Closure| {
        closure.actor_kind == ActorKind::Staff
            && closure.actor_id == Some(signed.id().0)
            && closure.done_at.is_some_and(|done_at| done_at >= since)
    };
    let last: HashMap<TicketId, Closure> = standing
        .into_iter()
        .map(|closure| (closure.ticket_id, closure))
        .collect();
    let own = ids
        .iter()
        .copied()
        .filter(|id| last.get(id).is_some_and(is_own));
    Ok(own.collect())
}

async fn given_just_now(signed: &Signed, ids: &[TicketId]) -> Result<Vec<TicketId>, Error> {
    let conn = &mut signed.app.db().await?;
    let given = Ticket::given_just_now(conn, &signed.act(), ids).await?;
    let own = ids.iter().copied().filter(|id| given.contains_key(id));
    Ok(own.collect())
}

/// Whether the members of these tickets were told nothing when they were closed.
async fn silently_closed(
    conn: &mut diesel_async::AsyncPgConnection,
    tickets: &[TicketId],
) -> Result<HashMap<TicketId, bool>, Error> {
    let standing = Closure::standing_for_all(conn, tickets).await?;
    let silent = standing
        .into_iter()
        .map(|closure| (closure.ticket_id, closure.silent));
    Ok(silent.collect())
}
