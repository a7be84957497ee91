//! Brings the schema up to date. Any number of servers may start at once: one migrates, the others wait.

use anyhow::{Context as _, Result, anyhow};
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, SimpleAsyncConnection as _};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::connector::Connector;

/// The migrations of this version of Rustmail.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// Whoever holds the lock of this number migrates. It says "rustmail" in ASCII.
const LOCK: i64 = 0x7275_7374_6d61_696c;

/// Runs every migration that has not run yet, and tells their names.
pub async fn run(connector: &Connector) -> Result<Vec<String>> {
    connector.check().await?;
    let mut connection = connector.diesel().await?;
    connection
        .batch_execute(&format!("select pg_advisory_lock({LOCK})"))
        .await
        .context("the lock for migrating cannot be taken")?;
    let migrating = tokio::task::spawn_blocking(|| migrate(connection));
    migrating.await.context("migrating was interrupted")?
}

/// Diesel's migration code is synchronous, so it may not run on a thread that serves others.
///
/// The lock belongs to the session and goes with it, also when a migration fails.
fn migrate(connection: AsyncPgConnection) -> Result<Vec<String>> {
    let mut harness = AsyncMigrationHarness::new(connection);
    let ran = harness.run_pending_migrations(MIGRATIONS);
    let names = ran.map(|versions| versions.iter().map(ToString::to_string).collect());
    names.map_err(|error| {
        let words = error.to_string();
        let is_forbidden = ["permission denied", "no schema has been selected"].map(|sign| words.contains(sign));
        if is_forbidden.contains(&true) {
            return anyhow!(
                "The user in database.url may not create tables ({words}). Allow it with: GRANT ALL ON SCHEMA public TO \
                 that user, or make it the owner of the database."
            );
        }
        anyhow!("The schema of the database cannot be brought up to date: {words}")
    })
}
