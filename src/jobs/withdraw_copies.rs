//! What happens to the copies of a message that its author deleted: the member sees it no more, staff see that it is deleted.

use crate::ids::MessageId;
use crate::jobs::errand::{Errand, Trouble};
use crate::jobs::revise_copies::{end, is_shown, revise_channel};
use crate::models::delivery::{DeliveryState, Post, Side};

/// Removes the posts in the DM, and marks those in the ticket's channel.
pub async fn run(errand: &Errand, message: MessageId) -> Result<(), Trouble> {
    let (message, _) = errand.message(message).await?;
    if is_shown(errand, &message) {
        revise_channel(errand, &message).await?;
    }
    let shown = Post::showing(&mut *errand.db().await?, message.id, Side::Dm).await?;
    for post in shown {
        errand
            .app
            .discord
            .remove_message(post.channel_id, post.discord_message_id)
            .await?;
        post.forget(&mut *errand.db().await?).await?;
    }
    // What was tried again has arrived: nothing of it is left there.
    let arrived = [DeliveryState::Queued, DeliveryState::Outdated];
    end(errand, &message, &arrived).await
}
