//! Keeping the roll-ups. The database notes each fact that counts in the transaction that makes it so (`statistics_pending`), whichever
//! verb that is; here those facts are added to the roll-ups, and the roll-ups made anew from the raw rows.
//!
//! Both may happen at any time beside verbs and readers: a reader adds up roll-ups and pending facts of one moment.

use chrono_tz::Tz;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection as _};

use crate::error::Error;
use crate::schema::{statistics_basis, statistics_pending};

/// Adds the pending facts to the roll-ups. Says how many there were.
pub async fn fold(conn: &mut AsyncPgConnection) -> Result<i64, Error> {
    let waiting = statistics_pending::table.select(statistics_pending::id);
    let one: Option<i64> = waiting.first(conn).await.optional()?;
    if one.is_none() {
        return Ok(0);
    }
    conn.transaction(async |conn| {
        conn.batch_execute(ONE_AT_A_TIME).await?;
        let zone: String = statistics_basis::table
            .select(statistics_basis::zone)
            .first(conn)
            .await?;
        Ok(roll_up(conn, PENDING, &zone).await?)
    })
    .await
}

/// Makes the roll-ups anew from the raw rows, with days as they are in `zone`. Says how many facts there are.
pub async fn rebuild(conn: &mut AsyncPgConnection, zone: Tz) -> Result<i64, Error> {
    // What is counted and the facts that it makes pending must be seen at one moment: a change is in both or in neither.
    let mut whole = conn.build_transaction().repeatable_read();
    whole
        .run(async |conn| {
            conn.batch_execute(ONE_AT_A_TIME).await?;
            conn.batch_execute(
                "DELETE FROM statistics_pending; DELETE FROM statistics_days; DELETE FROM statistics_people;
                 DELETE FROM statistics_spreads",
            )
            .await?;
            diesel::update(statistics_basis::table)
                .set(statistics_basis::zone.eq(zone.name()))
                .execute(conn)
                .await?;
            Ok(roll_up(conn, RAW, zone.name()).await?)
        })
        .await
}

/// Rebuilds the roll-ups when their days are those of another time zone than `zone`. Says whether they were.
pub async fn settle_zone(conn: &mut AsyncPgConnection, zone: Tz) -> Result<bool, Error> {
    let kept: String = statistics_basis::table
        .select(statistics_basis::zone)
        .first(conn)
        .await?;
    if kept == zone.name() {
        return Ok(false);
    }
    rebuild(conn, zone).await?;
    Ok(true)
}

/// Whoever changes the roll-ups holds this lock, which hinders no reader. It is taken before the first look at any row.
const ONE_AT_A_TIME: &str = "LOCK TABLE statistics_basis IN EXCLUSIVE MODE";

/// Facts to be rolled up: those that are pending, which no longer are then.
const PENDING: &str =
    "DELETE FROM statistics_pending RETURNING kind, at, category_id, user_id, ms, amount";

/// Facts to be rolled up: all of them.
const RAW: &str = "SELECT kind, at, category_id, user_id, ms, 1 AS amount FROM statistics_facts()";

#[derive(QueryableByName)]
struct Taken {
    #[diesel(sql_type = BigInt)]
    facts: i64,
}

async fn roll_up(conn: &mut AsyncPgConnection, source: &str, zone: &str) -> QueryResult<i64> {
    let taken: Taken = diesel::sql_query(format!("WITH taken AS ({source}), {ROLL_UP}"))
        .bind::<Text, _>(zone)
        .get_result(conn)
        .await?;
    Ok(taken.facts)
}

