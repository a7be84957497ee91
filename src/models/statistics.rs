//! What the desk achieved: the figures of the dashboard, each with its definition.
//!
//! The figures are read from roll-ups that the database itself keeps, in the transaction that changes what they count; see
//! [`keeping`]. Days are calendar days of the configured time zone. People are counted by id and shown under their current name. What
//! somebody does not see is left out of every figure that they are shown.

pub mod keeping;
mod pending;
pub mod period;
mod ranking;
mod reading;
mod spread;
pub mod verifying;

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::ids::{CategoryId, UserId};
use crate::models::actor::{Act, Actor};
use crate::models::permission::Permission;
use crate::models::sight::Sight;
use crate::models::statistics::period::Period;
use crate::models::statistics::ranking::{Names, ranked};
use crate::models::statistics::reading::{Scope, Tally};
use crate::models::ticket::{Party, within};
use crate::schema::tickets;

/// The least number of tickets that somebody was the first to answer, to be the fastest responder.
pub const LEAST_RESPONSES: i64 = 5;

/// The figures of the dashboard.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistics {
    /// The period that most figures are about: the last calendar days, today included.
    pub period: Period,
    /// The time zone in which days begin and end.
    pub zone: Tz,
    /// What happened on each day of the period, oldest first, every day there.
    pub days: Vec<DayActivity>,
    /// The tickets that are open now, whatever the period.
    pub open: i64,
    /// Those of the open tickets in which it is our turn, whatever the period.
    pub waiting_on_staff: i64,
    /// Those of the open tickets in which it is the member's turn, whatever the period.
    pub waiting_on_member: i64,
    /// The tickets that were closed since midnight and are closed now, whatever the period.
    pub closed_today: i64,
    /// The tickets that were closed today or on one of the six days before and are closed now, whatever the period.
    pub closed_this_week: i64,
    /// Every ticket that is closed now, whatever the period.
    pub total_closed: i64,
    /// From the opening of a ticket to the first reply that a person gave, for tickets that a member opened by writing; by the day of
    /// that reply. In a ticket that staff or a program opened nobody waits, so it has no response time.
    pub response: Durations,
    /// From the opening of a ticket to its closing, by the day of the closing. A ticket that was opened again counts when it is
    /// closed again, from its first opening on.
    pub resolution: Durations,
    /// The tickets closed in the period by what they are about, most first; only categories with any.
    pub categories: Vec<CategoryShare>,
    /// Who had the lowest average response time, of those who were the first to answer at least [`LEAST_RESPONSES`] tickets in the
    /// period.
    pub fastest: Option<Award<TimeDelta>>,
    /// Who wrote the most replies in the period.
    pub most_messages: Option<Award<i64>>,
    /// Who closed the most tickets in the period, or scheduled their closing.
    pub most_closed: Option<Award<i64>>,
    /// Everybody who replied or closed something in the period: most replies first, then most closings.
    pub leaderboard: Vec<StaffRow>,
}

/// What happened on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayActivity {
    /// The day.
    pub date: NaiveDate,
    /// The tickets that were opened, by whomever.
    pub created: i64,
    /// The tickets that were closed and are closed now.
    pub closed: i64,
}

/// How long something took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Durations {
    /// How often it happened.
    pub count: i64,
    /// The average, exact to the millisecond. Nothing when it never happened.
    pub mean: Option<TimeDelta>,
    /// The median, within two percent.
    pub median: Option<TimeDelta>,
    /// What nine of ten stayed below, within two percent.
    pub p90: Option<TimeDelta>,
}

/// The part of the closed tickets that was about one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct CategoryShare {
    /// The category; nothing for tickets of none.
    pub category_id: Option<CategoryId>,
    /// Its name; nothing for tickets of none.
    pub name: Option<String>,
    /// The emoji that stands beside its name.
    pub emoji: Option<String>,
    /// The tickets closed in the period.
    pub closed: i64,
    /// Their part of all tickets closed in the period, from 0 to 100.
    pub percent: f64,
}

