//! A claimed row of the outbox, and how it ends.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::JobId;
use crate::schema::outbox;

/// A claimed row of the outbox.
#[derive(Debug, Clone, QueryableByName)]
#[diesel(table_name = outbox, check_for_backend(diesel::pg::Pg))]
pub struct Task {
    /// The row's id, from which the nonces of its posts are made.
    #[diesel(deserialize_as = i64)]
    pub id: i64,
    /// The member whose conversation it belongs to; below zero, the ticket beside whose conversation it runs.
    pub lane: i64,
    /// What to do.
    pub job: serde_json::Value,
    /// How often it has been claimed, this time included.
    pub attempts: i32,
    /// When it was claimed first.
    pub started_at: Option<DateTime<Utc>>,
}

impl Task {
    /// The row's id.
    pub fn id(&self) -> JobId {
        JobId(self.id)
    }

    /// Marks this task as done, in the transaction that records its result.
    pub async fn finish(&self, conn: &mut AsyncPgConnection) -> QueryResult<()> {
        diesel::delete(outbox::table.find(self.id))
            .execute(conn)
            .await?;
        Ok(())
    }

    /// Gives the task back, to be tried again at `due_at`.
    pub async fn postpone(
        &self,
        conn: &mut AsyncPgConnection,
        due_at: DateTime<Utc>,
        why: &str,
    ) -> QueryResult<()> {
        diesel::update(outbox::table.find(self.id))
            .set((
                outbox::due_at.eq(due_at),
                outbox::leased_until.eq(None::<DateTime<Utc>>),
                outbox::last_error.eq(why),
            ))
            .execute(conn)
            .await?;
        Ok(())
    }

    /// Gives the task back untried, because Discord wanted it later: that is no attempt.
    pub async fn defer(
        &self,
        conn: &mut AsyncPgConnection,
        due_at: DateTime<Utc>,
    ) -> QueryResult<()> {
        diesel::update(outbox::table.find(self.id))
            .set((
                outbox::due_at.eq(due_at),
                outbox::leased_until.eq(None::<DateTime<Utc>>),
                outbox::attempts.eq(outbox::attempts - 1),
            ))
            .execute(conn)
            .await?;
        Ok(())
    }

    /// Ends the task without success, for a reason that is noted in words and as a code; the lane goes on with the next one.
    pub async fn give_up(
        &self,
        conn: &mut AsyncPgConnection,
        at: DateTime<Utc>,
        (why, setback): (&str, &serde_json::Value),
    ) -> QueryResult<()> {
        diesel::update(outbox::table.find(self.id))
            .set((
                outbox::failed_at.eq(at),
                outbox::last_error.eq(why),
                outbox::setback.eq(setback),
            ))
            .execute(conn)
            .await?;
        Ok(())
    }
}
