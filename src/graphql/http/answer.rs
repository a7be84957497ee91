//! Answers: their status, their headers, and errors that all have a code.

use async_graphql::{Response as Executed, ServerError};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, VARY};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::graphql::http::media::Media;

/// What is said when something took longer than anybody waits.
pub const TOO_LATE: &str = "This took too long, so it was given up.";

/// An answer, before it is known as what media type it is sent.
pub struct Answer {
    kind: Kind,
    body: Vec<u8>,
    allow: Option<&'static str>,
}

enum Kind {
    /// The request was executed; fields may have failed.
    Executed,
    /// The request was understood as one, but cannot be executed.
    Invalid,
    /// It is not a request of this API at all.
    Refused(StatusCode),
}

/// An answer to a request that was not executed has no `data`.
#[derive(Serialize)]
struct Errors<'e> {
    errors: &'e [ServerError],
}

impl Answer {
    /// What an execution came to.
    pub fn executed(mut response: Executed) -> Self {
        name_failures(&mut response.errors);
        Self {
            kind: Kind::Executed,
            body: json(&response),
            allow: None,
        }
    }

    /// Why a request cannot be executed.
    pub fn invalid(mut errors: Vec<ServerError>) -> Self {
        name_mistakes(&mut errors);
        Self {
            kind: Kind::Invalid,
            body: json(&Errors { errors: &errors }),
            allow: None,
        }
    }

    /// Why a request cannot be executed, with a code of its own.
    pub fn invalid_with(code: &str, message: impl Into<String>) -> Self {
        let mut error = ServerError::new(message, None);
        set_code(&mut error, code);
        Self::invalid(vec![error])
    }

    /// Why something is no request of this API.
    pub fn refused(status: StatusCode, message: impl Into<String>) -> Self {
        Self::refused_with(status, "BAD_REQUEST", message)
    }

    /// Why something is no request of this API, with a code of its own.
    pub fn refused_with(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        let mut error = ServerError::new(message, None);
        set_code(&mut error, code);
        let body = json(&Errors { errors: &[error] });
        Self {
            kind: Kind::Refused(status),
            body,
            allow: None,
        }
    }

    /// The answer to a method that is none of those in `allow`.
    pub fn not_allowed(allow: &'static str, message: &str) -> Self {
        let refused = Self::refused(StatusCode::METHOD_NOT_ALLOWED, message);
        Self {
            allow: Some(allow),
            ..refused
        }
    }

    /// The answer, as a media type.
    pub fn send(self, media: Media) -> Response {
        let status = match (self.kind, media) {
            (Kind::Executed, _) | (Kind::Invalid, Media::Json) => StatusCode::OK,
            (Kind::Invalid, Media::GraphqlResponse) => StatusCode::BAD_REQUEST,
            (Kind::Refused(status), _) => status,
        };
        let headers: [(HeaderName, &str); 3] = [
            (CONTENT_TYPE, media.content_type()),
            (CACHE_CONTROL, "no-store"),
            (VARY, "accept, cookie, x-api-key"),
        ];
        let mut response = (status, headers, self.body).into_response();
        if let Some(allow) = self.allow {
            response
                .headers_mut()
                .insert(ALLOW, HeaderValue::from_static(allow));
        }
        response
    }
}

/// Gives a code to the errors of fields that have none.
pub fn name_failures(errors: &mut [ServerError]) {
    for error in errors {
        set_code(error, "BAD_USER_INPUT");
    }
}

/// Gives a code to the errors of a request that have none.
pub fn name_mistakes(errors: &mut [ServerError]) {
    for error in errors {
        let is_too_much = error.message.starts_with("Query is ");
        let code = if is_too_much {
            "QUERY_TOO_COMPLEX"
        } else {
            "GRAPHQL_VALIDATION_FAILED"
        };
        set_code(error, code);
    }
}

/// What is said when something took longer than anybody waits, with its code.
pub fn too_late() -> ServerError {
    let mut error = ServerError::new(TOO_LATE, None);
    set_code(&mut error, "TIMEOUT");
    error
}

/// The library's own errors have no code.
fn set_code(error: &mut ServerError, code: &str) {
    let extensions = error.extensions.get_or_insert_default();
    if extensions.get("code").is_none() {
        extensions.set("code", code);
    }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_else(|error| {
        tracing::error!(%error, "an answer cannot be written");
        br#"{"errors":[{"message":"The answer cannot be written.","extensions":{"code":"INTERNAL"}}]}"#.to_vec()
    })
}
