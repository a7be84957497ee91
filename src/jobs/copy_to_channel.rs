//! Showing a message in the ticket's channel.

use anyhow::Context as _;

use crate::ids::MessageId;
use crate::jobs::deliver_to_dm::show;
use crate::jobs::errand::{Errand, Trouble};
use crate::jobs::open_channel;
use crate::models::delivery::Side;
use crate::models::user::User;

/// Shows the message in as many posts as it takes.
pub async fn run(errand: &Errand, message: MessageId) -> Result<(), Trouble> {
    let (message, ticket) = errand.message(message).await?;
    let channel = match ticket.channel_id {
        Some(channel) => channel,
        None if ticket.is_closed() => {
            return Err(Trouble::NoChannel);
        }
        // It could not be created when the ticket was opened; perhaps it can now.
        None => {
            let member = User::find(&mut *errand.db().await?, ticket.member_id).await?;
            let member = member.context("a ticket's member does not exist")?;
            open_channel::create(errand, &ticket, &member).await?
        }
    };
    show(errand, (message, &ticket), (channel, Side::Channel)).await
}