/// Who did best at something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award<T> {
    /// Who.
    pub user_id: UserId,
    /// Their current name.
    pub name: String,
    /// What their account is called, which nobody else's is; empty for one that was never seen.
    pub username: String,
    /// How well they did.
    pub figure: T,
}

/// What one person did in the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRow {
    /// Who.
    pub user_id: UserId,
    /// Their current name.
    pub name: String,
    /// What their account is called, which nobody else's is; empty for one that was never seen.
    pub username: String,
    /// The replies that they wrote, anonymous ones and deleted ones included.
    pub messages: i64,
    /// The tickets that they closed, or scheduled to close.
    pub closed: i64,
    /// The tickets that they were the first to answer.
    pub responses: i64,
    /// How long those tickets had waited on average. Nothing when there were none.
    pub mean_response: Option<TimeDelta>,
}

impl Statistics {
    /// The figures of a period that ends today, of the tickets that the actor sees.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewPanel`]; an API key needs the scope to read tickets instead.
    pub async fn of(
        conn: &mut AsyncPgConnection,
        act: &Act,
        period: Period,
    ) -> Result<Self, Error> {
        act.actor.require(match act.actor {
            Actor::ApiKey { .. } => Permission::ViewTickets,
            _ => Permission::ViewPanel,
        })?;
        // Every figure is of the same moment, so that they agree with one another.
        let mut moment = conn.build_transaction().read_only().repeatable_read();
        moment
            .run(async |conn| Self::read(conn, act, period).await)
            .await
    }

    async fn read(conn: &mut AsyncPgConnection, act: &Act, period: Period) -> Result<Self, Error> {
        let (zone, today) = reading::zone_and_today(conn, act.at).await?;
        let hidden = act.actor.sight().hidden();
        let tally = Tally::read(conn, &Scope::new(period, (&zone, today), hidden)).await?;
        let (waiting_on_staff, waiting_on_member) = open_now(conn, act.actor.sight()).await?;
        let names = Names::of(conn, &tally).await?;
        let leaderboard = names.leaderboard(&tally);
        let days: Vec<DayActivity> = period
            .dates(today)
            .map(|date| {
                let day = tally.days.get(&date).copied().unwrap_or_default();
                DayActivity {
                    date,
                    created: day.created,
                    closed: day.closed,
                }
            })
            .collect();
        let latest = |many: usize| days.iter().rev().take(many).map(|day| day.closed).sum();
        Ok(Self {
            period,
            zone: zone.parse().map_err(anyhow::Error::new)?,
            open: waiting_on_staff + waiting_on_member,
            waiting_on_staff,
            waiting_on_member,
            closed_today: latest(1),
            closed_this_week: latest(7),
            total_closed: tally.total_closed,
            response: tally.response.durations(),
            resolution: tally.resolution.durations(),
            categories: names.shares(&tally),
            fastest: ranking::fastest(&leaderboard, &tally),
            most_messages: ranked(&leaderboard, |row| (row.messages, row.closed)),
            most_closed: ranked(&leaderboard, |row| (row.closed, row.messages)),
            leaderboard,
            days,
        })
    }
}

/// How many open tickets wait on staff, and how many on the member. Discord has no room for many channels, so they are counted.
async fn open_now(conn: &mut AsyncPgConnection, sight: &Sight) -> QueryResult<(i64, i64)> {
    let counts: Vec<(Party, i64)> = tickets::table
        .filter(tickets::closed_at.is_null())
        .filter(within(sight))
        .group_by(tickets::waiting_on)
        .select((tickets::waiting_on, diesel::dsl::count_star()))
        .load(conn)
        .await?;
    let of = |party| {
        counts
            .iter()
            .find(|(on, _)| *on == party)
            .map_or(0, |(_, count)| *count)
    };
    Ok((of(Party::Staff), of(Party::Member)))
}
