//! Removing the channel of a closed ticket.

use diesel_async::AsyncConnection;

use crate::ids::TicketId;
use crate::jobs::errand::{Errand, Trouble};

/// Removes the channel. The conversation stays in the panel.
pub async fn run(errand: &Errand, ticket: TicketId) -> Result<(), Trouble> {
    let ticket = errand.ticket(ticket).await?;
    if !ticket.is_closed() {
        // It was reopened before its channel was gone, and keeps it.
        return errand.finish().await;
    }
    if let Some(channel) = ticket.channel_id {
        errand.app.discord.remove_channel(channel).await?;
    }
    let conn = &mut errand.db().await?;
    let recorded = conn.transaction(async |conn| {
        ticket.set_channel(conn, None).await?;
        errand.end(conn).await
    });
    Ok(recorded.await?)
}
