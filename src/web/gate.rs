//! The gate of the panel: every request of a browser passes it, whichever route it goes to. Here it is found out who asks, and
//! here every request that changes something has to prove that a page of ours made it. No route can forget either.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::{StreamExt, stream};

use crate::app::App;
use crate::models::session::USE_RESOLUTION;
use crate::session_cookie::{self, CSRF_HEADER, SignedIn, Site};
use crate::web::failure::Failure;
use crate::web::visit::Visit;
use crate::web::{self, FORM_LIMIT, failure, language, notices, sign_in, typed};

/// How far into an upload the token must come; forms send it first.
const TOKEN_WITHIN: usize = 4096;

/// Says that an open page asks for an address by itself, where people ask for the same one.
const ASKED_BY_PAGE: &str = "x-asked-by-page";

/// The addresses for which open pages ask by themselves.
static ASKED_BY_PAGES: LazyLock<HashSet<(Method, &str)>> = LazyLock::new(|| {
    let routes = web::routes().into_iter();
    let asked = routes.filter(|route| route.is_asked_by_pages);
    asked.map(|route| (route.method, route.path)).collect()
});

/// What a request does to the session in which it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Somebody is here, so it lives on.
    Renews,
    /// A page is open, and nobody need be there.
    Looks,
}

impl Use {
    fn of(request: &Request) -> Self {
        if request.headers().contains_key(ASKED_BY_PAGE) {
            return Self::Looks;
        }
        let path = request.extensions().get::<MatchedPath>();
        let is_asked_by_page = path.is_some_and(|path| {
            ASKED_BY_PAGES.contains(&(request.method().clone(), path.as_str()))
        });
        match is_asked_by_page {
            true => Self::Looks,
            false => Self::Renews,
        }
    }
}

/// Finds out who asks, lets nothing pass that another site made, and shows what failed.
pub async fn pass(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut visit = Visit::of(&app, &request);
    let use_of_session = Use::of(&request);
    let renewed = match identify(&app, &mut visit, (request.headers(), use_of_session)).await {
        Ok(renewed) => renewed,
        Err(failed) => return failure::show(&app, &visit, failed),
    };
    let is_told = notices::is_awaited_by(&request);
    if is_told && let Err(error) = notices::take(&app, &mut visit).await {
        return failure::show(&app, &visit, Failure(error).into_response());
    }
    let response = match admit(&app, &mut visit, request).await {
        Ok(mut request) => {
            let sent = request.extensions_mut().remove();
            request.extensions_mut().insert(visit.clone());
            typed::with_form(next.run(request).await, sent)
        }
        Err(refused) => refused,
    };
    let mut response = failure::show(&app, &visit, response);
    if is_told {
        response = notices::told(&app, response);
    }
    let headers = response.headers_mut();
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if let Some(cookie) = renewed
        && !sets_session(&app, headers)
    {
        headers.append(header::SET_COOKIE, cookie);
    }
    response
}

/// Whether an answer begins or ends a session by itself.
fn sets_session(app: &App, headers: &HeaderMap) -> bool {
    let name = session_cookie::name(&app.config);
    let cookies = headers.get_all(header::SET_COOKIE).iter();
    let mut names = cookies.filter_map(|cookie| cookie.to_str().ok()?.split('=').next());
    names.any(|set| set == name)
}

/// Notes who is signed in. A session that lives longer now gives the cookie with which the browser keeps it as long.
async fn identify(
    app: &App,
    visit: &mut Visit,
    (headers, use_of_session): (&HeaderMap, Use),
) -> Result<Option<HeaderValue>, Response> {
    let found = match use_of_session {
        Use::Renews => SignedIn::find(app, headers).await,
        Use::Looks => SignedIn::peek(app, headers).await,
    };
    visit.signed_in = found.map_err(|error| Failure(error).into_response())?;
    if use_of_session == Use::Looks {
        return Ok(None);
    }
    let Some(signed_in) = &visit.signed_in else {
        return Ok(None);
    };
    let is_renewed = app.clock.now() - signed_in.session.last_seen_at >= USE_RESOLUTION;
    let token = session_cookie::token(headers, session_cookie::name(&app.config));
    let renewed = token.filter(|_| is_renewed);
    Ok(renewed.and_then(|token| {
        sign_in::session_cookie(&app.config, token)
            .to_string()
            .parse()
            .ok()
    }))
}

