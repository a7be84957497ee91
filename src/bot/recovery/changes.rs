//! What was edited and deleted while nobody listened, among the last messages of a channel.

use std::collections::HashSet;

use serde_json::Value;

use super::{FULL_PAGE, Turn};
use crate::bot::Bot;
use crate::bot::incoming::written::{Written, id};
use crate::bot::incoming::{direct, talk};
use crate::bot::lanes::Lane;
use crate::discord::Failure;
use crate::error::Error;
use crate::ids::{ChannelId, PostId};
use crate::models::delivery::Post;

/// Compares what we hold of a channel with what stands in it now. An edit that is known already changes nothing.
pub(super) async fn follow(bot: &Bot, lane: Lane, turn: Turn) -> Option<()> {
    let (Lane::Dm(channel) | Lane::Server(channel)) = lane else {
        return Some(());
    };
    let compare = async || compare(bot, channel, turn).await;
    let found = bot.persist("comparing a channel with its history", compare);
    let Some(Changes { present, deleted }) = found.await?.ok()? else {
        return Some(());
    };
    for written in present.into_iter().filter_map(Written::read) {
        match lane {
            Lane::Dm(_) => direct::revise(bot, &written).await,
            _ => talk::revise(bot, &written).await,
        }
    }
    match lane {
        _ if deleted.is_empty() => {}
        Lane::Dm(channel) => direct::withdraw(bot, channel, &deleted).await,
        _ => talk::withdraw(bot, &deleted).await,
    }
    Some(())
}

/// The last messages of a channel, and those that are missing among them.
struct Changes {
    present: Vec<Value>,
    deleted: Vec<PostId>,
}

/// Nothing is asked of Discord when no message of ours came from the channel, and nothing is concluded when Discord does not tell.
async fn compare(bot: &Bot, channel: ChannelId, turn: Turn) -> Result<Option<Changes>, Error> {
    let held = Post::theirs_from(&mut *bot.app.db().await?, channel, PostId(0)).await?;
    if held.is_empty() {
        return Ok(None);
    }
    let history = {
        let _permit = bot.progress.permit(turn).await;
        bot.app.discord.last_messages(channel).await
    };
    let present = match history {
        Ok(present) => present,
        Err(Failure::Refused { .. }) => return Ok(None),
        Err(failure) => return Err(anyhow::Error::new(failure).into()),
    };
    let ids: HashSet<i64> = present.iter().filter_map(|one| id(&one["id"])).collect();
    if !shows_known(bot, channel, &ids).await? {
        return Ok(None);
    }
    // Behind a full page there is more that we have not looked at.
    let is_whole = present.len() < FULL_PAGE;
    let first = ids.iter().min().copied().filter(|_| !is_whole).unwrap_or(0);
    let is_missing = |post: &PostId| post.0 >= first && !ids.contains(&post.0);
    let deleted = held.into_iter().filter(is_missing).collect();
    Ok(Some(Changes { present, deleted }))
}

/// Whether a page shows anything that is on record. To whoever may not read a channel's history Discord shows an empty one.
async fn shows_known(bot: &Bot, channel: ChannelId, ids: &HashSet<i64>) -> Result<bool, Error> {
    let Some(&first) = ids.iter().min() else {
        return Ok(false);
    };
    let conn = &mut bot.app.db().await?;
    let known = Post::known_since(conn, channel, PostId(first)).await?;
    Ok(known.iter().any(|post| ids.contains(&post.0)))
}
