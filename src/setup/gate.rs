//! The gate of the setup: every request passes it. Only the browser that the setup is bound to comes further than the door, and what
//! changes something has to prove that a page of the setup made it.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use subtle::ConstantTimeEq;
use views::setup::ending::Closed;

use crate::session_cookie::Site;
use crate::setup::desk::Desk;
use crate::setup::visit::Visit;
use crate::web::gate;

/// Finds out who asks, and lets nothing pass that another site made.
pub async fn pass(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let visit = Visit::of(&desk, &request);
    let mut response = match admit(&visit, request).await {
        Ok(mut request) => {
            request.extensions_mut().insert(visit);
            next.run(request).await
        }
        Err(closed) => visit.refuse(closed),
    };
    let headers = response.headers_mut();
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

async fn admit(visit: &Visit, request: Request) -> Result<Request, Closed> {
    if request.method().is_safe() {
        return Ok(request);
    }
    if Site::seen_at(&visit.desk.public_url(), request.headers()) == Site::Foreign {
        return Err(Closed::Forged);
    }
    // Who gets in is for the door to say; everywhere else only who is in may change something.
    if visit.desk.door.is_at(request.uri().path()) {
        return Ok(request);
    }
    if !visit.is_bound() {
        return Err(Closed::Stranger);
    }
    let proven = gate::prove(|token| is_same(token, &visit.csrf_token), request).await;
    proven.map_err(|unproven| match unproven.status {
        StatusCode::FORBIDDEN => Closed::Forged,
        _ => Closed::Unreadable,
    })
}

fn is_same(given: &str, token: &str) -> bool {
    given.as_bytes().ct_eq(token.as_bytes()).into()
}
