//! Who has a ticket: taking it, letting it go, handing it to somebody.

use maud::{Markup, html};

use super::{Assignee, Stage, Tools, Who, Work, changing, line, refused, tool};
use crate::address;
use crate::form::{Field, Select, select};
use crate::reader::Reader;

pub(super) fn row(reader: &Reader, work: &Work) -> Markup {
    let words = reader.words;
    let value = html! {
        @match &work.assignee {
            Some(Assignee { who: Who::Reader, .. }) => strong { (words.text("work-you")) },
            Some(Assignee { name, .. }) => bdi { (name) },
            None => span.work-none { (words.text("work-nobody")) },
        }
        @if work.tools.as_ref().is_some_and(|tools| tools.stage == Stage::Open) && work.assignee.is_none() {
            (claim(reader, work, &words.text("work-take")))
        }
    };
    let tools = work
        .tools
        .as_ref()
        .filter(|tools| tools.stage == Stage::Open);
    let forms = html! { @if let Some(tools) = tools { (forms(reader, work, tools)) } };
    let name = words.text("work-assignee");
    line(("work-assignment", &name), &value, &forms)
}

fn forms(reader: &Reader, work: &Work, tools: &Tools) -> Markup {
    let words = reader.words;
    let is_others = work
        .assignee
        .as_ref()
        .is_some_and(|one| one.who == Who::Other);
    let name = words.text("work-assignee");
    let inside = html! {
        div.tool-forms {
            @if is_others { (claim(reader, work, &words.text("work-take-over"))) }
            @if work.assignee.is_some() { (release(reader, work)) }
            @if !tools.people.is_empty() { (transfer(reader, work, tools)) }
            @else if tools.assignee.error.is_some() {
                p.refusal role="alert" { (tools.assignee.error.as_deref().unwrap_or_default()) }
            }
        }
    };
    tool(
        reader,
        ("work-assignment", &name),
        refused(&tools.assignee),
        &inside,
    )
}

/// A button that makes the ticket the reader's own. Taking it over is said, so that nobody takes unawares what somebody else has.
fn claim(reader: &Reader, work: &Work, name: &str) -> Markup {
    let to = address::of_ticket(work.ticket, "assignment");
    let over = work.assignee.as_ref().map(|_| "true");
    let button = html! {
        @if let Some(over) = over { input type="hidden" name="over" value=(over); }
        button type="submit" { (name) }
    };
    changing(reader, &to, &button)
}

fn release(reader: &Reader, work: &Work) -> Markup {
    let to = address::of_ticket(work.ticket, "assignment/release");
    let button = html! { button type="submit" { (reader.words.text("work-release")) } };
    changing(reader, &to, &button)
}

fn transfer(reader: &Reader, work: &Work, tools: &Tools) -> Markup {
    let words = reader.words;
    let to = address::of_ticket(work.ticket, "assignment/transfer");
    let people = Select {
        id: "work-transfer",
        name: "assignee",
        label: &words.text("work-hand-over-to"),
        help: Some(&words.text("work-hand-over-help")),
        options: &tools.people,
        field: &Field {
            value: tools.assignee.value.clone(),
            error: tools.assignee.error.clone(),
        },
    };
    let content = html! {
        (select(&people))
        button type="submit" { (words.text("work-hand-over")) }
    };
    changing(reader, &to, &content)
}
