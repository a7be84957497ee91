//! One ticket in the list.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::address;
use crate::reader::Reader;
use crate::time;
use crate::waiting::{self, Waiting};

/// One ticket in the list.
pub struct Row {
    /// The ticket's number, by which people and addresses name it.
    pub number: i64,
    /// The member's name.
    pub member: String,
    /// The last line of the conversation, if there is one.
    pub preview: Option<Preview>,
    /// Who must act next.
    pub waiting: Waiting,
    /// When the ticket was opened.
    pub opened_at: DateTime<Utc>,
    /// When it will close by itself, if that is planned.
    pub closes_at: Option<DateTime<Utc>>,
    /// How it was closed, if it is.
    pub closed: Option<Closed>,
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
pub fn row(reader: &Reader, ticket: &Row) -> Markup {
    html! {
        li.ticket-row id=(address::element_id("ticket", ticket.number)) {
            a.ticket-link href=(address::ticket(ticket.number)) {
                span.ticket-number { "#" (ticket.number) }
                " "
                span.ticket-member { (ticket.member) }
            }
            p.ticket-preview { (preview(reader, ticket.preview.as_ref())) }
            p.ticket-waiting { (waiting::line(reader, ticket.waiting)) (marks(reader, ticket)) }
            p.ticket-opened {
                (reader.words.text("row-opened")) " " (time::ago(reader, ticket.opened_at))
            }
        }
    }
}

fn preview(reader: &Reader, preview: Option<&Preview>) -> Markup {
    let words = reader.words;
    let Some(preview) = preview else {
        return html! { em { (words.text("row-nothing-said")) } };
    };
    html! {
        @if let Speaker::Staff(name) = &preview.speaker {
            span.ticket-speaker { (words.with("row-speaker", &[("name", name.as_str().into())])) " " }
        }
        @if preview.text.is_empty() {
            em { (words.text("row-only-files")) }
        } @else {
            (preview.text)
        }
    }
}

fn marks(reader: &Reader, ticket: &Row) -> Markup {
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
