//! The time of a closed ticket's channel has come.

use chrono::{DateTime, Utc};
use diesel_async::AsyncConnection;

use crate::error::Error;
use crate::ids::TicketId;
use crate::jobs::errand::{Errand, Trouble};
use crate::models::ticket::Ticket;
use crate::outbox::{self, Job};

/// Has the channel removed, in order with whatever else happens in the conversation, so that a reopening meets it either before or after.
/// A ticket that was reopened keeps its channel; one that was closed again has another time.
pub async fn run(
    errand: &Errand,
    ticket: TicketId,
    closed_at: DateTime<Utc>,
) -> Result<(), Trouble> {
    let conn = &mut errand.db().await?;
    let decided = conn.transaction(async |conn| {
        let ticket = Ticket::lock(conn, ticket).await?;
        if ticket.closed_at == Some(closed_at) {
            let job = Job::RemoveChannel { ticket: ticket.id };
            outbox::enqueue(conn, ticket.member_id, &job, errand.act().at).await?;
        }
        errand.end(conn).await?;
        Ok::<_, Error>(())
    });
    Ok(decided.await?)
}
