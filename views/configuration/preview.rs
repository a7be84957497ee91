//! How messages to members look on Discord.

use maud::{Markup, html};

use crate::markdown::{Names, markdown};
use crate::reader::Reader;

/// A message as Discord shows it.
pub struct Preview {
    /// Which message it is.
    pub title: String,
    /// The text; empty when nothing is sent.
    pub text: String,
    /// What the bot is called.
    pub speaker: String,
    /// The colour of the embed as six hexadecimal digits; none for a plain message.
    pub embed: Option<String>,
    /// Whether it is set as a block quote.
    pub is_quoted: bool,
}

/// Every preview, to be swapped in while somebody types.
pub fn previews(reader: &Reader, previews: &[Preview]) -> Markup {
    let words = reader.words;
    html! {
        div.previews #previews aria-live="polite" {
            @for preview in previews {
                figure.preview {
                    figcaption { (preview.title) }
                    @if preview.text.is_empty() {
                        p.field-help { (words.text("preview-nothing")) }
                    } @else {
                        (message(reader, preview))
                    }
                }
            }
        }
    }
}

fn message(reader: &Reader, preview: &Preview) -> Markup {
    // Nobody is mentioned whose name could be known here.
    let text = markdown(reader, &Names::default(), &preview.text);
    html! {
        div.preview-message {
            p.preview-speaker {
                strong { (preview.speaker) } " "
                span.preview-app { (reader.words.text("preview-app")) }
            }
            @if let Some(colour) = &preview.embed {
                div.preview-embed {
                    svg.preview-bar width="4" height="100%" aria-hidden="true" {
                        rect width="4" height="100%" fill=(format!("#{colour}")) {}
                    }
                    div {
                        p.preview-author { (preview.speaker) }
                        div.message-text.preview-text.preview-quote[preview.is_quoted] { (text) }
                    }
                }
            } @else {
                p.preview-author { strong { (preview.speaker) } ":" }
                div.message-text.preview-text { (text) }
            }
        }
    }
}
