//! The figures computed as one would without thinking of speed: every row is looked at, every day is worked out here.

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rustmail::ids::{CategoryId, UserId};
use rustmail::models::statistics::period::Period;
use rustmail::models::statistics::{Durations, Statistics};
use rustmail::schema::{closures, messages, tickets};

#[derive(Default)]
pub struct Figures {
    pub(super) first: NaiveDate,
    pub(super) days: HashMap<NaiveDate, (i64, i64)>,
    pub(super) open: (i64, i64),
    pub(super) total_closed: i64,
    pub(super) week: i64,
    pub(super) today: i64,
    pub(super) responses: Vec<i64>,
    pub(super) resolutions: Vec<i64>,
    pub(super) categories: HashMap<Option<CategoryId>, i64>,
    pub(super) people: HashMap<UserId, Person>,
}

/// Replies, closings and response times.
pub type Person = (i64, i64, Vec<i64>);

type Row = (
    i64,
    String,
    DateTime<Utc>,
    Option<DateTime<Utc>>,
    String,
    Option<CategoryId>,
);

impl Figures {
    pub async fn compute(
        conn: &mut AsyncPgConnection,
        (period, zone, now): (Period, Tz, DateTime<Utc>),
        hidden: &[CategoryId],
    ) -> Self {
        let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let today = day(now);
        let back = |days: u16| today - Days::new(u64::from(days) - 1);
        let (first, week) = (back(period.days()), back(7));
        let mut figures = Self {
            first,
            ..Self::default()
        };
        let closers = closers(conn).await;
        let replies = replies(conn).await;
        let rows: Vec<Row> = tickets::table
            .select((
                tickets::id,
                tickets::origin,
                tickets::opened_at,
                tickets::closed_at,
                tickets::waiting_on,
                tickets::category_id,
            ))
            .load(conn)
            .await
            .unwrap();
        for (id, origin, opened_at, closed_at, waiting_on, category) in rows {
            if category.is_some_and(|category| hidden.contains(&category)) {
                continue;
            }
            if day(opened_at) >= first {
                figures.days.entry(day(opened_at)).or_default().0 += 1;
            }
            let replies = replies.get(&id).map(Vec::as_slice).unwrap_or_default();
            for (author, _) in replies.iter().filter(|(_, at)| day(*at) >= first) {
                figures.people.entry(*author).or_default().0 += 1;
            }
            if let (Some((author, at)), "member") = (replies.first(), origin.as_str())
                && day(*at) >= first
            {
                let took = (*at - opened_at).num_milliseconds();
                figures.responses.push(took);
                figures.people.entry(*author).or_default().2.push(took);
            }
            let Some(closed_at) = closed_at else {
                match waiting_on.as_str() {
                    "staff" => figures.open.0 += 1,
                    _ => figures.open.1 += 1,
                }
                continue;
            };
            figures.total_closed += 1;
            figures.week += i64::from(day(closed_at) >= week);
            figures.today += i64::from(day(closed_at) == today);
            if day(closed_at) < first {
                continue;
            }
            figures.days.entry(day(closed_at)).or_default().1 += 1;
            figures
                .resolutions
                .push((closed_at - opened_at).num_milliseconds());
            *figures.categories.entry(category).or_default() += 1;
            if let Some(closer) = closers.get(&id).copied().flatten() {
                figures.people.entry(closer).or_default().1 += 1;
            }
        }
        figures
    }

    pub fn assert_equal(&self, kept: &Statistics, told: &str) {
        assert_eq!(kept.days[0].date, self.first, "{told}");
        assert_eq!(kept.days.len(), usize::from(kept.period.days()), "{told}");
        for day in &kept.days {
            let naive = self.days.get(&day.date).copied().unwrap_or_default();
            assert_eq!((day.created, day.closed), naive, "{told}, {}", day.date);
        }
        assert_eq!(
            (kept.waiting_on_staff, kept.waiting_on_member),
            self.open,
            "{told}"
        );
        assert_eq!(kept.open, self.open.0 + self.open.1, "{told}");
        let closed = (kept.total_closed, kept.closed_this_week, kept.closed_today);
        assert_eq!(closed, (self.total_closed, self.week, self.today), "{told}");
        same_durations(kept.response, &self.responses, told);
        same_durations(kept.resolution, &self.resolutions, told);
        let categories: HashMap<_, _> = kept
            .categories
            .iter()
            .map(|share| (share.category_id, share.closed))
            .collect();
        assert_eq!(categories, self.categories, "{told}");
        for share in &kept.categories {
            let exact = self.percent(share.category_id);
            assert!(
                (share.percent - exact).abs() < 1e-9,
                "{told}: {share:?}, {exact} %"
            );
        }
        self.same_people(kept, told);
    }

