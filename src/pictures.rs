//! Pictures that Discord keeps: fetched once, if they are pictures, and put with the files. No page asks another host for anything.

use bytes::{Bytes, BytesMut};
use chrono::TimeDelta;
use futures::{StreamExt as _, stream};

use crate::app::App;
use crate::discord::{Failure, Silence};
use crate::error::Error;

/// The most bytes of a picture.
const LARGEST: usize = 1024 * 1024;
/// How pictures begin that browsers show and cannot run as anything else.
const KINDS: [(&[u8], &str); 3] = [
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"\xff\xd8\xff", "image/jpeg"),
];

/// After what time it is tried again to fetch one that could not be had.
pub const PATIENCE: TimeDelta = TimeDelta::hours(1);

/// Fetches what Discord keeps under this path of its CDN, and puts it with the files. Gives its key there and what kind of picture it
/// is; `None` when it cannot be had, when it is no picture, and when it is too large.
///
/// # Errors
///
/// Fails when the object store does.
pub async fn fetch(app: &App, path: &str) -> Result<Option<(String, &'static str)>, Error> {
    match download(app, path).await {
        Ok(Some((bytes, media_type))) => {
            let whole = stream::iter([Ok::<_, std::io::Error>(bytes)]);
            Ok(Some((app.files.keep(whole).await?.key, media_type)))
        }
        Ok(None) => Ok(None),
        Err(failure) => {
            tracing::warn!(path, %failure, "a picture cannot be fetched");
            Ok(None)
        }
    }
}

async fn download(app: &App, path: &str) -> Result<Option<(Bytes, &'static str)>, Failure> {
    let cdn = app.discord.cdn_url().trim_end_matches('/');
    let mut pieces = app.discord.download(&format!("{cdn}{path}")).await?;
    let mut bytes = BytesMut::new();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|error| {
            let reason = error.without_url().to_string();
            Failure::Unanswered(Silence::Broken(reason))
        })?;
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
