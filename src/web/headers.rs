//! What surrounds every answer: its entry in the log, its id, compression, and the headers that keep browsers safe.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Router, middleware};
use ipnet::IpNet;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::request_id::PropagateRequestIdLayer;
use tower_http::set_header::SetRequestHeaderLayer;
use tower_http::trace::TraceLayer;
use tracing::Span;
use uuid::Uuid;

use crate::app::App;
use crate::client_address;
use crate::config::server::ServerConfig;
use crate::web::visit::REQUEST_ID;

/// Everything comes from this server, nothing runs or is styled inline, and no other site frames a page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const ID: HeaderName = HeaderName::from_static(REQUEST_ID);

/// Tells whose pages may show what is answered.
pub const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

const FIXED: [(HeaderName, HeaderValue); 6] = [
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (RESOURCE_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
    ),
];

/// What the surroundings depend on.
pub struct Surroundings<'a> {
    /// Where this server listens, and behind which proxies.
    pub server: &'a ServerConfig,
    /// The address under which people reach it.
    pub public_url: &'a str,
}

/// Puts all of that around the routes of a running desk.
pub fn around(app: &App, routes: Router) -> Router {
    let surroundings = Surroundings {
        server: &app.config.server,
        public_url: &app.config.public_url(),
    };
    surroundings.around(routes)
}

impl Surroundings<'_> {
    /// Puts all of that around `routes`.
    pub fn around(&self, routes: Router) -> Router {
        let protection = Protection::of(self.public_url);
        let trusted: Arc<[IpNet]> = self.server.trusted_proxies.clone().into();
        surround(routes, protection).layer(middleware::from_fn_with_state(
            trusted,
            client_address::note,
        ))
    }
}

fn surround(routes: Router, protection: Protection) -> Router {
    // A file of a ticket is compressed already, or large; either way it is not worth the work.
    let compressible =
        DefaultPredicate::new().and(NotForContentType::const_new("application/octet-stream"));
    let log = TraceLayer::new_for_http()
        .make_span_with(span)
        .on_request(())
        .on_response(answered)
        .on_failure(());
    routes
        .layer(CatchPanicLayer::custom(|_: Box<dyn Any + Send>| panicked()))
        .layer(CompressionLayer::new().compress_when(compressible))
        .layer(middleware::map_response_with_state(protection, protect))
        .layer(PropagateRequestIdLayer::new(ID))
        .layer(log)
        .layer(SetRequestHeaderLayer::overriding(ID, |_: &Request| {
            new_id()
        }))
}

/// The route and not the path, and no query: both may carry keys.
fn span(request: &Request) -> Span {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unknown", MatchedPath::as_str);
    let id = request
        .headers()
        .get(ID)
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default();
    tracing::info_span!("request", method = %request.method(), route, id)
}

fn answered<B>(response: &axum::http::Response<B>, latency: Duration, _: &Span) {
    tracing::info!(status = response.status().as_u16(), ?latency, "answered");
}

fn new_id() -> Option<HeaderValue> {
    HeaderValue::try_from(Uuid::now_v7().simple().to_string()).ok()
}

/// Whether browsers may be told never to come without encryption.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Protection {
    Encrypted,
    Plain,
}

impl Protection {
    fn of(public_url: &str) -> Self {
        if public_url.starts_with("https://") {
            Self::Encrypted
        } else {
            Self::Plain
        }
    }
}

async fn protect(State(protection): State<Protection>, mut response: Response) -> Response {
    let headers: &mut HeaderMap = response.headers_mut();
    for (name, value) in FIXED {
        headers.entry(name).or_insert(value);
    }
    if protection == Protection::Encrypted {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.entry(STRICT_TRANSPORT_SECURITY).or_insert(year);
    }
    response
}

/// The panic hook has logged what happened.
fn panicked() -> Response<Body> {
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
