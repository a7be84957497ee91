//! Who asks for a page, and how they must be told: known once for each request, before any handler runs.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use chrono_tz::Tz;
use maud::Markup;
use views::reader::{Access, Person, Reader};
use views::sign_in::SignIn;
use words::{Language, Words};

use crate::app::App;
use crate::error::{Error, Refusal};
use crate::ids::UserId;
use crate::models::actor::{Act, Actor};
use crate::models::notice::Notice;
use crate::models::permission::Permission;
use crate::models::snippet::READERS;
use crate::session_cookie::{self, SignedIn};
use crate::web::failure::Failure;
use crate::web::sign_in::{self, turning_away};
use crate::web::{clock, notices, typed};

/// The header by which a request is found again in the log.
pub const REQUEST_ID: &str = "x-request-id";
/// The cookie that keeps the language somebody has chosen.
pub const LANGUAGE_COOKIE: &str = "language";

/// A request of a browser, as far as every page needs to know it.
#[derive(Clone)]
pub struct Visit {
    /// The sentences of the reader's language.
    pub words: &'static Words,
    /// The zone in which the reader's clock is.
    pub time_zone: Tz,
    /// Under what the request is found in the log.
    pub reference: String,
    /// Whether a part of a page is asked for, to be swapped into an open one.
    pub wants_fragment: bool,
    /// Who is signed in.
    pub signed_in: Option<SignedIn>,
    /// What came of the last act, if this page is the one to tell it.
    pub notice: Option<Notice>,
    /// Stands for all that had happened when the request came.
    heard: String,
    /// The zone that was chosen; empty while it is the browser's.
    chosen_time_zone: String,
    exact_times: bool,
    wanted: Uri,
    came_from: String,
    is_reading: bool,
}

impl Visit {
    /// The request, before it is known who is signed in.
    pub fn of(app: &App, request: &Request) -> Self {
        let headers = request.headers();
        Self {
            words: words_for(app, headers),
            time_zone: time_zone_for(app, headers),
            reference: reference(headers),
            wants_fragment: headers.contains_key("hx-request"),
            signed_in: None,
            notice: None,
            heard: app.announcements.mark(),
            chosen_time_zone: chosen_zone(headers).map_or("", Tz::name).to_owned(),
            exact_times: session_cookie::token(headers, clock::EXACT_COOKIE) == Some("true"),
            came_from: came_from(headers),
            wanted: request.uri().clone(),
            is_reading: request.method() == Method::GET || request.method() == Method::HEAD,
        }
    }

    /// Who reads the answer.
    pub fn reader(&self, app: &App) -> Reader {
        let signed_in = self.signed_in.as_ref();
        Reader {
            languages: app.languages(),
            words: self.words,
            time_zone: self.time_zone,
            now: app.clock.now(),
            person: signed_in.map(|one| Person {
                name: one.staff.name.clone(),
                id: one.staff.id.to_string(),
            }),
            here: self.here(),
            mark: signed_in.map(SignedIn::mark).unwrap_or_default(),
            since: self.since(&self.heard),
            exact_times: self.exact_times,
            chosen_time_zone: self.chosen_time_zone.clone(),
            csrf: signed_in
                .map(|one| one.csrf_token.clone())
                .unwrap_or_default(),
            can: signed_in.map(access).unwrap_or_default(),
            notice: self
                .notice
                .as_ref()
                .filter(|notice| notice.beside.is_none())
                .map(notices::shown),
        }
    }

    /// The part of this page that tells what its reader has just done there.
    pub fn done_beside(&self) -> Option<&str> {
        self.notice.as_ref()?.beside.as_deref()
    }

    /// Stands for all that has happened, as far as this reader's pages show it, when `heard` is what has been heard.
    pub fn since(&self, heard: &str) -> String {
        let signed_in = self.signed_in.as_ref();
        signed_in.map_or_else(String::new, |one| format!("{heard}.{}", one.mark()))
    }

