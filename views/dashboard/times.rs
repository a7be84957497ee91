//! How long the desk took, and the choice of the period that this and everything below it is about.

use chrono::TimeDelta;
use maud::{Markup, html};

use super::figure::{Figure, figure};
use super::leaderboard::Extent;
use super::{Achieved, Durations, Period};
use crate::reader::Reader;
use crate::{address, time};

/// The element that another period replaces.
pub(super) const PERIOD_ID: &str = "achieved";

/// One link for each period. A script swaps the figures in; without one the whole page comes.
pub(super) fn periods(reader: &Reader, chosen: Period, extent: Extent) -> Markup {
    let words = reader.words;
    html! {
        nav.segments aria-label=(words.text("dashboard-periods")) {
            @for period in Period::ALL {
                @let address = address_of(period, extent);
                a.segment id=(address::element_id("period", period.days())) href=(address)
                    data-hx-get=(address) data-hx-target=(format!("#{PERIOD_ID}")) data-hx-swap="outerHTML"
                    aria-current=[(period == chosen).then_some("true")] {
                    (words.with("dashboard-days", &[("count", period.days().into())]))
                }
            }
        }
    }
}

/// Where the dashboard shows a period, and everybody of the leaderboard if that is asked for.
pub(super) fn address_of(period: Period, extent: Extent) -> String {
    let days = period.code();
    match extent {
        Extent::Top => address::with_query("/", &[("period", &days)]),
        Extent::All => address::with_query("/", &[("period", &days), ("all", "true")]),
    }
}

pub(super) fn times(reader: &Reader, achieved: &Achieved) -> Markup {
    let words = reader.words;
    html! {
        dl.figures.times {
            (lasted(reader, (&words.text("times-response"), &words.text("times-response-means")), achieved.response))
            (lasted(reader, (&words.text("times-resolution"), &words.text("times-resolution-means")), achieved.resolution))
        }
    }
}

fn lasted(reader: &Reader, (name, definition): (&str, &str), durations: Durations) -> Markup {
    figure(&Figure {
        name,
        definition,
        value: length(reader, durations.mean),
        beside: Some(beside(reader, durations)),
    })
}

fn beside(reader: &Reader, durations: Durations) -> Markup {
    let words = reader.words;
    html! {
        @if durations.count == 0 {
            (words.text("times-none"))
        } @else {
            span.quantile { (words.text("times-median")) " " b { (length(reader, durations.median)) } }
            span.quantile { (words.text("times-p90")) " " b { (length(reader, durations.p90)) } }
            span.quantile { (words.with("times-count", &[("count", durations.count.into())])) }
        }
    }
}

/// How long, or a dash for what never happened.
pub(super) fn length(reader: &Reader, length: Option<TimeDelta>) -> String {
    length.map_or_else(
        || "–".to_owned(),
        |length| time::length(reader.words, length),
    )
}
