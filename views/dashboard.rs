//! The dashboard: how the desk stands now, and what it achieved in a period.
//!
//! What stands now is kept fresh by itself. Everything else is about the chosen period and is swapped as one part when another is
//! chosen. Each figure unfolds its definition.

pub mod chart;

pub mod figure;

pub mod leaderboard;

pub mod now;

pub mod people;

mod categories;

mod times;

pub use categories::Category;

use maud::{Markup, html};

use crate::address;
use crate::dashboard::chart::Chart;
use crate::dashboard::leaderboard::Leaderboard;
use crate::dashboard::now::Now;
use crate::dashboard::people::Performers;
use crate::dashboard::times::PERIOD_ID;
use crate::icon::{Icon, icon};
use crate::layout::{self, Page, Place};
use crate::reader::Reader;

/// The dashboard.
pub struct Dashboard {
    /// How the desk stands now.
    pub now: Now,
    /// What it achieved in the chosen period.
    pub achieved: Achieved,
    /// Whether there has ever been a ticket that the reader may count.
    pub desk: Desk,
}

/// Whether there is anything to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// Tickets that the reader sees have been opened.
    Used,
    /// No ticket that the reader sees has ever been opened.
    Unused,
}

/// What the desk achieved in a period.
pub struct Achieved {
    /// The period.
    pub period: Period,
    /// The time zone in which days begin and end, by its name.
    pub zone: String,
    /// From the opening of a ticket to the first reply.
    pub response: Durations,
    /// From the opening of a ticket to its closing.
    pub resolution: Durations,
    /// What happened on each day.
    pub chart: Chart,
    /// What the closed tickets were about, most first.
    pub categories: Vec<Category>,
    /// Who did best.
    pub performers: Performers,
    /// What each of the staff did.
    pub leaderboard: Leaderboard,
}

/// How long something took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Durations {
    /// How often it happened.
    pub count: i64,
    /// The average.
    pub mean: Option<chrono::TimeDelta>,
    /// The median.
    pub median: Option<chrono::TimeDelta>,
    /// What nine of ten stayed below.
    pub p90: Option<chrono::TimeDelta>,
}

/// A number of calendar days, today included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// 7 days.
    Week,
    /// 30 days.
    Month,
    /// 90 days.
    Quarter,
}

impl Period {
    /// Every period, in the order in which they are offered.
    pub const ALL: [Period; 3] = [Period::Week, Period::Month, Period::Quarter];

    /// The number of days.
    pub fn days(self) -> u16 {
        match self {
            Period::Week => 7,
            Period::Month => 30,
            Period::Quarter => 90,
        }
    }

    /// The value of `period` in an address.
    fn code(self) -> String {
        self.days().to_string()
    }
}

/// The whole page.
pub fn page(reader: &Reader, dashboard: &Dashboard) -> Markup {
    let words = reader.words;
    let title = words.text("layout-dashboard");
    let page = Page {
        title: &title,
        reader,
        place: Place::Dashboard,
        // Whoever sees no tickets is not told that one has changed.
        live: reader.can.tickets.then(|| "/live".to_owned()),
    };
    layout::page(
        &page,
        html! {
            header.page-head { h1 { (title) } }
            (desk(reader, dashboard))
        },
    )
}

/// All figures, or what to do before there are any. What is said then gives way to the figures by itself.
pub fn desk(reader: &Reader, dashboard: &Dashboard) -> Markup {
    html! {
        @if dashboard.desk == Desk::Unused {
            (unused(reader, &dashboard.achieved))
        } @else {
            (now::now(reader, &dashboard.now))
            (achieved(reader, &dashboard.achieved))
        }
    }
}

/// The figures of a period, with the choice of the period: the part that another period replaces.
pub fn achieved(reader: &Reader, achieved: &Achieved) -> Markup {
    let words = reader.words;
    let period = achieved.period;
    let days = [("count", period.days().into())];
    let extent = achieved.leaderboard.extent;
    html! {
        section.achieved id=(PERIOD_ID) aria-labelledby="achieved-heading"
            data-address=(times::address_of(period, extent)) {
            header.section-head {
                h2 #achieved-heading { (words.with("dashboard-period", &days)) }
                div.section-acts {
                    (times::periods(reader, period, extent))
                    a.button.quiet href=(address::with_query("/statistics.csv", &[("period", &period.code())])) download {
                        (icon(Icon::Download)) (words.text("dashboard-csv"))
                    }
                }
            }
            (times::times(reader, achieved))
            (chart::chart(reader, achieved))
            div.achieved-columns {
                (categories::categories(reader, &achieved.categories))
                (people::performers(reader, &achieved.performers))
            }
            (leaderboard::leaderboard(reader, period, &achieved.leaderboard))
        }
    }
}

/// What to do before there is anything to count.
fn unused(reader: &Reader, achieved: &Achieved) -> Markup {
    let words = reader.words;
    let desk = address::with_query("/statistics/desk", &[("period", &achieved.period.code())]);
    html! {
        div.nothing data-hx-get=(desk) data-hx-trigger="sse:tickets, every 60s" data-hx-swap="outerHTML" {
            h2 { (words.text("dashboard-unused")) }
            p { (words.text("dashboard-unused-advice")) }
            @if reader.can.api_keys {
                a.button href="/api-keys" { (words.text("dashboard-unused-api-key")) }
            }
        }
    }
}
