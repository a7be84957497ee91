//! Throwing away what one has been writing, and taking it back.

use axum::extract::Path;
use axum::response::Response;
use views::ticket::composer::Kind;

use super::page;
use crate::error::{Error, Refusal};
use crate::ids::TicketId;
use crate::models::notice::Notice;
use crate::models::ticket::Ticket;
use crate::models::unsent::Unsent;
use crate::web::failure::Failure;
use crate::web::form::Fields;
use crate::web::tickets::composer::{self, Part};
use crate::web::visit::Signed;

/// The field that says that a text was thrown away and is to come back.
pub(super) const BACK: &str = "back";

/// `POST /tickets/7/draft/removal`
pub async fn discard(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let kind = Kind::from_code(form.value("kind")).unwrap_or(Kind::Reply);
    let (discarded, composer) = {
        let (conn, act) = (&mut signed.app.db().await?, signed.act());
        let ticket = Ticket::find(conn, &act, ticket).await?.id;
        let discarded = Unsent::of(conn, &act, ticket).await?;
        Unsent::discard(conn, &act, ticket).await?;
        let composer = composer::fresh(conn, &signed, (ticket, kind)).await?;
        (discarded, composer)
    };
    let notice = told_of_discarding(&signed, ticket, discarded.as_ref());
    let fragment = || views::ticket::composer::composer(&signed.reader(), &composer);
    let page = page(ticket, &Part::First);
    Ok(signed.tell(&notice, fragment, &page).await)
}

/// What was thrown away can be taken back from the sentence that tells it; the files are gone.
fn told_of_discarding(signed: &Signed, ticket: TicketId, discarded: Option<&Unsent>) -> Notice {
    let notice = signed.says("done-draft-discarded");
    let Some(discarded) = discarded.filter(|draft| !draft.content.is_empty()) else {
        return notice;
    };
    let seen = discarded.seen.to_string();
    let snippet = discarded.snippet_id.map(|id| id.to_string());
    let fields = [
        ("kind", discarded.kind.word()),
        ("seen", seen.as_str()),
        ("content", discarded.content.as_str()),
        ("snippet", snippet.as_deref().unwrap_or_default()),
        (BACK, "true"),
    ];
    let again = views::address::of_ticket(ticket.0, "draft");
    let mut notice = signed.undoable(notice, again, &fields);
    if let Some(undo) = &mut notice.undo {
        undo.label = signed
            .visit
            .words
            .text("notice-bring-text-back")
            .into_owned();
    }
    notice
}

/// Nothing that was written since is written over.
pub(super) async fn check_room(signed: &Signed, ticket: TicketId) -> Result<(), Error> {
    let conn = &mut signed.app.db().await?;
    match Unsent::of(conn, &signed.act(), ticket).await? {
        Some(_) => Err(Refusal::ChangedMeanwhile.into()),
        None => Ok(()),
    }
}
