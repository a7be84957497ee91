//! Letting the member see that staff are typing. This is no task of the outbox: a moment later it would not be true any more.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::announcements::Announcement;
use crate::app::App;
use crate::error::Error;
use crate::ids::TicketId;
use crate::models::dm_channel::DmChannel;
use crate::models::ticket::Ticket;

/// Discord shows for ten seconds that somebody types; it is told again shortly before.
const PAUSE: Duration = Duration::from_secs(8);
/// Of how many tickets it is remembered when the member saw it last, before what is over is forgotten.
const REMEMBERED: usize = 256;

/// Tells members that somebody writes to them, until `stop`. Only the leader runs this.
pub async fn run(app: Arc<App>, stop: CancellationToken) {
    let mut listener = app.announcements.subscribe();
    let mut told: HashMap<TicketId, Instant> = HashMap::new();
    loop {
        let announcement = tokio::select! {
            announcement = listener.next() => announcement,
            () = stop.cancelled() => return,
        };
        let present = match announcement {
            Some(Announcement::Presence(present))
                if present.is_answering && app.settings().staff_typing =>
            {
                present
            }
            Some(_) => continue,
            None => return,
        };
        let ticket = TicketId(present.ticket_id);
        if told.get(&ticket).is_some_and(|at| at.elapsed() < PAUSE) {
            continue;
        }
        if told.len() >= REMEMBERED {
            told.retain(|_, at| at.elapsed() < PAUSE);
        }
        told.insert(ticket, Instant::now());
        let app = Arc::clone(&app);
        tokio::spawn(async move {
            if let Err(error) = show(&app, ticket).await {
                tracing::debug!(%ticket, error = format!("{error:#}"), "a member does not see that somebody types");
            }
        });
    }
}

async fn show(app: &App, ticket: TicketId) -> Result<(), Error> {
    let channel = {
        let conn = &mut app.db().await?;
        let ticket = Ticket::get(conn, ticket).await?;
        // Who has been told nothing of the ticket yet does not wait for an answer.
        let Some(ticket) = ticket.filter(|ticket| !ticket.is_closed() && !ticket.silent) else {
            return Ok(());
        };
        DmChannel::of(conn, ticket.member_id).await?
    };
    if let Some(channel) = channel {
        let shown = app.discord.show_typing(channel.channel_id).await;
        shown.map_err(anyhow::Error::new)?;
    }
    Ok(())
}
