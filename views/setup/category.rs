//! The third step: where ticket channels go.

use maud::{Markup, html};

use super::{Standing, Step, Trouble, form, look_again, trouble};
use crate::form::{Choice, Choices, radios};
use crate::reader::Reader;

/// The categories to choose from.
pub struct Categories<'a> {
    /// The name of the server they are in.
    pub server: &'a str,
    /// The categories in the order in which Discord shows them. The help of one says what the bot may not do in it.
    pub choices: Vec<Choice>,
    /// What is wrong with the choice.
    pub error: Option<String>,
    /// Why the categories are not known.
    pub trouble: Option<Trouble>,
    /// What the bot may not do in the category that was chosen; it may be chosen all the same.
    pub doubt: Option<Trouble>,
}

/// The whole page.
pub fn page(reader: &Reader, standing: &Standing<'_>, categories: &Categories<'_>) -> Markup {
    let words = reader.words;
    let server = [("server", categories.server.into())];
    let is_known = categories.trouble.is_none();
    let fields = html! {
        (trouble(categories.trouble.as_ref()))
        (trouble(categories.doubt.as_ref()))
        @if categories.doubt.is_some() {
            p {
                button type="submit" name="go" value="anyway" {
                    (words.text("setup-category-anyway"))
                }
            }
        }
        @if categories.choices.is_empty() && is_known {
            div.nothing role="status" {
                h2 { (words.with("setup-category-none", &server)) }
                p { (words.text("setup-category-none-advice")) }
            }
        } @else if !categories.choices.is_empty() {
            (radios(&Choices {
                id: "category",
                name: "category",
                label: &words.with("setup-category", &server),
                choices: categories.choices.clone(),
                error: categories.error.as_deref(),
            }))
        }
        p { (look_again(reader)) }
    };
    let content = html! {
        p.lead { (words.text("setup-category-lead")) }
        (form(reader, Step::Category, fields))
    };
    super::page(reader, standing, content)
}
