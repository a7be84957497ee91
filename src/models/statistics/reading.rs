//! Reading the roll-ups and the facts that are not yet in them, as one person sees them.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::{CategoryId, UserId};
use crate::models::statistics::period::Period;
use crate::models::statistics::spread::Spread;
use crate::schema::{statistics_days, statistics_spreads};

/// The category of the roll-ups that stands for all tickets.
const EVERY_TICKET: CategoryId = CategoryId(0);

/// Everything that the figures are made of.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub days: BTreeMap<NaiveDate, Day>,
    pub total_closed: i64,
    pub response: Spread,
    pub resolution: Spread,
    /// The tickets closed in the period, by category.
    pub closed_in: HashMap<Option<CategoryId>, i64>,
    pub people: HashMap<UserId, Person>,
}

/// What happened on one day.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Day {
    pub created: i64,
    pub closed: i64,
}

/// What one person did.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Person {
    pub replies: i64,
    pub closed: i64,
    pub responses: i64,
    pub response_ms: i64,
}

/// What is to be read: whose tickets, and which days.
pub(super) struct Scope<'a> {
    pub hidden: &'a [CategoryId],
    pub zone: &'a str,
    pub first: NaiveDate,
    pub last: NaiveDate,
}

/// The time zone in which the days of the roll-ups begin, and the day that it is there at `now`.
pub(super) async fn zone_and_today(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
) -> QueryResult<(String, NaiveDate)> {
    #[derive(QueryableByName)]
    struct Basis {
        #[diesel(sql_type = Text)]
        zone: String,
        #[diesel(sql_type = Date)]
        today: NaiveDate,
    }
    let query = "SELECT zone, ($1 AT TIME ZONE zone)::date AS today FROM statistics_basis";
    let basis: Basis = diesel::sql_query(query)
        .bind::<Timestamptz, _>(now)
        .get_result(conn)
        .await?;
    Ok((basis.zone, basis.today))
}

impl<'a> Scope<'a> {
    /// The days of `period` that end with `today`, without the tickets of `hidden` categories.
    pub(super) fn new(
        period: Period,
        (zone, today): (&'a str, NaiveDate),
        hidden: &'a [CategoryId],
    ) -> Self {
        Self {
            hidden,
            zone,
            first: period.dates(today).next().unwrap_or(today),
            last: today,
        }
    }

    /// What is added up: every ticket, and what is hidden, to be taken off.
    pub(super) fn series(&self) -> Vec<CategoryId> {
        let hidden = self.hidden.iter().copied();
        std::iter::once(EVERY_TICKET).chain(hidden).collect()
    }

    /// How a row of this category counts: not at all when it is only a part of what is seen.
    fn sign(&self, category: CategoryId) -> Option<i64> {
        match category {
            EVERY_TICKET => Some(1),
            hidden if self.hidden.contains(&hidden) => Some(-1),
            _ => None,
        }
    }

    pub(super) fn covers(&self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

impl Tally {
    /// Reads it; all of it must be read in one transaction that sees one moment.
    pub(super) async fn read(conn: &mut AsyncPgConnection, scope: &Scope<'_>) -> QueryResult<Self> {
        let mut tally = Self::default();
        tally.read_days(conn, scope).await?;
        tally.read_total(conn, scope).await?;
        tally.read_people(conn, scope).await?;
        tally.read_spreads(conn, scope).await?;
        tally.read_pending(conn, scope).await?;
        tally.people.retain(|_, person| person.did_anything());
        // What is in no category is what remains of all.
        let visible: i64 = tally.days.values().map(|day| day.closed).sum();
        let in_categories: i64 = tally.closed_in.values().sum();
        tally.closed_in.insert(None, visible - in_categories);
        tally.closed_in.retain(|_, closed| *closed > 0);
        Ok(tally)
    }

    async fn read_days(
        &mut self,
        conn: &mut AsyncPgConnection,
        scope: &Scope<'_>,
    ) -> QueryResult<()> {
        let rows: Vec<DayRow> = statistics_days::table
            .filter(statistics_days::day.between(scope.first, scope.last))
            .select(DayRow::as_select())
            .load(conn)
            .await?;
        for row in rows {
            let Some(sign) = scope.sign(row.category_id) else {
                *self.closed_in.entry(Some(row.category_id)).or_default() += row.closed;
                continue;
            };
            let day = self.days.entry(row.day).or_default();
            day.created += sign * row.created;
            day.closed += sign * row.closed;
            self.resolution.count += sign * row.closed;
            self.resolution.ms += sign * row.resolution_ms;
            self.response.count += sign * row.responses;
            self.response.ms += sign * row.response_ms;
        }
        Ok(())
    }

    async fn read_total(
        &mut self,
        conn: &mut AsyncPgConnection,
        scope: &Scope<'_>,
    ) -> QueryResult<()> {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = BigInt)]
            closed: i64,
        }
        let query = "
            SELECT coalesce(sum(CASE category_id WHEN 0 THEN closed ELSE -closed END), 0)::bigint AS closed
              FROM statistics_days WHERE category_id = ANY($1)";
        let row: Row = diesel::sql_query(query)
            .bind::<Array<BigInt>, _>(scope.series())
            .get_result(conn)
            .await?;
        self.total_closed = row.closed;
        Ok(())
    }

