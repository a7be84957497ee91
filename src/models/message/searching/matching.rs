//! The messages that match, the newest first and not more than are wanted.
//!
//! How they are found depends on how frequent the words are, as it is foreseen. An index of words lists every message that matches before it
//! gives the first, so only rare words are looked up in all of it, and others in one stretch of ids after the other, from the newest on.
//! Of words that are in every other message, the newest are soonest found by reading messages as they come.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::ids::MessageId;
use crate::models::actor::Act;
use crate::models::message::Kind;
use crate::models::message::searching::foreseeing::Foreseen;
use crate::models::message::searching::{Search, length};

/// Words of which at most so many matches are foreseen are looked up everywhere at once.
pub(super) const RARE: i64 = 3_000;
/// Words that are foreseen in one of so many messages, or in more, are found by reading.
const FREQUENT: i64 = 200;
/// Beginnings of words of which more matches than this are foreseen are too much for the index, which collects all that begin so
/// before it looks at anything else.
pub(super) const TOO_MUCH: i64 = 20_000;
/// How many of the newest messages are read one after the other.
const NEWEST: i64 = 50_000;
/// A stretch of ids, as the index of words has them: this power of two.
const STRETCH: i64 = 14;
/// The most stretches that are looked up at once.
const MOST_STRETCHES: i64 = 64;

/// The first and the last of some stretches of messages.
type Stretches = (i64, i64);

#[derive(QueryableByName)]
struct Match {
    #[diesel(sql_type = BigInt)]
    id: MessageId,
}

/// A query for the index, and how many matches of it are foreseen.
struct Lookup<'a> {
    query: &'a str,
    foreseen: i64,
    /// The newest message of all.
    newest: i64,
}

/// The newest messages that match, newest first.
pub(super) struct Matches {
    pub ids: Vec<MessageId>,
    /// Whether the last word was looked for as it stands in older ones.
    pub is_narrowed: bool,
}

impl Search {
    /// The newest messages that match, newest first.
    pub(super) async fn matches(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        (foreseen, before, most): (&Foreseen, Option<MessageId>, i64),
    ) -> Result<Matches, Error> {
        let newest = foreseen.newest;
        let before = before.map_or(newest, |before| before.0.saturating_sub(1).min(newest)) + 1;
        let is_too_much = foreseen.beginning > TOO_MUCH;
        let lookup = if is_too_much {
            Lookup {
                query: &self.wording.exact,
                foreseen: foreseen.exact,
                newest,
            }
        } else {
            Lookup {
                query: self.widest(),
                foreseen: foreseen.widest,
                newest,
            }
        };
        // Whoever wants all of few is not served by the newest.
        let wants_all = foreseen.are_few() && most > RARE;
        let is_rare = foreseen.widest.saturating_mul(FREQUENT) < newest;
        if !is_too_much && (is_rare || wants_all) {
            return Ok(Matches {
                ids: self.look_up(conn, act, (&lookup, before, most)).await?,
                is_narrowed: false,
            });
        }
        let start = before.saturating_sub(NEWEST).max(0);
        let mut ids = self.read_newest(conn, act, (start, before, most)).await?;
        let missing = most - length(&ids);
        if missing > 0 {
            ids.extend(self.look_up(conn, act, (&lookup, start, missing)).await?);
        }
        Ok(Matches {
            ids,
            is_narrowed: is_too_much && missing > 0 && start > 0,
        })
    }

    /// Through the index of words: all at once when there cannot be many matches, or else stretch by stretch, as many at a time as are
    /// expected to hold what is missing.
    async fn look_up(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        (lookup, before, most): (&Lookup<'_>, i64, i64),
    ) -> QueryResult<Vec<MessageId>> {
        if lookup.foreseen <= RARE {
            let everywhere = (lookup.query, before, most);
            return self.ask_index(conn, act, (everywhere, None)).await;
        }
        let mut found = Vec::new();
        let mut end = before;
        let messages_for_one = lookup.newest / lookup.foreseen.max(1);
        let mut stretches = 1 + (most.saturating_mul(messages_for_one) >> STRETCH);
        while end > 0 && length(&found) < most {
            stretches = stretches.min(MOST_STRETCHES);
            let start = ((((end - 1) >> STRETCH) + 1 - stretches).max(0)) << STRETCH;
            let missing = most - length(&found);
            let part = (lookup.query, end, missing);
            let stretch = Some((start >> STRETCH, (end - 1) >> STRETCH));
            let more = self.ask_index(conn, act, (part, stretch)).await?;
            // What was missed by much needs longer strides.
            if length(&more) * 2 < missing {
                stretches *= 4;
            }
            found.extend(more);
            end = start;
        }
        Ok(found)
    }

    /// Those before `end`, in the stretches from one to another or in all.
    async fn ask_index(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        ((query, end, most), stretches): ((&str, i64, i64), Option<Stretches>),
    ) -> QueryResult<Vec<MessageId>> {
        let (sql, (first, last)) = match stretches {
            Some(stretches) => (LOOKED_UP_IN_STRETCHES, stretches),
            None => (LOOKED_UP, (0, -1)),
        };
        let stretches: Vec<i64> = (first..=last).collect();
        let found: Vec<Match> = sql_query(sql)
            .bind::<Text, _>(query)
            .bind::<Nullable<Text>, _>(self.kind.map(Kind::word))
            .bind::<Array<BigInt>, _>(act.actor.sight().hidden())
            .bind::<BigInt, _>(end)
            .bind::<BigInt, _>(most)
            .bind::<Array<BigInt>, _>(stretches)
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
}

/// What the index finds is put in order here, so that Postgres is not tempted to read messages in the order of their ids until enough
/// of them match.
const LOOKED_UP: &str = "
    SELECT found.id FROM (
        SELECT id, ticket_id FROM messages
        WHERE search @@ to_tsquery('simple', $1) AND ($2 IS NULL OR kind = $2) AND id < $4 AND $6 IS NOT NULL
        ORDER BY id + 0 DESC OFFSET 0
    ) AS found CROSS JOIN LATERAL (
        SELECT FROM tickets
        WHERE tickets.id = found.ticket_id AND (tickets.category_id IS NULL OR tickets.category_id <> ALL ($3))
        OFFSET 0
    ) AS seen LIMIT $5";

/// The same in some stretches of ids.
const LOOKED_UP_IN_STRETCHES: &str = "
    SELECT found.id FROM (
        SELECT id, ticket_id FROM messages
        WHERE search @@ to_tsquery('simple', $1) AND ($2 IS NULL OR kind = $2) AND id < $4 AND ARRAY[id >> 14] && $6
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
