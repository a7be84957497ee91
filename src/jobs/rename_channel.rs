//! Calling a ticket's channel by what staff call the ticket.

use anyhow::Context as _;

use crate::ids::TicketId;
use crate::jobs::errand::{Errand, Trouble};
use crate::jobs::open_channel::channel_name;
use crate::models::user::User;

/// Renames the channel to what the ticket is called now. Discord counts renames, so one that would change nothing is not asked for.
pub async fn run(errand: &Errand, ticket: TicketId) -> Result<(), Trouble> {
    let ticket = errand.ticket(ticket).await?;
    let Some(channel) = ticket.channel_id.filter(|_| !ticket.is_closed()) else {
        return errand.finish().await;
    };
    let member = User::find(&mut *errand.db().await?, ticket.member_id).await?;
    let member = member.context("a ticket's member does not exist")?;
    let name = channel_name(&ticket, &member);
    let discord = &errand.app.discord;
    if discord.channel(channel).await?.name.as_deref() != Some(name.as_str()) {
        discord.rename_channel(channel, &name).await?;
    }
    errand.finish().await
}
