//! What somebody is writing in a ticket: kept while they type, and thrown away when they say so.

use axum::extract::Path;
use axum::response::Response;
use views::form::Field;
use views::ticket::composer::{Composer, Kind};

use crate::ids::TicketId;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::unsent::{Unsent, Writing};
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

/// `POST /tickets/7/draft`
pub async fn keep(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let kind = Kind::from_code(form.value("kind")).unwrap_or(Kind::Reply);
    // Browsers send line breaks as forms have them; people mean one character.
    let content = form.value("content").replace("\r\n", "\n");
    let submission = form.value("submission").parse().ok();
    let seen = uploads::seen(form.value("seen"));
    let writing = Writing {
        kind: composer::kept_kind(kind),
        content: content.clone(),
        seen,
        idempotency_key: submission.map(|id| uploads::key(&signed, id)),
    };
    let conn = &mut signed.app.db().await?;
    let kept_at = Unsent::keep(conn, &signed.act(), ticket, writing).await?;
    let fresh = composer::fresh(conn, &signed, (ticket, kind)).await?;
    let composer = Composer {
        content: Field::of(content),
        seen: seen.0,
        kept_at,
        ..fresh
    };
    let fragment = || views::ticket::composer::draft(&signed.reader(), &composer);
    Ok(signed.answer(fragment, &views::address::ticket(ticket.0)))
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
    Ok(signed.answer(fragment, &views::address::ticket(ticket.0)))
}
