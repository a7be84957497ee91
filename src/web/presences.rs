//! Who else has a ticket open, told to each other.

use axum::extract::Path;
use axum::response::Response;
use diesel_async::AsyncPgConnection;
use views::ticket::presence::{Doing, Other, Presence as Shown};

use crate::error::Error;
use crate::ids::TicketId;
use crate::models::permission::Permission;
use crate::models::presence::{Activity, Presence};
use crate::models::ticket::Ticket;
use crate::web::failure::Failure;
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

/// Who else is here.
pub fn routes() -> Vec<Route> {
    let read = Who::May(Permission::ViewTickets);
    vec![Route::post("/tickets/{ticket}/presence", read, note).asked_by_pages()]
}

/// `POST /tickets/7/presence`: the reader is here, or has gone; who else is here comes back.
pub async fn note(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let act = signed.act();
    let conn = &mut signed.app.db().await?;
    // Whoever does not see the ticket learns nothing of who does, not even by leaving it.
    let ticket = Ticket::find(conn, &act, ticket).await?.id;
    match form.value("activity") {
        "gone" => Presence::leave(conn, &act, ticket).await?,
        "answering" => Presence::note(conn, &act, ticket, Activity::Answering).await?,
        "noting" => Presence::note(conn, &act, ticket, Activity::Noting).await?,
        _ => Presence::note(conn, &act, ticket, Activity::Looking).await?,
    }
    let presence = load(conn, &signed, ticket).await?;
    let fragment = || views::ticket::presence::others(&signed.reader(), &presence);
    Ok(signed.answer(fragment, &views::address::ticket(ticket.0)))
}

/// Who else has a ticket open that the reader sees.
pub(super) async fn load(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: TicketId,
) -> Result<Shown, Error> {
    let others = Presence::others(conn, &signed.act(), ticket).await?;
    let other = |other: Presence| Other {
        name: other.name,
        doing: match other.activity {
            Activity::Looking => Doing::Looking,
            Activity::Answering => Doing::Answering,
            Activity::Noting => Doing::Noting,
            Activity::Typing => Doing::Typing,
        },
    };
    Ok(Shown {
        ticket: ticket.0,
        others: others.into_iter().map(other).collect(),
    })
}
