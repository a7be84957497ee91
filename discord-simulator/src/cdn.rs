//! The files: attachments behind signed links, and pictures drawn on demand for avatars, icons and stickers.

use std::collections::HashMap;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::picture;
use crate::simulator::Simulator;
use crate::snowflake::Snowflake;

/// The routes, with and without the prefix that keeps them apart from the rest of this server.
pub(crate) fn router() -> Router<Simulator> {
    let files = Router::new()
        .route("/attachments/{channel_id}/{id}/{filename}", get(attachment))
        .route(
            "/ephemeral-attachments/{channel_id}/{id}/{filename}",
            get(attachment),
        )
        .route("/avatars/{id}/{file}", get(picture_of))
        .route("/icons/{id}/{file}", get(picture_of))
        .route("/embed/avatars/{file}", get(default_avatar))
        .route("/emojis/{file}", get(emoji))
        .route("/stickers/{file}", get(sticker));
    Router::new().nest("/cdn", files.clone()).merge(files)
}

async fn attachment(
    State(simulator): State<Simulator>,
    Path((_, id, filename)): Path<(String, Snowflake, String)>,
    Query(link): Query<HashMap<String, String>>,
) -> Response {
    let part = |name: &str| link.get(name).map(String::as_str).unwrap_or_default();
    let found = simulator.read(|world| {
        let is_good = world.is_link_good(id, part("ex"), part("hm"));
        world
            .attachment(id)
            .filter(|file| is_good && file.filename == filename)
            .cloned()
    });
    let Some((attachment, bytes)) = found.zip(simulator.files().get(id)) else {
        return gone();
    };
    let headers = [
        (CONTENT_TYPE, attachment.content_type),
        (
            CONTENT_DISPOSITION,
            format!("inline; filename={}", attachment.filename),
        ),
        (CACHE_CONTROL, "private, max-age=86400".to_owned()),
    ];
    (headers, bytes).into_response()
}

async fn picture_of(Path((id, _)): Path<(Snowflake, String)>) -> Response {
    png(id.0)
}

async fn default_avatar(Path(file): Path<String>) -> Response {
    png(number_in(&file))
}

async fn emoji(Path(file): Path<String>) -> Response {
    png(number_in(&file))
}

async fn sticker(State(simulator): State<Simulator>, Path(file): Path<String>) -> Response {
    let id = Snowflake(number_in(&file));
    if simulator.read(|world| world.sticker(id).is_err()) {
        return gone();
    }
    png(id.0)
}

fn png(seed: u64) -> Response {
    ([(CONTENT_TYPE, "image/png")], picture::draw(seed)).into_response()
}

fn number_in(file: &str) -> u64 {
    file.split('.')
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or_default()
}

/// What Discord answers for files that are gone and for links that have expired.
fn gone() -> Response {
    (
        StatusCode::NOT_FOUND,
        "This content is no longer available.",
    )
        .into_response()
}
