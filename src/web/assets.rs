//! The files that pages load. Their addresses carry a hash of their bytes, so browsers may keep them for ever.

use crate::web::route::{Route, Who};
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The files that pages load.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/assets/{*path}", Who::Anybody, show)]
}

/// `GET /assets/panel.1a2b3c4d.css`
pub async fn show(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = views::assets::find(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let about = [
        (header::CACHE_CONTROL, FOR_EVER.to_owned()),
        (header::ETAG, asset.etag.clone()),
        (header::CONTENT_TYPE, asset.mime),
    ];
    let held = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    if held == Some(asset.etag.as_str()) {
        return (StatusCode::NOT_MODIFIED, about).into_response();
    }
    (about, asset.bytes).into_response()
}