    /// The page that is read; of what was sent, the one from which it came.
    fn here(&self) -> String {
        match self.wanted.path_and_query() {
            Some(wanted) if self.is_reading => wanted.as_str().to_owned(),
            _ => self.came_from.clone(),
        }
    }

    /// The answer to somebody who has to sign in first. What they wanted to read comes after that.
    pub fn demand_sign_in(&self, app: &App) -> Response {
        self.demand_sign_in_of_writer(app, Vec::new())
    }

    /// The answer to somebody who has to sign in before what they typed can be sent. It is shown to them; what comes after signing in
    /// is the page on which they wrote.
    pub fn demand_sign_in_of_writer(&self, app: &App, typed: Vec<String>) -> Response {
        if self.wants_fragment {
            let sentence = self.words.text("refusal-signed-out");
            let told = views::form::refusal(Some(&sentence));
            return (StatusCode::UNAUTHORIZED, told).into_response();
        }
        if self.is_reading {
            let to = views::address::with_query("/sign-in", &[("return_to", &self.here())]);
            return Redirect::to(&to).into_response();
        }
        let sign_in = SignIn {
            return_to: self.came_from.clone(),
            typed: typed::meaningful(typed),
            refusal: Some(self.words.text("refusal-signed-out").into_owned()),
        };
        let page = views::sign_in::page(&self.reader(app), &sign_in);
        (StatusCode::UNAUTHORIZED, page).into_response()
    }
}

/// Somebody who is signed in and may open the panel: what every handler of the panel starts with.
pub struct Signed {
    /// The long-lived parts of the server.
    pub app: Arc<App>,
    /// The request.
    pub visit: Visit,
    signed_in: SignedIn,
}

impl Signed {
    async fn of(app: &Arc<App>, visit: Visit) -> Result<Self, Response> {
        let Some(signed_in) = visit.signed_in.clone() else {
            return Err(visit.demand_sign_in(app));
        };
        if !signed_in.staff.permissions.include(Permission::ViewPanel) {
            return Err(turning_away::turn_away(app, &visit, &signed_in).await);
        }
        let app = Arc::clone(app);
        Ok(Self {
            app,
            visit,
            signed_in,
        })
    }

    /// The person, acting now.
    pub fn act(&self) -> Act {
        self.app.act(Actor::Staff(self.signed_in.staff.clone()))
    }

    /// The same person as they are now, for an answer that takes long.
    ///
    /// # Errors
    ///
    /// Refuses whoever is signed out by now, or may not open the panel any more.
    pub async fn again(&self) -> Result<Self, Error> {
        let found = self.signed_in.again(&self.app).await?;
        let signed_in = found.ok_or(Refusal::Forbidden(Permission::ViewPanel.word()))?;
        signed_in.staff.permissions.require(Permission::ViewPanel)?;
        let visit = Visit {
            signed_in: Some(signed_in.clone()),
            ..self.visit.clone()
        };
        Ok(Self {
            app: Arc::clone(&self.app),
            visit,
            signed_in,
        })
    }

    /// The same person once what they sent has come in, however long that took.
    ///
    /// # Errors
    ///
    /// Gives the answer to whoever is signed out by now, with what they typed, or may not open the panel any more.
    pub async fn still(&self, typed: impl FnOnce() -> Vec<String>) -> Result<Self, Response> {
        let found = self.signed_in.again(&self.app).await;
        let Some(signed_in) = found.map_err(|error| Failure(error).into_response())? else {
            let visit = Visit {
                signed_in: None,
                ..self.visit.clone()
            };
            return Err(visit.demand_sign_in_of_writer(&self.app, typed()));
        };
        let visit = Visit {
            signed_in: Some(signed_in),
            ..self.visit.clone()
        };
        Self::of(&self.app, visit).await
    }

    /// The person, and the session in which they are here.
    pub fn signed_in(&self) -> &SignedIn {
        &self.signed_in
    }

    /// The person's account.
    pub fn id(&self) -> UserId {
        self.signed_in.staff.id
    }

    /// The person, as a reader.
    pub fn reader(&self) -> Reader {
        self.visit.reader(&self.app)
    }

