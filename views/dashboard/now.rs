//! How the desk stands at this moment, whatever the period: the part that is kept fresh.

use maud::{Markup, html};

use super::figure::{Figure, figure, number};
use crate::address;
use crate::reader::Reader;

/// How the desk stands.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// The open tickets.
    pub open: i64,
    /// Those in which staff are awaited.
    pub waiting_on_us: i64,
    /// Those in which the member is awaited.
    pub waiting_on_member: i64,
    /// The tickets closed since midnight.
    pub closed_today: i64,
    /// The tickets closed in the last seven days.
    pub closed_this_week: i64,
    /// Every ticket ever closed.
    pub total_closed: i64,
}

/// The figures of this moment, refreshed from `/statistics/now`.
pub fn now(reader: &Reader, now: &Now) -> Markup {
    let words = reader.words;
    html! {
        section.now #now aria-labelledby="now-heading" data-hx-ext="morph" data-hx-get="/statistics/now"
            data-hx-trigger="sse:tickets, every 60s" data-hx-swap="morph:outerHTML" {
            header.section-head {
                h2 #now-heading { (words.text("now-heading")) }
                p.section-note { (words.text("now-note")) }
            }
            dl.figures.now-figures {
                (open(reader, now))
                (closed(reader, (&words.text("now-closed-today"), &words.text("now-closed-today-means")), now.closed_today))
                (closed(reader, (&words.text("now-closed-week"), &words.text("now-closed-week-means")), now.closed_this_week))
                (closed(reader, (&words.text("now-total-closed"), &words.text("now-total-closed-means")), now.total_closed))
            }
        }
    }
}

fn open(reader: &Reader, now: &Now) -> Markup {
    let words = reader.words;
    let us = words.with("now-waiting-us", &[("count", now.waiting_on_us.into())]);
    let member = words.with(
        "now-waiting-member",
        &[("count", now.waiting_on_member.into())],
    );
    figure(&Figure {
        name: &words.text("now-open"),
        definition: &words.text("now-open-means"),
        value: number(reader, now.open),
        beside: Some(html! {
            (balance(now))
            span.balance-parts {
                (part(reader, "us", &us))
                (part(reader, "member", &member))
            }
        }),
    })
}

/// Whose turn it is in the open tickets, as two lengths of one bar.
fn balance(now: &Now) -> Markup {
    let waiting = now.waiting_on_us + now.waiting_on_member;
    html! {
        @if waiting > 0 {
            @let us = now.waiting_on_us * 1000 / waiting;
            svg.balance width="100%" height="6" viewBox="0 0 1000 6" preserveAspectRatio="none" aria-hidden="true" {
                rect.balance-member x=(us) width=(1000 - us) height="6" {}
                rect.balance-us width=(us) height="6" {}
            }
        }
    }
}

/// The way to the tickets in which `whom` is awaited.
fn part(reader: &Reader, whom: &str, sentence: &str) -> Markup {
    let list = address::with_query("/tickets", &[("state", "open"), ("waiting", whom)]);
    let mark = format!("waiting-{whom}");
    html! {
        @if reader.can.tickets {
            a.balance-part.(mark) href=(list) { (sentence) }
        } @else {
            span.balance-part.(mark) { (sentence) }
        }
    }
}

fn closed(reader: &Reader, (name, definition): (&str, &str), count: i64) -> Markup {
    figure(&Figure {
        name,
        definition,
        value: number(reader, count),
        beside: None,
    })
}
