//! How the database and the work in it are: figures for those who run the server. Each comes from the catalogue or from an index, so
//! that asking costs the same on a large desk.

pub mod checkup;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::models::actor::Act;
use crate::models::permission::Permission;

/// How things are.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Vitals {
    /// The version of Postgres.
    #[diesel(sql_type = Text)]
    pub postgres: String,
    /// The bytes that the database takes.
    #[diesel(sql_type = BigInt)]
    pub database_size: i64,
    /// Since when Postgres runs.
    #[diesel(sql_type = Timestamptz)]
    pub postgres_since: DateTime<Utc>,
    /// The connections to this database, from whomever.
    #[diesel(sql_type = BigInt)]
    pub connections: i64,
    /// The most connections that Postgres takes.
    #[diesel(sql_type = BigInt)]
    pub most_connections: i64,
    /// The latest migration.
    #[diesel(sql_type = Nullable<Text>)]
    pub migration: Option<String>,
    /// Whether some process runs the bot and the jobs.
    #[diesel(sql_type = Bool)]
    pub is_led: bool,
    /// The jobs that wait or are being done; counted up to 100,000.
    #[diesel(sql_type = BigInt)]
    pub waiting_jobs: i64,
    /// When the oldest of them that is due was to begin.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub oldest_due: Option<DateTime<Utc>>,
    /// The jobs that were given up; counted up to 100,000.
    #[diesel(sql_type = BigInt)]
    pub failed_jobs: i64,
    /// The files of messages, as Postgres estimates.
    #[diesel(sql_type = BigInt)]
    pub files: i64,
}

impl Vitals {
    /// Looks at everything.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageBot`].
    pub async fn measure(
        conn: &mut AsyncPgConnection,
        act: &Act,
        leadership: i64,
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ManageBot)?;
        Ok(diesel::sql_query(
            "SELECT current_setting('server_version') AS postgres,
                 pg_database_size(current_database()) AS database_size,
                 pg_postmaster_start_time() AS postgres_since,
                 (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()) AS connections,
                 current_setting('max_connections')::bigint AS most_connections,
                 (SELECT max(version)::text FROM __diesel_schema_migrations) AS migration,
                 EXISTS (
                     SELECT FROM pg_locks
                     WHERE locktype = 'advisory' AND granted AND objsubid = 1
                       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                       AND (classid::bigint << 32 | objid::bigint) = $2
                 ) AS is_led,
                 (SELECT count(*) FROM (SELECT FROM outbox WHERE failed_at IS NULL LIMIT 100000) AS jobs) AS waiting_jobs,
                 (SELECT min(due_at) FROM outbox WHERE failed_at IS NULL AND due_at <= $1) AS oldest_due,
                 (SELECT count(*) FROM (SELECT FROM outbox WHERE failed_at IS NOT NULL LIMIT 100000) AS jobs) AS failed_jobs,
                 (SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'attachments'::regclass) AS files",
        )
        .bind::<Timestamptz, _>(act.at)
        .bind::<BigInt, _>(leadership)
        .get_result(conn)
        .await?)
    }
}
