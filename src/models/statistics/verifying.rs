//! Comparing the roll-ups with the raw rows.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::ids::{CategoryId, UserId};

/// The most differences that are looked for; who has so many rebuilds anyway.
const MOST_DIFFERENCES: i32 = 1_000;

/// A figure of the roll-ups that is not what the raw rows say.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Difference {
    /// What is counted.
    #[diesel(sql_type = Text)]
    pub figure: String,
    /// In which category; 0 is every ticket.
    #[diesel(sql_type = BigInt)]
    pub category_id: CategoryId,
    /// On which day.
    #[diesel(sql_type = Date)]
    pub day: NaiveDate,
    /// For whom; 0 when it is for nobody in particular.
    #[diesel(sql_type = BigInt)]
    pub user_id: UserId,
    /// In which bucket of durations; -1 when it is in none.
    #[diesel(sql_type = Integer)]
    pub bucket: i32,
    /// What the raw rows add up to.
    #[diesel(sql_type = BigInt)]
    pub raw: i64,
    /// What the roll-ups and the pending facts say.
    #[diesel(sql_type = BigInt)]
    pub kept: i64,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Of {}, {}", self.day, self.figure)?;
        if self.user_id.0 > 0 {
            write!(f, " of the user {}", self.user_id)?;
        }
        if self.bucket >= 0 {
            write!(f, " in the bucket {}", self.bucket)?;
        }
        match self.category_id.0 {
            0 => write!(f, " of all tickets")?,
            id => write!(f, " in the category {id}")?,
        }
        write!(
            f,
            " should be {}, but the statistics say {}.",
            self.raw, self.kept
        )
    }
}

/// Every figure that is not what the raw rows say, up to a thousand of them. Nobody has to stop working for that.
pub async fn differences(conn: &mut AsyncPgConnection) -> Result<Vec<Difference>, Error> {
    // One statement sees one moment.
    Ok(diesel::sql_query(COMPARE)
        .bind::<Integer, _>(MOST_DIFFERENCES)
        .load(conn)
        .await?)
}

/// The raw facts without the pending ones are what the roll-ups must be.
const COMPARE: &str = "
    WITH counted AS MATERIALIZED (
        SELECT kind, (at AT TIME ZONE zone)::date AS day, category_id, user_id, statistics_bucket(ms) AS bucket,
               sum(amount) AS amount, coalesce(sum(ms * amount), 0) AS ms
          FROM (
              SELECT kind, at, category_id, user_id, ms, 1 AS amount FROM statistics_facts()
              UNION ALL
              SELECT kind, at, category_id, user_id, ms, -amount FROM statistics_pending
          ) AS fact CROSS JOIN statistics_basis
         GROUP BY 1, 2, 3, 4, 5
    ),
    expected AS (
        SELECT line.figure, series.category_id, counted.day, line.user_id, line.bucket, sum(line.value) AS value
          FROM counted
         CROSS JOIN LATERAL (VALUES (0::bigint), (counted.category_id)) AS series (category_id)
         CROSS JOIN LATERAL (VALUES
             ('created', 'tickets created', 0, -1, amount),
             ('closed', 'tickets closed', 0, -1, amount),
             ('closed', 'milliseconds of resolution', 0, -1, ms),
             ('closed', 'resolutions', 0, bucket, amount),
             ('closed', 'closings', user_id, -1, amount),
             ('responded', 'first responses', 0, -1, amount),
             ('responded', 'milliseconds of response', 0, -1, ms),
             ('responded', 'responses', 0, bucket, amount),
             ('responded', 'first responses', user_id, -1, amount),
             ('responded', 'milliseconds of response', user_id, -1, ms),
             ('replied', 'replies', user_id, -1, amount)
         ) AS line (kind, figure, user_id, bucket, value)
         WHERE line.kind = counted.kind AND series.category_id IS NOT NULL AND line.user_id IS NOT NULL
         GROUP BY 1, 2, 3, 4, 5
    ),
    kept AS (
        SELECT line.figure, category_id, day, 0::bigint AS user_id, -1 AS bucket, line.value
          FROM statistics_days CROSS JOIN LATERAL (VALUES
             ('tickets created', created), ('tickets closed', closed), ('milliseconds of resolution', resolution_ms),
             ('first responses', responses), ('milliseconds of response', response_ms)
         ) AS line (figure, value)
        UNION ALL
        SELECT line.figure, category_id, day, user_id, -1, line.value
          FROM statistics_people CROSS JOIN LATERAL (VALUES
             ('replies', replies), ('closings', closed), ('first responses', responses),
             ('milliseconds of response', response_ms)
         ) AS line (figure, value)
        UNION ALL
        SELECT measure || 's', category_id, day, 0, held.bucket, held.amount
          FROM statistics_spreads CROSS JOIN LATERAL unnest(buckets, counts) AS held (bucket, amount)
    )
    SELECT figure, category_id, day, user_id, bucket,
           coalesce(expected.value, 0)::bigint AS raw, coalesce(kept.value, 0)::bigint AS kept
      FROM expected FULL JOIN kept USING (figure, category_id, day, user_id, bucket)
     WHERE coalesce(expected.value, 0) <> coalesce(kept.value, 0)
     ORDER BY day, figure, category_id, user_id, bucket
     LIMIT $1";
