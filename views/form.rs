//! The one place that knows how a form looks: label, control, help and error belong together.

mod select;

pub use select::{Select, select};

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::reader::Reader;

/// What somebody typed into a field, and what is wrong with it if something is.
#[derive(Clone, Default)]
pub struct Field {
    /// The text as it was typed.
    pub value: String,
    /// A sentence that says what is wrong and how to mend it.
    pub error: Option<String>,
}

impl Field {
    /// A field that holds a text nobody objects to.
    pub fn of(value: impl Into<String>) -> Field {
        Field {
            value: value.into(),
            error: None,
        }
    }

    /// A field whose text was refused.
    pub fn refused(value: impl Into<String>, error: impl Into<String>) -> Field {
        Field {
            value: value.into(),
            error: Some(error.into()),
        }
    }
}

/// A labelled control in which something is typed.
pub struct Control<'a> {
    /// The element id, unique on the page.
    pub id: &'a str,
    /// The name under which the form sends the value.
    pub name: &'a str,
    /// What the field is for.
    pub label: &'a str,
    /// A sentence that helps to fill it in.
    pub help: Option<&'a str>,
    /// How it is typed.
    pub kind: Kind,
    /// Whether the form is refused without it.
    pub need: Need,
    /// What it holds.
    pub field: &'a Field,
}

/// How something is typed.
#[derive(Clone, Copy)]
pub enum Kind {
    /// One line.
    Line,
    /// One line that nobody else is to read. What it holds is never sent back.
    Secret,
    /// Several lines, this many of them visible.
    Lines(u8),
    /// A day, typed or chosen from a calendar.
    Day,
}

/// Whether a form is refused when a field is empty.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The field must be filled.
    Required,
    /// The field may stay empty.
    Optional,
}

/// A group of choices, of which one or any number may be taken.
pub struct Choices<'a> {
    /// The start of the element ids, unique on the page.
    pub id: &'a str,
    /// The name under which the form sends each chosen value.
    pub name: &'a str,
    /// What is chosen.
    pub label: &'a str,
    /// The choices in order.
    pub choices: Vec<Choice>,
    /// What is wrong with the selection.
    pub error: Option<&'a str>,
}

/// One choice of a group.
#[derive(Clone)]
pub struct Choice {
    /// The value that the form sends.
    pub value: String,
    /// What people read.
    pub label: String,
    /// A sentence that explains the choice.
    pub help: String,
    /// Whether it is taken.
    pub chosen: bool,
}

/// A labelled control with its help and its error.
pub fn field(control: &Control<'_>) -> Markup {
    let error = control.field.error.as_deref();
    html! {
        div.field {
            label.field-label for=(control.id) { (control.label) }
            (input(control))
            @if let Some(help) = control.help {
                p.field-help id=(help_id(control.id)) { (help) }
            }
            (error_line(control.id, error))
        }
    }
}

/// A group of checkboxes under one legend.
pub fn checkboxes(group: &Choices<'_>) -> Markup {
    choices(group, "checkbox")
}

/// A group under one legend, of which one is taken.
pub fn radios(group: &Choices<'_>) -> Markup {
    choices(group, "radio")
}

fn choices(group: &Choices<'_>, kind: &str) -> Markup {
    let described = group.error.map(|_| error_id(group.id));
    html! {
        fieldset.field aria-describedby=[described] {
            legend.field-label { (group.label) }
            @for choice in &group.choices {
                @let id = format!("{}-{}", group.id, choice.value);
                div.choice {
                    input type=(kind) id=(id) name=(group.name) value=(choice.value)
                        checked[choice.chosen] aria-describedby=[(!choice.help.is_empty()).then(|| help_id(&id))];
                    label for=(id) { (choice.label) }
                    @if !choice.help.is_empty() { p.field-help id=(help_id(&id)) { (choice.help) } }
                }
            }
            (error_line(group.id, group.error))
        }
    }
}

/// The field that names once more what was refused, by whoever means it.
pub const MEANT: &str = "meant";

/// What is to be known of a choice that is taken only from somebody who means it.
#[derive(Clone, Default)]
pub struct Caution {
    note: Option<String>,
    refused: Option<String>,
}

impl Caution {
    /// What is to be known of what is chosen.
    pub fn note(note: Option<String>) -> Caution {
        let refused = None;
        Caution { note, refused }
    }

    /// It was refused, and is taken when it is named once more.
    pub fn refused(value: String) -> Caution {
        let (note, refused) = (None, Some(value));
        Caution { note, refused }
    }

    /// Whether it was refused.
    pub fn is_refused(&self) -> bool {
        self.refused.is_some()
    }
}

/// The sentence below a choice, or the button that saves it all the same.
pub fn caution(reader: &Reader, caution: &Caution) -> Markup {
    html! {
        @if let Some(note) = &caution.note { p.field-help { strong { (note) } } }
        @if let Some(value) = &caution.refused {
            p {
                button type="submit" name=(MEANT) value=(value) {
                    (reader.words.text("save-all-the-same"))
                }
            }
        }
    }
}

/// The hidden token that proves that a form was sent from this reader's own page.
///
/// It is the first field of every form, so that it is known before a large upload is read.
pub fn token(reader: &Reader) -> Markup {
    html! { input type="hidden" name="csrf_token" value=(reader.csrf); }
}

/// The rest of a button's name, for those who hear it without what stands around it: beside others that say the same, of what it is.
pub fn of(name: &str) -> Markup {
    html! { span.hidden { " – " (name) } }
}

/// A sentence about a form as a whole, where no single field is to blame.
pub fn refusal(error: Option<&str>) -> Markup {
    html! {
        @if let Some(error) = error {
            p.refusal role="alert" { (error) }
        }
    }
}

/// The line below a control that says what is wrong with it.
pub fn error_line(control_id: &str, error: Option<&str>) -> Markup {
    html! {
        @if let Some(error) = error {
            p.field-error id=(error_id(control_id)) { (error) }
        }
    }
}

/// The ids of the lines that describe a control, for `aria-describedby`.
pub fn described_by(control_id: &str, help: Option<&str>, error: Option<&str>) -> Option<String> {
    let help = help.map(|_| help_id(control_id));
    let error = error.map(|_| error_id(control_id));
    let ids: Vec<String> = error.into_iter().chain(help).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn input(control: &Control<'_>) -> Markup {
    let error = control.field.error.as_deref();
    let described = described_by(control.id, control.help, error);
    let invalid = error.map(|_| "true");
    let required = control.need == Need::Required;
    let value = match control.kind {
        Kind::Secret => "",
        _ => control.field.value.as_str(),
    };
    let kind = match control.kind {
        Kind::Lines(rows) => {
            return html! {
                textarea id=(control.id) name=(control.name) rows=(rows) required[required] dir="auto"
                    aria-invalid=[invalid] aria-describedby=[described] { "\n" (value) }
            };
        }
        Kind::Secret => "password",
        // A calendar would drop what is no day, and the writer could not mend it.
        Kind::Day if value.is_empty() || is_day(value) => "date",
        Kind::Line | Kind::Day => "text",
    };
    html! {
        input type=(kind) id=(control.id) name=(control.name) value=(value) required[required]
            dir=[(kind == "text").then_some("auto")] autocomplete="off" aria-invalid=[invalid] aria-describedby=[described];
    }
}

fn is_day(text: &str) -> bool {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d");
    day.is_ok_and(|day| day.to_string() == text)
}

fn help_id(control_id: &str) -> String {
    format!("{control_id}-help")
}

fn error_id(control_id: &str) -> String {
    format!("{control_id}-error")
}
