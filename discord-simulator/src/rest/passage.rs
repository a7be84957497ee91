//! What every request goes through: it is recorded, limited and answered with the rate-limit headers.

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::api_error::{ApiError, Retry};
use crate::faults::Effect;
use crate::rate_limits::Standing;
use crate::rest::call::caller_of;
use crate::simulator::Simulator;
use crate::snowflake::Snowflake;
use crate::wire::Wire;
use crate::world::World;

/// A request that came in, and how it was answered.
#[derive(Debug, Clone)]
pub struct RecordedRequest {
    /// The HTTP method.
    pub method: String,
    /// The route, such as `/channels/{channel_id}/messages`.
    pub route: String,
    /// The path with its ids, without the version prefix.
    pub path: String,
    /// The status that was answered.
    pub status: u16,
    /// Whose token it carried.
    pub user_id: Option<Snowflake>,
}

/// Records, limits and answers.
pub(crate) async fn pass(
    State(simulator): State<Simulator>,
    matched: MatchedPath,
    request: Request<Body>,
    next: Next,
) -> Response {
    let caller = caller_of(request.headers(), &simulator).ok().flatten();
    let mut record = RecordedRequest {
        method: request.method().to_string(),
        route: without_version(matched.as_str()).to_owned(),
        path: without_version(request.uri().path()).replace("%40", "@"),
        status: 0,
        user_id: caller.map(|caller| caller.user_id),
    };
    let wire = request
        .extensions()
        .get::<ConnectInfo<Wire>>()
        .map(|info| info.0.clone());
    if simulator.is_stopping() {
        if let Some(wire) = wire {
            wire.tear();
        }
        return ApiError::not_found().into_response();
    }
    let standing = simulator
        .rate_limits()
        .count(&record, simulator.read(World::now));
    let effect = match &standing {
        Standing::Within(_) => simulator.faults().strike(&record),
        Standing::Exhausted(_) => None,
    };
    let mut response = match &standing {
        Standing::Exhausted(refusal) => refusal.clone().into_response(),
        Standing::Within(_) => {
            let response = go_wrong(effect.as_ref(), request, next).await;
            judged(&simulator, &record, response).await
        }
    };
    if let Standing::Within(bucket) = &standing {
        bucket.announce(response.headers_mut());
    }
    let now = simulator.read(World::now);
    let date = now.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    set(response.headers_mut(), "date", &date);
    if matches!(effect, Some(Effect::DropBefore | Effect::DropAfter)) {
        if let Some(wire) = wire {
            wire.tear();
        }
    } else {
        record.status = response.status().as_u16();
    }
    simulator.record(record);
    response
}

/// Lets the request through, with what shall go wrong on the way.
async fn go_wrong(effect: Option<&Effect>, request: Request<Body>, next: Next) -> Response {
    let Some(effect) = effect else {
        return next.run(request).await;
    };
    if let Some(refusal) = effect.refusal() {
        return refusal.into_response();
    }
    if matches!(effect, Effect::DropBefore) {
        return ApiError::not_found().into_response();
    }
    let (before, after) = effect.delays();
    tokio::time::sleep(before).await;
    let response = next.run(request).await;
    tokio::time::sleep(after).await;
    response
}

/// Writes the headers of a 429.
pub(crate) fn announce_wait(headers: &mut HeaderMap, retry: &Retry) {
    set(
        headers,
        "retry-after",
        &retry.after.ceil().max(1.0).to_string(),
    );
    set(headers, "x-ratelimit-scope", retry.scope);
    set(
        headers,
        "x-ratelimit-reset-after",
        &format!("{:.3}", retry.after),
    );
    if retry.scope == "global" {
        set(headers, "x-ratelimit-global", "true");
    }
}

/// Sets a header from a text that is known to be plain.
pub(crate) fn set(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}

/// The path below the version prefix; none for what is not the API.
pub(crate) fn api_path(path: &str) -> Option<&str> {
    path.starts_with("/api/").then(|| without_version(path))
}

/// Compares a successful answer with Discord's description.
async fn judged(simulator: &Simulator, record: &RecordedRequest, response: Response) -> Response {
    let is_json = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind == "application/json");
    if !simulator.judge().is_active() || !response.status().is_success() || !is_json {
        return response;
    }
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    if let Ok(value) = serde_json::from_slice(&bytes) {
        simulator.judge().judge_answer(
            &record.method,
            &record.path,
            (parts.status.as_u16(), &value),
        );
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn without_version(path: &str) -> &str {
    let path = path.strip_prefix("/api").unwrap_or(path);
    ["/v10", "/v9"]
        .iter()
        .find_map(|version| path.strip_prefix(version))
        .unwrap_or(path)
}
