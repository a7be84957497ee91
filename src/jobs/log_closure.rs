//! Leaving word of a closed ticket, where the owner wants that.

use crate::discord::posting::Posting;
use crate::discord::speech::escaped;
use crate::ids::TicketId;
use crate::jobs::errand::{Errand, Trouble};
use crate::models::closure::Closure;

/// Posts the line.
pub async fn run(errand: &Errand, ticket: TicketId) -> Result<(), Trouble> {
    let Some(logs) = errand.app.settings().closure_log() else {
        return errand.finish().await;
    };
    // What not everybody sees is told in no channel that others read.
    let found = errand.ticket(ticket).await?;
    if found.is_restricted(&mut *errand.db().await?).await? {
        return errand.finish().await;
    }
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
    errand.finish().await
}
