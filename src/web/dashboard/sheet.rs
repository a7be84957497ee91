//! The figures of the desk as comma-separated values: one figure a line, so that any spreadsheet can filter and sum them.

use std::borrow::Cow;
use std::fmt::Display;

use crate::models::statistics::{Durations, Statistics};

/// The end of a line, as RFC 4180 has it.
const END: &str = "\r\n";

/// The lines of a sheet.
struct Sheet(String);

/// The figures, one a line: which part of the dashboard it stands in, whom or what it is about, its name, and its value.
pub(super) fn of(statistics: &Statistics) -> String {
    let mut sheet = Sheet(String::new());
    sheet.line(["section", "subject", "figure", "value"]);
    now(&mut sheet, statistics);
    lasted(&mut sheet, "response_time", statistics.response);
    lasted(&mut sheet, "resolution_time", statistics.resolution);
    for day in &statistics.days {
        let date = day.date.to_string();
        sheet.figure("day", &date, ("created", day.created));
        sheet.figure("day", &date, ("closed", day.closed));
    }
    for share in &statistics.categories {
        let name = share.name.as_deref().unwrap_or_default();
        sheet.figure("category", name, ("closed", share.closed));
        sheet.figure(
            "category",
            name,
            ("percent", format!("{:.2}", share.percent)),
        );
    }
    people(&mut sheet, statistics);
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
        sheet.figure("now", "", figure);
    }
}

/// Times are in seconds.
fn lasted(sheet: &mut Sheet, section: &str, durations: Durations) {
    sheet.figure(section, "", ("count", durations.count));
    let figures = [
        ("mean_seconds", durations.mean),
        ("median_seconds", durations.median),
        ("p90_seconds", durations.p90),
    ];
    for (name, length) in figures {
        let seconds = length.map(|length| length.num_seconds().to_string());
        sheet.figure(section, "", (name, seconds.unwrap_or_default()));
    }
}

fn people(sheet: &mut Sheet, statistics: &Statistics) {
    for row in &statistics.leaderboard {
        let seconds = row.mean_response.map(|mean| mean.num_seconds().to_string());
        sheet.figure("staff", &row.name, ("messages", row.messages));
        sheet.figure("staff", &row.name, ("closed", row.closed));
        sheet.figure("staff", &row.name, ("first_replies", row.responses));
        let mean = seconds.unwrap_or_default();
        sheet.figure("staff", &row.name, ("mean_response_seconds", mean));
    }
}

impl Sheet {
    fn figure(&mut self, section: &str, subject: &str, (name, value): (&str, impl Display)) {
        self.line([section, subject, name, &value.to_string()]);
    }

    fn line(&mut self, cells: [&str; 4]) {
        self.0.push_str(&cells.map(cell).join(","));
        self.0.push_str(END);
    }
}

/// A cell that holds its text and nothing else: spreadsheets calculate what begins like a formula, and names are chosen by strangers.
fn cell(text: &str) -> Cow<'_, str> {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let needs_quotes = text.contains(['"', ',', '\n', '\r']);
    if !is_formula && !needs_quotes {
        return Cow::Borrowed(text);
    }
    let mark = if is_formula { "'" } else { "" };
    Cow::Owned(format!("\"{mark}{}\"", text.replace('"', "\"\"")))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_is_text_and_stays_one_cell() {
        let cases = [
            ("Billing", "Billing"),
            ("", ""),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
        ];
        for (text, expected) in cases {
            assert_eq!(cell(text), expected);
        }
    }
}
