//! Lists of tickets, in pages by key, so that no page costs more than the first.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Flaw, Refusal};
use crate::models::actor::Act;
use crate::models::ticket::Ticket;
use crate::models::ticket::filtering::Filter;
use crate::models::ticket::sorting::{Key, Reading};

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The beginning.
    First,
    /// What comes after the ticket at this place.
    After(Key),
    /// What comes before the ticket at this place.
    Before(Key),
    /// The end.
    Last,
}

/// A part of a list.
#[derive(Debug, Clone)]
pub struct Listing<T> {
    /// The tickets, in the order of the list.
    pub rows: Vec<T>,
    /// Whether there are others before these.
    pub has_earlier: bool,
    /// Whether there are others after these.
    pub has_later: bool,
}

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
        (page, most): (Page, i64),
    ) -> Result<Listing<Self>, Error> {
        let query = filter.query(conn, act).await?;
        let (reading, edge) = match page {
            Page::First => (Reading::Forward, None),
            Page::After(key) => (Reading::Forward, Some(key)),
            Page::Before(key) => (Reading::Backward, Some(key)),
            Page::Last => (Reading::Backward, None),
        };
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
        Ok(Listing::cut(found, page, most))
    }
}

impl<T> Listing<T> {
    fn cut(mut rows: Vec<T>, page: Page, most: i64) -> Self {
        let shown = usize::try_from(most).unwrap_or(0);
        let more = rows.len() > shown;
        rows.truncate(shown);
        if matches!(page, Page::Before(_) | Page::Last) {
            rows.reverse();
        }
        let (has_earlier, has_later) = match page {
            Page::First => (false, more),
            Page::After(_) => (true, more),
            Page::Before(_) => (more, true),
            Page::Last => (more, false),
        };
        Self {
            rows,
            has_earlier,
            has_later,
        }
    }
}
