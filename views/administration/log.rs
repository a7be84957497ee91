//! The audit log: what happened, in sentences, newest first.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::{Frame, page as frame_page};
use crate::address;
use crate::form::{self, Control, Field, Need};
use crate::reader::Reader;
use crate::time;

/// A page of the log.
pub struct Log {
    /// Where the reader is.
    pub frame: Frame,
    /// What the log is narrowed down to.
    pub filter: Filter,
    /// What happened, newest first.
    pub entries: Vec<Entry>,
    /// The `after` key of the page with newer entries, if there are any.
    pub newer: Option<String>,
    /// The `before` key of the page with older entries, if there are any.
    pub older: Option<String>,
}

/// What the log is narrowed down to, as it was typed.
#[derive(Default)]
pub struct Filter {
    /// The kind that is chosen, by its word; empty for what somebody did.
    pub kind: String,
    /// The kinds that can be chosen: their words, and what people read.
    pub kinds: Vec<(String, String)>,
    /// The person, by name or id.
    pub person: Field,
    /// The number of the ticket.
    pub ticket: Field,
    /// The first day.
    pub from: Field,
    /// The last day.
    pub to: Field,
}

/// Something that happened.
pub struct Entry {
    /// The event.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// What, as a sentence.
    pub sentence: String,
    /// The ticket that it is about.
    pub ticket: Option<i64>,
    /// What else is known of it: what it is called, and what it is.
    pub facts: Vec<(String, String)>,
}

impl Filter {
    /// Whether a part of it makes no sense, so that nothing was looked for.
    fn is_refused(&self) -> bool {
        let fields = [&self.person, &self.ticket, &self.from, &self.to];
        fields.iter().any(|field| field.error.is_some())
    }

    /// The address of `path` with this filter.
    pub fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let own = [
            ("kind", self.kind.as_str()),
            ("person", &self.person.value),
            ("ticket", &self.ticket.value),
            ("from", &self.from.value),
            ("to", &self.to.value),
        ];
        let parts: Vec<(&str, &str)> = own.into_iter().chain(more.iter().copied()).collect();
        address::with_query(path, &parts)
    }
}

/// The whole page.
pub fn page(reader: &Reader, log: &Log) -> Markup {
    let words = reader.words;
    let content = html! {
        p.lead { (words.text("log-lead")) }
        (filter(reader, &log.filter))
        @if !log.entries.is_empty() {
            ol.log { @for one in &log.entries { (entry(reader, one)) } }
        } @else if !log.filter.is_refused() {
            div.nothing {
                h2 { (words.text("log-none")) }
                p { (words.text("log-none-advice")) }
            }
        }
        (paging(reader, log))
    };
    frame_page(reader, &log.frame, content)
}

fn filter(reader: &Reader, filter: &Filter) -> Markup {
    let words = reader.words;
    let person = Control {
        id: "log-person",
        name: "person",
        label: &words.text("log-person"),
        help: None,
        kind: form::Kind::Line,
        need: Need::Optional,
        field: &filter.person,
    };
    let ticket = Control {
        id: "log-ticket",
        name: "ticket",
        label: &words.text("log-ticket"),
        help: None,
        kind: form::Kind::Line,
        need: Need::Optional,
        field: &filter.ticket,
    };
    let from = Control {
        id: "log-from",
        name: "from",
        label: &words.text("log-from"),
        help: None,
        kind: form::Kind::Day,
        need: Need::Optional,
        field: &filter.from,
    };
    let to = Control {
        id: "log-to",
        name: "to",
        label: &words.text("log-to"),
        field: &filter.to,
        ..from
    };
    html! {
        search {
            form.log-filter method="get" action="/administration/log" {
                div.field {
                    label.field-label for="log-kind" { (words.text("log-kind")) }
                    select #log-kind name="kind" {
                        @for (word, name) in &filter.kinds {
                            option value=(word) selected[*word == filter.kind] { (name) }
                        }
                    }
                }
                (form::field(&person))
                (form::field(&ticket))
                (form::field(&from))
                (form::field(&to))
                div.log-acts {
                    button.primary type="submit" { (words.text("log-apply")) }
                    a.button href="/administration/log" { (words.text("log-clear")) }
                    a.button href=(filter.address("/administration/log.csv", &[])) download { (words.text("log-export")) }
                }
            }
        }
    }
}

fn entry(reader: &Reader, entry: &Entry) -> Markup {
    html! {
        li.log-entry id=(address::element_id("event", entry.id)) {
            p.log-sentence {
                (entry.sentence)
                @if let Some(ticket) = entry.ticket {
                    " " a href=(address::ticket(ticket)) { "#" (ticket) }
                }
            }
            p.log-time { (time::ago(reader, entry.at)) " · " (time::exact(reader, entry.at)) }
            @if !entry.facts.is_empty() {
                details.log-facts {
                    summary { (reader.words.text("log-details")) }
                    dl {
                        @for (name, value) in &entry.facts {
                            div { dt { (name) } dd { (value) } }
                        }
                    }
                }
            }
        }
    }
}

fn paging(reader: &Reader, log: &Log) -> Markup {
    let words = reader.words;
    let to = |name: &str, key: &str| log.filter.address("/administration/log", &[(name, key)]);
    html! {
        @if log.newer.is_some() || log.older.is_some() {
            nav.paging aria-label=(words.text("paging")) {
                @if let Some(newer) = &log.newer {
                    a.button rel="prev" href=(to("after", newer)) { (words.text("paging-back")) }
                }
                @if let Some(older) = &log.older {
                    a.button rel="next" href=(to("before", older)) { (words.text("paging-older")) }
                }
            }
        }
    }
}
