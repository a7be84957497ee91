//! The form that opens a closed ticket again, and the button that undoes a closing that has only just happened.

use maud::{Markup, html};

use super::header::Told;
use crate::reader::Reader;
use crate::{address, form};

/// What a reader may do about a closed ticket.
pub enum Reopening {
    /// Nothing.
    Refused,
    /// Open it again.
    Allowed {
        /// Why it was not opened, if that was tried.
        refusal: Option<String>,
    },
    /// Undo what has just been done, as quietly as it was done.
    Undo {
        /// The closing.
        closure: i64,
        /// Whether the member was told of the closing.
        told: Told,
        /// Why it was not undone, if that was tried.
        refusal: Option<String>,
    },
}

/// The form; the whole page comes anew, since the ticket can be answered then.
pub(super) fn form(reader: &Reader, ticket: i64, reopening: &Reopening) -> Markup {
    let words = reader.words;
    match reopening {
        Reopening::Refused => Markup::default(),
        Reopening::Undo {
            closure,
            told,
            refusal,
        } => html! {
            form method="post" action=(address::of_ticket(ticket, "reopening")) {
                (form::token(reader))
                input type="hidden" name="closure" value=(closure);
                (form::refusal(refusal.as_deref()))
                @if *told == Told::Silently { input type="hidden" name="silent" value="true"; }
                button type="submit" { (words.text("reopening-undo")) }
            }
        },
        Reopening::Allowed { refusal } => html! {
            details.tool #reopening open[refusal.is_some()] {
                summary { (words.text("reopening-open")) }
                form method="post" action=(address::of_ticket(ticket, "reopening")) {
                    (form::token(reader))
                    (form::refusal(refusal.as_deref()))
                    p { (words.text("reopening-help")) }
                    div.choice {
                        input #reopening-silent type="checkbox" name="silent" value="true";
                        label for="reopening-silent" { (words.text("reopening-silent")) }
                    }
                    button type="submit" { (words.text("reopening-confirm")) }
                }
            }
        },
    }
}
