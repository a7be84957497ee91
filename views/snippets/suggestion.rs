//! Snippets that somebody may mean who is writing an answer.

use maud::{Markup, html};

use crate::reader::Reader;

/// A snippet that somebody may mean.
pub struct Suggestion {
    /// The id of the snippet.
    pub id: i64,
    /// What people type to use it.
    pub key: String,
    /// What it says in the ticket that is being answered, its variables filled in and without marks.
    pub preview: String,
    /// The same as it is put into the box: who answers stays open until it is sent.
    pub text: String,
}

/// The choices of a list that a script shows beside the box in which an answer is written. Each holds the text that it stands for.
pub fn suggestions(reader: &Reader, suggestions: &[Suggestion]) -> Markup {
    html! {
        @for suggestion in suggestions {
            li.suggestion role="option" aria-selected="false" id=(format!("suggestion-{}", suggestion.id))
                data-key=(suggestion.key) data-snippet=(suggestion.id) data-text=(suggestion.text) {
                code { (suggestion.key) }
                span.suggestion-text { (suggestion.preview) }
            }
        }
        @if suggestions.is_empty() {
            li.suggestion-none role="option" aria-disabled="true" aria-selected="false" {
                (reader.words.text("snippets-no-suggestion"))
            }
        }
    }
}
