//! What each of the staff did in the period: the first five, or everybody.

use chrono::TimeDelta;
use maud::{Markup, html};

use super::Period;
use super::figure::{heading, number};
use super::people::{Person, initial, person};
use super::times::{address_of, length};
use crate::reader::Reader;

/// How many people are shown at first.
pub const FIRST: usize = 5;

/// What each of the staff did.
pub struct Leaderboard {
    /// Everybody who did something, most active first.
    pub rows: Vec<Row>,
    /// How many of them are shown.
    pub extent: Extent,
}

/// How much of the leaderboard is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The first five.
    Top,
    /// Everybody.
    All,
}

/// What one person did.
pub struct Row {
    /// Who.
    pub who: Person,
    /// The replies that they wrote.
    pub messages: i64,
    /// The tickets that they closed.
    pub closed: i64,
    /// How long the tickets that they were the first to answer had waited, on average.
    pub mean_response: Option<TimeDelta>,
}

/// The leaderboard: the part that **Show all** replaces.
pub fn leaderboard(reader: &Reader, period: Period, leaderboard: &Leaderboard) -> Markup {
    let words = reader.words;
    let shown = match leaderboard.extent {
        Extent::Top => FIRST,
        Extent::All => leaderboard.rows.len(),
    };
    html! {
        section.card.leaderboard #leaderboard aria-labelledby="leaderboard-heading"
            data-address=(address_of(period, leaderboard.extent)) {
            (heading("leaderboard-heading", &words.text("leaderboard-heading"), &words.text("leaderboard-means")))
            @if leaderboard.rows.is_empty() {
                p.lead { (words.text("leaderboard-none")) }
            } @else {
                div.table-scroll tabindex="0" role="group" aria-labelledby="leaderboard-heading" {
                    table.leaders {
                        caption.hidden { (words.text("leaderboard-heading")) }
                        (columns(reader))
                        tbody {
                            @for (index, row) in leaderboard.rows.iter().take(shown).enumerate() {
                                (line(reader, index + 1, row))
                            }
                        }
                    }
                }
            }
            @if leaderboard.rows.len() > FIRST { (extent(reader, period, leaderboard)) }
        }
    }
}

fn columns(reader: &Reader) -> Markup {
    let words = reader.words;
    html! {
        thead {
            tr {
                th scope="col" { span.hidden { (words.text("leaderboard-rank")) } }
                th scope="col" { (words.text("leaderboard-name")) }
                th scope="col" { (words.text("leaderboard-messages")) }
                th scope="col" { (words.text("leaderboard-closed")) }
                th scope="col" { (words.text("leaderboard-response")) }
            }
        }
    }
}

fn line(reader: &Reader, rank: usize, row: &Row) -> Markup {
    html! {
        tr {
            td { (rank) }
            th scope="row" { (initial(&row.who.name)) (person(&row.who)) }
            td { (number(reader, row.messages)) }
            td { (number(reader, row.closed)) }
            td { (length(reader, row.mean_response)) }
        }
    }
}

/// The way to everybody, and back to the first.
fn extent(reader: &Reader, period: Period, leaderboard: &Leaderboard) -> Markup {
    let words = reader.words;
    let (other, sentence) = match leaderboard.extent {
        Extent::Top => {
            let everybody = number(
                reader,
                i64::try_from(leaderboard.rows.len()).unwrap_or(i64::MAX),
            );
            (
                Extent::All,
                words.with("leaderboard-all", &[("count", everybody.into())]),
            )
        }
        Extent::All => (Extent::Top, words.text("leaderboard-top").into_owned()),
    };
    let page = address_of(period, other);
    let part = page.replacen('/', "/statistics/leaderboard", 1);
    html! {
        a.button #leaderboard-extent href=(format!("{page}#leaderboard")) data-hx-get=(part)
            data-hx-target="#leaderboard" data-hx-swap="outerHTML" { (sentence) }
    }
}
