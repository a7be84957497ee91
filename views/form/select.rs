//! One choice among many, from a list that unfolds.

use maud::{Markup, html};

use super::{Field, described_by, error_line, help_id};

/// A labelled list from which one thing is chosen.
pub struct Select<'a> {
    /// The element id, unique on the page.
    pub id: &'a str,
    /// The name under which the form sends the value.
    pub name: &'a str,
    /// What is chosen.
    pub label: &'a str,
    /// A sentence that helps to choose.
    pub help: Option<&'a str>,
    /// The choices in order: the value that is sent, and what people read.
    pub options: &'a [(String, String)],
    /// The value that is chosen, and what is wrong with it.
    pub field: &'a Field,
}

/// The list with its label, its help and its error.
pub fn select(select: &Select<'_>) -> Markup {
    let error = select.field.error.as_deref();
    let described = described_by(select.id, select.help, error);
    html! {
        div.field {
            label.field-label for=(select.id) { (select.label) }
            select id=(select.id) name=(select.name) aria-invalid=[error.map(|_| "true")]
                aria-describedby=[described] {
                @for (value, name) in select.options {
                    option value=(value) selected[*value == select.field.value] { (name) }
                }
            }
            @if let Some(help) = select.help {
                p.field-help id=(help_id(select.id)) { (help) }
            }
            (error_line(select.id, error))
        }
    }
}
