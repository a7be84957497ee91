//! Snippets: the list, the page of one, and what is done to it.

mod show;

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Deserialize;
use views::form::Field;
use views::markdown::{self, Names};
use views::snippets::{Suggestion, WordingForm, snippet_address};

use crate::error::{Error, Flaw, Refusal};
use crate::ids::{SnippetId, TicketId};
use crate::models::permission::Permission;
use crate::models::snippet::changing::Wording;
use crate::models::snippet::using::Voice;
use crate::models::snippet::{READERS, Snippet};
use crate::models::ticket::Ticket;
use crate::refusal_words::sentence;
use crate::web::failure::{self, Failure};
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

const PAGE: &str = "/snippets";
/// How many snippets are suggested at once.
const SUGGESTIONS: i64 = 8;

/// The snippets.
pub fn routes() -> Vec<Route> {
    let read = Who::MayAny(READERS);
    let manage = Who::May(Permission::ManageSnippets);
    vec![
        Route::get(PAGE, read, index),
        Route::post(PAGE, manage, create),
        Route::post("/snippets/preview", read, preview),
        Route::get(
            "/tickets/{ticket}/snippets",
            Who::May(Permission::ViewTickets),
            suggest,
        ),
        Route::get("/snippets/{snippet}", read, show),
        Route::post("/snippets/{snippet}", manage, change),
        Route::post(
            "/snippets/{snippet}/versions/{version}/restoration",
            manage,
            restore,
        ),
        Route::post("/snippets/{snippet}/removal", manage, remove),
        Route::post("/snippets/{snippet}/return", manage, bring_back),
    ]
}

/// Which snippets are asked for.
#[derive(Debug, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    shelf: String,
    #[serde(default)]
    q: String,
    after: Option<String>,
    before: Option<String>,
}

/// Which snippets somebody may mean.
#[derive(Debug, Deserialize)]
pub struct Typed {
    #[serde(default)]
    q: String,
    #[serde(default)]
    anonymous: bool,
}

/// `GET /snippets`
pub async fn index(signed: Signed, Query(query): Query<ListQuery>) -> Result<Markup, Failure> {
    let snippets = show::list(&signed, query, WordingForm::default()).await?;
    let reader = signed.reader();
    if signed.visit.wants_fragment {
        return Ok(views::snippets::list(&reader, &snippets));
    }
    Ok(views::snippets::page(&reader, &snippets))
}

/// `GET /snippets/3`
pub async fn show(signed: Signed, Path(snippet): Path<SnippetId>) -> Result<Markup, Failure> {
    let page = show::page(&signed, snippet, None).await?;
    Ok(views::snippets::snippet_page(&signed.reader(), &page))
}

