//! `rustmail seed`: fills an empty database with a made-up desk of any size, to measure on. Not for a desk that people use.

use anyhow::{Result, bail};
use diesel::prelude::*;
use diesel_async::{AsyncConnection as _, RunQueryDsl, SimpleAsyncConnection as _};

use crate::clock::Clock;
use crate::config::Config;
use crate::database::{Connection, Database};
use crate::models::statistics::keeping;
use crate::schema::{tickets, users};

/// How large the desk is to be.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct Size {
    /// How many tickets.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(100..=100_000_000))]
    tickets: u32,
    /// How many messages each ticket has, an even number.
    #[arg(long, default_value_t = 10, value_parser = even)]
    messages: u32,
    /// Over how many days the tickets are spread, the last of which is today.
    #[arg(long, default_value_t = 1_095, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    days: u32,
}

/// Fills the database; what it says is how long that took.
pub(super) async fn seed(config: &Config, size: Size) -> Result<String> {
    let database = Database::connect(&config.database).await?;
    let seeded = fill(&mut database.get().await?, config, size).await;
    database.shutdown().await?;
    seeded?;
    Ok(format!(
        "There are {} tickets with {} messages each.\n",
        size.tickets, size.messages
    ))
}

async fn fill(conn: &mut Connection, config: &Config, size: Size) -> Result<()> {
    conn.transaction(async |conn| {
        conn.batch_execute("LOCK TABLE users, tickets IN ACCESS EXCLUSIVE MODE")
            .await?;
        let people: i64 = users::table.count().get_result(conn).await?;
        let there: i64 = tickets::table.count().get_result(conn).await?;
        if people + there > 0 {
            bail!(
                "The database is not empty, and what is seeded could never be told from what is real. Seed another one."
            );
        }
        conn.batch_execute(ROOM).await?;
        for step in [UNBURDEN, PLAN, ROWS, RESTORE] {
            conn.batch_execute(&written_for(size, step)).await?;
        }
        Ok(())
    })
    .await?;
    keeping::rebuild(conn, config.bot.timezone).await?;
    // Neither runs in a transaction; both are what Postgres would do by itself some minutes later.
    conn.batch_execute("VACUUM ANALYZE").await?;
    Ok(())
}

/// Indexes of millions of rows are built in memory rather than on disk.
const ROOM: &str = "SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL work_mem = '128MB'";
const UNBURDEN: &str = include_str!("seed/unburden.sql");
const PLAN: &str = include_str!("seed/plan.sql");
const ROWS: &str = include_str!("seed/rows.sql");
const RESTORE: &str = include_str!("seed/restore.sql");

fn written_for(size: Size, step: &str) -> String {
    let now = Clock::system().now().to_rfc3339();
    step.replace("$TICKETS", &size.tickets.to_string())
        .replace("$MESSAGES", &size.messages.to_string())
        .replace("$DAYS", &size.days.to_string())
        .replace("$NOW", &now)
}

fn even(text: &str) -> Result<u32, String> {
    let number: u32 = text.parse().map_err(|_| "not a number".to_owned())?;
    if number.is_multiple_of(2) && (2..=60).contains(&number) {
        Ok(number)
    } else {
        Err("an even number from 2 to 60".to_owned())
    }
}
