//! What somebody is writing in a ticket: kept while they type, and thrown away when they say so.

use axum::extract::Path;
use axum::response::Response;
use diesel_async::AsyncPgConnection;
use views::form::Field;
use views::ticket::composer::{Composer, Kind};

use crate::error::{Error, Refusal};
use crate::ids::TicketId;
use crate::models::permission::Permission;
use crate::models::snippet::Snippet;
use crate::models::snippet::using::Voice;
use crate::models::ticket::Ticket;
use crate::models::unsent::{Unsent, Writing};
use crate::refusal_words::sentence;
use crate::web::failure::Failure;
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::tickets::composer;
use crate::web::uploads;
use crate::web::visit::Signed;

/// What somebody is writing in a ticket.
pub fn routes() -> Vec<Route> {
    let work = Who::May(Permission::ManageTickets);
    vec![
        Route::post("/tickets/{ticket}/draft", work, keep),
        Route::post("/tickets/{ticket}/draft/removal", work, discard),
    ]
}

/// `POST /tickets/7/draft`: keeps what was typed, with a saved answer in it when one was chosen.
pub async fn keep(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let kind = Kind::from_code(form.value("kind")).unwrap_or(Kind::Reply);
    let conn = &mut signed.app.db().await?;
    let act = signed.act();
    let is_insertion = !form.value("insert").is_empty();
    let content = match is_insertion {
        true => with_snippet(conn, &signed, ticket, &form).await?,
        false => typed(&form),
    };
    let submission = form.value("submission").parse().ok();
    let seen = uploads::seen(form.value("seen"));
    let writing = Writing {
        kind: composer::kept_kind(kind),
        content: content.clone(),
        seen,
        idempotency_key: submission.map(|id| uploads::key(&signed, id)),
    };
    // What is too long to be kept is still in the box, and that is said beside it.
    let (kept_at, not_kept) = match Unsent::keep(conn, &act, ticket, writing).await {
        Ok(kept_at) => (kept_at, None),
        Err(Error::Refused(refusal @ Refusal::TooLong { .. })) if signed.visit.wants_fragment => {
            (None, Some(sentence(signed.visit.words, &refusal)))
        }
        Err(error) => return Err(error.into()),
    };
    let fresh = composer::fresh(conn, &signed, (ticket, kind)).await?;
    let composer = Composer {
        content: Field::of(content),
        seen: seen.0,
        kept_at,
        not_kept,
        ..fresh
    };
    let fragment = || match is_insertion {
        true => views::ticket::composer::composer(&signed.reader(), &composer),
        false => views::ticket::composer::draft(&signed.reader(), &composer),
    };
    Ok(signed.answer(fragment, &page(ticket)))
}

/// `POST /tickets/7/draft/removal`
pub async fn discard(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let kind = Kind::from_code(form.value("kind")).unwrap_or(Kind::Reply);
    let conn = &mut signed.app.db().await?;
    let act = signed.act();
    let ticket = Ticket::find(conn, &act, ticket).await?.id;
    Unsent::discard(conn, &act, ticket).await?;
    let composer = composer::fresh(conn, &signed, (ticket, kind)).await?;
    let fragment = || views::ticket::composer::composer(&signed.reader(), &composer);
    Ok(signed.answer(fragment, &page(ticket)))
}

/// The page opens at the box.
fn page(ticket: TicketId) -> String {
    format!("{}#composer", views::address::ticket(ticket.0))
}

/// Browsers send line breaks as forms have them; people mean one character.
fn typed(form: &Fields) -> String {
    form.value("content").replace("\r\n", "\n")
}

/// What was typed, and after it what the chosen snippet says in this ticket.
async fn with_snippet(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: TicketId,
    form: &Fields,
) -> Result<String, Error> {
    let act = signed.act();
    let ticket = Ticket::find(conn, &act, ticket).await?;
    let snippet = Snippet::keyed(conn, form.value("snippet")).await?;
    let snippet = snippet.ok_or(Refusal::SnippetNotFound)?;
    let voice = match Kind::from_code(form.value("kind")) {
        Some(Kind::AnonymousReply) => Voice::Desk,
        _ => Voice::OwnName,
    };
    let filled = snippet.fill(conn, &act, (&ticket, voice)).await?;
    let typed = typed(form);
    if typed.trim().is_empty() {
        return Ok(filled);
    }
    Ok(format!("{}\n{filled}", typed.trim_end()))
}
