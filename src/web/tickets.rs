//! Tickets: the list, and the page of one.

mod bulk;
pub mod composer;
mod conversation;
mod header;
mod list;
mod page;
mod query;
mod row;
pub mod work;

pub use conversation::stretch_with;
pub use list::page_with_refused_name;
pub use page::{Asked, view};

use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Deserialize;

use crate::ids::{MessageId, TicketId};
use crate::models::message::conversation::Stretch;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::web::failure::Failure;
use crate::web::route::{Route, Who};
use crate::web::tickets::composer::Part;
use crate::web::tickets::list::Beside;
use crate::web::tickets::query::ListQuery;
use crate::web::visit::Signed;

/// The list and the pages of tickets.
pub fn routes() -> Vec<Route> {
    let read = Who::May(Permission::ViewTickets);
    let mut routes = vec![
        Route::get("/tickets", read, index),
        Route::get("/tickets/rows", read, rows).asked_by_pages(),
        Route::get("/tickets/{ticket}", read, show),
        Route::get("/tickets/{ticket}/header", read, header).asked_by_pages(),
        Route::get("/tickets/{ticket}/conversation", read, conversation).asked_by_pages(),
    ];
    routes.extend(bulk::routes());
    routes
}

/// `GET /tickets`
pub async fn index(signed: Signed, query: ListQuery) -> Result<Markup, Failure> {
    let tickets = list::load(&signed, &query, Beside::default()).await?;
    Ok(views::tickets::page(&signed.reader(), &tickets))
}

/// `GET /tickets/rows`: the part of the list that is kept fresh.
pub async fn rows(signed: Signed, query: ListQuery) -> Result<Markup, Failure> {
    let tickets = list::load(&signed, &query, Beside::default()).await?;
    Ok(views::tickets::fresh(&signed.reader(), &tickets))
}

/// What a list shows, from the query of its address: in one way only, and without what is no part of it.
pub fn listed(query: &str) -> views::tickets::Query {
    ListQuery::parse(query).shown()
}

/// Which part of a conversation is wanted: the latest unless something is said.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    before: Option<i64>,
    after: Option<i64>,
    around: Option<i64>,
    since: Option<i64>,
    #[serde(default)]
    shelf: String,
}

/// What the page shows for which the head is asked for anew.
#[derive(Debug, Deserialize)]
pub struct Shown {
    /// In what state of the ticket its foot was made.
    stage: Option<String>,
}

impl Wanted {
    fn stretch(&self) -> Stretch {
        let message = |id: Option<i64>| id.map(MessageId);
        let before = message(self.before).map(Stretch::Before);
        let after = || message(self.after).map(Stretch::After);
        let around = message(self.around).map(Stretch::Around);
        let since = || message(self.since).map(Stretch::Since);
        let wanted = around.or(before).or_else(after).or_else(since);
        wanted.unwrap_or_default()
    }
}

/// `GET /tickets/7`
pub async fn show(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let asked = Asked {
        stretch: wanted.stretch(),
        shelf: Part::named(&wanted.shelf),
        ..Asked::default()
    };
    let view = view(&signed, ticket, asked).await?;
    Ok(views::ticket::page(&signed.reader(), &view).into_response())
}

/// `GET /tickets/7/header`: the part of the page that tells how the ticket stands. When somebody has closed or reopened it since the page
/// was made, what follows from that comes along.
pub async fn header(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    Query(shown): Query<Shown>,
) -> Result<Markup, Failure> {
    let conn = &mut signed.app.db().await?;
    let ticket = Ticket::find(conn, &signed.act(), ticket).await?;
    let header = header::load(conn, &signed, &ticket).await?;
    let stage = page::stage(&ticket).code();
    if shown.stage.is_none_or(|shown| shown == stage) {
        return Ok(views::ticket::header::header(&signed.reader(), &header));
    }
    let foot = page::foot(conn, &signed, &ticket, Asked::default()).await?;
    Ok(views::ticket::turned(&signed.reader(), &header, &foot))
}

/// `GET /tickets/7/conversation`: the part of the page that holds what was said.
pub async fn conversation(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    Query(wanted): Query<Wanted>,
) -> Result<Markup, Failure> {
    let conn = &mut signed.app.db().await?;
    let ticket = Ticket::find(conn, &signed.act(), ticket).await?;
    let conversation = conversation::load(conn, &signed, &ticket, wanted.stretch()).await?;
    Ok(views::ticket::conversation::conversation(
        &signed.reader(),
        &conversation,
    ))
}
