//! The views of the list: those that everybody has, each with how many tickets are in it, and those that the reader has saved.

use maud::{Markup, html};

use super::{Query, Tickets};
use crate::reader::Reader;

/// How many tickets wait, and the views that the reader has saved.
#[derive(Default)]
pub struct Standing {
    /// The open tickets.
    pub open: Count,
    /// Those in which it is the staff's turn.
    pub waiting_on_us: Count,
    /// Those in which it is the member's turn.
    pub waiting_on_member: Count,
    /// Those that the reader has taken.
    pub own: Count,
    /// Those that nobody has taken.
    pub unassigned: Count,
    /// The views that the reader has saved.
    pub saved: Vec<SavedView>,
}

/// How many there are, as far as anybody needs to know.
#[derive(Clone, Copy)]
pub enum Count {
    /// Exactly so many.
    Exactly(u32),
    /// At least so many.
    Over(u32),
}

impl Default for Count {
    fn default() -> Count {
        Count::Exactly(0)
    }
}

/// A view that the reader has saved.
pub struct SavedView {
    /// The number in its address.
    pub id: i64,
    /// What the reader calls it.
    pub name: String,
    /// What it shows.
    pub query: Query,
    /// How many tickets are in it, where that is counted.
    pub count: Option<Count>,
}

/// The views.
pub(super) fn views(reader: &Reader, tickets: &Tickets) -> Markup {
    nav(reader, tickets, None)
}

/// The views as a second part of an answer that mainly swaps something else.
///
/// Here htmx would take what follows a colon for a selector, so the style is named without one.
pub(super) fn out_of_band(reader: &Reader, tickets: &Tickets) -> Markup {
    nav(reader, tickets, Some("morph"))
}

fn nav(reader: &Reader, tickets: &Tickets, out_of_band: Option<&str>) -> Markup {
    let words = reader.words;
    let standing = &tickets.standing;
    let of = |name: &'static str, value: &str| Query::of([(name, value.to_owned())]);
    let common = [
        (
            words.text("view-open"),
            Query::default(),
            Some(standing.open),
        ),
        (
            words.text("view-waiting-us"),
            of("waiting", "us"),
            Some(standing.waiting_on_us),
        ),
        (
            words.text("view-waiting-member"),
            of("waiting", "member"),
            Some(standing.waiting_on_member),
        ),
        (
            words.text("view-own"),
            of("assignee", "me"),
            Some(standing.own),
        ),
        (
            words.text("view-unassigned"),
            of("assignee", "nobody"),
            Some(standing.unassigned),
        ),
        (words.text("view-closed"), of("state", "closed"), None),
        (words.text("view-all"), of("state", "all"), None),
    ];
    html! {
        nav.tabs.ticket-views #ticket-views aria-label=(words.text("tickets-views"))
            data-hx-swap-oob=[out_of_band] {
            ul {
                @for (name, query, count) in &common {
                    (entry(reader, tickets, &Entry { name, query, count: *count, is_own: false }))
                }
                @for view in &standing.saved {
                    @let (name, query, count) = (&view.name, &view.query, view.count);
                    (entry(reader, tickets, &Entry { name, query, count, is_own: true }))
                }
            }
        }
    }
}

struct Entry<'a> {
    name: &'a str,
    query: &'a Query,
    count: Option<Count>,
    is_own: bool,
}

fn entry(reader: &Reader, tickets: &Tickets, entry: &Entry<'_>) -> Markup {
    let is_current = if entry.is_own {
        *entry.query == tickets.query
    } else {
        *entry.query == tickets.query.unsorted()
    };
    html! {
        li.own-view[entry.is_own] {
            a href=(entry.query.address("/tickets")) aria-current=[is_current.then_some("page")] {
                (entry.name)
                @if let Some(count) = entry.count { " " (count_of(reader, count)) }
            }
        }
    }
}

fn count_of(reader: &Reader, count: Count) -> Markup {
    let (text, number) = match count {
        Count::Exactly(number) => (number.to_string(), number),
        Count::Over(number) => (format!("{number}+"), number),
    };
    html! {
        span.count {
            (text)
            span.hidden { " " (reader.words.with("view-count", &[("count", number.into())])) }
        }
    }
}
