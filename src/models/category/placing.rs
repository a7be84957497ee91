//! What follows for the tickets of a category when who sees them changes, or where their channels stand.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::models::actor::Act;
use crate::models::category::Category;
use crate::models::setting::Settings;
use crate::models::staff::{self, Appointments};
use crate::models::ticket::Ticket;
use crate::schema::tickets;

/// Jobs that put the channels of open tickets in their place; the tickets are chosen by what is appended. A ticket whose channel is
/// only about to be created has one too, since its place may have been looked up already.
const PLACE: &str = "INSERT INTO outbox (lane, job, created_at, due_at)
     SELECT tickets.member_id, jsonb_build_object('job', 'place_channel', 'ticket', tickets.id), $1, $1
     FROM tickets LEFT JOIN categories ON categories.id = tickets.category_id
     WHERE tickets.closed_at IS NULL AND ";

impl Category {
    /// Lets its open tickets follow after it was changed: their channels, and whoever has one and does not see it any more.
    pub(super) async fn place_tickets(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        (appointments, before): (&Appointments, &Self),
    ) -> Result<(), Error> {
        let (old, new) = (before.definition(), self.definition());
        let sees_else = old.staff_roles != new.staff_roles;
        if !sees_else && old.discord_category_id == new.discord_category_id {
            return Ok(());
        }
        diesel::sql_query(format!(
            "{PLACE} tickets.category_id = $2 ORDER BY tickets.id"
        ))
        .bind::<Timestamptz, _>(act.at)
        .bind::<BigInt, _>(self.id)
        .execute(conn)
        .await?;
        match sees_else {
            true => self.release_unseen(conn, act, appointments).await,
            false => Ok(()),
        }
    }

    /// Nobody works what they do not see.
    async fn release_unseen(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        appointments: &Appointments,
    ) -> Result<(), Error> {
        let assigned: Vec<Ticket> = tickets::table
            .filter(tickets::category_id.eq(self.id))
            .filter(tickets::closed_at.is_null())
            .filter(tickets::assignee_id.is_not_null())
            .order(tickets::id)
            .select(Ticket::as_select())
            .for_no_key_update()
            .load(conn)
            .await?;
        let mut people = HashMap::new();
        for ticket in assigned {
            let Some(assignee) = ticket.assignee_id else {
                continue;
            };
            let person = match people.entry(assignee) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => {
                    unknown.insert(staff::find(conn, appointments, assignee).await?)
                }
            };
            if !person
                .as_ref()
                .is_some_and(|person| ticket.may_be_worked_by(person))
            {
                ticket.take_out_of_sight(conn, act).await?;
            }
        }
        Ok(())
    }
}

/// Lets the channels of all open tickets follow that stand in the inbox, if the inbox is elsewhere now.
pub(crate) async fn follow_inbox(
    conn: &mut AsyncPgConnection,
    at: DateTime<Utc>,
    (before, after): (&Settings, &Settings),
) -> QueryResult<()> {
    if before.inbox == after.inbox {
        return Ok(());
    }
    diesel::sql_query(format!(
        "{PLACE} categories.discord_category_id IS NULL ORDER BY tickets.id"
    ))
    .bind::<Timestamptz, _>(at)
    .execute(conn)
    .await?;
    Ok(())
}
