//! The files that pages load. Their addresses carry a hash of their bytes, so browsers may keep them for ever, and so each is compressed
//! only once.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::{LazyLock, Mutex, PoisonError};

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use views::assets::Asset;

use crate::web::route::{Route, Who};

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// What has been asked for so far, compressed, by address.
static COMPRESSED: LazyLock<Mutex<HashMap<String, Bytes>>> = LazyLock::new(Mutex::default);

/// The files that pages load.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/assets/{*path}", Who::Anybody, show)]
}

/// `GET /assets/rustmail.1a2b3c4d.css`
pub async fn show(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = views::assets::find(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let about = [
        (header::CACHE_CONTROL, FOR_EVER.to_owned()),
        (header::ETAG, asset.etag.clone()),
        (header::CONTENT_TYPE, asset.mime.clone()),
        (header::VARY, "accept-encoding".to_owned()),
    ];
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if text(header::IF_NONE_MATCH) == Some(asset.etag.as_str()) {
        return (StatusCode::NOT_MODIFIED, about).into_response();
    }
    let takes_gzip = text(header::ACCEPT_ENCODING).is_some_and(|ways| ways.contains("gzip"));
    let is_text = asset.mime.starts_with("text/") || asset.mime.starts_with("image/svg");
    if takes_gzip
        && is_text
        && let Some(small) = compressed(&path, &asset)
    {
        let mut response = (about, small).into_response();
        let gzip = HeaderValue::from_static("gzip");
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, gzip);
        return response;
    }
    (about, asset.bytes).into_response()
}

/// The file as small as it gets; nothing when that fails, and it has to go as it is.
fn compressed(path: &str, asset: &Asset) -> Option<Bytes> {
    let mut known = COMPRESSED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(small) = known.get(path) {
        return Some(small.clone());
    }
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&asset.bytes).ok()?;
    let small = Bytes::from(gzip.finish().ok()?);
    known.insert(path.to_owned(), small.clone());
    Some(small)
}
