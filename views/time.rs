//! Moments and spans as people say them, always with the exact time at hand.

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc};
use maud::{Markup, html};
use words::Words;

use crate::reader::Reader;

/// A past moment, relative to now: "12 min ago".
pub fn ago(reader: &Reader, moment: DateTime<Utc>) -> Markup {
    if reader.exact_times {
        return in_full(reader, moment);
    }
    element(reader, moment, &ago_text(reader, moment))
}

/// A coming moment, relative to now: "in 2 h".
pub fn until(reader: &Reader, moment: DateTime<Utc>) -> Markup {
    let words = reader.words;
    let left = moment - reader.now;
    if reader.exact_times {
        return in_full(reader, moment);
    }
    let text = if left < TimeDelta::minutes(1) {
        words.text("time-any-moment").into_owned()
    } else if left > TimeDelta::days(30) {
        day(reader, moment)
    } else {
        words.with("time-in", &[("span", span(words, left).into())])
    };
    element(reader, moment, &text)
}

/// How long something has lasted: "12 min".
pub fn since(reader: &Reader, moment: DateTime<Utc>) -> Markup {
    let mut text = span(reader.words, reader.now - moment);
    if reader.exact_times {
        text = format!("{text} ({})", exact(reader, moment));
    }
    element(reader, moment, &text)
}

/// The time of day of a moment whose day is told elsewhere: "14:05".
pub fn clock(reader: &Reader, moment: DateTime<Utc>) -> Markup {
    let local = moment.with_timezone(&reader.time_zone);
    let text = format!("{:02}:{:02}", local.hour(), local.minute());
    element(reader, moment, &text)
}

/// A moment of which only the day matters: "19 November 2026".
pub fn dated(reader: &Reader, moment: DateTime<Utc>) -> Markup {
    element(reader, moment, &day(reader, moment))
}

/// A moment with nothing left out: "19 November 2026, 14:05 CET".
pub fn in_full(reader: &Reader, moment: DateTime<Utc>) -> Markup {
    element(reader, moment, &exact(reader, moment))
}

/// The day of a moment in full: "19 November 2026".
pub fn day(reader: &Reader, moment: DateTime<Utc>) -> String {
    let local = moment.with_timezone(&reader.time_zone);
    reader.words.with(
        "time-day",
        &[
            ("day", local.day().into()),
            ("month", local.month().into()),
            ("year", local.year().into()),
        ],
    )
}

/// The day of a moment as a heading between messages: "Today", "Yesterday" or the day in full.
pub fn day_heading(reader: &Reader, moment: DateTime<Utc>) -> String {
    let local = |moment: DateTime<Utc>| moment.with_timezone(&reader.time_zone).date_naive();
    let age = local(reader.now) - local(moment);
    match age.num_days() {
        0 => reader.words.text("time-today").into_owned(),
        1 => reader.words.text("time-yesterday").into_owned(),
        _ => day(reader, moment),
    }
}

/// The moment with nothing left out: "19 November 2026, 14:05 CET".
pub fn exact(reader: &Reader, moment: DateTime<Utc>) -> String {
    let local = moment.with_timezone(&reader.time_zone);
    let values = [
        ("day", day(reader, moment).into()),
        ("time", local.format("%H:%M").to_string().into()),
        ("zone", local.format("%Z").to_string().into()),
    ];
    reader.words.with("time-exact", &values)
}

/// A length of time in its two largest units: "2 h 14 min".
pub fn length(words: &Words, length: TimeDelta) -> String {
    let seconds = length.num_seconds().max(0);
    // What is not said any more is rounded, so that 59.9 minutes are an hour.
    let minutes = (seconds + 30) / 60;
    let hours = (minutes + 30) / 60;
    if seconds < 60 {
        words.with("length-seconds", &[("count", seconds.into())])
    } else if minutes < 60 {
        words.with("span-minutes", &[("count", minutes.into())])
    } else if minutes < 24 * 60 && minutes % 60 == 0 {
        words.with("span-hours", &[("count", (minutes / 60).into())])
    } else if minutes < 24 * 60 {
        let parts = [
            ("hours", (minutes / 60).into()),
            ("minutes", (minutes % 60).into()),
        ];
        words.with("length-hours", &parts)
    } else if hours % 24 == 0 {
        words.with("span-days", &[("count", (hours / 24).into())])
    } else {
        let parts = [
            ("days", (hours / 24).into()),
            ("hours", (hours % 24).into()),
        ];
        words.with("length-days", &parts)
    }
}

fn element(reader: &Reader, moment: DateTime<Utc>, text: &str) -> Markup {
    let machine = moment.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    html! { time datetime=(machine) title=(exact(reader, moment)) { (text) } }
}

fn ago_text(reader: &Reader, moment: DateTime<Utc>) -> String {
    let words = reader.words;
    let age = reader.now - moment;
    if age < TimeDelta::minutes(1) {
        words.text("time-just-now").into_owned()
    } else if age > TimeDelta::days(30) {
        words.with("time-on", &[("day", day(reader, moment).into())])
    } else {
        words.with("time-ago", &[("span", span(words, age).into())])
    }
}

fn span(words: &Words, length: TimeDelta) -> String {
    let minutes = length.num_minutes().max(0);
    // The nearest number is said: 114 minutes are two hours rather than one.
    let hours = (minutes + 30) / 60;
    let days = (hours + 12) / 24;
    if minutes < 1 {
        words.text("span-moment").into_owned()
    } else if minutes < 60 {
        words.with("span-minutes", &[("count", minutes.into())])
    } else if hours < 24 {
        words.with("span-hours", &[("count", hours.into())])
    } else {
        words.with("span-days", &[("count", days.into())])
    }
}
