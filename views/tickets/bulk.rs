//! What is done to several tickets at once, and what came of it.

use maud::{Markup, html};

use super::Tickets;
use crate::reader::Reader;
use crate::{address, form};

/// What can be done to several tickets at once.
pub struct Bulk {
    /// The people of the staff to whom tickets can be given: id and name.
    pub people: Vec<(String, String)>,
    /// What had been typed and selected, when nothing could be done with it.
    pub typed: Typed,
}

/// What somebody chose for several tickets.
#[derive(Default)]
pub struct Typed {
    /// The tickets that were selected.
    pub selected: Vec<i64>,
    /// Why they are closed.
    pub reason: String,
    /// Whether the members are told nothing.
    pub silent: bool,
    /// To whom they go.
    pub to: String,
}

/// What came of something that was done to several tickets, each told by its number.
#[derive(Default)]
pub struct Outcome {
    /// The tickets to which it was done.
    pub done: Vec<i64>,
    /// What was done to them.
    pub act: Act,
    /// Those that had been closed before.
    pub already: Vec<i64>,
    /// Those for which it could not be done, by what stood in the way.
    pub unable: Vec<Unable>,
    /// Those for which it can be undone.
    pub undoable: Vec<Undoable>,
}

/// A ticket for which what was done can be undone, as long as nobody has done anything since.
pub struct Undoable {
    /// Its number.
    pub ticket: i64,
    /// What has to stand as it is: the closing that closed it, or whoever holds it, who is nobody when this is empty.
    pub standing: String,
}

/// Tickets for which something could not be done, all for the same reason.
pub struct Unable {
    /// The reason, as a sentence.
    pub why: String,
    /// The tickets.
    pub tickets: Vec<i64>,
}

/// What was done to tickets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Act {
    /// They were closed.
    #[default]
    Closed,
    /// They were given to somebody.
    Assigned,
    /// The reader took them.
    Taken,
    /// They were let go.
    Released,
    /// They were opened again.
    Reopened,
    /// They were given back to whoever had them.
    GivenBack,
}

impl Act {
    /// Where the form is sent that undoes it.
    pub fn way_back(self) -> &'static str {
        match self {
            Act::Assigned | Act::Taken | Act::Released => "/tickets/returns",
            Act::Closed | Act::Reopened | Act::GivenBack => "/tickets/reopenings",
        }
    }

    /// The field of that form that says what has to stand as it is.
    pub fn standing(self) -> &'static str {
        match self {
            Act::Assigned | Act::Taken | Act::Released => "held_by",
            Act::Closed | Act::Reopened | Act::GivenBack => "closure",
        }
    }
}

/// The form that every selected ticket belongs to.
pub(super) fn bar(reader: &Reader, tickets: &Tickets, bulk: &Bulk) -> Markup {
    let words = reader.words;
    let list = tickets.query.at(tickets.paging.current.as_ref()).text();
    let typed = &bulk.typed;
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
                input #bulk-reason type="text" name="reason" maxlength="1000" dir="auto" autocomplete="off"
                    value=[(!typed.reason.is_empty()).then_some(&typed.reason)] placeholder=(words.text("bulk-reason"));
                span.choice {
                    input #bulk-silent type="checkbox" name="silent" value="true" checked[typed.silent];
                    label for="bulk-silent" { (words.text("bulk-silent")) }
                }
                button type="submit" { (words.text("bulk-close")) }
            }
            div.bulk-part {
                label.hidden for="bulk-to" { (words.text("bulk-to")) }
                select #bulk-to name="to" {
                    option value="me" selected[typed.to == "me"] { (words.text("bulk-to-me")) }
                    option value="nobody" selected[typed.to == "nobody"] { (words.text("bulk-to-nobody")) }
                    @for (id, name) in &bulk.people {
                        option value=(id) selected[*id == typed.to] { (name) }
                    }
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
    let nothing = outcome.already.is_empty() && outcome.unable.is_empty();
    html! {
        p {
            @if outcome.done.is_empty() && nothing { (words.text("outcome-nothing")) }
            @if !outcome.done.is_empty() { (done(reader, outcome)) " " (links(&outcome.done)) }
        }
        @if !outcome.already.is_empty() {
            p { (already(reader, &outcome.already)) " " (links(&outcome.already)) }
        }
        @for refused in &outcome.unable {
            p {
                (unable(reader, &refused.tickets)) " " (links(&refused.tickets))
                (refused.why)
            }
        }
    }
}

/// A sentence about tickets, for a notice on the next page.
pub struct Line {
    /// What it says.
    pub sentence: String,
    /// Of which tickets.
    pub tickets: Vec<i64>,
    /// What stood in the way, where something did.
    pub why: Option<String>,
}

/// What came of it, sentence by sentence.
pub fn lines(reader: &Reader, outcome: &Outcome) -> Vec<Line> {
    let line = |sentence: String, tickets: &[i64]| Line {
        sentence,
        tickets: tickets.to_vec(),
        why: None,
    };
    let mut lines = Vec::new();
    if !outcome.done.is_empty() {
        lines.push(line(done(reader, outcome), &outcome.done));
    }
    if !outcome.already.is_empty() {
        let sentence = already(reader, &outcome.already);
        lines.push(line(sentence, &outcome.already));
    }
    lines.extend(outcome.unable.iter().map(|refused| Line {
        why: Some(refused.why.clone()),
        ..line(unable(reader, &refused.tickets), &refused.tickets)
    }));
    lines
}

fn done(reader: &Reader, outcome: &Outcome) -> String {
    let words = reader.words;
    let count = count(&outcome.done);
    match outcome.act {
        Act::Closed => words.with("outcome-closed", &count),
        Act::Assigned => words.with("outcome-assigned", &count),
        Act::Taken => words.with("outcome-taken", &count),
        Act::Released => words.with("outcome-released", &count),
        Act::Reopened => words.with("outcome-reopened", &count),
        Act::GivenBack => words.with("outcome-given-back", &count),
    }
}

fn already(reader: &Reader, numbers: &[i64]) -> String {
    reader.words.with("outcome-already", &count(numbers))
}

fn unable(reader: &Reader, numbers: &[i64]) -> String {
    reader.words.with("outcome-unable", &count(numbers))
}

fn count(numbers: &[i64]) -> [(&'static str, words::Value<'static>); 1] {
    [("count", numbers.len().into())]
}

fn links(numbers: &[i64]) -> Markup {
    html! {
        @for number in numbers { a href=(address::ticket(*number)) { "#" (number) } " " }
    }
}

fn undo(reader: &Reader, tickets: &Tickets, outcome: &Outcome) -> Markup {
    let action = outcome.act.way_back();
    html! {
        form method="post" action=(action) data-hx-post=(action)
            data-hx-target="#tickets" data-hx-swap="morph:outerHTML" {
            (form::token(reader))
            input type="hidden" name="list" value=(tickets.query.text());
            @for undoable in &outcome.undoable {
                input type="hidden" name="ticket" value=(undoable.ticket);
                input type="hidden" name=(outcome.act.standing()) value=(undoable.standing);
            }
            button type="submit" { (reader.words.text("outcome-undo")) }
        }
    }
}
