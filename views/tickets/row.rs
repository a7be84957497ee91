//! One ticket in the list.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::Tickets;
use super::bulk::Bulk;
use crate::priority::{self, Priority};
use crate::reader::Reader;
use crate::time;
use crate::waiting::{self, Waiting};
use crate::{address, form};

/// One ticket in the list.
pub struct Row {
    /// The ticket's number, by which people and addresses name it.
    pub number: i64,
    /// The member's name.
    pub member: String,
    /// What staff call the ticket, if they have given it a name.
    pub label: Option<String>,
    /// The last line of the conversation, if there is one.
    pub preview: Option<Preview>,
    /// Whether Discord did not take a reply that the member still waits for.
    pub is_undelivered: bool,
    /// Who must act next.
    pub waiting: Waiting,
    /// What the ticket is about.
    pub category: Option<Category>,
    /// How urgent it is.
    pub priority: Priority,
    /// The words by which staff find it again.
    pub tags: Vec<String>,
    /// Who has taken it.
    pub assignee: Option<Assignee>,
    /// When the ticket was opened.
    pub opened_at: DateTime<Utc>,
    /// When it will close by itself, if that is planned.
    pub closes_at: Option<DateTime<Utc>>,
    /// How it was closed, if it is.
    pub closed: Option<Closed>,
}

/// What a ticket is about.
pub struct Category {
    /// Its name.
    pub name: String,
    /// The emoji beside it.
    pub emoji: Option<String>,
}

/// Who has taken a ticket.
pub enum Assignee {
    /// The reader.
    Reader,
    /// Somebody else, by name.
    Other(String),
}

/// The last line of a conversation.
pub struct Preview {
    /// Who spoke.
    pub speaker: Speaker,
    /// What was said, which is cut by the page to one line; empty when it was only files.
    pub text: String,
}

/// Who spoke the last line of a conversation.
pub enum Speaker {
    /// The member.
    Member,
    /// Somebody of the staff, by name.
    Staff(String),
}

/// The closing of a ticket, as the list tells it.
pub struct Closed {
    /// Who closed it, by name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// One ticket in the list.
pub(super) fn row(reader: &Reader, tickets: &Tickets, ticket: &Row) -> Markup {
    html! {
        li.ticket-row id=(address::element_id("ticket", ticket.number)) {
            @if let Some(bulk) = &tickets.bulk { (selecting(reader, bulk, ticket)) }
            a.ticket-link href=(address::ticket(ticket.number)) {
                span.ticket-number { "#" (ticket.number) }
                " "
                span.ticket-member { (ticket.label.as_deref().unwrap_or(&ticket.member)) }
                @if ticket.label.is_some() { " " span.ticket-named { (ticket.member) } }
            }
            p.ticket-preview dir="auto" { (preview(reader, ticket.preview.as_ref())) }
            (marks(reader, tickets, ticket))
            p.ticket-waiting { (waiting::line(reader, ticket.waiting)) (closing(reader, ticket)) }
            p.ticket-opened {
                (reader.words.text("row-opened")) " " (time::ago(reader, ticket.opened_at))
            }
            @if tickets.bulk.is_some() && ticket.closed.is_none() { (actions(reader, tickets, ticket)) }
        }
    }
}

fn selecting(reader: &Reader, bulk: &Bulk, ticket: &Row) -> Markup {
    let named = [
        ("number", ticket.number.to_string().into()),
        ("member", ticket.member.as_str().into()),
    ];
    html! {
        input.ticket-select type="checkbox" form="bulk" name="ticket" value=(ticket.number)
            id=(address::element_id("select", ticket.number))
            checked[bulk.typed.selected.contains(&ticket.number)]
            aria-label=(reader.words.with("row-select", &named));
    }
}

fn preview(reader: &Reader, preview: Option<&Preview>) -> Markup {
    let words = reader.words;
    let Some(preview) = preview else {
        return html! { em { (words.text("row-nothing-said")) } };
    };
    html! {
        @if let Speaker::Staff(name) = &preview.speaker {
            bdi.ticket-speaker { (words.with("row-speaker", &[("name", name.as_str().into())])) } " "
        }
        @if preview.text.is_empty() {
            em { (words.text("row-only-files")) }
        } @else {
            (preview.text)
        }
    }
}

fn marks(reader: &Reader, tickets: &Tickets, ticket: &Row) -> Markup {
    let with_tag = |tag: &str| tickets.query.having("tag", tag).address("/tickets");
    html! {
        p.ticket-marks {
            @if ticket.is_undelivered { (waiting::undelivered(reader)) }
            @if ticket.priority != Priority::Normal {
                (priority::mark(reader, ticket.priority))
            }
            @if let Some(category) = &ticket.category {
                span.mark {
                    @if let Some(emoji) = &category.emoji { (crate::emoji_picture(emoji)) " " }
                    bdi { (category.name) }
                }
            }
            @for tag in &ticket.tags { a.tag href=(with_tag(tag)) { "#" (tag) } }
            @match &ticket.assignee {
                Some(Assignee::Reader) => span.assignee { (reader.words.text("row-yours")) },
                Some(Assignee::Other(name)) => span.assignee {
                    (reader.words.with("row-taken-by", &[("name", name.as_str().into())]))
                },
                None => {}
            }
        }
    }
}

fn closing(reader: &Reader, ticket: &Row) -> Markup {
    let words = reader.words;
    html! {
        @if let Some(closes_at) = ticket.closes_at {
            span.mark.mark-scheduled {
                (words.text("row-closes")) " " (time::until(reader, closes_at))
            }
        }
        @if let Some(closed) = &ticket.closed {
            span.closed-by {
                (words.with("row-closed-by", &[("name", closed.by.as_str().into())]))
                " " (time::ago(reader, closed.at))
            }
        }
    }
}

fn actions(reader: &Reader, tickets: &Tickets, ticket: &Row) -> Markup {
    let words = reader.words;
    let number = ticket.number.to_string();
    let named = |what: &str| format!("{what} #{number}");
    let close = words.text("row-close");
    let (to, take) = match ticket.assignee {
        Some(Assignee::Reader) => ("nobody", words.text("row-release")),
        Some(Assignee::Other(_)) => ("me", words.text("row-take-over")),
        None => ("me", words.text("row-take")),
    };
    let is_over = matches!(ticket.assignee, Some(Assignee::Other(_)));
    html! {
        div.ticket-actions {
            form method="post" action="/tickets/assignments" data-hx-post="/tickets/assignments"
                data-hx-target="#tickets" data-hx-swap="morph:outerHTML" {
                (form::token(reader))
                (sent_along(tickets, &number))
                input type="hidden" name="to" value=(to);
                @if is_over { input type="hidden" name="over" value="true"; }
                button.quiet id=(address::element_id("take", &number)) type="submit" aria-label=(named(&take)) { (take) }
            }
            form method="post" action="/tickets/closures" data-hx-post="/tickets/closures"
                data-hx-target="#tickets" data-hx-swap="morph:outerHTML" {
                (form::token(reader))
                (sent_along(tickets, &number))
                button.quiet id=(address::element_id("close", &number)) type="submit" aria-label=(named(&close)) { (close) }
            }
        }
    }
}

/// Which ticket, and to which list the answer goes back.
fn sent_along(tickets: &Tickets, number: &str) -> Markup {
    let list = tickets.query.at(tickets.paging.current.as_ref()).text();
    html! {
        input type="hidden" name="ticket" value=(number);
        input type="hidden" name="list" value=(list);
    }
}
