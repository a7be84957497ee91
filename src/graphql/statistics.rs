//! The figures of the dashboard in the API.

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{NaiveDate, TimeDelta};

use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::user::User;
use crate::ids::UserId;
use crate::models::statistics as models;

/// The period that figures are about: so many calendar days of the desk's time zone, today included.
#[derive(Enum, Debug, Clone, Copy, Default, PartialEq, Eq)]
#[graphql(name = "StatisticsPeriod", remote = "models::period::Period")]
pub enum Period {
    /// A week.
    #[graphql(name = "DAYS_7")]
    Days7,
    /// A month.
    #[default]
    #[graphql(name = "DAYS_30")]
    Days30,
    /// A quarter.
    #[graphql(name = "DAYS_90")]
    Days90,
}

/// What the desk achieved, as far as the asker sees its tickets.
pub struct Statistics(models::Statistics);

/// What the desk achieved, as far as the asker sees its tickets.
#[Object]
impl Statistics {
    /// The period that figures are about unless they say otherwise.
    async fn period(&self) -> Period {
        self.0.period.into()
    }

    /// The time zone in which days begin and end.
    async fn time_zone(&self) -> &str {
        self.0.zone.name()
    }

    /// What happened on each day of the period, oldest first.
    #[graphql(complexity = "90 * (child_complexity + 1)")]
    async fn days(&self) -> Vec<DayActivity> {
        self.0.days.iter().map(DayActivity::from).collect()
    }

    /// The tickets that are open now, whatever the period.
    async fn open(&self) -> i64 {
        self.0.open
    }

    /// Those of the open tickets in which it is the turn of staff, whatever the period.
    async fn waiting_on_staff(&self) -> i64 {
        self.0.waiting_on_staff
    }

    /// Those of the open tickets in which it is the member's turn, whatever the period.
    async fn waiting_on_member(&self) -> i64 {
        self.0.waiting_on_member
    }

    /// The tickets closed since midnight, whatever the period. One that was opened again is not closed any more.
    async fn closed_today(&self) -> i64 {
        self.0.closed_today
    }

    /// The tickets closed today or on one of the six days before, whatever the period.
    async fn closed_this_week(&self) -> i64 {
        self.0.closed_this_week
    }

    /// Every ticket that is closed, whatever the period.
    async fn total_closed(&self) -> i64 {
        self.0.total_closed
    }

    /// From the opening of a ticket to the first reply of a person, by the day of that reply; only for tickets that a member opened
    /// by writing.
    async fn response(&self) -> Durations {
        self.0.response.into()
    }

    /// From the opening of a ticket to its closing, by the day of the closing.
    async fn resolution(&self) -> Durations {
        self.0.resolution.into()
    }

    /// The tickets closed in the period by category, most first.
    #[graphql(complexity = "20 * (child_complexity + 1)")]
    async fn categories(&self) -> Vec<CategoryShare> {
        self.0.categories.iter().map(CategoryShare::from).collect()
    }

    /// Who had the lowest average response time, of those who were the first to answer at least five tickets in the period.
    async fn fastest_responder(&self) -> Option<StaffFigures> {
        self.row_of(self.0.fastest.as_ref().map(|award| award.user_id))
    }

    /// Who wrote the most replies in the period.
    async fn most_messages(&self) -> Option<StaffFigures> {
        self.row_of(self.0.most_messages.as_ref().map(|award| award.user_id))
    }

    /// Who closed the most tickets in the period.
    async fn most_closed(&self) -> Option<StaffFigures> {
        self.row_of(self.0.most_closed.as_ref().map(|award| award.user_id))
    }

    /// Everybody of the staff who replied or closed something in the period: most replies first, then most closings.
    #[graphql(complexity = "50 * (child_complexity + 1)")]
    async fn leaderboard(&self) -> Vec<StaffFigures> {
        let rows = self.0.leaderboard.iter().cloned();
        rows.map(StaffFigures).collect()
    }
}

impl Statistics {
    fn row_of(&self, winner: Option<UserId>) -> Option<StaffFigures> {
        let mut rows = self.0.leaderboard.iter();
        let row = rows.find(|row| Some(row.user_id) == winner)?;
        Some(StaffFigures(row.clone()))
    }
}

