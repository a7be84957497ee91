//! The search for what was said: in everything that members, staff and programs wrote, notes and deleted messages included.
//!
//! However many messages match, only some of the newest that do are looked at and put in order. How they are found depends on how
//! frequent the words are, which Postgres knows about from its statistics: rare ones are looked up in the index of words, frequent ones
//! come along quickly when the newest messages are read one after the other. Neither way alone would hold: the index lists every
//! message that matches before it gives the first, and reading on and on for a word that hardly anybody used would end nowhere.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt, Float, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::ids::MessageId;
use crate::models::actor::Act;
use crate::models::message::Kind;
use crate::models::permission::Permission;
use crate::models::text_enum::text_enum;
use crate::models::wording::Wording;

/// The most messages that are put in order by how well they match.
pub const MOST_RANKED: i64 = 200;
/// Words of which more matches than this are foreseen are frequent.
const FREQUENT: i64 = 20_000;
/// Beginnings of words of which more matches than this are foreseen are too much for the index.
const TOO_FREQUENT: i64 = 100_000;
/// How many of the newest messages are read one after the other.
const NEWEST: i64 = 50_000;

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
    /// Whether there may be older messages that match as well and were not looked at.
    pub is_cut: bool,
}

#[derive(QueryableByName)]
struct Match {
    #[diesel(sql_type = BigInt)]
    id: MessageId,
}

#[derive(QueryableByName)]
struct Ranked {
    #[diesel(sql_type = BigInt)]
    id: MessageId,
    #[diesel(sql_type = Float)]
    rank: f32,
}

#[derive(QueryableByName)]
struct Foreseen {
    #[diesel(sql_type = BigInt)]
    whole: i64,
    #[diesel(sql_type = BigInt)]
    beginning: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    newest: Option<i64>,
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
        let mut ids = self.matches(conn, act, (before, limit)).await?;
        let has_more = ids.len() > most;
        ids.truncate(most);
        let places = ids.into_iter().map(|id| Place { rank: None, id });
        Ok(Found {
            places: places.collect(),
            has_more,
            is_cut: false,
        })
    }

    async fn best(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        (after, most): (Option<Place>, usize),
    ) -> Result<Found, Error> {
        let ids = self.matches(conn, act, (None, MOST_RANKED)).await?;
        let is_cut = i64::try_from(ids.len()).unwrap_or(0) >= MOST_RANKED;
        let ranked: Vec<Ranked> = sql_query(RANKS)
            .bind::<Text, _>(self.widest())
            .bind::<Array<BigInt>, _>(&ids)
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
            is_cut,
        })
    }

    /// The newest messages that match, newest first.
    async fn matches(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        (before, most): (Option<MessageId>, i64),
    ) -> Result<Vec<MessageId>, Error> {
        let foreseen = self.foresee(conn).await?;
        let end = foreseen.newest.unwrap_or(0).saturating_add(1);
        let before = before.map_or(end, |before| before.0.min(end));
        if foreseen.whole <= FREQUENT {
            let query = self.for_index(&foreseen);
            return self.look_up(conn, act, (query, before, most)).await;
        }
        let start = before.saturating_sub(NEWEST);
        let mut found = self.read_newest(conn, act, (start, before, most)).await?;
        let missing = most - i64::try_from(found.len()).unwrap_or(0);
        if missing > 0 {
            // Matches are rarer after all than foreseen, rare enough for the index.
            let query = self.for_index(&foreseen);
            found.extend(self.look_up(conn, act, (query, start, missing)).await?);
        }
        Ok(found)
    }

    async fn foresee(&self, conn: &mut AsyncPgConnection) -> QueryResult<Foreseen> {
        let beginning = self.wording.beginning.as_ref();
        sql_query(FORESEEN)
            .bind::<Text, _>(self.widest())
            .bind::<Nullable<Text>, _>(beginning.map(|one| one.alone.as_str()))
            .get_result(conn)
            .await
    }

    async fn look_up(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        (query, before, most): (&str, i64, i64),
    ) -> QueryResult<Vec<MessageId>> {
        let found: Vec<Match> = sql_query(LOOKED_UP)
            .bind::<Text, _>(query)
            .bind::<Nullable<Text>, _>(self.kind.map(Kind::word))
            .bind::<Array<BigInt>, _>(act.actor.sight().hidden())
            .bind::<BigInt, _>(before)
            .bind::<BigInt, _>(most)
            .load(conn)
            .await?;
        Ok(found.into_iter().map(|one| one.id).collect())
    }

    async fn read_newest(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        (start, before, most): (i64, i64, i64),
    ) -> QueryResult<Vec<MessageId>> {
        let found: Vec<Match> = sql_query(READ_NEWEST)
            .bind::<Text, _>(self.widest())
            .bind::<Nullable<Text>, _>(self.kind.map(Kind::word))
            .bind::<Array<BigInt>, _>(act.actor.sight().hidden())
            .bind::<BigInt, _>(start)
            .bind::<BigInt, _>(before)
            .bind::<BigInt, _>(most)
            .load(conn)
            .await?;
        Ok(found.into_iter().map(|one| one.id).collect())
    }

    /// The query that finds most.
    fn widest(&self) -> &str {
        let beginning = self.wording.beginning.as_ref();
        beginning.map_or(self.wording.exact.as_str(), |one| one.query.as_str())
    }

    /// The query for the index, which collects all that begins in a way before it looks at the other words.
    fn for_index(&self, foreseen: &Foreseen) -> &str {
        if foreseen.beginning > TOO_FREQUENT {
            &self.wording.exact
        } else {
            self.widest()
        }
    }
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

const FORESEEN: &str = "
    SELECT foreseen_matches(to_tsquery('simple', $1)) AS whole,
           CASE WHEN $2 IS NULL THEN 0 ELSE foreseen_matches(to_tsquery('simple', $2)) END AS beginning,
           (SELECT max(id) FROM messages) AS newest";

/// Through the index of words. What it finds is put in order here, so that Postgres is not tempted to read messages in the order of
/// their ids until enough of them match.
const LOOKED_UP: &str = "
    SELECT found.id FROM (
        SELECT id, ticket_id FROM messages
        WHERE search @@ to_tsquery('simple', $1) AND ($2 IS NULL OR kind = $2) AND id < $4
        ORDER BY id + 0 DESC OFFSET 0
    ) AS found CROSS JOIN LATERAL (
        SELECT FROM tickets
        WHERE tickets.id = found.ticket_id AND (tickets.category_id IS NULL OR tickets.category_id <> ALL ($3))
        OFFSET 0
    ) AS seen LIMIT $5";

/// One message after the other, from the newest on.
const READ_NEWEST: &str = "
    SELECT found.id FROM (
        SELECT id, ticket_id, kind, search FROM messages WHERE id >= $4 AND id < $5 ORDER BY id DESC OFFSET 0
    ) AS found CROSS JOIN LATERAL (
        SELECT FROM tickets
        WHERE tickets.id = found.ticket_id AND (tickets.category_id IS NULL OR tickets.category_id <> ALL ($3))
        OFFSET 0
    ) AS seen
    WHERE found.search @@ to_tsquery('simple', $1) AND ($2 IS NULL OR found.kind = $2)
    LIMIT $6";

/// Many matches in few words count more than the same in many.
const RANKS: &str = "
    SELECT id, ts_rank(search, to_tsquery('simple', $1), 1) AS rank FROM messages WHERE id = ANY ($2)";
