//! What the tickets closed in the period were about.

use maud::{Markup, html};

use super::figure::{heading, number, percent};
use crate::reader::Reader;

/// The part of the closed tickets that was about one thing.
pub struct Category {
    /// Its name; nothing for tickets without a category.
    pub name: Option<String>,
    /// The emoji beside the name.
    pub emoji: Option<String>,
    /// The tickets closed.
    pub closed: i64,
    /// Their part of all tickets closed, from 0 to 100.
    pub percent: f64,
}

pub(super) fn categories(reader: &Reader, categories: &[Category]) -> Markup {
    let words = reader.words;
    html! {
        section.card.shares aria-labelledby="shares-heading" {
            (heading("shares-heading", &words.text("shares-heading"), &words.text("shares-means")))
            @if categories.is_empty() {
                p.lead { (words.text("shares-none")) }
            } @else {
                table.shares-table {
                    caption.hidden { (words.text("shares-heading")) }
                    thead.hidden {
                        tr {
                            th scope="col" { (words.text("shares-category")) }
                            th scope="col" { (words.text("shares-tickets")) }
                            th scope="col" { (words.text("shares-percent")) }
                        }
                    }
                    tbody { @for category in categories { (row(reader, category)) } }
                }
            }
        }
    }
}

fn row(reader: &Reader, category: &Category) -> Markup {
    html! {
        tr {
            th scope="row" {
                @if let Some(emoji) = &category.emoji { span.emoji aria-hidden="true" { (crate::emoji_picture(emoji)) } " " }
                @match &category.name {
                    Some(name) => bdi { (name) },
                    None => (reader.words.text("shares-uncategorised")),
                }
                svg.share width="100%" height="5" aria-hidden="true" {
                    rect.share-all width="100%" height="5" rx="2.5" {}
                    rect.share-part width=(format!("{:.2}%", category.percent.clamp(0.0, 100.0))) height="5" rx="2.5" {}
                }
            }
            td { (number(reader, category.closed)) }
            td { (percent(reader, category.percent)) }
        }
    }
}
