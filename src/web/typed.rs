//! What somebody typed into a form that was not taken: it is shown to them again, so that nothing is lost but the way.

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::web::FORM_LIMIT;

/// The fields in which people write. What is secret is not shown again, and what only our pages know helps nobody.
const WRITTEN: [&str; 12] = [
    "content",
    "reason",
    "notice",
    "description",
    "label",
    "name",
    "key",
    "tag",
    "username",
    "bot.status",
    "bot.welcome_message",
    "bot.close_message",
];

/// A form as it was sent, which goes with its request as long as that may fail.
#[derive(Clone)]
pub struct Sent(pub Bytes);

/// What was written and not taken, which goes with the answer that says so.
#[derive(Clone, Default)]
pub struct Written(pub Vec<String>);

/// An answer that has what was written with it.
pub fn with(answer: impl IntoResponse, written: Vec<String>) -> Response {
    let mut answer = answer.into_response();
    answer.extensions_mut().insert(Written(meaningful(written)));
    answer
}

/// Without what only takes room.
pub fn meaningful(written: Vec<String>) -> Vec<String> {
    let written = written.into_iter();
    written.filter(|text| !text.trim().is_empty()).collect()
}

/// An answer that has what was written in the form with it.
pub fn with_form(answer: Response, sent: Option<Sent>) -> Response {
    match sent {
        Some(Sent(form)) => with(answer, of_form(&form)),
        None => answer,
    }
}

/// What was written in the fields of a form, in order; nothing when that cannot be read.
pub async fn of(request: Request) -> Vec<String> {
    let media_type = request.headers().get(header::CONTENT_TYPE);
    let media_type = media_type.and_then(|value| value.to_str().ok());
    match media_type.unwrap_or_default() {
        form if form.starts_with("application/x-www-form-urlencoded") => {
            let body = to_bytes(request.into_body(), FORM_LIMIT).await;
            of_form(&body.unwrap_or_default())
        }
        upload if upload.starts_with("multipart/form-data") => {
            match Multipart::from_request(request, &()).await {
                Ok(form) => of_upload(form).await,
                Err(_) => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

fn is_written(field: &str) -> bool {
    WRITTEN.contains(&field)
}

fn of_form(form: &[u8]) -> Vec<String> {
    let fields = url::form_urlencoded::parse(form);
    let written = fields.filter(|(name, _)| is_written(name));
    written.map(|(_, value)| value.into_owned()).collect()
}

/// The texts of an upload, which come before its files.
pub async fn of_upload(mut form: Multipart) -> Vec<String> {
    let mut written = Vec::new();
    while let Ok(Some(mut field)) = form.next_field().await {
        if field.file_name().is_some() {
            break;
        }
        let is_kept = field.name().is_some_and(is_written);
        let mut bytes = Vec::new();
        while let Ok(Some(piece)) = field.chunk().await {
            if is_kept && bytes.len() < FORM_LIMIT {
                bytes.extend_from_slice(&piece);
            }
        }
        if is_kept {
            written.push(String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    written
}
