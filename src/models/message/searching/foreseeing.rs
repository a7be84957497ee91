//! How much will match, before anything is looked up: from what Postgres knows of frequent words, and of all others from a look at the
//! newest messages.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::models::message::searching::Search;
use crate::models::message::searching::matching::{RARE, TOO_MUCH};

/// How many of the newest messages are looked at. A word that is in none of them is in fewer than one of so many.
const LOOKED_AT: i64 = 5_000;

/// Of a word that it has never met, Postgres supposes that it is in one of so many messages: `DEFAULT_TS_MATCH_SEL` in its `ts_selfuncs.c`.
const SUPPOSED: i64 = 200;

/// How much is foreseen to match.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub(super) struct Foreseen {
    /// All words as they stand.
    #[diesel(sql_type = BigInt)]
    pub exact: i64,
    /// What finds most: words that begin like the last one, where nothing follows it.
    #[diesel(sql_type = BigInt)]
    pub widest: i64,
    /// What begins like the last word, whatever the others are.
    #[diesel(sql_type = BigInt)]
    pub beginning: i64,
    /// The newest message of all; 0 when there is none.
    #[diesel(sql_type = BigInt)]
    pub newest: i64,
}

impl Foreseen {
    /// Whether so few match that all of them can be looked at.
    pub(super) fn are_few(&self) -> bool {
        self.beginning <= TOO_MUCH && self.widest <= RARE
    }

    /// Whether so many are foreseen that it changes what is done, and yet not more than are only supposed.
    fn is_supposed(&self) -> bool {
        let supposed = self.newest / SUPPOSED + 1;
        let is = |foreseen: i64, many: i64| (many + 1..=supposed).contains(&foreseen);
        is(self.widest, RARE) || is(self.beginning, TOO_MUCH)
    }
}

impl Search {
    pub(super) async fn foresee(&self, conn: &mut AsyncPgConnection) -> QueryResult<Foreseen> {
        let foreseen = self.count_by(FORESEEN, conn).await?;
        if !foreseen.is_supposed() {
            return Ok(foreseen);
        }
        let seen = self.count_by(SEEN, conn).await?;
        let each_stands_for = (foreseen.newest / LOOKED_AT).max(1);
        let likely = |seen: i64, foreseen: i64| foreseen.min(seen.max(1) * each_stands_for);
        Ok(Foreseen {
            exact: likely(seen.exact, foreseen.exact),
            widest: likely(seen.widest, foreseen.widest),
            beginning: likely(seen.beginning, foreseen.beginning),
            newest: foreseen.newest,
        })
    }

    async fn count_by(&self, sql: &str, conn: &mut AsyncPgConnection) -> QueryResult<Foreseen> {
        let beginning = self.wording.beginning.as_ref();
        sql_query(sql)
            .bind::<Text, _>(&self.wording.exact)
            .bind::<Nullable<Text>, _>(beginning.map(|one| one.query.as_str()))
            .bind::<Nullable<Text>, _>(beginning.map(|one| one.alone.as_str()))
            .bind::<BigInt, _>(LOOKED_AT)
            .get_result(conn)
            .await
    }
}

/// From the statistics alone.
const FORESEEN: &str = "
    SELECT foreseen_matches(to_tsquery('simple', $1)) AS exact,
           foreseen_matches(to_tsquery('simple', coalesce($2, $1))) AS widest,
           CASE WHEN $3 IS NULL THEN 0 ELSE foreseen_matches(to_tsquery('simple', $3)) END AS beginning,
           (SELECT coalesce(max(id), 0) FROM messages WHERE $4 > 0) AS newest";

/// How many of the newest messages do match.
const SEEN: &str = "
    SELECT count(*) FILTER (WHERE search @@ to_tsquery('simple', $1)) AS exact,
           count(*) FILTER (WHERE search @@ to_tsquery('simple', coalesce($2, $1))) AS widest,
           count(*) FILTER (WHERE search @@ to_tsquery('simple', $3)) AS beginning,
           coalesce(max(id), 0) AS newest
      FROM (SELECT id, search FROM messages ORDER BY id DESC LIMIT $4) AS newest";
