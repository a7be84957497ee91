//! What a snippet is called and what it says, as a form; and how it would read in a ticket.

use maud::{Markup, html};

use super::snippet_address;
use crate::form::{self, Control, Field, Need};
use crate::markdown::{Names, markdown};
use crate::reader::Reader;

/// The form for a snippet.
#[derive(Default)]
pub struct WordingForm {
    /// The key.
    pub key: Field,
    /// The text.
    pub content: Field,
    /// The version that is being changed; nothing for a new snippet.
    pub based_on: Option<i32>,
    /// Why the snippet as a whole was refused.
    pub refusal: Option<String>,
    /// How the text would read.
    pub preview: String,
}

impl WordingForm {
    fn was_refused(&self) -> bool {
        self.refusal.is_some() || self.key.error.is_some() || self.content.error.is_some()
    }
}

/// How a text would read in a ticket of an imagined member, set as Discord sets it.
pub fn preview(reader: &Reader, text: &str) -> Markup {
    let words = reader.words;
    html! {
        div.snippet-preview #snippet-preview role="group" aria-labelledby="snippet-preview-title" {
            p.field-label #snippet-preview-title { (words.text("snippet-preview")) }
            @if text.is_empty() {
                p.field-help { (words.text("snippet-preview-empty")) }
            } @else {
                div.snippet-example.message-text { (markdown(reader, &Names::default(), text)) }
            }
        }
    }
}

pub(super) fn creation(reader: &Reader, wording: &WordingForm) -> Markup {
    html! {
        details.card.new-snippet #new-snippet open[wording.was_refused()] {
            summary { (reader.words.text("snippet-new")) }
            (form(reader, wording, ("/snippets", reader.words.text("snippet-create"))))
        }
    }
}

pub(super) fn change(reader: &Reader, id: i64, wording: &WordingForm) -> Markup {
    let action = snippet_address(id, "");
    html! {
        section.card aria-labelledby="snippet-change-title" {
            h2 #snippet-change-title { (reader.words.text("snippet-change")) }
            (form(reader, wording, (&action, reader.words.text("snippet-save"))))
        }
    }
}

fn form(
    reader: &Reader,
    wording: &WordingForm,
    (action, done): (&str, std::borrow::Cow<'_, str>),
) -> Markup {
    let words = reader.words;
    let key = Control {
        id: "snippet-key",
        name: "key",
        label: &words.text("snippet-key"),
        help: Some(&words.text("snippet-key-help")),
        kind: form::Kind::Line,
        need: Need::Required,
        field: &wording.key,
    };
    let content = Control {
        id: "snippet-content",
        name: "content",
        label: &words.text("snippet-content"),
        help: Some(&words.text("snippet-content-help")),
        kind: form::Kind::Lines(6),
        need: Need::Required,
        field: &wording.content,
    };
    html! {
        form.wording method="post" action=(action) {
            (form::token(reader))
            (form::refusal(wording.refusal.as_deref()))
            @if let Some(version) = wording.based_on {
                input type="hidden" name="based_on" value=(version);
            }
            (form::field(&key))
            div data-hx-post="/snippets/preview" data-hx-trigger="input delay:300ms" data-hx-include="closest form"
                data-hx-target="#snippet-preview" data-hx-swap="outerHTML" {
                (form::field(&content))
            }
            (variables(reader))
            (preview(reader, &wording.preview))
            button.primary type="submit" { (done) }
        }
    }
}

fn variables(reader: &Reader) -> Markup {
    let words = reader.words;
    let variables = [
        ("{member}", words.text("snippet-variable-member")),
        ("{staff}", words.text("snippet-variable-staff")),
        ("{ticket}", words.text("snippet-variable-ticket")),
        ("{server}", words.text("snippet-variable-server")),
    ];
    html! {
        dl.snippet-variables {
            @for (name, meaning) in variables {
                div { dt { code { (name) } } dd { (meaning) } }
            }
        }
    }
}