    async fn read_people(
        &mut self,
        conn: &mut AsyncPgConnection,
        scope: &Scope<'_>,
    ) -> QueryResult<()> {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = BigInt)]
            user_id: UserId,
            #[diesel(sql_type = BigInt)]
            replies: i64,
            #[diesel(sql_type = BigInt)]
            closed: i64,
            #[diesel(sql_type = BigInt)]
            responses: i64,
            #[diesel(sql_type = BigInt)]
            response_ms: i64,
        }
        let query = "
            SELECT user_id, sum(sign * replies)::bigint AS replies, sum(sign * closed)::bigint AS closed,
                   sum(sign * responses)::bigint AS responses, sum(sign * response_ms)::bigint AS response_ms
              FROM statistics_people, LATERAL (SELECT CASE category_id WHEN 0 THEN 1 ELSE -1 END AS sign) AS side
             WHERE category_id = ANY($1) AND day BETWEEN $2 AND $3
             GROUP BY user_id";
        let rows: Vec<Row> = diesel::sql_query(query)
            .bind::<Array<BigInt>, _>(scope.series())
            .bind::<Date, _>(scope.first)
            .bind::<Date, _>(scope.last)
            .load(conn)
            .await?;
        for row in rows {
            let person = Person {
                replies: row.replies,
                closed: row.closed,
                responses: row.responses,
                response_ms: row.response_ms,
            };
            self.people.insert(row.user_id, person);
        }
        Ok(())
    }

    async fn read_spreads(
        &mut self,
        conn: &mut AsyncPgConnection,
        scope: &Scope<'_>,
    ) -> QueryResult<()> {
        let rows: Vec<(CategoryId, String, Vec<u8>)> = statistics_spreads::table
            .filter(statistics_spreads::category_id.eq_any(scope.series()))
            .filter(statistics_spreads::day.between(scope.first, scope.last))
            .select((
                statistics_spreads::category_id,
                statistics_spreads::measure,
                statistics_spreads::packed,
            ))
            .load(conn)
            .await?;
        for (category, measure, packed) in rows {
            let sign = scope.sign(category).unwrap_or(0);
            let spread = match measure.as_str() {
                "response" => &mut self.response,
                _ => &mut self.resolution,
            };
            spread.add_packed(&packed, sign);
        }
        Ok(())
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = statistics_days, check_for_backend(diesel::pg::Pg))]
struct DayRow {
    category_id: CategoryId,
    day: NaiveDate,
    created: i64,
    closed: i64,
    resolution_ms: i64,
    responses: i64,
    response_ms: i64,
}

impl Person {
    fn did_anything(&self) -> bool {
        self.replies > 0 || self.closed > 0 || self.responses > 0
    }
}
