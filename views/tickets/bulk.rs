//! What is done to several tickets at once, and what came of it.

use maud::{Markup, html};

use super::Tickets;
use crate::reader::Reader;
use crate::{address, form};

/// What can be done to several tickets at once.
pub struct Bulk {
    /// The people of the staff to whom tickets can be given: id and name.
    pub people: Vec<(String, String)>,
}

/// What came of something that was done to several tickets, each told by its number.
#[derive(Default)]
pub struct Outcome {
    /// The tickets that were closed, or given to somebody.
    pub done: Vec<i64>,
    /// What was done to them.
    pub act: Act,
    /// Those that had been closed before.
    pub already: Vec<i64>,
    /// Those for which it could not be done.
    pub unable: Vec<i64>,
    /// Those for which it can be undone.
    pub undoable: Vec<i64>,
}

/// What was done to tickets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Act {
    /// They were closed.
    #[default]
    Closed,
    /// They were given to somebody, or let go.
    Assigned,
    /// They were opened again.
    Reopened,
    /// They were given back to whoever had them.
    GivenBack,
}

impl Act {
    /// The value in an address.
    pub fn code(self) -> &'static str {
        match self {
            Act::Closed => "closed",
            Act::Assigned => "assigned",
            Act::Reopened => "reopened",
            Act::GivenBack => "given-back",
        }
    }

    /// The act of a value in an address.
    pub fn from_code(code: &str) -> Option<Act> {
        [Act::Closed, Act::Assigned, Act::Reopened, Act::GivenBack]
            .into_iter()
            .find(|act| act.code() == code)
    }
}

/// The form that every selected ticket belongs to.
pub(super) fn bar(reader: &Reader, tickets: &Tickets, bulk: &Bulk) -> Markup {
    let words = reader.words;
    let list = tickets.query.at(tickets.paging.current.as_ref()).text();
    html! {
        form.bulk #bulk method="post" action="/tickets/closures" aria-label=(words.text("bulk")) {
            (form::token(reader))
            (no_default())
            input type="hidden" name="list" value=(list);
            p.bulk-title {
                (words.text("bulk")) " "
                output #selected-count {}
                button.quiet #select-all type="button" hidden { (words.text("bulk-all")) }
            }
            div.bulk-part {
                label.hidden for="bulk-reason" { (words.text("bulk-reason")) }
                input #bulk-reason type="text" name="reason" maxlength="1000" autocomplete="off"
                    placeholder=(words.text("bulk-reason"));
                span.choice {
                    input #bulk-silent type="checkbox" name="silent" value="true";
                    label for="bulk-silent" { (words.text("bulk-silent")) }
                }
                button type="submit" { (words.text("bulk-close")) }
            }
            div.bulk-part {
                label.hidden for="bulk-to" { (words.text("bulk-to")) }
                select #bulk-to name="to" {
                    option value="me" { (words.text("bulk-to-me")) }
                    option value="nobody" { (words.text("bulk-to-nobody")) }
                    @for (id, name) in &bulk.people { option value=(id) { (name) } }
                }
                button type="submit" formaction="/tickets/assignments" { (words.text("bulk-assign")) }
            }
        }
    }
}

/// The first button of a form is what Enter presses, also in a checkbox of the list. This one does nothing, so that nothing is closed
/// by a slip of the finger.
fn no_default() -> Markup {
    html! { button type="submit" disabled hidden {} }
}

/// What came of something done to several tickets.
pub(super) fn outcome(reader: &Reader, tickets: &Tickets) -> Markup {
    told(reader, tickets, None)
}

/// The same as a second part of an answer.
pub(super) fn outcome_out_of_band(reader: &Reader, tickets: &Tickets) -> Markup {
    told(reader, tickets, Some("true"))
}

fn told(reader: &Reader, tickets: &Tickets, out_of_band: Option<&str>) -> Markup {
    html! {
        div #outcome role="status" data-hx-swap-oob=[out_of_band] {
            @if let Some(outcome) = &tickets.outcome {
                @let class = if outcome.done.is_empty() { "refusal" } else { "notice outcome" };
                div class=(class) {
                    (sentences(reader, outcome))
                    @if !outcome.undoable.is_empty() { (undo(reader, tickets, outcome)) }
                }
            }
        }
    }
}

fn sentences(reader: &Reader, outcome: &Outcome) -> Markup {
    let words = reader.words;
    let count = |numbers: &[i64]| [("count", numbers.len().into())];
    let done = match outcome.act {
        Act::Closed => words.with("outcome-closed", &count(&outcome.done)),
        Act::Assigned => words.with("outcome-assigned", &count(&outcome.done)),
        Act::Reopened => words.with("outcome-reopened", &count(&outcome.done)),
        Act::GivenBack => words.with("outcome-given-back", &count(&outcome.done)),
    };
    let nothing = outcome.already.is_empty() && outcome.unable.is_empty();
    html! {
        p {
            @if outcome.done.is_empty() && nothing { (words.text("outcome-nothing")) }
            @if !outcome.done.is_empty() { (done) " " (links(&outcome.done)) }
        }
        @if !outcome.already.is_empty() {
            p { (words.with("outcome-already", &count(&outcome.already))) " " (links(&outcome.already)) }
        }
        @if !outcome.unable.is_empty() {
            p { (words.with("outcome-unable", &count(&outcome.unable))) " " (links(&outcome.unable)) }
        }
    }
}

fn links(numbers: &[i64]) -> Markup {
    html! {
        @for number in numbers { a href=(address::ticket(*number)) { "#" (number) } " " }
    }
}

fn undo(reader: &Reader, tickets: &Tickets, outcome: &Outcome) -> Markup {
    let action = match outcome.act {
        Act::Assigned => "/tickets/returns",
        Act::Closed | Act::Reopened | Act::GivenBack => "/tickets/reopenings",
    };
    html! {
        form method="post" action=(action) data-hx-post=(action)
            data-hx-target="#tickets" data-hx-swap="morph:outerHTML" {
            (form::token(reader))
            input type="hidden" name="list" value=(tickets.query.text());
            @for number in &outcome.undoable { input type="hidden" name="ticket" value=(number); }
            button type="submit" { (reader.words.text("outcome-undo")) }
        }
    }
}
