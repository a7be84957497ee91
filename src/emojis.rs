//! Emojis of servers, fetched from Discord once and served from here.

use crate::app::App;
use crate::error::Error;
use crate::ids::EmojiId;
use crate::models::emoji::Emoji;
use crate::pictures::{self, PATIENCE};

/// The width that is asked for, in pixels: enough for dense screens.
const WIDTH: u32 = 64;

/// The picture of an emoji; `None` when there is none. Only one that stands in a message which somebody has looked at, or beside the name
/// of a category, is fetched, so that this server fetches nothing that a visitor makes up.
///
/// # Errors
///
/// Fails when the database or the object store does.
pub async fn find(app: &App, id: EmojiId) -> Result<Option<Emoji>, Error> {
    let now = app.clock.now();
    let Some(known) = known(app, id).await? else {
        return Ok(None);
    };
    let was_tried = known.fetched_at.is_some_and(|at| now - at < PATIENCE);
    if known.object_key.is_some() || was_tried {
        return Ok(Some(known).filter(|one| one.object_key.is_some()));
    }
    let kind = if known.is_animated { "gif" } else { "png" };
    let path = format!("/emojis/{id}.{kind}?size={WIDTH}");
    let (object_key, media_type) = match pictures::fetch(app, &path).await? {
        Some((key, media_type)) => (Some(key), media_type),
        None => (None, ""),
    };
    let emoji = Emoji {
        object_key,
        media_type: media_type.to_owned(),
        fetched_at: Some(now),
        ..known
    };
    emoji.remember(&mut *app.db().await?).await?;
    Ok(Some(emoji).filter(|emoji| emoji.object_key.is_some()))
}

async fn known(app: &App, id: EmojiId) -> Result<Option<Emoji>, Error> {
    let conn = &mut app.db().await?;
    if let Some(known) = Emoji::find(conn, id).await? {
        return Ok(Some(known));
    }
    Emoji::note_of_categories(conn, id).await?;
    Ok(Emoji::find(conn, id).await?)
}

/// Where the picture of an emoji is.
pub fn address(id: EmojiId) -> String {
    format!("/emojis/{id}")
}
