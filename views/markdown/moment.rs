//! Moments that everybody reads in their own time: `<t:1618953630:R>`.

use chrono::{DateTime, Utc};
use maud::Markup;

use super::Page;
use crate::time;

/// A moment and how it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    at: DateTime<Utc>,
    style: Style,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Clock,
    Day,
    Exact,
    Relative,
}

/// The years in which calendars of all zones agree on how a day is written.
const YEARS: std::ops::RangeInclusive<i64> = -62_100_000_000..=253_300_000_000;

/// The moment that stands in angle brackets.
pub(super) fn read(inside: &str) -> Option<Moment> {
    let mut parts = inside.strip_prefix("t:")?.split(':');
    let seconds: i64 = parts.next()?.parse().ok()?;
    let style = match parts.next() {
        Some("t" | "T") => Style::Clock,
        Some("d" | "D") => Style::Day,
        None | Some("f" | "F" | "s" | "S") => Style::Exact,
        Some("R") => Style::Relative,
        Some(_) => return None,
    };
    if parts.next().is_some() || !YEARS.contains(&seconds) {
        return None;
    }
    let at = DateTime::from_timestamp(seconds, 0)?;
    Some(Moment { at, style })
}

impl Moment {
    /// When it is.
    pub(super) fn at(self) -> DateTime<Utc> {
        self.at
    }
}

/// The moment in the reader's time.
pub(super) fn show(page: &Page<'_>, moment: Moment) -> Markup {
    let (reader, at) = (page.reader, moment.at);
    match moment.style {
        Style::Clock => time::clock(reader, at),
        Style::Day => time::dated(reader, at),
        Style::Exact => time::in_full(reader, at),
        Style::Relative if at <= reader.now => time::ago(reader, at),
        Style::Relative => time::until(reader, at),
    }
}
