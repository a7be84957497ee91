//! What happened on each day of the period, as pairs of bars.
//!
//! Each day is one choice of a group, so that a keyboard walks through the days with its arrows, a finger chooses one, and a pointer
//! only has to be over it: all three show the day's exact numbers, without a script. Those who cannot see bars are given a table.

use chrono::{Datelike, NaiveDate, Weekday};
use maud::{Markup, html};

use super::figure::{counted, heading, number};
use super::{Achieved, Period};
use crate::reader::Reader;

/// The most lines that measure the height.
const MOST_LINES: i64 = 4;

/// What happened on each day.
pub struct Chart {
    /// The days in order, none left out.
    pub days: Vec<Day>,
}

/// What happened on one day.
#[derive(Clone, Copy, Debug)]
pub struct Day {
    /// The day.
    pub date: NaiveDate,
    /// The tickets opened.
    pub created: i64,
    /// The tickets closed.
    pub closed: i64,
}

/// What the height of the chart stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Scale {
    step: i64,
    lines: i64,
}

pub(super) fn chart(reader: &Reader, achieved: &Achieved) -> Markup {
    let words = reader.words;
    let days = &achieved.chart.days;
    let most = days.iter().map(|day| day.created.max(day.closed)).max();
    let scale = Scale::for_most(most.unwrap_or_default());
    let zone = [("zone", achieved.zone.as_str().into())];
    html! {
        section.card.activity aria-labelledby="activity-heading" {
            header.activity-head {
                (heading("activity-heading", &words.text("activity-heading"), &words.with("activity-means", &zone)))
                (legend(reader, days))
            }
            div.chart {
                (measure(reader, scale))
                (bars(reader, achieved.period, (days, scale)))
            }
            (table(reader, days))
        }
    }
}

fn legend(reader: &Reader, days: &[Day]) -> Markup {
    let words = reader.words;
    let sum = |count: fn(&Day) -> i64| counted(reader, days.iter().map(count).sum());
    html! {
        ul.legend {
            li.legend-created { (words.with("activity-created", &sum(|day| day.created))) }
            li.legend-closed { (words.with("activity-closed", &sum(|day| day.closed))) }
        }
    }
}

/// The numbers beside the lines. They stand still while the days scroll.
fn measure(reader: &Reader, scale: Scale) -> Markup {
    html! {
        div.chart-measure aria-hidden="true" {
            @for line in (0..=scale.lines).rev() { span { (number(reader, line * scale.step)) } }
        }
    }
}

fn bars(reader: &Reader, period: Period, (days, scale): (&[Day], Scale)) -> Markup {
    html! {
        fieldset.chart-days {
            legend.hidden { (reader.words.text("activity-choose")) }
            div.chart-scroll {
                div.chart-width.(format!("chart-{}", period.days())) {
                    (lines(scale))
                    div.chart-row {
                        @for (index, day) in days.iter().enumerate() {
                            label.chart-day {
                                input.hidden type="radio" name="day" value=(day.date) checked[index + 1 == days.len()];
                                (pair(*day, scale))
                                (told(reader, *day))
                                @if is_named(period, day.date) {
                                    span.chart-name aria-hidden="true" { (short(reader, period, day.date)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn told(reader: &Reader, day: Day) -> Markup {
    let words = reader.words;
    html! {
        span.chart-told {
            b { (date(reader, day.date)) }
            span.told-created { (words.with("activity-created", &counted(reader, day.created))) }
            span.told-closed { (words.with("activity-closed", &counted(reader, day.closed))) }
        }
    }
}

fn lines(scale: Scale) -> Markup {
    html! {
        svg.chart-lines width="100%" height="100%" aria-hidden="true" {
            @for line in 0..=scale.lines {
                @let height = format!("{:.3}%", 100.0 * fraction(line, scale.lines));
                line x1="0" x2="100%" y1=(height) y2=(height) {}
            }
        }
    }
}

fn pair(day: Day, scale: Scale) -> Markup {
    let top = scale.step * scale.lines;
    let bar = |count: i64| {
        let height = 100.0 * fraction(count, top);
        (format!("{:.3}%", 100.0 - height), format!("{height:.3}%"))
    };
    let (created_y, created) = bar(day.created);
    let (closed_y, closed) = bar(day.closed);
    html! {
        svg.chart-pair width="100%" height="100%" aria-hidden="true" {
            rect.bar-created x="12%" width="36%" y=(created_y) height=(created) rx="1.5" {}
            rect.bar-closed x="52%" width="36%" y=(closed_y) height=(closed) rx="1.5" {}
        }
    }
}

fn table(reader: &Reader, days: &[Day]) -> Markup {
    let words = reader.words;
    html! {
        details.as-table {
            summary { (words.text("activity-table")) }
            div.table-scroll tabindex="0" role="group" aria-label=(words.text("activity-table")) {
                table {
                    caption.hidden { (words.text("activity-heading")) }
                    thead {
                        tr {
                            th scope="col" { (words.text("activity-day")) }
                            th scope="col" { (words.text("activity-created-column")) }
                            th scope="col" { (words.text("activity-closed-column")) }
                        }
                    }
                    tbody {
                        @for day in days.iter().rev() {
                            tr {
                                th scope="row" { time datetime=(day.date) { (date(reader, day.date)) } }
                                td { (number(reader, day.created)) }
                                td { (number(reader, day.closed)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// In a week every day has its name below it; in longer periods every Monday.
fn is_named(period: Period, date: NaiveDate) -> bool {
    period == Period::Week || date.weekday() == Weekday::Mon
}

fn date(reader: &Reader, date: NaiveDate) -> String {
    let parts = [
        ("weekday", date.weekday().number_from_monday().into()),
        ("day", date.day().into()),
        ("month", date.month().into()),
    ];
    reader.words.with("date-weekday", &parts)
}

fn short(reader: &Reader, period: Period, date: NaiveDate) -> String {
    let parts = [
        ("weekday", date.weekday().number_from_monday().into()),
        ("day", date.day().into()),
        ("month", date.month().into()),
    ];
    if period == Period::Week {
        return reader.words.with("date-short-weekday", &parts[..2]);
    }
    reader.words.with("date-short", &parts[1..])
}

fn fraction(part: i64, whole: i64) -> f64 {
    // Counts of tickets on a day are far below what a double holds exactly.
    part as f64 / whole.max(1) as f64
}

impl Scale {
    /// The coarsest round step of which a few reach `most`.
    fn for_most(most: i64) -> Scale {
        let mut unit = 1;
        loop {
            for step in [unit, 2 * unit, 5 * unit] {
                let lines = (most.max(1) + step - 1) / step;
                if lines <= MOST_LINES {
                    return Scale { step, lines };
                }
            }
            unit *= 10;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn the_height_is_measured_in_a_few_round_steps() {
        let cases = [
            (0, (1, 1)),
            (1, (1, 1)),
            (4, (1, 4)),
            (5, (2, 3)),
            (9, (5, 2)),
            (21, (10, 3)),
            (80, (20, 4)),
            (81, (50, 2)),
            (1_999, (500, 4)),
        ];
        for (most, (step, lines)) in cases {
            assert_eq!(Scale::for_most(most), Scale { step, lines }, "{most}");
            assert!(step * lines >= most, "{most} is above the chart");
        }
    }
}
