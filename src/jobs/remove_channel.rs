//! Removing the channel of a closed ticket, and leaving word of it where the owner wants that.

use diesel_async::AsyncConnection;

use crate::discord::posting::Posting;
use crate::discord::speech::escaped;
use crate::ids::{ChannelId, TicketId};
use crate::jobs::errand::{Errand, Trouble};
use crate::models::closure::Closure;

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
    // What not everybody sees is told in no channel that others read.
    let is_restricted = ticket.is_restricted(&mut *errand.db().await?).await?;
    if let Some(logs) = errand
        .app
        .settings()
        .closure_log()
        .filter(|_| !is_restricted)
    {
        log(errand, ticket.id, logs).await?;
    }
    let conn = &mut errand.db().await?;
    let recorded = conn.transaction(async |conn| {
        ticket.set_channel(conn, None).await?;
        errand.end(conn).await
    });
    Ok(recorded.await?)
}

async fn log(errand: &Errand, ticket: TicketId, logs: ChannelId) -> Result<(), Trouble> {
    let closure = Closure::last_done(&mut *errand.db().await?, ticket).await?;
    let by = closure
        .map(|closure| closure.actor_name)
        .unwrap_or_default();
    let url = format!("{}/tickets/{ticket}", errand.app.config.public_url());
    let values = [
        ("ticket", ticket.to_string().into()),
        ("name", escaped(&by).into()),
        ("url", url.into()),
    ];
    let text = errand.app.words().with("logs-ticket-closed", &values);
    errand.post(logs, &Posting::text(text), 0).await?;
    Ok(())
}
