//! The search: in everything that was said, among members, and by ticket number.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::layout::{self, Page, Place};
use crate::members::member_address;
use crate::reader::Reader;
use crate::tickets::Query;
use crate::{address, time};

/// What was looked for and found.
#[derive(Default)]
pub struct Search {
    /// What was looked for, in the words of the address.
    pub query: Query,
    /// The ticket of the number that was typed, and the name of its member.
    pub ticket: Option<(i64, String)>,
    /// Members who are called so.
    pub members: Vec<Member>,
    /// Messages, in order.
    pub hits: Vec<Hit>,
    /// The key of the page with more of them.
    pub more: Option<String>,
    /// How many messages were put in order, when there may be more that match.
    pub cut: Option<i64>,
    /// The last word, when it was not looked for as the beginning of one in older messages.
    pub whole: Option<String>,
}

/// A member who was found.
pub struct Member {
    /// Their account.
    pub id: i64,
    /// Their name, with what was looked for.
    pub name: Vec<Piece>,
    /// Their unique name, with what was looked for.
    pub username: Vec<Piece>,
}

/// A message that was found.
pub struct Hit {
    /// The ticket's number.
    pub ticket: i64,
    /// Whether the ticket is open.
    pub is_open: bool,
    /// The member of the ticket.
    pub member: String,
    /// The message.
    pub message: i64,
    /// What kind of message it is.
    pub kind: Kind,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub sent_at: DateTime<Utc>,
    /// Whether it was deleted.
    pub is_deleted: bool,
    /// The part of its text around what was looked for.
    pub excerpt: Vec<Piece>,
}

/// What kind of message was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The member's.
    Member,
    /// An answer of the staff.
    Reply,
    /// For the staff only.
    Note,
}

/// A piece of an excerpt or of a name.
pub enum Piece {
    /// Text.
    Plain(String),
    /// Text that was looked for.
    Marked(String),
}

/// A text in which it is marked what was looked for.
pub fn marked(pieces: &[Piece]) -> Markup {
    html! {
        @for piece in pieces {
            @match piece {
                Piece::Plain(text) => (text),
                Piece::Marked(text) => mark { (text) },
            }
        }
    }
}

/// The box to search with, wherever it stands.
pub fn form(reader: &Reader, typed: &str) -> Markup {
    let words = reader.words;
    html! {
        search {
            form.search method="get" action="/search" {
                label.hidden for="search" { (words.text("search-label")) }
                input #search type="search" name="q" value=(typed) maxlength="200" dir="auto"
                    placeholder=(words.text("search-placeholder")) autocomplete="off";
                button type="submit" { (words.text("search-submit")) }
            }
        }
    }
}

/// The page of what was found.
pub fn page(reader: &Reader, search: &Search) -> Markup {
    let words = reader.words;
    let typed = search.query.value("q");
    let title = words.text("search-title");
    let page = Page {
        title: &title,
        reader,
        place: Place::Tickets,
        live: None,
    };
    let is_empty = search.hits.is_empty() && search.members.is_empty() && search.ticket.is_none();
    layout::page(
        &page,
        html! {
            header.page-head {
                h1 { (title) }
                (form(reader, typed))
            }
            @if typed.is_empty() {
                div.nothing {
                    h2 { (words.text("search-nothing-typed")) }
                    p { (words.text("search-help")) }
                }
            } @else {
                (shortcuts(reader, search))
                (orders(reader, &search.query))
                @if let Some(word) = &search.whole {
                    p.lead role="status" { (words.with("search-whole", &[("word", word.as_str().into())])) }
                }
                @if is_empty || search.hits.is_empty() {
                    (nothing(reader))
                } @else {
                    (hits(reader, search))
                }
            }
        },
    )
}

/// The ticket and the members that what was typed may mean.
fn shortcuts(reader: &Reader, search: &Search) -> Markup {
    let words = reader.words;
    html! {
        @if search.ticket.is_some() || !search.members.is_empty() {
            ul.shortcuts aria-label=(words.text("search-shortcuts")) {
                @if let Some((number, member)) = &search.ticket {
                    li {
                        a.button href=(address::ticket(*number)) {
                            (words.with("search-ticket", &[("number", number.to_string().into())]))
                            " · " bdi { (member) }
                        }
                    }
                }
                @for member in &search.members {
                    li {
                        a.button href=(member_address(member.id)) {
                            (words.text("search-member")) " " bdi { (marked(&member.name)) } " @" (marked(&member.username))
                        }
                    }
                }
            }
        }
    }
}

fn orders(reader: &Reader, query: &Query) -> Markup {
    let words = reader.words;
    let orders = [
        ("", words.text("search-relevance")),
        ("newest", words.text("search-newest")),
    ];
    let kinds = [
        ("", words.text("search-all-kinds")),
        ("member", words.text("search-from-members")),
        ("reply", words.text("search-replies")),
        ("note", words.text("search-notes")),
    ];
    html! {
        div.filters {
            (links(query, ("kind", &words.text("search-kinds")), &kinds))
            (links(query, ("order", &words.text("sort-title")), &orders))
        }
    }
}

fn links(
    query: &Query,
    (part, label): (&'static str, &str),
    choices: &[(&str, std::borrow::Cow<'static, str>)],
) -> Markup {
    html! {
        nav.sorts aria-label=(label) {
            ul {
                @for (value, name) in choices {
                    li {
                        a href=(query.without("after").having(part, value).address("/search"))
                            aria-current=[(query.value(part) == *value).then_some("true")] { (name) }
                    }
                }
            }
        }
    }
}

fn nothing(reader: &Reader) -> Markup {
    html! {
        div.nothing {
            h2 { (reader.words.text("search-none")) }
            p { (reader.words.text("search-help")) }
        }
    }
}

fn hits(reader: &Reader, search: &Search) -> Markup {
    let words = reader.words;
    html! {
        ol.hits { @for found in &search.hits { (hit(reader, found)) } }
        @if let Some(more) = &search.more {
            nav.paging aria-label=(words.text("paging")) {
                a.button rel="next" href=(search.query.having("after", more).address("/search")) {
                    (words.text("paging-on"))
                }
            }
        } @else if let Some(cut) = search.cut {
            p.lead {
                (words.with("search-cut", &[("count", cut.into())])) " "
                a href=(search.query.without("after").having("order", "newest").address("/search")) {
                    (words.text("search-cut-all"))
                }
            }
        }
    }
}

fn hit(reader: &Reader, hit: &Hit) -> Markup {
    let words = reader.words;
    let around = hit.message.to_string();
    let place = address::with_query(&address::ticket(hit.ticket), &[("around", &around)]);
    let place = format!("{place}#{}", address::element_id("message", hit.message));
    let kind = match hit.kind {
        Kind::Member => words.text("message-from-member"),
        Kind::Reply => words.text("search-reply"),
        Kind::Note => words.text("message-note"),
    };
    html! {
        li.hit.hit-note[hit.kind == Kind::Note] {
            a.hit-link href=(place) {
                span.ticket-number { "#" (hit.ticket) } " " bdi { (hit.member) }
            }
            p.hit-text { (marked(&hit.excerpt)) }
            p.hit-foot {
                span { bdi { (hit.author) } " · " (kind) } " " (time::ago(reader, hit.sent_at))
                @if hit.is_deleted { " " span.mark.mark-deleted { (words.text("message-deleted")) } }
                @if !hit.is_open { " " span.mark { (words.text("header-closed")) } }
            }
        }
    }
}
