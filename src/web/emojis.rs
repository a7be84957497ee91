//! Pictures of emojis, from this host.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::emojis;
use crate::ids::EmojiId;
use crate::models::permission::Permission;
use crate::web::avatars::picture;
use crate::web::failure::Failure;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

/// Who sees a page that shows some: those with messages, and those with categories.
const READERS: &[Permission] = &[
    Permission::ViewPanel,
    Permission::ViewTickets,
    Permission::ManageCategories,
];

/// Pictures of emojis.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/emojis/{emoji}", Who::MayAny(READERS), show).asked_by_pages()]
}

/// `GET /emojis/7`
pub async fn show(signed: Signed, Path(emoji): Path<EmojiId>) -> Result<Response, Failure> {
    let Some(emoji) = emojis::find(&signed.app, emoji).await? else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let key = emoji.object_key.unwrap_or_default();
    Ok(picture(&signed, (&key, emoji.media_type)).await?)
}
