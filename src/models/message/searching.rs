//! The search for what was said: in everything that members, staff and programs wrote, notes and deleted messages included.

mod foreseeing;
mod matching;

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt, Float, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::ids::MessageId;
use crate::models::actor::Act;
use crate::models::message::Kind;
use crate::models::permission::Permission;
use crate::models::text_enum::text_enum;
use crate::models::wording::Wording;

/// The most messages that are put in order by how well they match, where many do.
pub const MOST_RANKED: i64 = 200;
/// The most that are, where few are foreseen to match, so that all of them can be looked at.
pub const MOST_RANKED_OF_FEW: i64 = 4_000;
text_enum! {
    /// The order of what is found.
    Order {
        /// What matches best comes first.
        Relevance = "relevance",
        /// What was said last comes first.
        Newest = "newest",
    }
}

/// What is looked for.
#[derive(Debug, Clone)]
pub struct Search {
    /// The words.
    pub wording: Wording,
    /// Only messages of this kind.
    pub kind: Option<Kind>,
    /// The order of what is found.
    pub order: Order,
}

/// The place of something that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// How well it matches; nothing where that is of no account.
    pub rank: Option<f32>,
    /// The message.
    pub id: MessageId,
}

/// A part of what was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The messages by their places, in order.
    pub places: Vec<Place>,
    /// Whether more was found after these.
    pub has_more: bool,
    /// How many messages were put in order, when there may be older ones that match as well and were not looked at.
    pub cut: Option<i64>,
    /// Whether the last word was looked for as it stands in older messages: too many words begin like it.
    pub is_narrowed: bool,
}

#[derive(QueryableByName)]
struct Ranked {
    #[diesel(sql_type = BigInt)]
    id: MessageId,
    #[diesel(sql_type = Float)]
    rank: f32,
}

impl Search {
    /// Up to `most` messages that match and that whoever acts sees, those after a place.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`].
    pub async fn run(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        (after, most): (Option<Place>, usize),
    ) -> Result<Found, Error> {
        act.actor.require(Permission::ViewTickets)?;
        match self.order {
            Order::Newest => self.newest(conn, act, (after, most)).await,
            Order::Relevance => self.best(conn, act, (after, most)).await,
        }
    }

    async fn newest(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        (after, most): (Option<Place>, usize),
    ) -> Result<Found, Error> {
        let before = after.map(|place| place.id);
        let limit = i64::try_from(most).unwrap_or(0) + 1;
        let foreseen = self.foresee(conn).await?;
        let found = self.matches(conn, act, (&foreseen, before, limit)).await?;
        let mut ids = found.ids;
        let has_more = ids.len() > most;
        ids.truncate(most);
        let places = ids.into_iter().map(|id| Place { rank: None, id });
        Ok(Found {
            places: places.collect(),
            has_more,
            cut: None,
            is_narrowed: found.is_narrowed,
        })
    }

    async fn best(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        (after, most): (Option<Place>, usize),
    ) -> Result<Found, Error> {
        let foreseen = self.foresee(conn).await?;
        let limit = match foreseen.are_few() {
            true => MOST_RANKED_OF_FEW,
            false => MOST_RANKED,
        };
        let found = self.matches(conn, act, (&foreseen, None, limit)).await?;
        let cut = (length(&found.ids) >= limit).then_some(limit);
        let ranked: Vec<Ranked> = sql_query(RANKS)
            .bind::<Text, _>(self.widest())
            .bind::<Array<BigInt>, _>(&found.ids)
            .load(conn)
            .await?;
        let mut places: Vec<Place> = ranked.into_iter().map(Ranked::place).collect();
        places.sort_by(Place::cmp_best_first);
        if let Some(after) = after {
            places.retain(|place| place.cmp_best_first(&after).is_gt());
        }
        let has_more = places.len() > most;
        places.truncate(most);
        Ok(Found {
            places,
            has_more,
            cut,
            is_narrowed: found.is_narrowed,
        })
    }

    /// The query that finds most.
    fn widest(&self) -> &str {
        let beginning = self.wording.beginning.as_ref();
        beginning.map_or(self.wording.exact.as_str(), |one| one.query.as_str())
    }
}

fn length<T>(found: &[T]) -> i64 {
    i64::try_from(found.len()).unwrap_or(i64::MAX)
}

impl Place {
    fn cmp_best_first(&self, other: &Self) -> std::cmp::Ordering {
        let rank = |place: &Self| place.rank.unwrap_or(0.0);
        let by_rank = rank(other).total_cmp(&rank(self));
        by_rank.then_with(|| other.id.0.cmp(&self.id.0))
    }
}

impl Ranked {
    fn place(self) -> Place {
        Place {
            rank: Some(self.rank),
            id: self.id,
        }
    }
}

/// Many matches in few words count more than the same in many.
const RANKS: &str = "
    SELECT id, ts_rank(search, to_tsquery('simple', $1), 1) AS rank FROM messages WHERE id = ANY ($2)";
