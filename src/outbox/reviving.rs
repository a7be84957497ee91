//! Taking up again what was given up.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::{JobId, UserId};
use crate::outbox::{ANNOUNCEMENTS, Job};
use crate::schema::outbox;

/// Takes up a job again that was given up. It keeps its place in its lane, and what it knows of its first attempt.
pub(crate) async fn revive(
    conn: &mut AsyncPgConnection,
    id: JobId,
    at: DateTime<Utc>,
) -> QueryResult<()> {
    // The next attempt is not the first: it looks for what an earlier one may have left on Discord.
    diesel::update(outbox::table.find(id.0))
        .set((
            outbox::failed_at.eq(None::<DateTime<Utc>>),
            outbox::leased_until.eq(None::<DateTime<Utc>>),
            outbox::attempts.eq(1),
            outbox::due_at.eq(at),
        ))
        .execute(conn)
        .await?;
    diesel::sql_query(format!("NOTIFY {ANNOUNCEMENTS}"))
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes up a job again that was given up in this lane. It keeps its place and what it knows of its first attempt. Says whether
/// there was one.
pub async fn revive_in(
    conn: &mut AsyncPgConnection,
    lane: UserId,
    job: &Job,
    at: DateTime<Utc>,
) -> Result<bool, crate::error::Error> {
    let job = serde_json::to_value(job).map_err(anyhow::Error::new)?;
    let given_up = outbox::table
        .filter(outbox::lane.eq(lane.0))
        .filter(outbox::failed_at.is_not_null())
        .filter(outbox::job.eq(job));
    // The next attempt is not the first: it looks for what an earlier one may have left on Discord.
    let revived = diesel::update(given_up)
        .set((
            outbox::failed_at.eq(None::<DateTime<Utc>>),
            outbox::leased_until.eq(None::<DateTime<Utc>>),
            outbox::attempts.eq(1),
            outbox::due_at.eq(at),
        ))
        .execute(conn)
        .await?;
    diesel::sql_query(format!("NOTIFY {ANNOUNCEMENTS}"))
        .execute(conn)
        .await?;
    Ok(revived > 0)
}

/// Enqueues a job anew that was carried out or given up before, and of which no trace is left: it looks for what that may have posted
/// on Discord since `first_at`.
pub(crate) async fn renew(
    conn: &mut AsyncPgConnection,
    lane: UserId,
    job: &Job,
    (first_at, at): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), crate::error::Error> {
    let job = serde_json::to_value(job).map_err(anyhow::Error::new)?;
    diesel::insert_into(outbox::table)
        .values((
            outbox::lane.eq(lane.0),
            outbox::job.eq(job),
            outbox::created_at.eq(at),
            outbox::due_at.eq(at),
            outbox::attempts.eq(1),
            outbox::started_at.eq(first_at),
        ))
        .execute(conn)
        .await?;
    Ok(())
}
