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
use crate::models::unsent::basis::Basis;
use crate::web::failure::Failure;
use crate::web::form::Fields;
use crate::web::tickets::composer::{self, Part};
use crate::web::uploads;
use crate::web::visit::Signed;

/// The field that says that a text was thrown away and is to come back.
pub(super) const BACK: &str = "back";

/// `POST /tickets/7/draft/removal`: what was written elsewhere stays, and is in the box then.
pub async fn discard(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let kind = Kind::from_code(form.value("kind")).unwrap_or(Kind::Reply);
    let (discarded, composer) = {
        let (conn, act) = (&mut signed.app.db().await?, signed.act());
        let ticket = Ticket::find(conn, &act, ticket).await?.id;
        let key = form.value("submission").parse().ok();
        let key = key.map(|id| uploads::key(&signed, id));
        let own = (Basis::read(form.value("draft")), key.as_deref());
        match Unsent::discard(conn, &act, ticket, own).await {
            Ok(discarded) => {
                let composer = composer::fresh(conn, &signed, (ticket, kind)).await?;
                (discarded.as_ref().map(Discarded::of), composer)
            }
            Err(Error::Refused(Refusal::ChangedMeanwhile)) => {
                let place = (ticket, &Part::First);
                let composer = composer::resumed(conn, &signed, place).await?;
                (Some(Discarded::typed(&form)), composer)
            }
            Err(error) => return Err(error.into()),
        }
    };
    let notice = told_of_discarding(&signed, ticket, discarded);
    let fragment = || views::ticket::composer::composer(&signed.reader(), &composer);
    let page = page(ticket, &Part::First);
    Ok(signed.tell(&notice, fragment, &page).await)
}

/// A text that was thrown away, in the fields of the form that brings it back.
struct Discarded {
    kind: String,
    seen: String,
    content: String,
    snippet: String,
}

impl Discarded {
    fn of(draft: &Unsent) -> Self {
        let snippet = draft.snippet_id.map(|id| id.to_string());
        Self {
            kind: draft.kind.word().to_owned(),
            seen: draft.seen.to_string(),
            content: draft.content.clone(),
            snippet: snippet.unwrap_or_default(),
        }
    }

    /// It was never kept.
    fn typed(form: &Fields) -> Self {
        Self {
            kind: form.value("kind").to_owned(),
            seen: form.value("seen").to_owned(),
            content: form.value("content").replace("\r\n", "\n"),
            snippet: form.value("snippet").to_owned(),
        }
    }
}

/// What was thrown away can be taken back from the sentence that tells it; the files are gone.
fn told_of_discarding(signed: &Signed, ticket: TicketId, discarded: Option<Discarded>) -> Notice {
    let notice = signed.says("done-draft-discarded");
    let Some(discarded) = discarded.filter(|draft| !draft.content.is_empty()) else {
        return notice;
    };
    let fields = [
        ("kind", discarded.kind.as_str()),
        ("seen", discarded.seen.as_str()),
        ("content", discarded.content.as_str()),
        ("snippet", discarded.snippet.as_str()),
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
