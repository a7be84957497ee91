//! How a ticket is worked: who has it, what it is about, how urgent it is, what it is called, and who may be kept from writing another.
//!
//! Every act is a form in a disclosure beside what it changes. It is part of the head of the ticket, so that live events refresh it; an
//! unfolded form stays as it is.

mod assignment;
mod blocking;
mod classification;

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::form::{self, Field};
use crate::priority::Priority;
use crate::reader::Reader;

/// How a ticket is worked.
pub struct Work {
    /// The ticket's number.
    pub ticket: i64,
    /// Who has taken it.
    pub assignee: Option<Assignee>,
    /// What it is about.
    pub category: Option<Category>,
    /// How urgent it is.
    pub priority: Priority,
    /// What staff call it.
    pub label: Option<String>,
    /// The words by which staff find it again.
    pub tags: Vec<String>,
    /// What keeps its member from opening others.
    pub block: Option<Block>,
    /// The forms, for a reader who may work tickets.
    pub tools: Option<Tools>,
}

/// Who has taken a ticket.
pub struct Assignee {
    /// The name that people know them by.
    pub name: String,
    /// Whether that is the reader.
    pub who: Who,
}

/// Whether somebody is the reader.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// They are.
    Reader,
    /// They are not.
    Other,
}

/// What a ticket is about.
pub struct Category {
    /// Its name.
    pub name: String,
    /// The emoji beside it.
    pub emoji: Option<String>,
}

/// What keeps a member from opening tickets.
pub struct Block {
    /// Who placed it, by name.
    pub by: String,
    /// Why.
    pub reason: Option<String>,
    /// Until when; for good when there is no time.
    pub until: Option<DateTime<Utc>>,
}

/// The forms, with what was typed into them and what is wrong with it.
#[derive(Default)]
pub struct Tools {
    /// Whether the ticket is open: a closed one is neither taken nor urgent.
    pub stage: Stage,
    /// To whom it can be handed: ids and names.
    pub people: Vec<(String, String)>,
    /// Where it can be moved: ids and names.
    pub categories: Vec<(String, String)>,
    /// To whom it is handed.
    pub assignee: Field,
    /// Where it is moved.
    pub category: Field,
    /// How urgent it becomes.
    pub priority: Field,
    /// What it is called from now on.
    pub label: Field,
    /// The tag that is added.
    pub tag: Field,
    /// How the member is blocked.
    pub block: BlockForm,
}

/// Whether a ticket is open.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Stage {
    /// It is.
    #[default]
    Open,
    /// It is not.
    Closed,
}

/// The form that blocks the member.
#[derive(Default)]
pub struct BlockForm {
    /// Why, for the record.
    pub reason: Field,
    /// For how long; empty for good.
    pub lasts: Field,
    /// Whether the ticket is closed as well; nothing chosen means that it is not.
    pub closes: Option<Closes>,
    /// Why the block as a whole was refused.
    pub refusal: Option<String>,
}

/// A ticket is closed along with the block of its member.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Closes;

/// How the ticket is worked, with the forms that change it.
pub fn work(reader: &Reader, work: &Work) -> Markup {
    html! {
        dl.work {
            (assignment::row(reader, work))
            (classification::category(reader, work))
            (classification::priority(reader, work))
            (classification::label(reader, work))
            (classification::tags(reader, work))
            (blocking::row(reader, work))
        }
    }
}

/// One line: what it is, how it stands, and the forms that change it. Whoever changes it with a form that goes is left in it.
fn line((id, name): (&str, &str), value: &Markup, forms: &Markup) -> Markup {
    html! {
        div.work-line id=(format!("{id}-line")) tabindex="-1" {
            dt { (name) }
            dd {
                div.work-value { (value) }
                (forms)
            }
        }
    }
}

/// A form in its disclosure; `name` says what it changes. It is open when something in it was refused.
fn tool(
    reader: &Reader,
    (id, name): (&str, &str),
    is_refused: Option<()>,
    form: &Markup,
) -> Markup {
    html! {
        details.tool id=(id) open[is_refused.is_some()] {
            summary { (reader.words.text("work-change")) span.hidden { " – " (name) } }
            (form)
        }
    }
}

/// A form that changes the head of the ticket.
fn changing(reader: &Reader, to: &str, content: &Markup) -> Markup {
    html! {
        form method="post" action=(to) data-hx-post=(to) data-hx-target="#ticket-header"
            data-hx-swap="morph:outerHTML" {
            (form::token(reader))
            (content)
        }
    }
}

/// Whether something in a field was refused.
fn refused(field: &Field) -> Option<()> {
    field.error.as_ref().map(|_| ())
}
