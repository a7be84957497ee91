//! Copying the files of a message into the object store.

use serde_json::Value;

use crate::discord::Failure;
use crate::ids::MessageId;
use crate::jobs::errand::{Errand, Trouble};
use crate::models::attachment::Attachment;
use crate::models::cause::FailureCause;
use crate::models::delivery::{Post, PostAuthor, Side};
use crate::models::ticket::Ticket;

/// After how many attempts a file that does not come is given up: the conversation waits behind it.
const MOST_ATTEMPTS: i32 = 5;

/// Copies each file that is not there yet. One that cannot be had any more is marked, and holds nothing up.
pub async fn run(errand: &Errand, message: MessageId) -> Result<(), Trouble> {
    let (_, ticket) = errand.message(message).await?;
    let attachments = Attachment::of(&mut *errand.db().await?, message).await?;
    for attachment in attachments.iter().filter(|one| one.object_key.is_none()) {
        keep(errand, &ticket, attachment).await?;
    }
    errand.finish().await
}

async fn keep(errand: &Errand, ticket: &Ticket, attachment: &Attachment) -> Result<(), Trouble> {
    let Some(url) = &attachment.source_url else {
        return Ok(());
    };
    let fetched = match fetch(errand, url).await {
        Err(Trouble::Discord(Failure::Refused { .. })) => refetch(errand, attachment, url).await,
        fetched => fetched,
    };
    let (act, conn) = (errand.act(), &mut errand.db().await?);
    match fetched {
        Ok((key, size)) => Ok(attachment.kept(conn, (&act, ticket), &key, size).await?),
        Err(trouble) if is_final(&trouble) || errand.attempts() >= MOST_ATTEMPTS => {
            let why = (&*trouble.to_string(), cause(&trouble));
            Ok(attachment.lost(conn, (&act, ticket), why).await?)
        }
        Err(trouble) => Err(trouble),
    }
}

fn is_final(trouble: &Trouble) -> bool {
    matches!(trouble, Trouble::Discord(Failure::Refused { .. }))
}

fn cause(trouble: &Trouble) -> Option<FailureCause> {
    match trouble {
        Trouble::Discord(Failure::Refused { status: 404, .. }) => Some(FailureCause::FileGone),
        trouble => trouble.cause(),
    }
}

async fn fetch(errand: &Errand, url: &str) -> Result<(String, i64), Trouble> {
    let bytes = errand.app.discord.download(url).await?;
    let kept = errand.app.files.keep(bytes).await?;
    Ok((
        kept.key,
        i64::try_from(kept.size).map_err(anyhow::Error::new)?,
    ))
}

/// Discord signs the addresses of files for a day: a fresh look at the message gives fresh ones.
async fn refetch(
    errand: &Errand,
    attachment: &Attachment,
    expired: &str,
) -> Result<(String, i64), Trouble> {
    let gone = || {
        let message = "the file is not on Discord any more".to_owned();
        Trouble::Discord(Failure::Refused {
            status: 404,
            code: 0,
            message,
        })
    };
    let mut source = None;
    for side in [Side::Dm, Side::Channel] {
        let post = Post::first_of(&mut *errand.db().await?, attachment.message_id, side).await?;
        source = source.or(post.filter(|post| post.author == PostAuthor::Them));
    }
    let post = source.ok_or_else(gone)?;
    let message = errand
        .app
        .discord
        .message(post.channel_id, post.discord_message_id)
        .await?;
    let fresh = same_file(&message, expired).ok_or_else(gone)?;
    fetch(errand, &fresh).await
}

/// The address in `message` that names the same file as `expired`, whatever it is signed with.
fn same_file(message: &Value, expired: &str) -> Option<String> {
    let name = expired.split('?').next()?;
    let forwarded = message.pointer("/message_snapshots/0/message/attachments");
    [message.get("attachments"), forwarded]
        .into_iter()
        .flatten()
        .filter_map(Value::as_array)
        .flatten()
        .filter_map(|attachment| attachment["url"].as_str())
        .find(|url| url.split('?').next() == Some(name))
        .map(str::to_owned)
}