/// `POST /snippets`
pub async fn create(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let created = {
        let conn = &mut signed.app.db().await?;
        Snippet::create(conn, &signed.act(), wording(&form)).await
    };
    match created {
        Ok(snippet) => Ok(saved(&signed, &snippet).await),
        Err(error) => {
            let form = refused(&signed, &form, &failure::of_form(error)?);
            let snippets = show::list(&signed, ListQuery::default(), form).await?;
            let page = views::snippets::page(&signed.reader(), &snippets);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// `POST /snippets/3`
pub async fn change(
    signed: Signed,
    Path(snippet): Path<SnippetId>,
    form: Fields,
) -> Result<Response, Failure> {
    let based_on = form.value("based_on").parse().unwrap_or(0);
    let place = (snippet, based_on);
    let changed = {
        let conn = &mut signed.app.db().await?;
        Snippet::change(conn, &signed.act(), place, wording(&form)).await
    };
    match changed {
        Ok(snippet) => Ok(saved(&signed, &snippet).await),
        Err(error) => {
            let form = refused(&signed, &form, &failure::of_form(error)?);
            let page = show::page(&signed, snippet, Some(form)).await?;
            let page = views::snippets::snippet_page(&signed.reader(), &page);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// `POST /snippets/3/versions/1/restoration`
pub async fn restore(
    signed: Signed,
    Path(version): Path<(SnippetId, i32)>,
) -> Result<Response, Failure> {
    let snippet = Snippet::restore(&mut *signed.app.db().await?, &signed.act(), version).await?;
    Ok(saved(&signed, &snippet).await)
}

/// `POST /snippets/3/removal`
pub async fn remove(signed: Signed, Path(snippet): Path<SnippetId>) -> Result<Response, Failure> {
    Snippet::remove(&mut *signed.app.db().await?, &signed.act(), snippet).await?;
    let notice = signed.says("done-snippet-removed");
    let notice = signed.undoable(notice, snippet_address(snippet.0, "return"), &[]);
    Ok(signed.lead(&snippet_address(snippet.0, ""), &notice).await)
}

/// `POST /snippets/3/return`
pub async fn bring_back(
    signed: Signed,
    Path(snippet): Path<SnippetId>,
) -> Result<Response, Failure> {
    let returned = Snippet::bring_back(&mut *signed.app.db().await?, &signed.act(), snippet).await;
    let Err(error) = returned else {
        let notice = signed.says("done-snippet-returned");
        return Ok(signed.lead(&snippet_address(snippet.0, ""), &notice).await);
    };
    let refusal = failure::of_form(error)?;
    let mut page = show::page(&signed, snippet, None).await?;
    page.refusal = Some(sentence(signed.visit.words, &refusal));
    let page = views::snippets::snippet_page(&signed.reader(), &page);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `POST /snippets/preview`: how a text would read, while it is being written.
pub async fn preview(signed: Signed, form: Fields) -> Result<Markup, Failure> {
    let text = show::example(&signed, form.value("content")).await?;
    Ok(views::snippets::preview(&signed.reader(), &text))
}

/// `GET /tickets/7/snippets?q=hel`: the snippets that somebody may mean who answers a ticket, with what they say there.
pub async fn suggest(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    Query(typed): Query<Typed>,
) -> Result<Markup, Failure> {
    let (conn, act) = (&mut signed.app.db().await?, signed.act());
    let ticket = Ticket::find(conn, &act, ticket).await?;
    let typed_key: String = typed.q.trim().chars().take(100).collect();
    let found = Snippet::suggest(conn, &act, &typed_key, SUGGESTIONS).await?;
    let voice = match typed.anonymous {
        true => Voice::Desk,
        false => Voice::OwnName,
    };
    let contents: Vec<&str> = found.iter().map(|snippet| &*snippet.content).collect();
    let shown = Snippet::fill_all(conn, &act, (&ticket, voice), &contents).await?;
    // Whoever writes may still choose in whose name, so that is filled in when it is sent.
    let open = (&ticket, Voice::Undecided);
    let inserted = Snippet::fill_all(conn, &act, open, &contents).await?;
    let reader = signed.reader();
    let texts = shown.into_iter().zip(inserted);
    let suggestions = found.iter().zip(texts);
    let suggestions = suggestions.map(|(snippet, (shown, text))| Suggestion {
        id: snippet.id.0,
        key: snippet.key.clone(),
        preview: markdown::plain(&reader, &Names::default(), &shown),
        text,
    });
    let suggestions: Vec<Suggestion> = suggestions.collect();
    Ok(views::snippets::suggestions(&reader, &suggestions))
}

async fn saved(signed: &Signed, snippet: &Snippet) -> Response {
    let key = [("key", snippet.key.as_str().into())];
    let notice = signed.says_with("done-snippet-saved", &key);
    signed
        .lead(&snippet_address(snippet.id.0, ""), &notice)
        .await
}

fn wording(form: &Fields) -> Wording {
    Wording {
        key: form.value("key").to_owned(),
        content: form.value("content").to_owned(),
    }
}

/// The form as it was sent, with what is wrong beside what is wrong.
fn refused(signed: &Signed, form: &Fields, refusal: &Refusal) -> WordingForm {
    let why = Some(sentence(signed.visit.words, refusal));
    let mut shown = WordingForm {
        key: Field::of(form.value("key")),
        content: Field::of(form.value("content")),
        // Whoever has been told of another version may save over it.
        based_on: match refusal {
            Refusal::SnippetOutdated => None,
            _ => form.value("based_on").parse().ok(),
        },
        ..WordingForm::default()
    };
    match refusal {
        Refusal::SnippetKeyInvalid | Refusal::SnippetKeyTaken(_) => shown.key.error = why,
        Refusal::SnippetEmpty | Refusal::TooLong { .. } | Refusal::Invalid { .. } => {
            shown.content.error = why;
        }
        _ => shown.refusal = why,
    }
    shown
}

/// The place of a list from which it goes on, as an address has it.
fn read_place(text: &str) -> Result<crate::models::snippet::listing::Key, Error> {
    let parts = text.rsplit_once('.');
    let place = parts.and_then(|(key, id)| {
        Some(crate::models::snippet::listing::Key {
            key: key.to_owned(),
            id: id.parse().ok()?,
        })
    });
    let nowhere = || Refusal::Invalid {
        field: "after",
        why: Flaw::Place,
    };
    Ok(place.ok_or_else(nowhere)?)
}
