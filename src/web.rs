//! The panel, and what stands beside it on the same port. A handler asks one verb or one query of `models`, and shows the answer
//! with `views`.

pub mod api_keys;
pub mod assets;
pub mod attachments;
pub mod closures;
pub mod externals;
pub mod failure;
pub mod form;
pub mod gate;
pub mod graphiql;
pub mod headers;
pub mod language;
pub mod live;
pub mod messages;
pub mod ops;
pub mod sign_in;
pub mod tickets;
pub mod uploads;
pub mod visit;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::serve::ListenerExt as _;
use axum::{Extension, Router, middleware};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_http::timeout::TimeoutLayer;

use crate::app::App;
use crate::web::sign_in::discord::DiscordSignIn;

/// The most bytes of a form without files.
pub const FORM_LIMIT: usize = 64 * 1024;
/// The most bytes of a message with its files.
pub const UPLOAD_LIMIT: usize = 100 * 1024 * 1024;

/// How long an ordinary request may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long an upload may take.
const UPLOAD_PATIENCE: Duration = Duration::from_secs(15 * 60);
/// How long requests may take to end when the server stops.
const GRACE: Duration = Duration::from_secs(10);

/// Every route of the port. `api` are the routes of the API, which stand behind the same log and headers, but answer for themselves.
///
/// # Errors
///
/// Fails when signing in with Discord cannot be set up.
pub fn router(app: Arc<App>, api: Router) -> Result<Router> {
    let discord = Arc::new(DiscordSignIn::new(&app.config)?);
    let panel = gated(&app, panel().layer(Extension(discord)), PATIENCE);
    let uploads = gated(&app, uploads(), UPLOAD_PATIENCE);
    let integrators = integrators()
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(failure::catch_panics())
        .layer(middleware::from_fn(failure::as_json))
        .layer(timeout(PATIENCE));
    let routes = panel
        .merge(uploads)
        .merge(integrators)
        .merge(open(&app))
        .with_state(Arc::clone(&app));
    Ok(headers::around(&app, routes.merge(api)))
}

/// For people who are signed in, and for the way there.
fn panel() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(sign_in::home))
        .route("/sign-in", get(sign_in::page))
        .route("/sign-out", post(sign_in::end))
        .route("/language", post(language::choose))
        .route("/api/auth/login", get(sign_in::begin))
        .route("/api/auth/callback", get(sign_in::complete))
        .route("/tickets", get(tickets::index))
        .route("/tickets/rows", get(tickets::rows))
        .route("/tickets/{ticket}", get(tickets::show))
        .route("/tickets/{ticket}/header", get(tickets::header))
        .route("/tickets/{ticket}/conversation", get(tickets::conversation))
        .route("/tickets/{ticket}/closure", post(closures::create))
        .route(
            "/tickets/{ticket}/closure/cancellation",
            post(closures::cancel),
        )
        .route(
            "/tickets/{ticket}/messages/{message}/revisions",
            post(messages::revise),
        )
        .route(
            "/tickets/{ticket}/messages/{message}/deletion",
            post(messages::delete),
        )
        .route("/api-keys", get(api_keys::index).post(api_keys::create))
        .route("/api-keys/{key}/revocation", post(api_keys::revoke))
        .route("/api-keys/{key}/deletion", post(api_keys::delete))
        .route("/attachments/{attachment}/{name}", get(attachments::show))
        .route("/live", get(live::stream))
        .route("/graphiql", get(graphiql::show))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
}

/// For people who are signed in and send files.
fn uploads() -> Router<Arc<App>> {
    Router::new()
        .route("/tickets/{ticket}/messages", post(messages::create))
        .layer(DefaultBodyLimit::max(UPLOAD_LIMIT))
}

/// For programs with an API key.
fn integrators() -> Router<Arc<App>> {
    Router::new().route("/api/externals/tickets/create", post(externals::create))
}

/// For everybody.
fn open(app: &Arc<App>) -> Router<Arc<App>> {
    let told = middleware::from_fn_with_state(Arc::clone(app), failure::as_page);
    Router::new()
        .route("/files/{share_key}/{name}", get(attachments::show_shared))
        .layer(failure::catch_panics())
        .layer(told)
        .route("/assets/{*path}", get(assets::show))
        .route("/healthz", get(ops::alive))
        .route("/readyz", get(ops::ready))
        .route("/api/health", get(ops::health))
        .layer(timeout(PATIENCE))
}

/// Serves `router` until `stop`. Requests that are being answered may end, live streams end at once.
///
/// # Errors
///
/// Fails when nothing can be accepted any more.
pub async fn serve(router: Router, listener: TcpListener, stop: CancellationToken) -> Result<()> {
    let router = router.layer(Extension(live::Stopping(stop.clone())));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "a connection stays with Nagle's algorithm");
        }
    });
    let serving =
        axum::serve(listener, service).with_graceful_shutdown(stop.clone().cancelled_owned());
    let deadline = async {
        stop.cancelled().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = serving => Ok(served?),
        () = deadline => Ok(()),
    }
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
