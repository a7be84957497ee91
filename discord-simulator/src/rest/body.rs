//! Reading the body of a request: JSON, a form, or parts with files.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use serde_json::Value;

use crate::api_error::ApiError;
use crate::draft::Upload;
use crate::form;

/// The largest request that is read at all; Discord's limits per file are stricter.
pub(crate) const MAX_BODY: usize = 600 << 20;

/// The JSON body, from the whole of it or from the part `payload_json`, and the files.
pub(super) async fn body_of(request: Request<Body>) -> Result<(Value, Vec<Upload>), ApiError> {
    let kind = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        let multipart = Multipart::from_request(request, &()).await;
        return read_parts(multipart.map_err(|_| ApiError::malformed_json())?).await;
    }
    let is_form = kind.starts_with("application/x-www-form-urlencoded");
    let bytes = to_bytes(request.into_body(), MAX_BODY)
        .await
        .map_err(|_| ApiError::too_large())?;
    if bytes.is_empty() {
        return Ok((Value::Null, Vec::new()));
    }
    if is_form {
        let pairs = url::form_urlencoded::parse(&bytes);
        let fields =
            pairs.map(|(key, value)| (key.into_owned(), Value::String(value.into_owned())));
        return Ok((Value::Object(fields.collect()), Vec::new()));
    }
    let body = serde_json::from_slice(&bytes).map_err(|_| ApiError::malformed_json())?;
    Ok((body, Vec::new()))
}

/// Reads the parts of a multipart body; `attachments[].id` in the JSON tells which file carries which description.
pub(crate) async fn read_parts(mut multipart: Multipart) -> Result<(Value, Vec<Upload>), ApiError> {
    let mut body = Value::Object(serde_json::Map::new());
    let mut files: Vec<(String, Upload)> = Vec::new();
    while let Some(part) = multipart
        .next_field()
        .await
        .map_err(|_| ApiError::malformed_json())?
    {
        let name = part.name().unwrap_or_default().to_owned();
        let filename = part.file_name().map(str::to_owned);
        let content_type = part.content_type().map(str::to_owned);
        let bytes = part.bytes().await.map_err(|_| ApiError::too_large())?;
        if name == "payload_json" {
            body = serde_json::from_slice(&bytes).map_err(|_| ApiError::malformed_json())?;
        } else if let Some(filename) = filename {
            let upload = Upload {
                filename,
                description: None,
                content_type,
                bytes,
            };
            files.push((name, upload));
        } else if let Ok(text) = String::from_utf8(bytes.to_vec()) {
            body[name] = Value::String(text);
        }
    }
    let described = files
        .into_iter()
        .map(|(name, upload)| described(&body, &name, upload));
    let described = described.collect();
    Ok((body, described))
}

/// Gives the file in part `files[n]` the name and description of `attachments[].id == n`.
fn described(body: &Value, part: &str, mut upload: Upload) -> Upload {
    let number = part
        .strip_prefix("files[")
        .and_then(|rest| rest.strip_suffix(']'));
    let number = number.and_then(|number| number.parse::<u64>().ok());
    let attachments = form::list(body, "attachments")
        .into_iter()
        .chain(form::list(&body["data"], "attachments"));
    for attachment in attachments {
        if number.is_some() && attachment.get("id").and_then(form::number) == number {
            let text = |field: &str| {
                attachment
                    .get(field)
                    .and_then(Value::as_str)
                    .map(str::to_owned)
            };
            upload.description = text("description");
            upload.filename = text("filename").unwrap_or(upload.filename);
        }
    }
    upload
}
