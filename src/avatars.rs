//! Pictures of people, fetched from Discord once and served from here: no page asks another host for anything.

use crate::app::App;
use crate::error::Error;
use crate::ids::UserId;
use crate::models::avatar::Avatar;
use crate::models::user::User;
use crate::pictures::{self, PATIENCE};

/// The width that is asked for, in pixels: enough for dense screens.
const WIDTH: u32 = 128;

/// The picture that Discord calls by this hash; `None` when there is none. Only the one that somebody has now is fetched, so that
/// this server fetches nothing that a visitor makes up.
///
/// # Errors
///
/// Fails when the database or the object store does.
pub async fn find(app: &App, user: UserId, hash: &str) -> Result<Option<Avatar>, Error> {
    if !is_hash(hash) {
        return Ok(None);
    }
    let now = app.clock.now();
    {
        let conn = &mut app.db().await?;
        let known = Avatar::find(conn, user, hash).await?;
        if let Some(known) =
            known.filter(|one| one.object_key.is_some() || now - one.fetched_at < PATIENCE)
        {
            return Ok(Some(known).filter(|one| one.object_key.is_some()));
        }
        let found = User::find(conn, user).await?;
        if found.is_none_or(|found| found.avatar.as_deref() != Some(hash)) {
            return Ok(None);
        }
    }
    let path = format!("/avatars/{user}/{hash}.png?size={WIDTH}");
    let (object_key, media_type) = match pictures::fetch(app, &path).await? {
        Some((key, media_type)) => (Some(key), media_type),
        None => (None, ""),
    };
    let avatar = Avatar {
        user_id: user,
        hash: hash.to_owned(),
        object_key,
        media_type: media_type.to_owned(),
        fetched_at: now,
    };
    avatar.remember(&mut *app.db().await?).await?;
    Ok(Some(avatar).filter(|avatar| avatar.object_key.is_some()))
}

/// Where the picture of an account is, if it has one.
pub fn address(user: &User) -> Option<String> {
    let hash = user.avatar.as_deref().filter(|hash| is_hash(hash))?;
    Some(format!("/avatars/{}/{hash}", user.id))
}

/// Thirty-two hexadecimal digits; those of moving pictures are marked.
fn is_hash(text: &str) -> bool {
    let digits = text.strip_prefix("a_").unwrap_or(text);
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    digits.len() == 32 && digits.bytes().all(is_digit)
}
