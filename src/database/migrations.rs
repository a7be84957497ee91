//! Brings the schema up to date. Any number of servers may start at once: one migrates, the others wait.

use anyhow::{Context as _, Result, anyhow};
use diesel::migration::{Migration, MigrationSource as _};
use diesel::pg::Pg;
use diesel::sql_types::{Bool, Text};
use diesel::{QueryResult, QueryableByName};
use diesel_async::{
    AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl as _, SimpleAsyncConnection as _,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::connector::Connector;
use super::failure::Unusable;

/// The migrations of this version of Rustmail.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// Whoever holds the lock of this number migrates. It says "rustmail" in ASCII.
const LOCK: i64 = 0x7275_7374_6d61_696c;

/// How the schema of a database compares with this version of Rustmail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Migrations that have not run there yet.
    pub waiting: Vec<String>,
    /// Migrations that ran there and that this version does not know: a newer one was here.
    pub unknown: Vec<String>,
    /// The latest that ran there.
    pub latest: Option<String>,
}

/// Compares the schema of a database with this version of Rustmail, and changes nothing.
pub async fn compare(conn: &mut AsyncPgConnection) -> QueryResult<Comparison> {
    let is_there = "SELECT to_regclass('__diesel_schema_migrations') IS NOT NULL AS is_there";
    let Kept { is_there } = diesel::sql_query(is_there).get_result(conn).await?;
    let mut ran: Vec<Ran> = Vec::new();
    if is_there {
        let sql = "SELECT version::text FROM __diesel_schema_migrations ORDER BY version";
        ran = diesel::sql_query(sql).load(conn).await?;
    }
    let ran = ran.into_iter().map(|one| one.version).collect();
    Ok(Comparison::of(&ours(), ran))
}

impl Comparison {
    fn of(ours: &[String], ran: Vec<String>) -> Self {
        let waiting = ours.iter().filter(|one| !ran.contains(one));
        let unknown = ran.iter().filter(|one| !ours.contains(one));
        Self {
            waiting: waiting.cloned().collect(),
            unknown: unknown.cloned().collect(),
            latest: ran.last().cloned(),
        }
    }
}

#[derive(QueryableByName)]
struct Kept {
    #[diesel(sql_type = Bool)]
    is_there: bool,
}

#[derive(QueryableByName)]
struct Ran {
    #[diesel(sql_type = Text)]
    version: String,
}

/// The migrations of this version, by their versions. They are compiled in, so that reading them cannot fail.
fn ours() -> Vec<String> {
    let ours: Vec<Box<dyn Migration<Pg>>> = MIGRATIONS.migrations().unwrap_or_default();
    ours.iter()
        .map(|one| one.name().version().to_string())
        .collect()
}

/// Runs every migration that has not run yet, and tells their names.
pub async fn run(connector: &Connector) -> Result<Vec<String>> {
    connector.check().await?;
    let mut connection = connector.diesel().await?;
    connection
        .batch_execute(&format!("select pg_advisory_lock({LOCK})"))
        .await
        .context("the lock for migrating cannot be taken")?;
    let forbidden = connector.without_tables();
    let migrating = tokio::task::spawn_blocking(|| migrate(connection, forbidden));
    migrating.await.context("migrating was interrupted")?
}

/// Diesel's migration code is synchronous, so it may not run on a thread that serves others.
///
/// The lock belongs to the session and goes with it, also when a migration fails.
fn migrate(connection: AsyncPgConnection, forbidden: Unusable) -> Result<Vec<String>> {
    let mut harness = AsyncMigrationHarness::new(connection);
    let ran = harness.run_pending_migrations(MIGRATIONS);
    let names = ran.map(|versions| versions.iter().map(ToString::to_string).collect());
    names.map_err(|error| {
        let words = error.to_string();
        let is_forbidden =
            ["permission denied", "no schema has been selected"].map(|sign| words.contains(sign));
        if is_forbidden.contains(&true) {
            tracing::warn!(%words, "the tables cannot be made");
            return forbidden.into();
        }
        anyhow!("The schema of the database cannot be brought up to date: {words}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn what_is_missing_on_either_side_is_told() {
        let ours = versions(&["1", "2", "3"]);
        let compared = Comparison::of(&ours, versions(&["1", "2"]));
        assert_eq!(compared.waiting, ["3"]);
        assert_eq!(compared.latest.as_deref(), Some("2"));
        assert!(compared.unknown.is_empty());
        let compared = Comparison::of(&ours, versions(&["1", "2", "3", "4"]));
        assert_eq!(compared.unknown, ["4"]);
        assert_eq!(Comparison::of(&ours, Vec::new()).waiting, ours);
    }
}
