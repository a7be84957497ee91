//! The panel, and what stands beside it on the same port. A handler asks one verb or one query of `models`, and shows the answer
//! with `views`.

pub mod administration;
pub mod api_keys;
pub mod assets;
pub mod assignments;
pub mod attachments;
pub mod avatars;
pub mod blocks;
pub mod bot;
pub mod categories;
pub mod clock;
pub mod closures;
pub mod configuration;
pub mod dashboard;
pub mod drafts;
pub mod emojis;
pub mod externals;
pub mod failure;
pub mod form;
pub mod gate;
pub mod graphiql;
pub mod headers;
pub mod language;
pub mod live;
pub mod members;
pub mod messages;
pub mod notices;
pub mod ops;
pub mod people;
pub mod presences;
pub mod reopenings;
pub mod route;
pub mod saved_views;
pub mod search;
pub mod serving;
pub mod sign_in;
pub mod snippets;
pub mod spreadsheet;
pub mod ticket_blocks;
pub mod ticket_marks;
pub mod tickets;
pub mod transcripts;
pub mod typed;
pub mod uploads;
pub mod visit;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::any;
use axum::{Extension, Router, middleware};
use tower_http::timeout::TimeoutLayer;

use crate::app::App;
use crate::web::route::Route;
use crate::web::sign_in::discord::DiscordSignIn;

/// The most bytes of a form without files: the longest reply fits in when each of its characters takes four bytes, and a form writes
/// each of those as three.
pub const FORM_LIMIT: usize = 256 * 1024;
/// As many bytes as people call a megabyte.
pub const MEGABYTE: usize = 1024 * 1024;
/// The most bytes of a message with its files.
pub const UPLOAD_LIMIT: usize = 100 * MEGABYTE;

/// How long an ordinary request may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long an upload may take.
const UPLOAD_PATIENCE: Duration = Duration::from_secs(15 * 60);

/// Every route of the port. `api` are the routes of the API, which stand behind the same log and headers, but answer for themselves.
///
/// # Errors
///
/// Fails when signing in with Discord cannot be set up.
pub fn router(app: Arc<App>, api: Router) -> Result<Router> {
    let discord = Arc::new(DiscordSignIn::new(&app.config)?);
    let of_people: Vec<Route> = panel().into_iter().chain(uploads()).collect();
    let pages = route::router(&app, panel())
        .merge(route::ways_back(&of_people))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(Extension(discord));
    let uploads = route::router(&app, uploads()).layer(DefaultBodyLimit::max(UPLOAD_LIMIT));
    let integrators = route::router(&app, integrators())
        .route(
            "/api/externals/{*rest}",
            any(|| async { StatusCode::NOT_FOUND }),
        )
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(failure::catch_panics())
        .layer(middleware::from_fn(failure::as_json))
        .layer(timeout(PATIENCE));
    let told = middleware::from_fn_with_state(Arc::clone(&app), failure::as_page);
    let open = route::router(&app, shared())
        .layer(failure::catch_panics())
        .layer(told)
        .merge(route::router(&app, plain()))
        .layer(timeout(PATIENCE));
    let routes = gated(&app, pages, PATIENCE)
        .merge(gated(&app, uploads, UPLOAD_PATIENCE))
        .merge(integrators)
        .merge(open)
        .with_state(Arc::clone(&app));
    Ok(headers::around(&app, routes.merge(api)))
}

/// Every address that this file knows: all of the port but the API.
pub fn routes() -> Vec<Route> {
    let groups = [panel(), uploads(), integrators(), shared(), plain()];
    groups.into_iter().flatten().collect()
}

/// For people who are signed in, and for the way there.
fn panel() -> Vec<Route> {
    let nouns = [
        sign_in::routes(),
        dashboard::routes(),
        tickets::routes(),
        saved_views::routes(),
        search::routes(),
        closures::routes(),
        assignments::routes(),
        ticket_marks::routes(),
        reopenings::routes(),
        ticket_blocks::routes(),
        messages::routes(),
        drafts::routes(),
        presences::routes(),
        transcripts::routes(),
        avatars::routes(),
        emojis::routes(),
        attachments::routes(),
        members::routes(),
        snippets::routes(),
        categories::routes(),
        blocks::routes(),
        api_keys::routes(),
        configuration::routes(),
        bot::routes(),
        graphiql::routes(),
        language::routes(),
        clock::routes(),
        administration::routes(),
        live::routes(),
    ];
    nouns.into_iter().flatten().collect()
}

/// For people who are signed in and send files.
fn uploads() -> Vec<Route> {
    let nouns = [
        messages::upload_routes(),
        drafts::upload_routes(),
        bot::profile::upload_routes(),
    ];
    nouns.into_iter().flatten().collect()
}

/// For programs, which show an API key instead of signing in. What else they ask for below these addresses is answered in JSON, too.
fn integrators() -> Vec<Route> {
    externals::routes()
}

/// For everybody who was given an address that nobody can guess.
fn shared() -> Vec<Route> {
    attachments::shared_routes()
}

/// What pages are made with, and what watches over the server.
fn plain() -> Vec<Route> {
    let nouns = [assets::routes(), ops::routes()];
    nouns.into_iter().flatten().collect()
}

fn gated(app: &Arc<App>, routes: Router<Arc<App>>, patience: Duration) -> Router<Arc<App>> {
    routes
        .layer(failure::catch_panics())
        .layer(middleware::from_fn_with_state(Arc::clone(app), gate::pass))
        .layer(timeout(patience))
}

fn timeout(patience: Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, patience)
}
