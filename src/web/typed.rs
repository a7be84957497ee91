//! What somebody typed into a form whose session had ended: it is shown to them again, so that nothing is lost but the way.

use axum::body::to_bytes;
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::header;

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

/// What was written in the fields of a form, in order; nothing when that cannot be read.
pub async fn of(request: Request) -> Vec<String> {
    let media_type = request.headers().get(header::CONTENT_TYPE);
    let media_type = media_type.and_then(|value| value.to_str().ok());
    let written = match media_type.unwrap_or_default() {
        form if form.starts_with("application/x-www-form-urlencoded") => {
            let body = to_bytes(request.into_body(), FORM_LIMIT).await;
            let body = body.unwrap_or_default();
            let fields = url::form_urlencoded::parse(&body);
            let written = fields.filter(|(name, _)| WRITTEN.contains(&&**name));
            written.map(|(_, value)| value.into_owned()).collect()
        }
        upload if upload.starts_with("multipart/form-data") => of_upload(request).await,
        _ => Vec::new(),
    };
    let meaningful = written.into_iter().filter(|text| !text.trim().is_empty());
    meaningful.collect()
}

/// The texts of an upload, which come before its files.
async fn of_upload(request: Request) -> Vec<String> {
    let mut written = Vec::new();
    let Ok(mut form) = Multipart::from_request(request, &()).await else {
        return written;
    };
    while let Ok(Some(mut field)) = form.next_field().await {
        if field.file_name().is_some() {
            break;
        }
        let is_written = field.name().is_some_and(|name| WRITTEN.contains(&name));
        let mut bytes = Vec::new();
        while let Ok(Some(piece)) = field.chunk().await {
            if is_written && bytes.len() < FORM_LIMIT {
                bytes.extend_from_slice(&piece);
            }
        }
        written.push(String::from_utf8_lossy(&bytes).into_owned());
    }
    written
}
