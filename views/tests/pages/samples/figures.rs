//! Dashboards: of a busy desk, of a long look back, and of a desk that was never used.

use chrono::{Days, TimeDelta};
use rustmail_views::dashboard::chart::{Chart, Day};
use rustmail_views::dashboard::leaderboard::{Extent, Leaderboard, Row};
use rustmail_views::dashboard::now::Now;
use rustmail_views::dashboard::people::{Award, Performers, Person};
use rustmail_views::dashboard::{Achieved, Category, Dashboard, Desk, Durations, Period};

use super::now;

pub fn busy_desk() -> Dashboard {
    Dashboard {
        now: Now {
            open: 23,
            waiting_on_us: 9,
            waiting_on_member: 14,
            closed_today: 6,
            closed_this_week: 71,
            total_closed: 12_408,
        },
        achieved: achieved(Period::Month, Extent::Top),
        desk: Desk::Used,
    }
}

pub fn long_look() -> Dashboard {
    Dashboard {
        achieved: achieved(Period::Quarter, Extent::All),
        ..busy_desk()
    }
}

pub fn unused_desk() -> Dashboard {
    Dashboard {
        now: Now {
            open: 0,
            waiting_on_us: 0,
            waiting_on_member: 0,
            closed_today: 0,
            closed_this_week: 0,
            total_closed: 0,
        },
        achieved: Achieved {
            response: Durations::default(),
            resolution: Durations::default(),
            categories: Vec::new(),
            performers: Performers::default(),
            leaderboard: Leaderboard {
                rows: Vec::new(),
                extent: Extent::Top,
            },
            ..achieved(Period::Month, Extent::Top)
        },
        desk: Desk::Unused,
    }
}

fn achieved(period: Period, extent: Extent) -> Achieved {
    Achieved {
        period,
        zone: "Europe/Paris".to_owned(),
        response: lasted(244, [1_384, 640, 3_900]),
        resolution: lasted(231, [93_600, 41_000, 260_000]),
        chart: Chart { days: days(period) },
        categories: vec![
            category(Some(("💳", "Billing")), (112, 48.5)),
            category(Some(("🛡️", "Reports and appeals")), (64, 27.7)),
            category(None, (55, 23.8)),
        ],
        performers: Performers {
            fastest: Some(Award {
                who: person("Léa", "lea"),
                figure: TimeDelta::seconds(412),
            }),
            most_messages: Some(Award {
                who: person("Jonas", "jonas"),
                figure: 1_318,
            }),
            most_closed: None,
        },
        leaderboard: Leaderboard {
            rows: rows(),
            extent,
        },
    }
}

fn lasted(count: i64, seconds: [i64; 3]) -> Durations {
    let [mean, median, p90] = seconds.map(|seconds| Some(TimeDelta::seconds(seconds)));
    Durations {
        count,
        mean,
        median,
        p90,
    }
}

fn days(period: Period) -> Vec<Day> {
    let today = now().date_naive();
    let ago = (0..u64::from(period.days())).rev();
    ago.filter_map(|ago| today.checked_sub_days(Days::new(ago)))
        .enumerate()
        .map(|(index, date)| {
            let index = i64::try_from(index).unwrap();
            Day {
                date,
                created: (index * 7 + 3) % 17,
                closed: (index * 5 + 1) % 13,
            }
        })
        .collect()
}

fn category(name: Option<(&str, &str)>, (closed, percent): (i64, f64)) -> Category {
    Category {
        name: name.map(|(_, name)| name.to_owned()),
        emoji: name.map(|(emoji, _)| emoji.to_owned()),
        closed,
        percent,
    }
}

fn person(name: &str, username: &str) -> Person {
    Person {
        name: name.to_owned(),
        username: username.to_owned(),
        has_namesake: name == "Ilse",
    }
}

fn rows() -> Vec<Row> {
    let people = [
        ("Jonas", 1_318, 84),
        ("Léa", 902, 97),
        ("an-extraordinarily-long-name-that-someone-chose", 410, 22),
        ("Oskar", 288, 19),
        ("Ilse", 61, 6),
        ("Tomás", 12, 0),
        ("Mei Lin", 0, 3),
    ];
    let row = |(name, messages, closed): (&str, i64, i64)| Row {
        who: person(name, &name.to_lowercase()),
        messages,
        closed,
        mean_response: (messages > 100).then(|| TimeDelta::seconds(messages * 2)),
    };
    people.map(row).into()
}
