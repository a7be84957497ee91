//! How many tickets wait to be worked on. Nobody needs to know exactly how far over a thousand it is, so that is as far as is counted.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt, Nullable};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::models::actor::Act;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::ticket::filtering::Filter;

/// The most tickets that are counted.
pub const MOST_COUNTED: i64 = 1_000;

/// How many open tickets there are that somebody sees, each number at most [`MOST_COUNTED`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, QueryableByName)]
pub struct Counts {
    /// All of them.
    #[diesel(sql_type = BigInt)]
    pub open: i64,
    /// Those in which it is the staff's turn.
    #[diesel(sql_type = BigInt)]
    pub waiting_on_staff: i64,
    /// Those in which it is the member's turn.
    #[diesel(sql_type = BigInt)]
    pub waiting_on_member: i64,
    /// Those that they have taken.
    #[diesel(sql_type = BigInt)]
    pub own: i64,
    /// Those that nobody has taken.
    #[diesel(sql_type = BigInt)]
    pub unassigned: i64,
}

impl Ticket {
    /// How many open tickets there are for whoever acts.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`].
    pub async fn counts(conn: &mut AsyncPgConnection, act: &Act) -> Result<Counts, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let counted = sql_query(COUNTS)
            .bind::<Array<BigInt>, _>(act.actor.sight().hidden())
            .bind::<BigInt, _>(MOST_COUNTED)
            .bind::<Nullable<BigInt>, _>(act.actor.user_id())
            .get_result(conn)
            .await?;
        Ok(counted)
    }

    /// How many tickets a list has, at most [`MOST_COUNTED`].
    ///
    /// # Errors
    ///
    /// As [`Ticket::list`].
    pub async fn count(
        conn: &mut AsyncPgConnection,
        act: &Act,
        filter: &Filter,
    ) -> Result<usize, Error> {
        let query = filter.query(conn, act).await?;
        let found: Vec<crate::ids::TicketId> = query
            .select(crate::schema::tickets::id)
            .limit(MOST_COUNTED)
            .load(conn)
            .await?;
        Ok(found.len())
    }
}

const COUNTS: &str = "
    WITH seen AS NOT MATERIALIZED (
        SELECT waiting_on, assignee_id FROM tickets
        WHERE closed_at IS NULL AND (category_id IS NULL OR category_id <> ALL ($1))
    ) SELECT
        (SELECT count(*) FROM (SELECT FROM seen LIMIT $2) AS one) AS open,
        (SELECT count(*) FROM (SELECT FROM seen WHERE waiting_on = 'staff' LIMIT $2) AS one) AS waiting_on_staff,
        (SELECT count(*) FROM (SELECT FROM seen WHERE waiting_on = 'member' LIMIT $2) AS one) AS waiting_on_member,
        (SELECT count(*) FROM (SELECT FROM seen WHERE assignee_id = $3 LIMIT $2) AS one) AS own,
        (SELECT count(*) FROM (SELECT FROM seen WHERE assignee_id IS NULL LIMIT $2) AS one) AS unassigned";
