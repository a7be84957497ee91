//! The bytes of attachments: for staff, and for whoever was sent the link.

pub mod medium;
pub mod part;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::error::{Error, Refusal};
use crate::ids::AttachmentId;
use crate::models::attachment::Attachment;
use crate::models::permission::Permission;
use crate::web::attachments::part::Part;
use crate::web::failure::Failure;
use crate::web::headers::RESOURCE_POLICY;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

/// Whatever the file is, it runs nothing and reaches nothing.
const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");
/// Whoever may not see it any more, or has signed out, does not find it in the browser either.
const ASKED_FOR_EACH_TIME: HeaderValue = HeaderValue::from_static("private, no-cache");

/// The files of tickets.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/attachments/{attachment}/{name}",
            Who::May(Permission::ViewTickets),
            show,
        )
        .asked_by_pages(),
    ]
}

/// The files that members were sent an address of.
pub fn shared_routes() -> Vec<Route> {
    vec![Route::get(
        "/files/{share_key}/{name}",
        Who::Anybody,
        show_shared,
    )]
}

/// `GET /attachments/5/receipt.png`, for staff.
pub async fn show(
    signed: Signed,
    Path((attachment, _name)): Path<(AttachmentId, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let act = signed.act();
    let attachment = Attachment::find(&mut *signed.app.db().await?, &act, attachment).await?;
    Ok(send(&signed.app, &attachment, &headers).await?)
}

/// `GET /files/0123…/receipt.png`, for whoever holds the key.
pub async fn show_shared(
    State(app): State<Arc<App>>,
    Path((share_key, _name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let attachment = Attachment::shared(&mut *app.db().await?, &share_key).await?;
    let mut response = send(&app, &attachment, &headers).await?;
    // A transcript that lies on somebody's disk shows its pictures from here.
    let anywhere = HeaderValue::from_static("cross-origin");
    response.headers_mut().insert(RESOURCE_POLICY, anywhere);
    Ok(response)
}

/// Where staff open an attachment, once its bytes are here.
pub fn address(attachment: &Attachment) -> Option<String> {
    let name = encoded(&attachment.name);
    attachment
        .object_key
        .as_ref()
        .map(|_| format!("/attachments/{}/{name}", attachment.id))
}

/// Where whoever is given the address opens an attachment, once its bytes are here.
pub fn shared_address(attachment: &Attachment) -> Option<String> {
    let name = encoded(&attachment.name);
    attachment
        .object_key
        .as_ref()
        .map(|_| format!("/files/{}/{name}", attachment.share_key))
}

async fn send(app: &App, attachment: &Attachment, asked: &HeaderMap) -> Result<Response, Error> {
    let key = attachment
        .object_key
        .as_deref()
        .ok_or(Refusal::AttachmentNotFound)?;
    let mut headers = about(attachment)?;
    let etag = HeaderValue::try_from(format!("\"{key}\"")).map_err(anyhow::Error::new)?;
    let held = asked.get(header::IF_NONE_MATCH) == Some(&etag);
    headers.insert(header::ETAG, etag);
    if held {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let size = u64::try_from(attachment.size).unwrap_or_default();
    let part = match Part::of(asked, &headers, size) {
        Part::Whole => {
            let bytes = app.files.read(key).await?;
            headers.insert(header::CONTENT_LENGTH, attachment.size.into());
            return Ok((headers, Body::from_stream(bytes)).into_response());
        }
        Part::Nothing => {
            let whole = HeaderValue::try_from(format!("bytes */{size}"));
            headers.insert(header::CONTENT_RANGE, whole.map_err(anyhow::Error::new)?);
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, headers).into_response());
        }
        Part::Some(part) => part,
    };
    let told = format!("bytes {}-{}/{size}", part.start, part.end - 1);
    let told = HeaderValue::try_from(told).map_err(anyhow::Error::new)?;
    headers.insert(header::CONTENT_RANGE, told);
    headers.insert(header::CONTENT_LENGTH, (part.end - part.start).into());
    let bytes = app.files.read_part(key, part).await?;
    Ok((
        StatusCode::PARTIAL_CONTENT,
        headers,
        Body::from_stream(bytes),
    )
        .into_response())
}

/// What the browser is told about a file: what it cannot show is only ever saved.
fn about(attachment: &Attachment) -> Result<HeaderMap, Error> {
    let shown = medium::shown(&attachment.media_type);
    let place = if shown.is_some() {
        "inline"
    } else {
        "attachment"
    };
    let disposition = format!("{place}; filename*=UTF-8''{}", encoded(&attachment.name));
    let disposition = HeaderValue::try_from(disposition).map_err(anyhow::Error::new)?;
    let media_type = HeaderValue::from_static(shown.unwrap_or("application/octet-stream"));
    Ok(HeaderMap::from_iter([
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, ASKED_FOR_EACH_TIME),
        (header::ACCEPT_RANGES, HeaderValue::from_static("bytes")),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        ),
    ]))
}

/// A name with everything encoded that means something in an address or a header.
fn encoded(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    // A name of dots alone would lead browsers to another address.
    if name.bytes().all(|byte| byte == b'.') {
        encoded.replace('.', "_")
    } else {
        encoded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_its_place() {
        let cases = [
            ("receipt (1).png", "receipt%20%281%29.png"),
            ("a/../b?c#d\".html", "a%2F..%2Fb%3Fc%23d%22.html"),
            ("é\r\n", "%C3%A9%0D%0A"),
            ("..", "__"),
        ];
        for (name, expected) in cases {
            assert_eq!(encoded(name), expected, "{name:?}");
        }
    }
}
