//! Who asks for a page of the setup, and how far they are.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use chrono_tz::Tz;
use maud::Markup;
use url::{Host, Url};
use views::reader::{Access, Reader};
use views::setup::ending::{Closed, closed_page};
use views::setup::{Standing, Step};
use words::{Language, Words};

use crate::clock::Clock;
use crate::session_cookie;
use crate::setup::desk::{Desk, Stage};
use crate::setup::draft::Draft;
use crate::web::visit::{language_of, zone_of};

/// A request of a browser.
#[derive(Clone)]
pub struct Visit {
    /// The setup.
    pub desk: Arc<Desk>,
    /// The sentences of the reader's language.
    pub words: &'static Words,
    /// The zone in which the browser says that it is.
    pub time_zone: Tz,
    /// The address at which the browser reaches this server.
    pub origin: String,
    /// What every form of this browser carries; empty when it is not the one that the setup is bound to.
    pub csrf_token: String,
    here: String,
}

impl Visit {
    /// Understands a request.
    pub fn of(desk: &Arc<Desk>, request: &Request) -> Self {
        let headers = request.headers();
        let secret = desk.door.bound_secret(headers);
        Self {
            desk: Arc::clone(desk),
            words: Words::of(language_of(headers).unwrap_or(Language::English)),
            time_zone: zone_of(headers).unwrap_or(Tz::UTC),
            origin: origin(desk, headers),
            csrf_token: secret.map(session_cookie::csrf_token).unwrap_or_default(),
            here: request.uri().path().to_owned(),
        }
    }

    /// Whether this is the browser that the setup is bound to.
    pub fn is_bound(&self) -> bool {
        !self.csrf_token.is_empty()
    }

    /// The command that keeps secrets from whoever listens on the way, where this browser reaches us over a network in plain text.
    pub fn tunnel(&self) -> Option<String> {
        let url = Url::parse(&self.origin).ok()?;
        let is_near = match url.host()? {
            Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        if url.scheme() != "http" || is_near {
            return None;
        }
        let port = url.port_or_known_default()?;
        let host = url.host_str()?;
        Some(format!("ssh -L {port}:localhost:{port} {host}"))
    }

    /// Who reads the answer.
    pub fn reader(&self) -> Reader {
        Reader {
            languages: words::Language::ALL.to_vec(),
            words: self.words,
            time_zone: self.time_zone,
            now: Clock::system().now(),
            person: None,
            csrf: self.csrf_token.clone(),
            here: self.here.clone(),
            mark: String::new(),
            since: String::new(),
            exact_times: false,
            chosen_time_zone: String::new(),
            can: Access::default(),
            notice: None,
        }
    }

    /// What was entered so far, for whoever may open this step.
    ///
    /// # Errors
    ///
    /// Gives the answer to everybody else.
    #[expect(
        clippy::result_large_err,
        reason = "the handlers hand the answer on as it is"
    )]
    pub fn enter(&self, step: Step) -> Result<Draft, Response> {
        if !self.is_bound() {
            return Err(self.refuse(Closed::Stranger));
        }
        if self.desk.stage() != Stage::Editing {
            return Err(Redirect::to("/setup/start").into_response());
        }
        let draft = self.desk.draft();
        if step > draft.reached {
            return Err(Redirect::to(draft.reached.address()).into_response());
        }
        Ok(draft)
    }

    /// Leads on from a step that is done.
    pub fn go_on(&self, step: Step) -> Response {
        let next = step.after();
        self.desk
            .change(|draft| draft.reached = draft.reached.max(next));
        Redirect::to(next.address()).into_response()
    }

    /// The answer to somebody who does not get in.
    pub fn refuse(&self, closed: Closed) -> Response {
        let status = match closed {
            Closed::Unknown => StatusCode::NOT_FOUND,
            Closed::Used | Closed::Stranger | Closed::Forged => StatusCode::FORBIDDEN,
            Closed::Unreadable => StatusCode::BAD_REQUEST,
        };
        (status, closed_page(&self.reader(), closed)).into_response()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        let visit = parts.extensions.get::<Self>().cloned();
        visit.ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// `GET /setup`
pub(super) async fn home(visit: Visit) -> Result<Response, Response> {
    let draft = visit.enter(Step::Token)?;
    Ok(Redirect::to(draft.reached.address()).into_response())
}

/// Everywhere else.
pub(super) async fn lost(visit: Visit) -> Response {
    if visit.is_bound() {
        return Redirect::to("/setup").into_response();
    }
    visit.refuse(Closed::Unknown)
}

/// Where a step stands among the others.
pub(super) fn standing(draft: &Draft, step: Step) -> Standing<'_> {
    Standing {
        step,
        reached: draft.reached,
        bot: draft.bot.as_ref().map(|bot| bot.name.as_str()),
    }
}

/// A page that says what is wrong.
pub(super) fn refused(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// What the browser calls this server. A proxy tells how it was asked itself; nobody but the reader is told wrong by a wrong word.
fn origin(desk: &Desk, headers: &HeaderMap) -> String {
    let known = desk.public_url();
    if !known.is_empty() {
        return known;
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let scheme = match text("x-forwarded-proto") {
        Some("https") => "https",
        _ => "http",
    };
    match text(header::HOST.as_str()) {
        Some(host) => format!("{scheme}://{host}"),
        None => format!("http://localhost:{}", desk.groundwork.server.port),
    }
}