/// Adds the facts in `taken` to the roll-ups: each to its category and to category 0, which is every ticket. Days are written in order, so
/// that the rows of a period lie together.
const ROLL_UP: &str = "
    counted AS MATERIALIZED (
        SELECT kind, (at AT TIME ZONE $1)::date AS day, category_id, user_id, statistics_bucket(ms) AS bucket,
               sum(amount) AS amount, sum(ms * amount) AS ms, count(*) AS facts
          FROM taken
         GROUP BY 1, 2, 3, 4, 5
    ),
    filed AS (
        SELECT kind, day, series.category_id, user_id, bucket, amount, ms
          FROM counted CROSS JOIN LATERAL (VALUES (0::bigint), (counted.category_id)) AS series (category_id)
         WHERE series.category_id IS NOT NULL
    ),
    days AS (
        INSERT INTO statistics_days AS kept
        SELECT category_id, day,
               coalesce(sum(amount) FILTER (WHERE kind = 'created'), 0),
               coalesce(sum(amount) FILTER (WHERE kind = 'closed'), 0),
               coalesce(sum(ms) FILTER (WHERE kind = 'closed'), 0),
               coalesce(sum(amount) FILTER (WHERE kind = 'responded'), 0),
               coalesce(sum(ms) FILTER (WHERE kind = 'responded'), 0)
          FROM filed
         WHERE kind <> 'replied'
         GROUP BY category_id, day
         ORDER BY day, category_id
        ON CONFLICT (category_id, day) DO UPDATE SET
            created = kept.created + excluded.created,
            closed = kept.closed + excluded.closed,
            resolution_ms = kept.resolution_ms + excluded.resolution_ms,
            responses = kept.responses + excluded.responses,
            response_ms = kept.response_ms + excluded.response_ms
    ),
    people AS (
        INSERT INTO statistics_people AS kept
        SELECT category_id, day, user_id,
               coalesce(sum(amount) FILTER (WHERE kind = 'replied'), 0),
               coalesce(sum(amount) FILTER (WHERE kind = 'closed'), 0),
               coalesce(sum(amount) FILTER (WHERE kind = 'responded'), 0),
               coalesce(sum(ms) FILTER (WHERE kind = 'responded'), 0)
          FROM filed
         WHERE user_id IS NOT NULL
         GROUP BY category_id, day, user_id
         ORDER BY day, category_id, user_id
        ON CONFLICT (category_id, day, user_id) DO UPDATE SET
            replies = kept.replies + excluded.replies,
            closed = kept.closed + excluded.closed,
            responses = kept.responses + excluded.responses,
            response_ms = kept.response_ms + excluded.response_ms
    ),
    spread AS (
        SELECT category_id, CASE kind WHEN 'closed' THEN 'resolution' ELSE 'response' END AS measure, day, bucket,
               sum(amount) AS amount
          FROM filed
         WHERE kind IN ('closed', 'responded')
         GROUP BY 1, 2, 3, 4
    ),
    spreads AS (
        INSERT INTO statistics_spreads (category_id, measure, day, buckets, counts)
        SELECT category_id, measure, day,
               coalesce(array_agg(bucket ORDER BY bucket) FILTER (WHERE amount <> 0), '{}'),
               coalesce(array_agg(amount::integer ORDER BY bucket) FILTER (WHERE amount <> 0), '{}')
          FROM (
              SELECT category_id, measure, day, bucket, sum(amount) AS amount
                FROM (
                    SELECT * FROM spread
                    UNION ALL
                    SELECT kept.category_id, kept.measure, kept.day, held.bucket, held.amount
                      FROM (SELECT DISTINCT category_id, measure, day FROM spread) AS touched
                      JOIN statistics_spreads AS kept USING (category_id, measure, day)
                     CROSS JOIN LATERAL unnest(kept.buckets, kept.counts) AS held (bucket, amount)
                ) AS either
               GROUP BY category_id, measure, day, bucket
          ) AS merged
         GROUP BY category_id, measure, day
        ON CONFLICT (category_id, measure, day) DO UPDATE SET buckets = excluded.buckets, counts = excluded.counts
    )
    SELECT coalesce(sum(facts), 0)::bigint AS facts FROM counted";
