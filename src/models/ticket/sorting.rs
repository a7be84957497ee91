//! The orders in which a list of tickets is read. Each has an index behind it, and a page of a list is named by the key of its
//! neighbour.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Text, Timestamptz};

use crate::ids::TicketId;
use crate::models::text_enum::text_enum;
use crate::models::ticket::filtering::Query;
use crate::models::ticket::{Priority, Ticket};

text_enum! {
    /// The order of a list of tickets.
    Sort {
        /// In which somebody wrote last comes first.
        Activity = "activity",
        /// What was opened last comes first.
        Newest = "newest",
        /// What was opened first comes first.
        Oldest = "oldest",
        /// In which somebody waits longest comes first. Only open tickets.
        Waiting = "waiting",
        /// What is most urgent comes first; what is as urgent, by waiting. Only open tickets.
        Priority = "priority",
    }
}

#[expect(
    clippy::derivable_impls,
    reason = "the macro that declares the enum knows no default"
)]
impl Default for Sort {
    fn default() -> Self {
        Self::Activity
    }
}

/// A ticket's place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The order of the list.
    pub sort: Sort,
    /// How urgent the ticket is, 0 for most; 0 in orders that do not go by it.
    pub urgency: i32,
    /// The time by which it is sorted.
    pub at: DateTime<Utc>,
    /// Its number, for tickets of the same moment.
    pub id: TicketId,
}

/// In which direction a list is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    Forward,
    Backward,
}

impl Sort {
    /// Whether closed tickets have no place in it.
    pub fn is_of_open_tickets(self) -> bool {
        matches!(self, Self::Waiting | Self::Priority)
    }

    /// Puts a query in order.
    pub(super) fn order(self, query: Query, reading: Reading) -> Query {
        let is_rising = self.is_rising() == (reading == Reading::Forward);
        let order = match (self, is_rising) {
            (Self::Activity, true) => "tickets.last_activity_at, tickets.id",
            (Self::Activity, false) => "tickets.last_activity_at DESC, tickets.id DESC",
            (Self::Newest | Self::Oldest, true) => "tickets.opened_at, tickets.id",
            (Self::Newest | Self::Oldest, false) => "tickets.opened_at DESC, tickets.id DESC",
            (Self::Waiting, true) => "tickets.waiting_since, tickets.id",
            (Self::Waiting, false) => "tickets.waiting_since DESC, tickets.id DESC",
            (Self::Priority, true) => {
                "urgency(tickets.priority), tickets.waiting_since, tickets.id"
            }
            (Self::Priority, false) => {
                "urgency(tickets.priority) DESC, tickets.waiting_since DESC, tickets.id DESC"
            }
        };
        query.order(sql::<Text>(order))
    }

    /// Only what comes after a place, in the direction of reading. Rows are compared as wholes, as the indexes have them.
    pub(super) fn beyond(self, query: Query, (key, reading): (Key, Reading)) -> Query {
        let columns = match self {
            Self::Activity => "(tickets.last_activity_at, tickets.id)",
            Self::Newest | Self::Oldest => "(tickets.opened_at, tickets.id)",
            Self::Waiting => "(tickets.waiting_since, tickets.id)",
            Self::Priority => "(urgency(tickets.priority), tickets.waiting_since, tickets.id)",
        };
        let is_rising = self.is_rising() == (reading == Reading::Forward);
        let comparison = if is_rising { " > (" } else { " < (" };
        let compared = format!("{columns}{comparison}");
        if self == Self::Priority {
            let beyond = sql::<Bool>(&compared)
                .bind::<Integer, _>(key.urgency)
                .sql(", ")
                .bind::<Timestamptz, _>(key.at)
                .sql(", ")
                .bind::<BigInt, _>(key.id)
                .sql(")");
            return query.filter(beyond);
        }
        let beyond = sql::<Bool>(&compared)
            .bind::<Timestamptz, _>(key.at)
            .sql(", ")
            .bind::<BigInt, _>(key.id)
            .sql(")");
        query.filter(beyond)
    }

    fn is_rising(self) -> bool {
        matches!(self, Self::Oldest | Self::Waiting | Self::Priority)
    }
}

impl Ticket {
    /// The place in a list of this order.
    pub fn key(&self, sort: Sort) -> Key {
        let at = match sort {
            Sort::Activity => self.last_activity_at,
            Sort::Newest | Sort::Oldest => self.opened_at,
            Sort::Waiting | Sort::Priority => self.waiting_since,
        };
        let urgency = match (sort, self.priority) {
            (Sort::Priority, Priority::Urgent) => 0,
            (Sort::Priority, Priority::High) => 1,
            (Sort::Priority, Priority::Normal) => 2,
            (Sort::Priority, Priority::Low) => 3,
            _ => 0,
        };
        Key {
            sort,
            urgency,
            at,
            id: self.id,
        }
    }
}

impl Key {
    /// The place as a word for addresses, which [`Key::read`] understands.
    pub fn write(self) -> String {
        let Self {
            sort, urgency, at, ..
        } = self;
        let (sort, micros) = (sort.word(), at.timestamp_micros());
        format!("{sort}.{urgency}.{micros}.{}", self.id)
    }

    /// The place that `text` was written for; `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, '.');
        let sort = Sort::from_word(parts.next()?)?;
        let urgency = parts.next()?.parse().ok()?;
        // Nothing happened before 1970; Postgres does not even know every time before it.
        let micros: u64 = parts.next()?.parse().ok()?;
        let at = DateTime::from_timestamp_micros(micros.try_into().ok()?)?;
        let id = parts.next()?.parse().ok()?;
        Some(Self {
            sort,
            urgency,
            at,
            id,
        })
    }
}
