//! A desk as large as one wishes, for measuring: years of tickets and messages that nobody wrote.
//!
//! The rows are made by the database itself, in one transaction: one that is interrupted leaves nothing behind. Only counting them
//! comes after it, which `rustmail verify --repair` would do as well.

mod indexes;

use std::time::Instant;

use anyhow::{Result, ensure};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use diesel::sql_types::{BigInt, Bool, Timestamptz};
use diesel::{QueryableByName, sql_query};
use diesel_async::{
    AsyncConnection as _, AsyncPgConnection, RunQueryDsl as _, SimpleAsyncConnection as _,
};

use crate::models::statistics::keeping;

/// How large the desk is to be.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// How many tickets; at least 100.
    pub tickets: i64,
    /// How many messages each of them has; at least one.
    pub messages: i64,
}

/// The people who answer.
const STAFF: i64 = 24;
/// How many tickets' messages are written by one statement, so that progress can be told.
const PORTION: i64 = 50_000;
/// The tables that are filled. While they are, nothing is announced and no index is kept, which would take most of the time.
const TABLES: [&str; 5] = ["tickets", "messages", "deliveries", "closures", "events"];

/// Fills an empty database, and tells `progress` in a few words what it is about to do.
///
/// # Errors
///
/// Refuses a database that holds a ticket, and a measure that makes no sense.
pub async fn seed(
    conn: &mut AsyncPgConnection,
    measure: Measure,
    (now, zone): (DateTime<Utc>, Tz),
    progress: &mut (dyn FnMut(String) + Send),
) -> Result<()> {
    ensure!(
        measure.tickets >= 100 && (1..=50).contains(&measure.messages),
        "There must be at least 100 tickets, with 1 to 50 messages each."
    );
    let begun = Instant::now();
    let seeding = Seeding { measure, now };
    conn.transaction(async |conn| seeding.fill(conn, progress).await)
        .await?;
    progress("Counting".to_owned());
    keeping::rebuild(conn, zone).await?;
    progress("Letting Postgres look at what it has".to_owned());
    conn.batch_execute("VACUUM ANALYZE").await?;
    progress(format!("Done in {} seconds", begun.elapsed().as_secs()));
    Ok(())
}

struct Seeding {
    measure: Measure,
    now: DateTime<Utc>,
}

impl Seeding {
    async fn fill(
        &self,
        conn: &mut AsyncPgConnection,
        progress: &mut (dyn FnMut(String) + Send),
    ) -> Result<()> {
        conn.batch_execute("SET LOCAL maintenance_work_mem = '256MB'; LOCK TABLE tickets")
            .await?;
        ensure!(
            is_empty(conn).await?,
            "The database holds tickets. Only an empty one is filled, so that nobody's desk is buried."
        );
        for table in TABLES {
            conn.batch_execute(&format!("ALTER TABLE {table} DISABLE TRIGGER USER"))
                .await?;
        }
        let set_aside = indexes::set_aside(conn, &TABLES).await?;
        progress(format!("Writing {} tickets", self.measure.tickets));
        self.write_tickets(conn).await?;
        self.write_messages(conn, progress).await?;
        progress("Closing them".to_owned());
        conn.batch_execute(include_str!("seeding/closures.sql"))
            .await?;
        conn.batch_execute(include_str!("seeding/events.sql"))
            .await?;
        for definition in set_aside {
            progress(format!("Building {}", definition.name));
            conn.batch_execute(&definition.statement).await?;
        }
        for table in TABLES {
            conn.batch_execute(&format!("ALTER TABLE {table} ENABLE TRIGGER USER"))
                .await?;
        }
        for table in ["tickets", "messages"] {
            let go_on = format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            );
            conn.batch_execute(&go_on).await?;
        }
        Ok(())
    }

    async fn write_tickets(&self, conn: &mut AsyncPgConnection) -> Result<()> {
        for people in [
            include_str!("seeding/people.sql"),
            include_str!("seeding/staff.sql"),
        ] {
            sql_query(people)
                .bind::<BigInt, _>(self.members())
                .bind::<BigInt, _>(STAFF)
                .bind::<Timestamptz, _>(self.now)
                .execute(conn)
                .await?;
        }
        sql_query(include_str!("seeding/categories.sql"))
            .bind::<Timestamptz, _>(self.now)
            .execute(conn)
            .await?;
        sql_query(include_str!("seeding/tickets.sql"))
            .bind::<BigInt, _>(self.measure.tickets)
            .bind::<BigInt, _>(self.measure.messages)
            .bind::<BigInt, _>(self.members())
            .bind::<BigInt, _>(STAFF)
            .bind::<BigInt, _>(self.open())
            .bind::<Timestamptz, _>(self.now)
            .execute(conn)
            .await?;
        Ok(())
    }

    async fn write_messages(
        &self,
        conn: &mut AsyncPgConnection,
        progress: &mut (dyn FnMut(String) + Send),
    ) -> Result<()> {
        let Measure { tickets, messages } = self.measure;
        let mut first = 1;
        while first <= tickets {
            let last = tickets.min(first + PORTION - 1);
            progress(format!(
                "Writing messages: {} of {}",
                last * messages,
                tickets * messages
            ));
            sql_query(include_str!("seeding/messages.sql"))
                .bind::<BigInt, _>(first)
                .bind::<BigInt, _>(last)
                .bind::<BigInt, _>(messages)
                .bind::<BigInt, _>(self.members())
                .bind::<BigInt, _>(STAFF)
                .execute(conn)
                .await?;
            sql_query(include_str!("seeding/deliveries.sql"))
                .bind::<BigInt, _>((first - 1) * messages + 1)
                .bind::<BigInt, _>(last * messages)
                .execute(conn)
                .await?;
            first = last + 1;
        }
        Ok(())
    }

    /// Every member comes four times, on average.
    fn members(&self) -> i64 {
        self.measure.tickets / 4
    }

    /// As many as a large staff has on its hands.
    fn open(&self) -> i64 {
        (self.measure.tickets / 500).max(10)
    }
}

/// Whether the database holds nothing yet that seeding would mix with.
pub async fn is_empty(conn: &mut AsyncPgConnection) -> Result<bool> {
    #[derive(QueryableByName)]
    struct Emptiness {
        #[diesel(sql_type = Bool)]
        is_empty: bool,
    }
    let asked = sql_query(
        "SELECT NOT EXISTS (SELECT FROM tickets) AND NOT EXISTS (SELECT FROM categories) AS is_empty",
    );
    let found: Emptiness = asked.get_result(conn).await?;
    Ok(found.is_empty)
}
