//! How the server is, in the API.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::leadership;
use crate::models::health::Vitals;

/// How the database and the jobs are. How the bot is, `bot` tells.
#[derive(SimpleObject)]
pub struct Health {
    /// The version of Postgres.
    postgres_version: String,
    /// Since when Postgres runs.
    postgres_since: DateTime<Utc>,
    /// The bytes that the database takes; beyond what an `Int` holds, so it is a text.
    database_size: String,
    /// The connections to the database, from whomever.
    connections: i64,
    /// The most connections that Postgres takes.
    most_connections: i64,
    /// The latest migration.
    migration: Option<String>,
    /// Whether some process runs the bot and the jobs.
    is_led: bool,
    /// The jobs that wait or are being done; counted up to 100,000.
    waiting_jobs: i64,
    /// When the oldest of them that is due was to begin.
    oldest_due_at: Option<DateTime<Utc>>,
    /// The jobs that were given up; counted up to 100,000.
    failed_jobs: i64,
    /// The files of messages, as Postgres estimates.
    files: i64,
}

/// What can be asked about how the server is.
#[derive(Default)]
pub struct HealthQuery;

#[Object]
impl HealthQuery {
    /// How the database and the jobs are. Needs the permission to manage the bot.
    async fn health(&self, ctx: &Context<'_>) -> Result<Option<Health>, Fault> {
        let asking = Asking::of(ctx)?;
        let conn = &mut *asking.db().await?;
        let vitals = Vitals::measure(conn, asking.act()?, leadership::LOCK).await?;
        Ok(Some(vitals.into()))
    }
}

impl From<Vitals> for Health {
    fn from(vitals: Vitals) -> Self {
        Self {
            postgres_version: vitals.postgres,
            postgres_since: vitals.postgres_since,
            database_size: vitals.database_size.to_string(),
            connections: vitals.connections,
            most_connections: vitals.most_connections,
            migration: vitals.migration,
            is_led: vitals.is_led,
            waiting_jobs: vitals.waiting_jobs,
            oldest_due_at: vitals.oldest_due,
            failed_jobs: vitals.failed_jobs,
            files: vitals.files,
        }
    }
}
