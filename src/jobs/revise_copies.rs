//! Bringing what we posted of a message in line with what it says now.

use diesel_async::AsyncConnection;

use crate::discord::Failure;
use crate::discord::posting::Posting;
use crate::ids::{ChannelId, MessageId};
use crate::jobs::errand::{Errand, Trouble};
use crate::jobs::rendering;
use crate::models::delivery::{Delivery, DeliveryState, Post, PostAuthor, Side};
use crate::models::message::{Kind, Message};

/// Revises the copies on both sides.
pub async fn run(errand: &Errand, message: MessageId) -> Result<(), Trouble> {
    let (message, _) = errand.message(message).await?;
    let in_dm = revise_dm(errand, &message).await;
    if is_shown(errand, &message) {
        revise_channel(errand, &message).await?;
    }
    end(errand, &message, in_dm?).await
}

/// Revises what the member reads, if anybody edited it: the copy for staff also tells what became of it. Gives the states in which the
/// delivery of a message may be that is there now as it should be.
async fn revise_dm(
    errand: &Errand,
    message: &Message,
) -> Result<&'static [DeliveryState], Trouble> {
    if message.edited_at.is_none() {
        return Ok(&[]);
    }
    revise_side(errand, message, Side::Dm).await?;
    let shown = Post::showing(&mut *errand.db().await?, message.id, Side::Dm).await?;
    Ok(match shown.is_empty() {
        true => &[],
        false => &[
            DeliveryState::Queued,
            DeliveryState::Failed,
            DeliveryState::Outdated,
        ],
    })
}

/// Ends the task, and notes that the member has the message where its delivery was in one of these states.
pub(super) async fn end(
    errand: &Errand,
    message: &Message,
    arrived: &[DeliveryState],
) -> Result<(), Trouble> {
    let act = errand.act();
    let key = (message.ticket_id, message.id, Side::Dm);
    let conn = &mut errand.db().await?;
    let ended = conn.transaction(async |conn| {
        let delivery = Delivery::find(conn, message.id, Side::Dm).await?;
        if delivery.is_some_and(|delivery| arrived.contains(&delivery.state)) {
            Delivery::delivered(conn, &act, key).await?;
        }
        errand.end(conn).await
    });
    Ok(ended.await?)
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
        clear(errand, superfluous).await?;
    }
    for (part, posting) in postings.iter().enumerate().skip(shown.len()) {
        add_part(errand, message, (channel, side), (part, posting)).await?;
    }
    Ok(())
}

/// Whether the channel is to show what a member made of their message: the owner may not want that.
pub(super) fn is_shown(errand: &Errand, message: &Message) -> bool {
    let settings = errand.app.settings();
    let by_member = message.kind == Kind::Member;
    match message.deleted_at {
        Some(_) => !by_member || settings.show_deletions,
        None => !by_member || settings.show_edits,
    }
}

/// Revises the copy that staff see. Where Discord does not let us, the panel still tells the truth.
pub(super) async fn revise_channel(errand: &Errand, message: &Message) -> Result<(), Trouble> {
    match revise_side(errand, message, Side::Channel).await {
        Err(Trouble::Discord(refusal @ Failure::Refused { .. })) => {
            tracing::warn!(%refusal, "a copy in a ticket's channel could not be revised");
            Ok(())
        }
        outcome => outcome,
    }
}

/// Takes the text out of a post that is not needed for it any more. Files that it carries stay.
async fn clear(errand: &Errand, post: &Post) -> Result<(), Trouble> {
    let (channel, id) = (post.channel_id, post.discord_message_id);
    let discord = &errand.app.discord;
    let carries_files = match discord.message(channel, id).await {
        Ok(found) => found["attachments"]
            .as_array()
            .is_some_and(|files| !files.is_empty()),
        Err(failure) if failure.is_not_found() => false,
        Err(failure) => return Err(failure.into()),
    };
    if carries_files {
        return Ok(discord
            .revise_message((channel, id), &Posting::default())
            .await?);
    }
    discord.remove_message(channel, id).await?;
    Ok(post.forget(&mut *errand.db().await?).await?)
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
