//! Lists of tickets, in pages by key, so that no page costs more than the first.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Flaw, Refusal};
use crate::models::actor::Act;
use crate::models::listing::{Listing, Page};
use crate::models::ticket::Ticket;
use crate::models::ticket::filtering::Filter;
use crate::models::ticket::sorting::{Key, Reading};

impl Ticket {
    /// Up to `most` tickets of a list.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`](crate::models::permission::Permission::ViewTickets), a place in a list of another
    /// order, and closed tickets in an order that only open ones have.
    pub async fn list(
        conn: &mut AsyncPgConnection,
        act: &Act,
        filter: &Filter,
        (page, most): (Page<Key>, i64),
    ) -> Result<Listing<Self>, Error> {
        let query = filter.query(conn, act).await?;
        let reading = match page.is_read_backward() {
            true => Reading::Backward,
            false => Reading::Forward,
        };
        let edge = page.edge();
        if edge.is_some_and(|key| key.sort != filter.sort) {
            return Err(Refusal::Invalid {
                field: "after",
                why: Flaw::PlaceOfOtherOrder,
            }
            .into());
        }
        let query = match edge {
            Some(key) => filter.sort.beyond(query, (key, reading)),
            None => query,
        };
        let found = filter
            .sort
            .order(query, reading)
            .limit(most + 1)
            .select(Self::as_select())
            .load(conn)
            .await?;
        Ok(Listing::cut(found, &page, most))
    }
}