    fn same_people(&self, kept: &Statistics, told: &str) {
        let people: HashMap<_, _> = kept
            .leaderboard
            .iter()
            .map(|row| {
                (
                    row.user_id,
                    (
                        row.messages,
                        row.closed,
                        row.responses,
                        row.mean_response.map(|mean| mean.num_milliseconds()),
                    ),
                )
            })
            .collect();
        let naive: HashMap<_, _> = self
            .people
            .iter()
            .map(|(id, (replies, closed, took))| {
                (*id, (*replies, *closed, took.len() as i64, mean(took)))
            })
            .collect();
        assert_eq!(people, naive, "{told}");
        let messages = kept.most_messages.as_ref();
        let messages = messages.map(|award| (award.user_id, award.figure));
        assert_eq!(messages, self.most(|person| (person.0, person.1)), "{told}");
        let closed = kept.most_closed.as_ref();
        let closed = closed.map(|award| (award.user_id, award.figure));
        assert_eq!(closed, self.most(|person| (person.1, person.0)), "{told}");
        let fastest = kept.fastest.as_ref();
        let fastest = fastest.map(|award| (award.user_id, award.figure.num_milliseconds()));
        assert_eq!(fastest, self.fastest(), "{told}");
        assert!(
            kept.leaderboard
                .is_sorted_by_key(|row| (-row.messages, -row.closed)),
            "{told}"
        );
    }
}

impl Figures {
    /// The part of the closed tickets that a category has, in percent.
    pub(super) fn percent(&self, category: Option<CategoryId>) -> f64 {
        let all: i64 = self.categories.values().sum();
        let part = self.categories.get(&category).copied().unwrap_or_default();
        part as f64 * 100.0 / all as f64
    }

    /// Whoever has most of the first figure; of equals, who has more of the second; of those, the oldest account.
    pub(super) fn most(&self, figures: fn(&Person) -> (i64, i64)) -> Option<(UserId, i64)> {
        let ranked = self
            .people
            .iter()
            .map(|(id, person)| (figures(person), *id));
        let ((figure, _), id) = ranked.max_by_key(|(figures, id)| (*figures, Reverse(*id)))?;
        (figure > 0).then_some((id, figure))
    }

    /// Whoever answered fastest on average, of those with five first answers; of equals, who has more; of those, the oldest account.
    pub(super) fn fastest(&self) -> Option<(UserId, i64)> {
        let enough = self.people.iter().filter(|(_, person)| person.2.len() >= 5);
        let best = enough.min_by(|(id, one), (other_id, other)| {
            let exact = |took: &[i64]| took.iter().sum::<i64>() as f64 / took.len() as f64;
            let places = (Reverse(one.2.len()), id).cmp(&(Reverse(other.2.len()), other_id));
            exact(&one.2).total_cmp(&exact(&other.2)).then(places)
        });
        best.and_then(|(id, person)| Some((*id, mean(&person.2)?)))
    }
}

/// Who of the staff closed each ticket last.
async fn closers(conn: &mut AsyncPgConnection) -> HashMap<i64, Option<UserId>> {
    let done: Vec<(i64, String, Option<UserId>)> = closures::table
        .filter(closures::done_at.is_not_null())
        .order(closures::id)
        .select((
            closures::ticket_id,
            closures::actor_kind,
            closures::actor_id,
        ))
        .load(conn)
        .await
        .unwrap();
    done.into_iter()
        .map(|(ticket, kind, id)| (ticket, id.filter(|_| kind == "staff")))
        .collect()
}

/// What people replied in each ticket, and when.
async fn replies(conn: &mut AsyncPgConnection) -> HashMap<i64, Vec<(UserId, DateTime<Utc>)>> {
    let said: Vec<(i64, Option<UserId>, DateTime<Utc>)> = messages::table
        .filter(messages::kind.eq("reply"))
        .order(messages::number)
        .select((
            messages::ticket_id,
            messages::author_id,
            messages::created_at,
        ))
        .load(conn)
        .await
        .unwrap();
    let mut replies: HashMap<i64, Vec<_>> = HashMap::new();
    for (ticket, author, at) in said {
        if let Some(author) = author {
            replies.entry(ticket).or_default().push((author, at));
        }
    }
    replies
}

pub(super) fn mean(all: &[i64]) -> Option<i64> {
    (!all.is_empty()).then(|| all.iter().sum::<i64>() / all.len() as i64)
}

fn same_durations(kept: Durations, all: &[i64], told: &str) {
    assert_eq!(kept.count, all.len() as i64, "{told}");
    assert_eq!(
        kept.mean.map(|mean| mean.num_milliseconds()),
        mean(all),
        "{told}"
    );
    let mut all: Vec<f64> = all.iter().map(|ms| *ms as f64).collect();
    all.sort_by(f64::total_cmp);
    for (kept, part) in [(kept.median, 0.5), (kept.p90, 0.9)] {
        if all.is_empty() {
            assert_eq!(kept, None, "{told}");
            continue;
        }
        let place = part * (all.len() - 1) as f64;
        let (below, above) = (all[place.floor() as usize], all[place.ceil() as usize]);
        let exact = below + place.fract() * (above - below);
        let kept = kept.unwrap().num_microseconds().unwrap() as f64 / 1_000.0;
        assert!(
            (kept - exact).abs() <= 0.02 * exact,
            "{told}: {kept} ms is not within 2 % of {exact} ms"
        );
    }
}
