//! A word that something was done: told on the page that comes next, or beside the part of a page that is swapped.
//!
//! The sentence waits in the database, with the session of whoever acted. The browser is only told that there is one to ask for.

use axum::http::{HeaderMap, HeaderValue, Method, Request, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use tower_cookies::Cookie;
use tower_cookies::cookie::SameSite;
use tower_cookies::cookie::time::Duration;
use words::Value;

use crate::app::App;
use crate::error::Error;
use crate::models::notice::{Notice, Piece, Undo};
use crate::session_cookie;
use crate::web::visit::{Signed, Visit};

/// The cookie that says that a sentence waits.
const COOKIE: &str = "notice";
/// How long the browser remembers that one does.
const REMEMBERED: Duration = Duration::minutes(2);

impl Signed {
    /// A sentence without more to it.
    pub fn says(&self, key: &str) -> Notice {
        self.says_with(key, &[])
    }

    /// A sentence about something that has a name.
    pub fn says_with(&self, key: &str, values: &[(&str, Value<'_>)]) -> Notice {
        Notice::of(vec![Piece::Text(self.visit.words.with(key, values))])
    }

    /// The same sentence with the form that undoes what it tells.
    pub fn undoable(&self, notice: Notice, action: String, fields: &[(&str, &str)]) -> Notice {
        let label = self.visit.words.text("notice-undo").into_owned();
        let fields = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Notice {
            undo: Some(Undo {
                label,
                action,
                fields: fields.collect(),
            }),
            ..notice
        }
    }

    /// The way to `page`, which tells the sentence.
    pub async fn lead(&self, page: &str, notice: &Notice) -> Response {
        let redirect = Redirect::to(page).into_response();
        match leave(self, notice).await {
            Ok(()) => with_cookie(redirect, &cookie(&self.app, REMEMBERED)),
            // What was done is done, told or not.
            Err(error) => {
                tracing::warn!(error = format!("{error:#}"), "a notice could not be left");
                redirect
            }
        }
    }

    /// `fragment` with the sentence beside it for a script that swaps it in, the way to `page` for everybody else.
    pub async fn tell(
        &self,
        notice: &Notice,
        fragment: impl FnOnce() -> Markup,
        page: &str,
    ) -> Response {
        if !self.visit.wants_fragment {
            return self.lead(page, notice).await;
        }
        let reader = self.reader();
        let beside = views::notice::out_of_band(&reader, &shown(notice));
        html! { (fragment()) (beside) }.into_response()
    }
}

/// A sentence as pages show it.
pub fn shown(notice: &Notice) -> views::notice::Notice {
    let undo = notice.undo.as_ref().map(|undo| views::notice::Undo {
        label: undo.label.clone(),
        action: undo.action.clone(),
        fields: undo.fields.clone(),
    });
    let text = notice.text.iter().map(|piece| match piece {
        Piece::Text(text) => views::notice::Piece::Text(text.clone()),
        Piece::Ticket(number) => views::notice::Piece::Ticket(*number),
    });
    views::notice::Notice {
        text: text.collect(),
        undo,
    }
}

/// Whether a request opens a page that tells what waits: no part of one, no picture, no stream.
pub fn is_awaited_by<B>(request: &Request<B>) -> bool {
    let headers = request.headers();
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_opened = text("sec-fetch-dest").is_none_or(|destination| destination == "document");
    let is_page = !text("accept")
        .is_some_and(|kinds| kinds.starts_with("image/") || kinds.starts_with("text/event-stream"));
    request.method() == Method::GET
        && is_opened
        && is_page
        && !headers.contains_key("hx-request")
        && session_cookie::token(headers, COOKIE).is_some()
}

/// Takes what waits for whoever asks.
///
/// # Errors
///
/// Fails when the database does.
pub async fn take(app: &App, visit: &mut Visit) -> Result<(), Error> {
    if let Some(signed_in) = &visit.signed_in {
        let session = signed_in.session.id;
        let now = app.clock.now();
        visit.notice = Notice::take(&mut *app.db().await?, session, now).await?;
    }
    Ok(())
}

/// The answer after which the browser asks for nothing that waits.
pub fn told(app: &App, response: Response) -> Response {
    with_cookie(response, &cookie(app, Duration::ZERO))
}

async fn leave(signed: &Signed, notice: &Notice) -> Result<(), anyhow::Error> {
    let session = signed.signed_in().session.id;
    let conn = &mut signed.app.db().await?;
    notice.leave(conn, session, signed.act().at).await
}

fn cookie(app: &App, lifetime: Duration) -> String {
    Cookie::build((COOKIE, "1"))
        .path("/")
        .http_only(true)
        .secure(session_cookie::is_secure(&app.config))
        .same_site(SameSite::Lax)
        .max_age(lifetime)
        .build()
        .to_string()
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    let headers: &mut HeaderMap = response.headers_mut();
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        headers.append(header::SET_COOKIE, cookie);
    }
    response
}
