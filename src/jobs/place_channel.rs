//! Putting a ticket's channel where its category wants it, open to those whom that lets in.

use diesel_async::AsyncConnection;

use crate::discord::channels::{Place, Stands};
use crate::ids::TicketId;
use crate::jobs::errand::{Errand, Trouble};
use crate::models::category::Category;
use crate::models::setting::version::Current;
use crate::models::ticket::Ticket;
use crate::outbox::{self, Job, Notice};

/// Moves the channel. Doing it again moves nothing.
pub async fn run(errand: &Errand, ticket: TicketId) -> Result<(), Trouble> {
    let ticket = errand.ticket(ticket).await?;
    let Some(channel) = ticket.channel_id else {
        // It has none yet, and is created in its place; or it has none any more.
        return errand.finish().await;
    };
    let server = errand.app.config.bot.mode.staff_server();
    let place = place_of(errand, &ticket).await?;
    let stands = errand
        .app
        .discord
        .place_channel(server, channel, &place)
        .await?;
    let conn = &mut errand.db().await?;
    let recorded = conn.transaction(async |conn| {
        if stands == Stands::Outside {
            let notice = Notice::CategoryFull;
            let job = Job::Announce {
                ticket: ticket.id,
                notice,
            };
            outbox::enqueue(conn, ticket.member_id, &job, errand.act().at).await?;
        }
        errand.end(conn).await
    });
    Ok(recorded.await?)
}

/// Where the channel of a ticket belongs: into the Discord category of its own category, or else into the inbox.
pub(super) async fn place_of(errand: &Errand, ticket: &Ticket) -> Result<Place, Trouble> {
    let conn = &mut errand.db().await?;
    let category = match ticket.category_id {
        Some(id) => Category::get(conn, id).await?,
        None => None,
    };
    // Word of a new inbox may still be on its way to this process when the job that follows it is carried out.
    let file = errand.app.follower.file();
    let inbox = Current::load(conn, file).await?.settings.inbox;
    Ok(match category {
        Some(category) => Place {
            category: category.discord_category_id.unwrap_or(inbox),
            only_for: category.staff_roles,
        },
        None => Place {
            category: inbox,
            only_for: Vec::new(),
        },
    })
}
