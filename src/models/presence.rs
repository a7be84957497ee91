//! Who has a ticket open right now, and who is writing. Nothing here is on record: a presence ends by itself after some seconds, leaves
//! no event, and may be lost with the database's crash.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::ids::{TicketId, UserId};
use crate::models::actor::Act;
use crate::models::permission::Permission;
use crate::models::text_enum::text_enum;
use crate::models::ticket::Ticket;
use crate::schema::presences;

/// The Postgres channel on which it is announced who comes, goes and writes.
pub const ANNOUNCEMENTS: &str = "rustmail_presences";

/// How long somebody counts as present who said so: longer than pages wait before they say it again.
const STAY: TimeDelta = TimeDelta::seconds(45);
/// How long somebody counts as writing who wrote something; Discord shows it as long.
const WRITING: TimeDelta = TimeDelta::seconds(10);
/// The most people of a ticket that are told of.
const MOST: usize = 20;
/// The most people of several tickets that are told of.
const MOST_OF_ALL: i64 = 500;

text_enum! {
    /// What somebody does with a ticket.
    Activity {
        /// They have it open.
        Looking = "looking",
        /// They write an answer.
        Answering = "answering",
        /// They write a note.
        Noting = "noting",
        /// They type on Discord.
        Typing = "typing",
    }
}

/// Somebody who is here right now.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = presences, check_for_backend(diesel::pg::Pg))]
pub struct Presence {
    /// Where.
    pub ticket_id: TicketId,
    /// Who.
    pub user_id: UserId,
    /// Their name.
    pub name: String,
    /// What they do.
    pub activity: Activity,
}

impl Activity {
    /// Whether somebody writes what the other side is going to read.
    fn is_for_the_other_side(self) -> bool {
        matches!(self, Self::Answering | Self::Typing)
    }

    fn lasts(self) -> TimeDelta {
        match self {
            Self::Looking => STAY,
            Self::Answering | Self::Noting | Self::Typing => WRITING,
        }
    }
}

impl Presence {
    /// Notes what somebody of the staff does with a ticket right now. Whoever may not answer only looks.
    ///
    /// # Errors
    ///
    /// Refuses in a ticket that the actor does not see.
    pub async fn note(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        activity: Activity,
    ) -> Result<(), Error> {
        let ticket = Ticket::find(conn, act, ticket).await?;
        let may_write = act.actor.require(Permission::ManageTickets).is_ok() && !ticket.is_closed();
        let activity = if may_write {
            activity
        } else {
            Activity::Looking
        };
        Ok(Self::put(conn, act, ticket.id, activity).await?)
    }

    /// Notes what somebody does of whom Discord has told us: the member, or staff in the ticket's channel.
    pub async fn put(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        activity: Activity,
    ) -> QueryResult<()> {
        let Some(user) = act.actor.user_id() else {
            return Ok(());
        };
        let change: Change = diesel::sql_query(UPSERT)
            .bind::<BigInt, _>(ticket)
            .bind::<BigInt, _>(user)
            .bind::<Text, _>(act.actor.name())
            .bind::<Text, _>(activity)
            .bind::<Timestamptz, _>(act.at + activity.lasts())
            .bind::<Timestamptz, _>(act.at)
            .get_result(conn)
            .await?;
        // Discord forgets that somebody types unless it is told again; pages need to hear only of what is new to them.
        if change.is_new || activity.is_for_the_other_side() {
            announce(conn, ticket, (change.is_new, activity)).await?;
        }
        Ok(())
    }

    /// Notes that somebody has gone.
    pub async fn leave(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
    ) -> QueryResult<()> {
        let Some(user) = act.actor.user_id() else {
            return Ok(());
        };
        let gone = diesel::delete(presences::table.find((ticket, user)))
            .execute(conn)
            .await?;
        if gone > 0 {
            announce(conn, ticket, (true, Activity::Looking)).await?;
        }
        sweep(conn, act.at).await
    }

    /// Who is here right now, beside the actor; those who write come before those who look.
    pub async fn others(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
    ) -> QueryResult<Vec<Self>> {
        let mut found = Self::others_of_all(conn, act, &[ticket]).await?;
        found.truncate(MOST);
        Ok(found)
    }

    /// The same of several tickets.
    pub async fn others_of_all(
        conn: &mut AsyncPgConnection,
        act: &Act,
        tickets: &[TicketId],
    ) -> QueryResult<Vec<Self>> {
        let own = act.actor.user_id().unwrap_or(UserId(0));
        presences::table
            .filter(presences::ticket_id.eq_any(tickets))
            .filter(presences::user_id.ne(own))
            .filter(presences::expires_at.gt(act.at))
            .order((sql::<Integer>(RANK), presences::name, presences::user_id))
            .limit(MOST_OF_ALL)
            .select(Self::as_select())
            .load(conn)
            .await
    }
}

/// What others need to know first comes first, so that it is not what is cut off.
const RANK: &str = "array_position(ARRAY['answering', 'typing', 'noting', 'looking'], activity)";

#[derive(QueryableByName)]
struct Change {
    #[diesel(sql_type = Bool)]
    is_new: bool,
}

/// What nobody has said again in time is overwritten like nothing.
const UPSERT: &str = "
    WITH earlier AS (
        SELECT activity FROM presences WHERE ticket_id = $1 AND user_id = $2 AND expires_at > $6
    )
    INSERT INTO presences (ticket_id, user_id, name, activity, expires_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (ticket_id, user_id) DO UPDATE
        SET name = excluded.name, activity = excluded.activity, expires_at = excluded.expires_at
    RETURNING (SELECT activity FROM earlier) IS DISTINCT FROM $4 AS is_new";

async fn announce(
    conn: &mut AsyncPgConnection,
    ticket: TicketId,
    (is_new, activity): (bool, Activity),
) -> QueryResult<()> {
    let told = serde_json::json!({
        "ticket_id": ticket, "is_new": is_new, "is_answering": activity == Activity::Answering,
    });
    diesel::sql_query("SELECT pg_notify($1, $2)")
        .bind::<Text, _>(ANNOUNCEMENTS)
        .bind::<Text, _>(told.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes some of those that have ended.
async fn sweep(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::sql_query(
        "DELETE FROM presences WHERE (ticket_id, user_id) IN (
             SELECT ticket_id, user_id FROM presences WHERE expires_at < $1 LIMIT 100 FOR UPDATE SKIP LOCKED
         )",
    )
    .bind::<Timestamptz, _>(now)
    .execute(conn)
    .await?;
    Ok(())
}
