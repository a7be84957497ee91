//! The form that closes a ticket: now or later, with a word to the member or without one.

use maud::{Markup, html};

use super::header::Told;
use crate::address;
use crate::form::{self, Control, Field, Need};
use crate::reader::Reader;

/// The form that closes a ticket.
#[derive(Default)]
pub struct ClosureForm {
    /// When: empty for now, else a span such as `2h` or `1d12h`.
    pub when: Field,
    /// Why, for the record.
    pub reason: Field,
    /// Whether the member is told; nothing chosen means that they are.
    pub told: Option<Told>,
    /// Why the closure as a whole was refused.
    pub refusal: Option<String>,
}

/// The form in its disclosure, open when something in it was refused.
pub fn form(reader: &Reader, ticket: i64, form: &ClosureForm) -> Markup {
    let words = reader.words;
    let refused =
        form.refusal.is_some() || form.when.error.is_some() || form.reason.error.is_some();
    html! {
        details.closing #closing open[refused] {
            summary { (words.text("closing-open")) }
            form method="post" action=(address::of_ticket(ticket, "closure")) {
                (form::token(reader))
                (form::refusal(form.refusal.as_deref()))
                (fields(reader, form))
                button.primary type="submit" { (words.text("closing-confirm")) }
            }
        }
    }
}

fn fields(reader: &Reader, form: &ClosureForm) -> Markup {
    let words = reader.words;
    let when = Control {
        id: "closing-when",
        name: "when",
        label: &words.text("closing-when"),
        help: Some(&words.text("closing-when-help")),
        kind: form::Kind::Line,
        need: Need::Optional,
        field: &form.when,
    };
    let reason = Control {
        id: "closing-reason",
        name: "reason",
        label: &words.text("closing-reason"),
        help: Some(&words.text("closing-reason-help")),
        kind: form::Kind::Lines(2),
        need: Need::Optional,
        field: &form.reason,
    };
    html! {
        (form::field(&when))
        (form::field(&reason))
        div.choice {
            input #closing-silent type="checkbox" name="silent" value="true"
                checked[form.told == Some(Told::Silently)];
            label for="closing-silent" { (words.text("closing-silent")) }
        }
    }
}
