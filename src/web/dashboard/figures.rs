//! The figures of the desk, as the dashboard shows them.

use views::dashboard::chart::{Chart, Day};
use views::dashboard::leaderboard::{Extent, Leaderboard, Row};
use views::dashboard::now::Now;
use views::dashboard::people::{Award as Shown, Performers, Person};
use views::dashboard::{Achieved, Category, Dashboard, Desk, Durations, Period as Days};

use crate::models::statistics::period::Period;
use crate::models::statistics::{self as figures, Award, Statistics};

/// The whole dashboard.
pub(super) fn dashboard(statistics: &Statistics, extent: Extent) -> Dashboard {
    let is_unused = statistics.open == 0 && statistics.total_closed == 0;
    Dashboard {
        now: now(statistics),
        achieved: achieved(statistics, extent),
        desk: if is_unused { Desk::Unused } else { Desk::Used },
    }
}

/// How the desk stands now.
pub(super) fn now(statistics: &Statistics) -> Now {
    Now {
        open: statistics.open,
        waiting_on_us: statistics.waiting_on_staff,
        waiting_on_member: statistics.waiting_on_member,
        closed_today: statistics.closed_today,
        closed_this_week: statistics.closed_this_week,
        total_closed: statistics.total_closed,
    }
}

/// What it achieved in the period.
pub(super) fn achieved(statistics: &Statistics, extent: Extent) -> Achieved {
    Achieved {
        period: period(statistics.period),
        zone: statistics.zone.name().to_owned(),
        response: durations(statistics.response),
        resolution: durations(statistics.resolution),
        chart: chart(statistics),
        categories: categories(statistics),
        performers: Performers {
            fastest: statistics
                .fastest
                .as_ref()
                .map(|one| award(statistics, one)),
            most_messages: statistics
                .most_messages
                .as_ref()
                .map(|one| award(statistics, one)),
            most_closed: statistics
                .most_closed
                .as_ref()
                .map(|one| award(statistics, one)),
        },
        leaderboard: leaderboard(statistics, extent),
    }
}

/// What each of the staff did in it.
pub(super) fn leaderboard(statistics: &Statistics, extent: Extent) -> Leaderboard {
    let row = |row: &figures::StaffRow| Row {
        who: person(statistics, (&row.name, &row.username)),
        messages: row.messages,
        closed: row.closed,
        mean_response: row.mean_response,
    };
    Leaderboard {
        rows: statistics.leaderboard.iter().map(row).collect(),
        extent,
    }
}

pub(super) fn period(period: Period) -> Days {
    match period {
        Period::Days7 => Days::Week,
        Period::Days30 => Days::Month,
        Period::Days90 => Days::Quarter,
    }
}

fn durations(durations: figures::Durations) -> Durations {
    Durations {
        count: durations.count,
        mean: durations.mean,
        median: durations.median,
        p90: durations.p90,
    }
}

fn chart(statistics: &Statistics) -> Chart {
    let day = |day: &figures::DayActivity| Day {
        date: day.date,
        created: day.created,
        closed: day.closed,
    };
    Chart {
        days: statistics.days.iter().map(day).collect(),
    }
}

fn categories(statistics: &Statistics) -> Vec<Category> {
    let category = |share: &figures::CategoryShare| Category {
        name: share.name.clone(),
        emoji: share.emoji.clone(),
        closed: share.closed,
        percent: share.percent,
    };
    statistics.categories.iter().map(category).collect()
}

/// Somebody of the leaderboard; who shares a name with another one there is told apart by what the account is called.
fn person(statistics: &Statistics, (name, username): (&str, &str)) -> Person {
    let namesakes = statistics.leaderboard.iter();
    let namesakes = namesakes.filter(|row| row.name == name).count();
    Person {
        name: name.to_owned(),
        username: username.to_owned(),
        has_namesake: namesakes > 1,
    }
}

fn award<V: Copy>(statistics: &Statistics, award: &Award<V>) -> Shown<V> {
    Shown {
        who: person(statistics, (&award.name, &award.username)),
        figure: award.figure,
    }
}
