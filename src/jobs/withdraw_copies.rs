//! What happens to the copies of a message that its author deleted: the member sees it no more, staff see that it is deleted.

use diesel_async::AsyncConnection;

use crate::ids::MessageId;
use crate::jobs::errand::{Errand, Trouble};
use crate::jobs::revise_copies::{is_shown, revise_channel};
use crate::models::delivery::{Delivery, DeliveryState, Post, Side};
use crate::models::message::Message;

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
    end(errand, &message).await
}

/// What was tried again has arrived: nothing of it is left there.
async fn end(errand: &Errand, message: &Message) -> Result<(), Trouble> {
    let act = errand.act();
    let key = (message.ticket_id, message.id, Side::Dm);
    let conn = &mut errand.db().await?;
    let ended = conn.transaction(async |conn| {
        let delivery = Delivery::find(conn, message.id, Side::Dm).await?;
        if delivery.is_some_and(|delivery| delivery.state == DeliveryState::Queued) {
            Delivery::delivered(conn, &act, key).await?;
        }
        errand.end(conn).await
    });
    Ok(ended.await?)
}
