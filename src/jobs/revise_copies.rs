//! Bringing what we posted of a message in line with what it says now.

use crate::discord::Failure;
use crate::discord::posting::Posting;
use crate::ids::{ChannelId, MessageId};
use crate::jobs::errand::{Errand, Trouble};
use crate::jobs::rendering;
use crate::models::delivery::{Post, PostAuthor, Side};
use crate::models::message::Message;

/// Revises the copies on both sides.
pub async fn run(errand: &Errand, message: MessageId) -> Result<(), Trouble> {
    let (message, _) = errand.message(message).await?;
    for side in [Side::Dm, Side::Channel] {
        revise_side(errand, &message, side).await?;
    }
    errand.finish().await
}

/// Revises the copies on one side. A side that shows nothing stays that way: what is still on its way there is sent as it is now.
pub(super) async fn revise_side(
    errand: &Errand,
    message: &Message,
    side: Side,
) -> Result<(), Trouble> {
    let shown = Post::showing(&mut *errand.db().await?, message.id, side).await?;
    let Some(first) = shown.first() else {
        return Ok(());
    };
    let channel = first.channel_id;
    let postings = rendering::revised(errand, message.clone(), side).await?;
    for (post, posting) in shown.iter().zip(&postings) {
        let place = (channel, post.discord_message_id);
        forgive_absence(errand.app.discord.revise_message(place, posting).await)?;
    }
    for superfluous in shown.iter().skip(postings.len()) {
        errand
            .app
            .discord
            .remove_message(channel, superfluous.discord_message_id)
            .await?;
        superfluous.forget(&mut *errand.db().await?).await?;
    }
    for (part, posting) in postings.iter().enumerate().skip(shown.len()) {
        add_part(errand, message, (channel, side), (part, posting)).await?;
    }
    Ok(())
}

async fn add_part(
    errand: &Errand,
    message: &Message,
    (channel_id, side): (ChannelId, Side),
    (part, posting): (usize, &Posting),
) -> Result<(), Trouble> {
    // The two sides of one task need nonces of their own.
    let nonce_part = match side {
        Side::Dm => part,
        Side::Channel => part + 1_000,
    };
    let discord_message_id = errand.post(channel_id, posting, nonce_part).await?;
    let part = i32::try_from(part).map_err(anyhow::Error::new)?;
    let (message_id, author) = (message.id, PostAuthor::Us);
    let post = Post {
        discord_message_id,
        channel_id,
        message_id,
        side,
        author,
        part,
    };
    Ok(post.insert(&mut *errand.db().await?).await?)
}

/// A copy that somebody removed on Discord needs no revision.
fn forgive_absence(answer: Result<(), Failure>) -> Result<(), Failure> {
    match answer {
        Err(failure) if failure.is_not_found() => Ok(()),
        answer => answer,
    }
}
