//! Whether the database does what it is there for: looked at through a connection of its own, by whoever runs the server. Changes
//! nothing.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text, Timestamptz};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};

/// How the database is.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Checkup {
    /// The version of Postgres.
    #[diesel(sql_type = Text)]
    pub postgres: String,
    /// What time it is there.
    #[diesel(sql_type = Timestamptz)]
    pub now: DateTime<Utc>,
    /// Whether some process runs the bot and the jobs.
    #[diesel(sql_type = Bool)]
    pub is_led: bool,
}

impl Checkup {
    /// Looks at it; `leadership` is the lock that whoever runs the bot holds.
    pub async fn of(conn: &mut AsyncPgConnection, leadership: i64) -> QueryResult<Self> {
        diesel::sql_query(
            "SELECT current_setting('server_version') AS postgres, clock_timestamp() AS now,
                 EXISTS (
                     SELECT FROM pg_locks
                     WHERE locktype = 'advisory' AND granted AND objsubid = 1
                       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                       AND (classid::bigint << 32 | objid::bigint) = $1
                 ) AS is_led",
        )
        .bind::<BigInt, _>(leadership)
        .get_result(conn)
        .await
    }
}

/// Writes a row as it is, and takes that back.
///
/// # Errors
///
/// Fails when nothing can be written.
pub async fn try_to_write(conn: &mut AsyncPgConnection) -> QueryResult<()> {
    let sql = "SET LOCAL lock_timeout = '2s'; UPDATE bot_control SET running = running";
    let written = conn.transaction(async |conn| {
        conn.batch_execute(sql).await?;
        Err(diesel::result::Error::RollbackTransaction)
    });
    match written.await {
        Err(diesel::result::Error::RollbackTransaction) => Ok(()),
        outcome => outcome,
    }
}
