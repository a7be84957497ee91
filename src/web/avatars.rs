//! Pictures of people, from this host.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::avatars;
use crate::error::Error;
use crate::ids::UserId;
use crate::models::permission::Permission;
use crate::web::failure::Failure;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

/// Another picture has another address.
const KEPT_BY_THE_READER: HeaderValue =
    HeaderValue::from_static("private, max-age=604800, immutable");
/// Whatever it is, it runs nothing and reaches nothing.
const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

/// Pictures of people.
pub fn routes() -> Vec<Route> {
    let read = Who::May(Permission::ViewPanel);
    vec![Route::get("/avatars/{user}/{hash}", read, show).asked_by_pages()]
}

/// `GET /avatars/7/0123…`
pub async fn show(
    signed: Signed,
    Path((user, hash)): Path<(UserId, String)>,
) -> Result<Response, Failure> {
    let Some(avatar) = avatars::find(&signed.app, user, &hash).await? else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let key = avatar.object_key.unwrap_or_default();
    Ok(picture(&signed, (&key, avatar.media_type)).await?)
}

/// A picture that is kept with the files.
pub async fn picture(
    signed: &Signed,
    (key, media_type): (&str, String),
) -> Result<Response, Error> {
    let bytes = signed.app.files.read(key).await?;
    let media_type = HeaderValue::try_from(media_type).map_err(anyhow::Error::new)?;
    let headers = HeaderMap::from_iter([
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, KEPT_BY_THE_READER),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ]);
    Ok((headers, Body::from_stream(bytes)).into_response())
}