/// What happened on one day.
#[derive(SimpleObject)]
pub struct DayActivity {
    /// The day, as in 2026-11-22.
    date: NaiveDate,
    /// The tickets that were opened.
    created: i64,
    /// The tickets that were closed, and are closed now.
    closed: i64,
}

impl From<&models::DayActivity> for DayActivity {
    fn from(day: &models::DayActivity) -> Self {
        Self {
            date: day.date,
            created: day.created,
            closed: day.closed,
        }
    }
}

/// How long something took, in seconds.
#[derive(SimpleObject)]
pub struct Durations {
    /// How often it happened.
    count: i64,
    /// The average. Nothing when it never happened.
    mean_seconds: Option<f64>,
    /// The median, within two percent.
    median_seconds: Option<f64>,
    /// What nine of ten stayed below, within two percent.
    p90_seconds: Option<f64>,
}

impl From<models::Durations> for Durations {
    fn from(durations: models::Durations) -> Self {
        Self {
            count: durations.count,
            mean_seconds: durations.mean.and_then(seconds),
            median_seconds: durations.median.and_then(seconds),
            p90_seconds: durations.p90.and_then(seconds),
        }
    }
}

/// The part of the closed tickets that was about one thing.
#[derive(SimpleObject)]
pub struct CategoryShare {
    /// The category. Nothing for tickets of no category.
    id: Option<ID>,
    /// The category's name. Nothing for tickets of no category.
    name: Option<String>,
    /// The emoji that stands beside its name.
    emoji: Option<String>,
    /// The tickets closed in the period.
    closed: i64,
    /// Their part of all tickets closed in the period, from 0 to 100.
    percent: f64,
}

impl From<&models::CategoryShare> for CategoryShare {
    fn from(share: &models::CategoryShare) -> Self {
        Self {
            id: share.category_id.map(|id| GlobalId::Category(id).into()),
            name: share.name.clone(),
            emoji: share.emoji.clone(),
            closed: share.closed,
            percent: share.percent,
        }
    }
}

/// What one person of the staff did in the period.
pub struct StaffFigures(models::StaffRow);

/// What one person of the staff did in the period.
#[Object]
impl StaffFigures {
    /// Who.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<User>, Fault> {
        let loaders = Asking::of(ctx)?.loaders();
        Ok(loaders.load_one(self.0.user_id).await?.map(User))
    }

    /// The replies that they wrote, anonymous ones and deleted ones included.
    async fn messages(&self) -> i64 {
        self.0.messages
    }

    /// The tickets that they closed, or scheduled to close.
    async fn closed(&self) -> i64 {
        self.0.closed
    }

    /// The tickets that they were the first to answer.
    async fn responses(&self) -> i64 {
        self.0.responses
    }

    /// How many seconds those tickets had waited on average. Nothing when there were none.
    async fn mean_response_seconds(&self) -> Option<f64> {
        self.0.mean_response.and_then(seconds)
    }
}

/// A duration in seconds, by one division: whole seconds and a fraction added up would be told as 1.6099999999999999 where 1.61 is meant.
fn seconds(took: TimeDelta) -> Option<f64> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "nothing takes so long that a microsecond of it matters"
    )]
    took.num_microseconds().map(|micros| micros as f64 / 1e6)
}

/// What can be asked about what the desk achieved.
#[derive(Default)]
pub struct StatisticsQuery;

#[Object]
impl StatisticsQuery {
    /// The figures of the dashboard, for people who may see the panel and for keys that may read tickets. Tickets that the asker does
    /// not see are left out of every figure.
    async fn statistics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A month unless told otherwise.")] period: Option<Period>,
    ) -> Result<Option<Statistics>, Fault> {
        let asking = Asking::of(ctx)?;
        let act = asking.act()?;
        let conn = &mut **asking.db().await?;
        let figures = models::Statistics::of(conn, act, period.unwrap_or_default().into()).await?;
        Ok(Some(Statistics(figures)))
    }
}

#[cfg(test)]
mod tests {
    use super::{TimeDelta, seconds};

    #[test]
    fn seconds_are_told_as_they_would_be_written() {
        for (ms, told) in [(1_610, "1.61"), (8_110, "8.11"), (5, "0.005"), (0, "0")] {
            let seconds = seconds(TimeDelta::milliseconds(ms)).unwrap();
            assert_eq!(seconds.to_string(), told);
        }
    }
}
