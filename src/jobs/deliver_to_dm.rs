//! Sending a message to the member.

use diesel_async::AsyncConnection;

use crate::ids::{ChannelId, MessageId};
use crate::jobs::errand::{Errand, Trouble};
use crate::jobs::rendering;
use crate::models::delivery::{Delivery, Post, PostAuthor, Side};
use crate::models::dm_channel::DmChannel;
use crate::models::message::Message;
use crate::models::ticket::Ticket;

/// Sends the message in as many posts as it takes.
pub async fn run(errand: &Errand, message: MessageId) -> Result<(), Trouble> {
    let (message, ticket) = errand.message(message).await?;
    if message.deleted_at.is_some() {
        return Err(Trouble::Deleted);
    }
    let channel = dm_channel(errand, &ticket).await?;
    show(errand, (message, &ticket), (channel, Side::Dm)).await
}

async fn dm_channel(errand: &Errand, ticket: &Ticket) -> Result<ChannelId, Trouble> {
    let known = DmChannel::of(&mut *errand.db().await?, ticket.member_id).await?;
    if let Some(known) = known {
        return Ok(known.channel_id);
    }
    let channel = errand.app.discord.open_dm(ticket.member_id).await?;
    DmChannel::remember(&mut *errand.db().await?, channel, ticket.member_id).await?;
    Ok(channel)
}

/// Shows a message on one side and records it as delivered. What an earlier attempt has posted stays as it is.
pub(super) async fn show(
    errand: &Errand,
    (message, ticket): (Message, &Ticket),
    (channel, side): (ChannelId, Side),
) -> Result<(), Trouble> {
    let id = message.id;
    let shown = Post::showing(&mut *errand.db().await?, id, side)
        .await?
        .len();
    let postings = rendering::postings(errand, message, side).await?;
    for (part, posting) in postings.iter().enumerate().skip(shown) {
        let discord_message_id = errand.post(channel, posting, part).await?;
        let part = i32::try_from(part).map_err(anyhow::Error::new)?;
        let author = PostAuthor::Us;
        let post = Post {
            discord_message_id,
            channel_id: channel,
            message_id: id,
            side,
            author,
            part,
        };
        post.insert(&mut *errand.db().await?).await?;
    }
    let act = errand.act();
    let conn = &mut errand.db().await?;
    let recorded = conn.transaction(async |conn| {
        Delivery::delivered(conn, &act, (ticket.id, id, side)).await?;
        errand.end(conn).await
    });
    Ok(recorded.await?)
}
