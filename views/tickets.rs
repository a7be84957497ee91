//! The ticket list: filtered, sorted, paged by key, with what can be done to many tickets at once.

pub mod bulk;
pub mod filtering;
mod keys;
mod query;
mod row;
pub mod standing;

pub use query::Query;
pub use row::{Assignee, Category, Closed, Preview, Row, Speaker};

use maud::{Markup, html};

use crate::form::Field;
use crate::layout::{self, Page, Place};
use crate::reader::Reader;
use bulk::{Bulk, Outcome};
use filtering::Filtering;
use standing::Standing;

/// A page of the ticket list.
pub struct Tickets {
    /// What the list shows, in the words of its address.
    pub query: Query,
    /// How many tickets wait, and the views that the reader has saved.
    pub standing: Standing,
    /// What the list can be filtered by.
    pub filtering: Filtering,
    /// The tickets of this page.
    pub rows: Vec<Row>,
    /// The keys that lead to the pages before and after, and the one that led here.
    pub paging: Paging,
    /// What can be done to several tickets at once, if the reader may.
    pub bulk: Option<Bulk>,
    /// What came of what the reader has just done to several tickets.
    pub outcome: Option<Outcome>,
    /// The name for this view, as it was refused.
    pub saving: Option<Field>,
}

/// Opaque keys between which a page of a list lies.
#[derive(Default)]
pub struct Paging {
    /// The `after` key of the page with what comes later in the list, if there is more.
    pub later: Option<String>,
    /// The `before` key of the page with what comes earlier in the list, if there is any.
    pub earlier: Option<String>,
    /// The key that this page was asked for with.
    pub current: Option<Key>,
}

/// A key of a list, with the direction in which the list is read from it.
pub enum Key {
    /// What comes earlier in the list than this key.
    Before(String),
    /// What comes later in the list than this key.
    After(String),
}

/// The whole page of the list.
pub fn page(reader: &Reader, tickets: &Tickets) -> Markup {
    let title = reader.words.text("tickets-title");
    let page = Page {
        title: &title,
        reader,
        place: Place::Tickets,
        live: Some("/live".to_owned()),
    };
    layout::page(
        &page,
        html! {
            header.page-head {
                h1 { (title) }
                (crate::search::form(reader, ""))
            }
            (standing::views(reader, tickets))
            (filtering::bar(reader, tickets))
            (bulk::outcome(reader, tickets))
            div.listing {
                (news(reader))
                (rows(reader, tickets))
            }
            @if let Some(bulk) = &tickets.bulk { (bulk::bar(reader, tickets, bulk)) }
            (keys::dialog(reader))
        },
    )
}

/// The place where a script tells of tickets that have come in. It lies over the list, so that nothing moves when they do.
fn news(reader: &Reader) -> Markup {
    let words = reader.words;
    html! {
        p.news #news role="status" hidden {
            button type="button" data-news=(words.text("tickets-news"))
                data-one=(words.text("tickets-news-one")) data-gone=(words.text("row-gone")) {}
        }
    }
}

/// What is kept fresh: the rows, and the counts beside the views.
pub fn fresh(reader: &Reader, tickets: &Tickets) -> Markup {
    html! {
        (rows(reader, tickets))
        (standing::out_of_band(reader, tickets))
    }
}

/// The answer to something done in the list: what is kept fresh, and what came of it.
pub fn done(reader: &Reader, tickets: &Tickets) -> Markup {
    html! {
        (fresh(reader, tickets))
        (bulk::outcome_out_of_band(reader, tickets))
    }
}

/// The rows with their paging: the part that a live event refreshes, from `/tickets/rows`.
pub fn rows(reader: &Reader, tickets: &Tickets) -> Markup {
    let own = tickets.query.at(tickets.paging.current.as_ref());
    html! {
        div #tickets data-hx-get=(own.address("/tickets/rows"))
            data-hx-trigger="sse:tickets, every 60s" data-hx-swap="morph:outerHTML" {
            @if tickets.rows.is_empty() {
                (nothing(reader, tickets))
            } @else {
                ol.ticket-list {
                    @for ticket in &tickets.rows { (row::row(reader, tickets, ticket)) }
                }
            }
            (paging(reader, tickets))
        }
    }
}

fn nothing(reader: &Reader, tickets: &Tickets) -> Markup {
    let words = reader.words;
    let query = &tickets.query;
    let own = Query::of([("assignee", "me".to_owned())]);
    html! {
        div.nothing {
            @if query.unsorted() == own {
                h2 { (words.text("tickets-none-own")) }
                p { (words.text("tickets-none-own-advice")) }
                a.button href="/tickets?assignee=nobody" { (words.text("view-unassigned")) }
            } @else if query.is_filtered() {
                h2 { (words.text("tickets-none-match")) }
                p { (words.text("tickets-none-match-advice")) }
                a.button href=(query.unfiltered().address("/tickets")) {
                    (words.text("tickets-filter-clear"))
                }
            } @else if query.value("state") == "closed" {
                h2 { (words.text("tickets-none-closed")) }
                p { (words.text("tickets-none-closed-advice")) }
            } @else {
                h2 { (words.text("tickets-none-open")) }
                p { (words.text("tickets-none-open-advice")) }
            }
        }
    }
}

fn paging(reader: &Reader, tickets: &Tickets) -> Markup {
    let words = reader.words;
    let paging = &tickets.paging;
    let to = |name: &'static str, key: &str| tickets.query.having(name, key).address("/tickets");
    html! {
        @if paging.earlier.is_some() || paging.later.is_some() {
            nav.paging aria-label=(words.text("paging")) {
                @if let Some(earlier) = &paging.earlier {
                    a.button rel="prev" href=(to("before", earlier)) { (words.text("paging-back")) }
                }
                @if let Some(later) = &paging.later {
                    a.button rel="next" href=(to("after", later)) { (words.text("paging-on")) }
                }
            }
        }
    }
}
