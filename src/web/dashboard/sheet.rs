//! The figures of the desk as a table: one figure a line, so that any spreadsheet can filter and sum them.

use std::fmt::Display;

use chrono::TimeDelta;

use crate::models::statistics::{Award, Durations, StaffRow, Statistics};
use crate::web::spreadsheet;

/// The lines of a sheet.
struct Sheet(String);

/// Whom or what a figure is about. Names are chosen by people and can be the same; ids cannot.
#[derive(Default, Clone, Copy)]
struct Subject<'a> {
    name: &'a str,
    id: &'a str,
    username: &'a str,
}

/// The figures, one a line: which part of the dashboard it stands in, whom or what it is about, its name, and its value.
pub(super) fn of(statistics: &Statistics) -> String {
    let heads = ["section", "subject", "id", "username", "figure", "value"];
    let mut sheet = Sheet(spreadsheet::head(heads));
    let all = Subject::default();
    sheet.figure("about", all, ("period_days", statistics.period.days()));
    sheet.figure("about", all, ("time_zone", statistics.zone.name()));
    now(&mut sheet, statistics);
    lasted(&mut sheet, "response_time", statistics.response);
    lasted(&mut sheet, "resolution_time", statistics.resolution);
    for day in &statistics.days {
        let date = day.date.to_string();
        let subject = Subject::named(&date);
        sheet.figure("day", subject, ("created", day.created));
        sheet.figure("day", subject, ("closed", day.closed));
    }
    for share in &statistics.categories {
        let id = share.category_id.map(|id| id.to_string());
        let subject = Subject {
            id: id.as_deref().unwrap_or_default(),
            ..Subject::named(share.name.as_deref().unwrap_or_default())
        };
        sheet.figure("category", subject, ("closed", share.closed));
        let percent = format!("{:.2}", share.percent);
        sheet.figure("category", subject, ("percent", percent));
    }
    awards(&mut sheet, statistics);
    for row in &statistics.leaderboard {
        person(&mut sheet, row);
    }
    sheet.0
}

fn now(sheet: &mut Sheet, statistics: &Statistics) {
    let figures = [
        ("open", statistics.open),
        ("waiting_on_staff", statistics.waiting_on_staff),
        ("waiting_on_member", statistics.waiting_on_member),
        ("closed_today", statistics.closed_today),
        ("closed_this_week", statistics.closed_this_week),
        ("total_closed", statistics.total_closed),
    ];
    for figure in figures {
        sheet.figure("now", Subject::default(), figure);
    }
}

/// Times are in seconds.
fn lasted(sheet: &mut Sheet, section: &str, durations: Durations) {
    let all = Subject::default();
    sheet.figure(section, all, ("count", durations.count));
    let figures = [
        ("mean_seconds", durations.mean),
        ("median_seconds", durations.median),
        ("p90_seconds", durations.p90),
    ];
    for (name, length) in figures {
        sheet.figure(section, all, (name, seconds(length)));
    }
}

fn awards(sheet: &mut Sheet, statistics: &Statistics) {
    if let Some(award) = &statistics.fastest {
        let figure = ("fastest_seconds", seconds(Some(award.figure)));
        awarded(sheet, award, figure);
    }
    if let Some(award) = &statistics.most_messages {
        awarded(sheet, award, ("most_messages", award.figure));
    }
    if let Some(award) = &statistics.most_closed {
        awarded(sheet, award, ("most_closed", award.figure));
    }
}

fn awarded<V>(sheet: &mut Sheet, award: &Award<V>, figure: (&str, impl Display)) {
    let id = award.user_id.to_string();
    let winner = Subject {
        name: &award.name,
        id: &id,
        username: &award.username,
    };
    sheet.figure("award", winner, figure);
}

fn person(sheet: &mut Sheet, row: &StaffRow) {
    let id = row.user_id.to_string();
    let subject = Subject {
        name: &row.name,
        id: &id,
        username: &row.username,
    };
    sheet.figure("staff", subject, ("messages", row.messages));
    sheet.figure("staff", subject, ("closed", row.closed));
    sheet.figure("staff", subject, ("first_replies", row.responses));
    let mean = seconds(row.mean_response);
    sheet.figure("staff", subject, ("mean_response_seconds", mean));
}

/// To the millisecond; nothing for what never happened.
fn seconds(length: Option<TimeDelta>) -> String {
    length.map_or_else(String::new, |length| {
        format!("{:.3}", length.as_seconds_f64())
    })
}

impl<'a> Subject<'a> {
    fn named(name: &'a str) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }
}

impl Sheet {
    fn figure(&mut self, section: &str, subject: Subject<'_>, (name, value): (&str, impl Display)) {
        let value = value.to_string();
        let cells = [
            section,
            subject.name,
            subject.id,
            subject.username,
            name,
            &value,
        ];
        self.0.push_str(&spreadsheet::line(cells));
    }
}
