//! What changes on a ticket's page when the ticket is closed or opened again: the box to answer in, and the form that closes it.
//!
//! A live update leaves both alone while the ticket stays as it is, so that nothing half-typed is lost. When somebody else has closed
//! or reopened it, they come anew with the head of the page; a script carries over what was typed and is not kept yet.

use maud::{Markup, html};

use super::closing::{self, ClosureForm};
use super::composer::{self, Composer};
use crate::reader::Reader;

/// What a reader may do at the foot of a ticket, and how to close it.
pub struct Foot {
    /// The ticket's number.
    pub ticket: i64,
    /// Whether the ticket is open.
    pub stage: Stage,
    /// The box to answer in, if the reader may answer and the ticket is open.
    pub composer: Option<Composer>,
    /// The form that closes the ticket, if the reader may close it and it is open.
    pub closing: Option<ClosureForm>,
    /// What the reader was writing when the ticket was closed; nothing for whoever may not answer.
    pub unsent: Option<String>,
}

/// Whether a ticket is open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It is open.
    Open,
    /// It is closed.
    Closed,
}

impl Stage {
    /// The value of the `stage` field.
    pub fn code(self) -> &'static str {
        match self {
            Stage::Open => "open",
            Stage::Closed => "closed",
        }
    }
}

/// The box to answer in, or what has become of its text. It says for which state of the ticket it was made.
pub(super) fn answering(reader: &Reader, foot: &Foot) -> Markup {
    answering_in(reader, foot, None)
}

/// The form that closes the ticket, in its place.
pub(super) fn closing(reader: &Reader, foot: &Foot) -> Markup {
    closing_in(reader, foot, None)
}

/// Both as further parts of an answer that mainly swaps the head of the page.
pub(super) fn out_of_band(reader: &Reader, foot: &Foot) -> Markup {
    html! {
        (closing_in(reader, foot, Some("true")))
        (answering_in(reader, foot, Some("true")))
    }
}

fn answering_in(reader: &Reader, foot: &Foot, out_of_band: Option<&str>) -> Markup {
    html! {
        div.ticket-answering #ticket-answering data-hx-swap-oob=[out_of_band] {
            input #ticket-stage type="hidden" name="stage" value=(foot.stage.code());
            @if let Some(composer) = &foot.composer {
                (composer::composer(reader, composer))
            } @else if let Some(unsent) = &foot.unsent {
                (composer::unsent(reader, unsent))
            }
        }
    }
}

fn closing_in(reader: &Reader, foot: &Foot, out_of_band: Option<&str>) -> Markup {
    html! {
        div.ticket-closing #ticket-closing data-hx-swap-oob=[out_of_band] {
            @if let Some(form) = &foot.closing { (closing::form(reader, foot.ticket, form)) }
        }
    }
}
