//! Showing a message in the ticket's channel.

use crate::ids::MessageId;
use crate::jobs::deliver_to_dm::show;
use crate::jobs::errand::{Errand, Trouble};
use crate::models::delivery::Side;

/// Shows the message in as many posts as it takes.
pub async fn run(errand: &Errand, message: MessageId) -> Result<(), Trouble> {
    let (message, ticket) = errand.message(message).await?;
    let Some(channel) = ticket.channel_id else {
        return Err(Trouble::Hopeless("the ticket has no channel".to_owned()));
    };
    show(errand, (message, &ticket), (channel, Side::Channel)).await
}
