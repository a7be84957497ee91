//! The head of a ticket: the member, the state, and what is going to happen to it.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::reopening::{self, Reopening};
use super::work::{self, Work};
use crate::reader::Reader;
use crate::waiting::{self, Waiting};
use crate::{address, form, time};

/// The head of a ticket.
pub struct Header {
    /// The ticket's number, by which people and addresses name it.
    pub number: i64,
    /// Who asks.
    pub member: Member,
    /// When the ticket was opened.
    pub opened_at: DateTime<Utc>,
    /// Who opened it.
    pub opened_by: Opener,
    /// How it stands.
    pub state: State,
    /// Whether Discord did not take a reply that the member still waits for.
    pub is_undelivered: bool,
    /// How it is worked.
    pub work: Work,
    /// Why nothing came of what was tried, where the form for it is not here any more.
    pub refusal: Option<String>,
}

/// The member of a ticket.
pub struct Member {
    /// The name that people know the member by.
    pub name: String,
    /// The member's Discord id.
    pub id: String,
}

/// Who opened a ticket.
pub enum Opener {
    /// The member, with a direct message.
    Member,
    /// Somebody of the staff, by name.
    Staff(String),
    /// An integration, by the name of its API key.
    Integration(String),
}

/// How a ticket stands.
pub enum State {
    /// It is being worked on.
    Open {
        /// Who must act next.
        waiting: Waiting,
        /// When and how it will close by itself, if that is planned.
        scheduled: Option<ScheduledClosure>,
    },
    /// It is done.
    Closed(Closure),
}

/// A closure that is planned.
pub struct ScheduledClosure {
    /// When it will happen.
    pub at: DateTime<Utc>,
    /// Who planned it, by name.
    pub by: String,
    /// Why, for the record.
    pub reason: Option<String>,
    /// Whether the member will be told.
    pub told: Told,
    /// Whether this reader may cancel it.
    pub cancelling: Cancelling,
}

/// A closure that has happened.
pub struct Closure {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Who closed the ticket, by name.
    pub by: String,
    /// Why.
    pub reason: Option<String>,
    /// Whether the member was told.
    pub told: Told,
    /// What this reader may do about it.
    pub reopening: Reopening,
}

/// Whether a member is told that their ticket closes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// The member gets the closing message.
    Openly,
    /// The member hears nothing.
    Silently,
}

/// Whether a reader may cancel a planned closure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Cancelling {
    /// There is a button for it.
    Allowed,
    /// There is none.
    Refused,
}

/// The head of a ticket: the part that a live event refreshes, from `/tickets/{id}/header`.
pub fn header(reader: &Reader, header: &Header) -> Markup {
    let words = reader.words;
    html! {
        header.ticket-head #ticket-header tabindex="-1" data-hx-get=(address::of_ticket(header.number, "header"))
            data-hx-trigger="sse:ticket, every 60s" data-hx-swap="morph:outerHTML"
            data-hx-include="#ticket-stage" data-hx-disinherit="hx-include" {
            h1 {
                span.ticket-number { "#" (header.number) } " "
                @match &header.work.label {
                    Some(label) => { bdi { (label) } " " span.ticket-named { (header.member.name) } }
                    None => { bdi { (header.member.name) } }
                }
            }
            p.ticket-facts {
                (state_mark(reader, &header.state))
                @if header.is_undelivered { (waiting::undelivered(reader)) }
                span { (opening(reader, header)) }
                span { (words.text("header-member-id")) " " code { (header.member.id) } }
            }
            (form::refusal(header.refusal.as_deref()))
            @match &header.state {
                State::Open { scheduled: Some(closure), .. } => {
                    (scheduled(reader, header.number, closure))
                }
                State::Open { .. } => {}
                State::Closed(closure) => { (closed(reader, header.number, closure)) }
            }
            (work::work(reader, &header.work))
        }
    }
}

fn state_mark(reader: &Reader, state: &State) -> Markup {
    let words = reader.words;
    html! {
        @match state {
            State::Open { waiting, .. } => {
                span.mark.mark-open { (words.text("header-open")) }
                (waiting::line(reader, *waiting))
            }
            State::Closed(_) => { span.mark { (words.text("header-closed")) } }
        }
    }
}

fn opening(reader: &Reader, header: &Header) -> Markup {
    let by = opener(reader, &header.opened_by);
    html! {
        (reader.words.text("header-opened")) " " (time::ago(reader, header.opened_at)) " " (by)
    }
}

/// By whom a ticket was opened.
pub(crate) fn opener(reader: &Reader, opener: &Opener) -> String {
    let words = reader.words;
    match opener {
        Opener::Member => words.text("header-by-member").into_owned(),
        Opener::Staff(name) => words.with("header-by-staff", &[("name", name.as_str().into())]),
        Opener::Integration(name) => {
            words.with("header-by-integration", &[("name", name.as_str().into())])
        }
    }
}

fn scheduled(reader: &Reader, ticket: i64, closure: &ScheduledClosure) -> Markup {
    let words = reader.words;
    let cancellation = address::of_ticket(ticket, "closure/cancellation");
    let planner = [("name", closure.by.as_str().into())];
    html! {
        div.ticket-closure.ticket-scheduled {
            p {
                strong { (words.text("header-closes")) " " (time::until(reader, closure.at)) }
                " " (words.with("header-planned-by", &planner)) " "
                (told(reader, closure.told))
            }
            (reason(reader, closure.reason.as_deref()))
            @if closure.cancelling == Cancelling::Allowed {
                form method="post" action=(cancellation) data-hx-post=(cancellation)
                    data-hx-target="#ticket-header" data-hx-swap="morph:outerHTML" {
                    (form::token(reader))
                    button type="submit" { (words.text("header-keep-open")) }
                }
            }
        }
    }
}

fn closed(reader: &Reader, ticket: i64, closure: &Closure) -> Markup {
    let words = reader.words;
    let closer = [("name", closure.by.as_str().into())];
    html! {
        div.ticket-closure {
            p {
                strong { (words.with("header-closed-by", &closer)) " " (time::ago(reader, closure.at)) }
                " " (told(reader, closure.told))
            }
            (reason(reader, closure.reason.as_deref()))
            (reopening::form(reader, ticket, &closure.reopening))
        }
    }
}

fn told(reader: &Reader, told: Told) -> Markup {
    html! {
        @if told == Told::Silently {
            span.mark { (reader.words.text("header-silently")) }
        }
    }
}

fn reason(reader: &Reader, reason: Option<&str>) -> Markup {
    html! {
        @if let Some(reason) = reason {
            p.ticket-reason {
                span.ticket-reason-label { (reader.words.text("header-reason")) } " " bdi { (reason) }
            }
        }
    }
}
