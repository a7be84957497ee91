//! Pictures of people, fetched from Discord once and served from here: no page asks another host for anything.

use bytes::{Bytes, BytesMut};
use chrono::TimeDelta;
use futures::{StreamExt as _, stream};

use crate::app::App;
use crate::discord::Failure;
use crate::error::Error;
use crate::ids::UserId;
use crate::models::avatar::Avatar;
use crate::models::user::User;

/// The width that is asked for, in pixels: enough for dense screens.
const WIDTH: u32 = 128;
/// The most bytes of a picture.
const LARGEST: usize = 1024 * 1024;
/// After what time it is tried again to fetch one that could not be had.
const PATIENCE: TimeDelta = TimeDelta::hours(1);
/// How pictures begin that browsers show and cannot run as anything else.
const KINDS: [(&[u8], &str); 3] = [
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"\xff\xd8\xff", "image/jpeg"),
];

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
    let fetched = match fetch(app, user, hash).await {
        Ok(fetched) => fetched,
        Err(failure) => {
            tracing::warn!(%user, %failure, "a picture cannot be fetched");
            None
        }
    };
    let (object_key, media_type) = match fetched {
        Some((bytes, media_type)) => (Some(keep(app, bytes).await?), media_type),
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

/// The bytes and their kind; `None` when they are no picture, or too many.
async fn fetch(
    app: &App,
    user: UserId,
    hash: &str,
) -> Result<Option<(Bytes, &'static str)>, Failure> {
    let cdn = app.discord.cdn_url().trim_end_matches('/');
    let url = format!("{cdn}/avatars/{user}/{hash}.png?size={WIDTH}");
    let mut pieces = app.discord.download(&url).await?;
    let mut bytes = BytesMut::new();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|error| Failure::Unanswered(error.without_url().to_string()))?;
        if bytes.len() + piece.len() > LARGEST {
            return Ok(None);
        }
        bytes.extend_from_slice(&piece);
    }
    let kind = KINDS
        .iter()
        .find(|(beginning, _)| bytes.starts_with(beginning));
    Ok(kind.map(|(_, media_type)| (bytes.freeze(), *media_type)))
}

async fn keep(app: &App, bytes: Bytes) -> Result<String, Error> {
    let whole = stream::iter([Ok::<_, std::io::Error>(bytes)]);
    Ok(app.files.keep(whole).await?.key)
}
