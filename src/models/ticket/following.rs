//! Following a channel that staff have dragged: the ticket is of the category to whose place it was brought.

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

use crate::error::{Error, Refusal};
use crate::ids::{CategoryId, ChannelId};
use crate::models::actor::Act;
use crate::models::category::Category;
use crate::models::staff::Appointments;
use crate::models::ticket::Ticket;
use crate::outbox;

impl Ticket {
    /// Moves the ticket of `channel` to the category whose channels stand under `to`, or out of every one when that is the inbox. A
    /// place that is neither changes nothing, and so does a channel that we are about to put in its place ourselves.
    ///
    /// # Errors
    ///
    /// Fails when the database does.
    pub async fn follow_channel(
        conn: &mut AsyncPgConnection,
        at: DateTime<Utc>,
        (channel, to): (ChannelId, ChannelId),
        (appointments, inbox): (&Appointments, ChannelId),
    ) -> Result<(), Error> {
        let Some(ticket) = Self::in_channel(conn, channel).await? else {
            return Ok(());
        };
        let about_to_be_placed = (ticket.member_id, ticket.id);
        if ticket.is_closed() || outbox::places_channel(conn, about_to_be_placed).await? {
            return Ok(());
        }
        let categories = Category::load_kept(conn).await?;
        let Some(wanted) = category_at(&categories, ticket.category_id, (to, inbox)) else {
            return Ok(());
        };
        let act = Act::of_system(at);
        match Self::move_to(conn, &act, ticket.id, (appointments, wanted)).await {
            // Somebody has switched the category off or removed it this very moment.
            Err(Error::Refused(Refusal::CategoryDisabled | Refusal::CategoryNotFound)) => Ok(()),
            moved => moved.map(|_| ()),
        }
    }
}

/// Where a ticket belongs whose channel stands under `to`: in a category, or in none. `None` when it is where it belongs, or when
/// nothing of ours is there.
fn category_at(
    categories: &[Category],
    current: Option<CategoryId>,
    (to, inbox): (ChannelId, ChannelId),
) -> Option<Option<CategoryId>> {
    let place = |category: &Category| category.discord_category_id.unwrap_or(inbox);
    let own = categories
        .iter()
        .find(|category| Some(category.id) == current);
    if own.map_or(inbox, place) == to {
        return None;
    }
    let brought_to = categories
        .iter()
        .find(|category| category.enabled && category.discord_category_id == Some(to));
    match brought_to {
        Some(category) => Some(Some(category.id)),
        None => (to == inbox).then_some(None),
    }
}
