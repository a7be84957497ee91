//! The ticket list: open or closed tickets, newest activity first, filtered and paged by key.

mod row;

pub use row::{Closed, Preview, Row, Speaker};

use maud::{Markup, html};

use crate::address;
use crate::form::{self, Field};
use crate::layout::{self, Page, Place};
use crate::reader::Reader;

/// A page of the ticket list.
pub struct Tickets {
    /// Which tickets are listed.
    pub state: State,
    /// The text by which they are filtered, as it was typed.
    pub filter: Field,
    /// The tickets of this page.
    pub rows: Vec<Row>,
    /// The keys that lead to the pages before and after, and the one that led here.
    pub paging: Paging,
}

/// Which tickets are listed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The ones that are being worked on.
    Open,
    /// The ones that are done.
    Closed,
}

/// Opaque keys between which a page of a list lies.
#[derive(Default)]
pub struct Paging {
    /// The `before` key of the page with older entries, if there are any.
    pub older: Option<String>,
    /// The `after` key of the page with newer entries, if there are any.
    pub newer: Option<String>,
    /// The key that this page was asked for with.
    pub current: Option<Key>,
}

/// A key of a list, with the direction in which the list is read from it.
pub enum Key {
    /// Entries older than this key.
    Before(String),
    /// Entries newer than this key.
    After(String),
}

impl State {
    /// The value of `state` in an address.
    pub fn code(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Closed => "closed",
        }
    }
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
                (filter_form(reader, tickets))
            }
            (tabs(reader, tickets))
            (rows(reader, tickets))
        },
    )
}

/// The rows with their paging: the part that a live event refreshes, from `/tickets/rows`.
pub fn rows(reader: &Reader, tickets: &Tickets) -> Markup {
    html! {
        div #tickets data-hx-get=(list_address("/tickets/rows", tickets))
            data-hx-trigger="sse:tickets, every 60s" data-hx-swap="morph:outerHTML" {
            @if tickets.rows.is_empty() {
                (nothing(reader, tickets))
            } @else {
                ol.ticket-list { @for ticket in &tickets.rows { (row::row(reader, ticket)) } }
            }
            (paging(reader, tickets))
        }
    }
}

fn filter_form(reader: &Reader, tickets: &Tickets) -> Markup {
    let words = reader.words;
    let help = words.text("tickets-filter-help");
    let error = tickets.filter.error.as_deref();
    let described = form::described_by("filter", Some(&help), error);
    html! {
        search {
            form.filter method="get" action="/tickets" {
                input type="hidden" name="state" value=(tickets.state.code());
                label.hidden for="filter" { (words.text("tickets-filter")) }
                input #filter type="search" name="filter" value=(tickets.filter.value)
                    placeholder=(words.text("tickets-filter")) autocomplete="off"
                    aria-invalid=[error.map(|_| "true")] aria-describedby=[described];
                button type="submit" { (words.text("tickets-filter-apply")) }
                p.hidden #filter-help { (help) }
                (form::error_line("filter", error))
            }
        }
    }
}

fn tabs(reader: &Reader, tickets: &Tickets) -> Markup {
    let words = reader.words;
    let entries = [
        (State::Open, words.text("tickets-open")),
        (State::Closed, words.text("tickets-closed")),
    ];
    html! {
        nav.tabs aria-label=(words.text("tickets-tabs")) {
            @for (state, name) in entries {
                @let current = state == tickets.state;
                a href=(address::with_query("/tickets", &[("state", state.code()), ("filter", &tickets.filter.value)]))
                    aria-current=[current.then_some("page")] { (name) }
            }
        }
    }
}

fn nothing(reader: &Reader, tickets: &Tickets) -> Markup {
    let words = reader.words;
    let filter = tickets.filter.value.as_str();
    let everything = address::with_query("/tickets", &[("state", tickets.state.code())]);
    html! {
        div.nothing {
            @if !filter.is_empty() {
                h2 { (words.with("tickets-none-match", &[("filter", filter.into())])) }
                p { (words.text("tickets-none-match-advice")) }
                a.button href=(everything) { (words.text("tickets-filter-clear")) }
            } @else if tickets.state == State::Open {
                h2 { (words.text("tickets-none-open")) }
                p { (words.text("tickets-none-open-advice")) }
            } @else {
                h2 { (words.text("tickets-none-closed")) }
                p { (words.text("tickets-none-closed-advice")) }
            }
        }
    }
}

fn paging(reader: &Reader, tickets: &Tickets) -> Markup {
    let words = reader.words;
    let paging = &tickets.paging;
    let to = |name: &str, key: &str| {
        let state = ("state", tickets.state.code());
        let filter = ("filter", tickets.filter.value.as_str());
        address::with_query("/tickets", &[state, filter, (name, key)])
    };
    html! {
        @if paging.newer.is_some() || paging.older.is_some() {
            nav.paging aria-label=(words.text("paging")) {
                @if let Some(newer) = &paging.newer {
                    a.button rel="prev" href=(to("after", newer)) { (words.text("paging-newer")) }
                }
                @if let Some(older) = &paging.older {
                    a.button rel="next" href=(to("before", older)) { (words.text("paging-older")) }
                }
            }
        }
    }
}

fn list_address(path: &str, tickets: &Tickets) -> String {
    let (before, after) = match &tickets.paging.current {
        Some(Key::Before(key)) => (key.as_str(), ""),
        Some(Key::After(key)) => ("", key.as_str()),
        None => ("", ""),
    };
    let state = ("state", tickets.state.code());
    let filter = ("filter", tickets.filter.value.as_str());
    address::with_query(path, &[state, filter, ("before", before), ("after", after)])
}
