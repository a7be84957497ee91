//! What somebody is writing in a ticket: kept while they type, and thrown away when they say so.

use axum::extract::Path;
use axum::response::Response;
use diesel_async::AsyncPgConnection;
use views::form::Field;
use views::ticket::composer::{Composer, Kind};

use crate::error::{Error, Refusal};
use crate::ids::{TicketId, UnsentFileId};
use crate::models::notice::Notice;
use crate::models::permission::Permission;
use crate::models::snippet::Snippet;
use crate::models::snippet::using::Voice;
use crate::models::ticket::Ticket;
use crate::models::unsent::files::UnsentFile;
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
        Route::post(
            "/tickets/{ticket}/draft/files/{file}/removal",
            work,
            remove_file,
        ),
    ]
}

/// `POST /tickets/7/draft`: keeps what was typed, with a saved answer in it when one was chosen.
pub async fn keep(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    write_down(&signed, ticket, (&form, None)).await
}

/// `POST /tickets/7/draft/files/3/removal`: takes a file out of the draft, and keeps what was typed.
pub async fn remove_file(
    signed: Signed,
    Path((ticket, file)): Path<(TicketId, UnsentFileId)>,
    form: Fields,
) -> Result<Response, Failure> {
    write_down(&signed, ticket, (&form, Some(file))).await
}

async fn write_down(
    signed: &Signed,
    ticket: TicketId,
    (form, removed): (&Fields, Option<UnsentFileId>),
) -> Result<Response, Failure> {
    let kind = Kind::from_code(form.value("kind")).unwrap_or(Kind::Reply);
    let conn = &mut signed.app.db().await?;
    let act = signed.act();
    act.actor.require(Permission::ManageTickets)?;
    if let Some(file) = removed {
        UnsentFile::remove(conn, &act, (ticket, file)).await?;
    }
    let is_insertion = !form.value("insert").is_empty();
    let content = match is_insertion {
        true => with_snippet(conn, signed, ticket, form).await?,
        false => typed(form),
    };
    let submission = form.value("submission").parse().ok();
    let seen = uploads::seen(form.value("seen"));
    let writing = Writing {
        kind: composer::kept_kind(kind),
        content: content.clone(),
        seen,
        files: Vec::new(),
        idempotency_key: submission.map(|id| uploads::key(signed, id)),
    };
    // What is too long to be kept is still in the box, and that is said beside it.
    let (kept_at, not_kept) = match Unsent::keep(conn, &act, ticket, writing).await {
        Ok(kept_at) => (kept_at, None),
        Err(Error::Refused(refusal @ Refusal::TooLong { .. })) if signed.visit.wants_fragment => {
            (None, Some(sentence(signed.visit.words, &refusal)))
        }
        Err(error) => return Err(error.into()),
    };
    let fresh = composer::fresh(conn, signed, (ticket, kind)).await?;
    let composer = Composer {
        content: Field::of(content),
        seen: seen.0,
        kept_at,
        not_kept,
        kept_files: composer::kept_files(conn, signed, ticket).await?,
        ..fresh
    };
    let fragment = || match is_insertion || removed.is_some() {
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
    let discarded = Unsent::of(conn, &act, ticket).await?;
    Unsent::discard(conn, &act, ticket).await?;
    let notice = told_of_discarding(&signed, ticket, discarded.as_ref());
    let composer = composer::fresh(conn, &signed, (ticket, kind)).await?;
    let fragment = || views::ticket::composer::composer(&signed.reader(), &composer);
    Ok(signed.tell(&notice, fragment, &page(ticket)).await)
}

/// What was thrown away can be taken back from the sentence that tells it; the files are gone.
fn told_of_discarding(signed: &Signed, ticket: TicketId, discarded: Option<&Unsent>) -> Notice {
    let notice = signed.says("done-draft-discarded");
    let Some(discarded) = discarded.filter(|draft| !draft.content.is_empty()) else {
        return notice;
    };
    let seen = discarded.seen.to_string();
    let fields = [
        ("kind", discarded.kind.word()),
        ("seen", seen.as_str()),
        ("content", discarded.content.as_str()),
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