    /// Whether the person may use `permission`; only to hide what they cannot do: the verbs decide.
    pub fn may(&self, permission: Permission) -> bool {
        self.signed_in.staff.permissions.include(permission)
    }

    /// `fragment` to a script that swaps it in, the way back to `page` to everybody else.
    pub fn answer(&self, fragment: impl FnOnce() -> Markup, page: &str) -> Response {
        if self.visit.wants_fragment {
            return fragment().into_response();
        }
        Redirect::to(page).into_response()
    }
}

impl FromRequestParts<Arc<App>> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Failure> {
        let visit = parts.extensions.get::<Self>().cloned();
        visit.ok_or_else(outside_the_gate)
    }
}

impl FromRequestParts<Arc<App>> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        let visit = Visit::from_request_parts(parts, app).await;
        Self::of(app, visit.map_err(IntoResponse::into_response)?).await
    }
}

/// Under what a request is found in the log.
pub fn reference(headers: &HeaderMap) -> String {
    let id = headers
        .get(REQUEST_ID)
        .and_then(|value| value.to_str().ok());
    id.unwrap_or_default().to_owned()
}

fn words_for(app: &App, headers: &HeaderMap) -> &'static Words {
    let offered = app.languages();
    let own = language_of(headers).filter(|language| offered.contains(language));
    own.map_or_else(|| app.words(), Words::of)
}

/// The language of a browser, if it is one of ours: what was chosen on a page comes before what the browser asks for.
pub fn language_of(headers: &HeaderMap) -> Option<Language> {
    let chosen = session_cookie::token(headers, LANGUAGE_COOKIE).and_then(Language::from_code);
    let wished = headers
        .get("accept-language")
        .and_then(|value| value.to_str().ok());
    chosen.or_else(|| wished.and_then(Language::from_accept_language))
}

/// The zone that was chosen, then the browser's, which the panel's script keeps in a cookie, then the configured one.
fn time_zone_for(app: &App, headers: &HeaderMap) -> Tz {
    let zone = chosen_zone(headers).or_else(|| zone_of(headers));
    zone.unwrap_or_else(|| app.settings().time_zone)
}

/// The zone in which a browser says that it is.
pub fn zone_of(headers: &HeaderMap) -> Option<Tz> {
    zone_in(headers, "time_zone")
}

fn chosen_zone(headers: &HeaderMap) -> Option<Tz> {
    zone_in(headers, clock::ZONE_COOKIE)
}

fn zone_in(headers: &HeaderMap, cookie: &str) -> Option<Tz> {
    let zone = session_cookie::token(headers, cookie)?;
    zone.replace("%2F", "/").parse().ok()
}

/// The page on which a form was filled in: a path of ours, whatever the header says.
fn came_from(headers: &HeaderMap) -> String {
    let address = headers.get(header::REFERER);
    let address = address.and_then(|value| value.to_str().ok()?.parse::<Uri>().ok());
    let path = address
        .as_ref()
        .and_then(Uri::path_and_query)
        .map_or("/", |path| path.as_str());
    sign_in::own_path(path).to_owned()
}

fn access(signed_in: &SignedIn) -> Access {
    let held = &signed_in.staff.permissions;
    Access {
        dashboard: held.include(Permission::ViewPanel),
        tickets: held.include(Permission::ViewTickets),
        members: held.include(Permission::ViewTickets),
        snippets: READERS.iter().any(|&one| held.include(one)),
        categories: held.include(Permission::ManageCategories),
        blocks: held.include(Permission::ManageTickets),
        configuration: held.include(Permission::ViewConfiguration),
        bot: held.include(Permission::ManageBot),
        api_keys: held.include(Permission::ManageApiKeys),
        administration: held.include(Permission::ManagePermissions)
            || held.include(Permission::ManageBot),
        graphiql: held.include(Permission::ViewPanel),
    }
}

/// What becomes of a request that did not pass the gate: it cannot be known who asks.
pub fn outside_the_gate() -> Failure {
    Failure::from(anyhow::anyhow!(
        "a route of the panel lies outside its gate"
    ))
}
