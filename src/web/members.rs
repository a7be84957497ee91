//! Members: the list, and the page of one.

mod show;

use axum::extract::{Path, Query};
use chrono::DateTime;
use maud::Markup;
use serde::Deserialize;
use views::members::MemberPage;

use crate::error::{Error, Flaw, Refusal};
use crate::ids::{TicketId, UserId};
use crate::models::member::Member;
use crate::models::member::listing::Key;
use crate::models::permission::Permission;
use crate::web::failure::Failure;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

/// The members.
pub fn routes() -> Vec<Route> {
    let read = Who::May(Permission::ViewTickets);
    vec![
        Route::get("/members", read, index),
        Route::get("/members/{member}", read, show),
        Route::get("/members/{member}/membership", read, membership),
    ]
}

/// Which members are asked for.
#[derive(Debug, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    q: String,
    after: Option<String>,
    before: Option<String>,
}

/// Which part of a member's page is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct PageQuery {
    before: Option<TicketId>,
    /// Whether Discord is asked before the page is shown.
    ask: Option<String>,
}

/// `GET /members`
pub async fn index(signed: Signed, Query(query): Query<ListQuery>) -> Result<Markup, Failure> {
    let members = show::list(&signed, query).await?;
    let reader = signed.reader();
    if signed.visit.wants_fragment {
        return Ok(views::members::list(&reader, &members));
    }
    Ok(views::members::page(&reader, &members))
}

/// `GET /members/100000000000000001`
pub async fn show(
    signed: Signed,
    Path(member): Path<UserId>,
    Query(query): Query<PageQuery>,
) -> Result<Markup, Failure> {
    let page = show::page(&signed, member, query).await?;
    Ok(views::members::member_page(&signed.reader(), &page))
}

/// `GET /members/100000000000000001/membership`: what Discord says about them.
pub async fn membership(signed: Signed, Path(member): Path<UserId>) -> Result<Markup, Failure> {
    Member::find(&mut *signed.app.db().await?, &signed.act(), member).await?;
    let membership = show::membership(&signed, member).await;
    let shown = views::members::membership(&signed.reader(), member.0, Some(&membership));
    Ok(shown)
}

/// What the page of a member shows.
///
/// # Errors
///
/// Refuses when there is no such member.
pub(super) async fn page_of(signed: &Signed, member: UserId) -> Result<MemberPage, Error> {
    show::page(signed, member, PageQuery::default()).await
}

/// A member's place in the list, as an address has it.
fn write_key(key: Key) -> String {
    format!("{}.{}", key.last_contact_at.timestamp_micros(), key.ticket)
}

fn read_key(text: &str) -> Result<Key, Error> {
    let parts = text.split_once('.').and_then(|(micros, ticket)| {
        // Nothing happened before 1970; Postgres does not even know every time before it.
        let micros: u64 = micros.parse().ok()?;
        let last_contact_at = DateTime::from_timestamp_micros(micros.try_into().ok()?)?;
        let ticket = ticket.parse().ok()?;
        Some(Key {
            last_contact_at,
            ticket,
        })
    });
    let nowhere = || Refusal::Invalid {
        field: "after",
        why: Flaw::Place,
    };
    Ok(parts.ok_or_else(nowhere)?)
}