async fn admit(app: &App, visit: &mut Visit, request: Request) -> Result<Request, Response> {
    if request.method().is_safe() {
        return Ok(request);
    }
    let site = Site::of(&app.config, request.headers());
    if site == Site::Foreign {
        return Err(StatusCode::FORBIDDEN.into_response());
    }
    let Some(signed_in) = visit.signed_in.clone() else {
        // Whoever has not signed in yet has no token; that a page of ours asks is enough to read on in another language.
        if site == Site::Own && request.uri().path() == language::PATH {
            return Ok(request);
        }
        return Err(demand_sign_in(app, visit, request).await);
    };
    let proven = prove(|token| signed_in.accepts(token), request).await;
    let unproven = |unproven: Unproven| typed::with(unproven.status, unproven.written);
    let request = proven.map_err(unproven)?;
    // A form may come in slowly: what its sender may do counts when it is here.
    visit.signed_in = match signed_in.again(app).await {
        Ok(still) => still,
        Err(error) => return Err(typed::with(Failure(error), typed::of(request).await)),
    };
    if visit.signed_in.is_none() {
        return Err(demand_sign_in(app, visit, request).await);
    }
    Ok(request)
}

/// A request that carries no token that is accepted.
pub struct Unproven {
    /// The status with which it is refused.
    pub status: StatusCode,
    /// What somebody wrote in it, as far as it could be read.
    pub written: Vec<String>,
}

impl From<StatusCode> for Unproven {
    fn from(status: StatusCode) -> Self {
        let written = Vec::new();
        Self { status, written }
    }
}

/// The answer to somebody who is not signed in, with what they typed.
async fn demand_sign_in(app: &App, visit: &Visit, request: Request) -> Response {
    if visit.wants_fragment {
        return visit.demand_sign_in(app);
    }
    let typed = typed::of(request).await;
    visit.demand_sign_in_of_writer(app, typed)
}

/// Lets the request pass when it carries a token that is accepted: in a header, or as a field of its form. But for an upload, it has come
/// in whole then.
///
/// # Errors
///
/// Gives the status with which every other request is refused, and what was written in it.
pub async fn prove(accepts: impl Fn(&str) -> bool, request: Request) -> Result<Request, Unproven> {
    let (mut parts, body) = request.into_parts();
    let text = |name| {
        let value = parts.headers.get(name)?;
        value.to_str().ok().map(str::to_owned)
    };
    let media_type = text(header::CONTENT_TYPE).unwrap_or_default();
    let in_header = text(CSRF_HEADER);
    let is_form = media_type.starts_with("application/x-www-form-urlencoded");
    let (token, body) = if media_type.starts_with("multipart/form-data") {
        match in_header {
            Some(token) => (Some(token), body),
            None => token_of_upload(body).await?,
        }
    } else if in_header.is_some() || is_form {
        let form = to_bytes(body, FORM_LIMIT).await;
        let form = form.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
        if in_header.is_none() {
            parts.extensions.insert(typed::Sent(form.clone()));
        }
        (in_header.or_else(|| token_of_form(&form)), Body::from(form))
    } else {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into());
    };
    let request = Request::from_parts(parts, body);
    if token.is_some_and(|token| accepts(&token)) {
        return Ok(request);
    }
    let status = StatusCode::FORBIDDEN;
    let written = typed::of(request).await;
    Err(Unproven { status, written })
}

fn token_of_form(form: &[u8]) -> Option<String> {
    let mut fields = url::form_urlencoded::parse(form);
    fields
        .find(|(name, _)| name == "csrf_token")
        .map(|(_, value)| value.into_owned())
}

/// Reads the first field of an upload, and gives the body back as it came.
async fn token_of_upload(body: Body) -> Result<(Option<String>, Body), StatusCode> {
    let mut rest = body.into_data_stream();
    let mut head = Vec::new();
    let mut token = None;
    while token.is_none() && head.len() < TOKEN_WITHIN {
        let Some(piece) = rest.next().await else {
            break;
        };
        head.extend_from_slice(&piece.map_err(|_| StatusCode::BAD_REQUEST)?);
        token = first_field(&head);
    }
    let head = stream::once(async { Ok(head.into()) });
    Ok((token, Body::from_stream(head.chain(rest))))
}

/// The value of the first part of a multipart body, if that is the token and is here whole.
fn first_field(body: &[u8]) -> Option<String> {
    let after =
        |marks: &[u8], text: &[u8]| text.windows(marks.len()).position(|window| window == marks);
    let value_at = after(b"\r\n\r\n", body)? + 4;
    let length = after(b"\r\n", &body[value_at..])?;
    let heading = std::str::from_utf8(&body[..value_at]).ok()?;
    if !heading.contains("name=\"csrf_token\"") {
        return None;
    }
    String::from_utf8(body[value_at..value_at + length].to_vec()).ok()
}
