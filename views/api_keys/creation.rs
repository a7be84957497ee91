//! The form for a new API key.

use maud::{Markup, html};
use words::Words;

use super::Scope;
use crate::form::{self, Choice, Choices, Control, Field, Need};
use crate::reader::Reader;

/// The form for a new API key.
#[derive(Default)]
pub struct KeyForm {
    /// By what the form is known when it is sent twice.
    pub submission: String,
    /// The name.
    pub name: Field,
    /// The scopes that this reader can give.
    pub offered: Vec<Scope>,
    /// The scopes that are ticked.
    pub chosen: Vec<Scope>,
    /// What is wrong with the scopes.
    pub permissions_error: Option<String>,
    /// The restricted categories that this reader can let the key into.
    pub categories: Vec<OfferedCategory>,
    /// What is wrong with the categories.
    pub categories_error: Option<String>,
    /// The last day on which the key works, as `2027-01-31`; empty for no end.
    pub expires_on: Field,
    /// Why the key as a whole was refused.
    pub refusal: Option<String>,
}

/// A category whose tickets not everybody sees.
pub struct OfferedCategory {
    /// The category, as the form sends it.
    pub id: i64,
    /// Its name, with its emoji.
    pub name: String,
    /// What belongs into it.
    pub description: String,
    /// Whether it is ticked.
    pub chosen: bool,
}

pub(super) fn form(reader: &Reader, key: &KeyForm) -> Markup {
    let words = reader.words;
    let refused = key.refusal.is_some()
        || key.name.error.is_some()
        || key.permissions_error.is_some()
        || key.categories_error.is_some()
        || key.expires_on.error.is_some();
    if key.offered.is_empty() {
        return html! {
            p.lead #new-key { (words.text("new-key-nothing-to-give")) }
        };
    }
    html! {
        details.card.new-key #new-key open[refused] {
            summary { (words.text("new-key")) }
            form method="post" action="/api-keys" {
                (form::token(reader))
                input type="hidden" name="submission" value=(key.submission);
                (form::refusal(key.refusal.as_deref()))
                (fields(words, key))
                button.primary type="submit" { (words.text("new-key-create")) }
            }
        }
    }
}

fn fields(words: &Words, key: &KeyForm) -> Markup {
    let name = Control {
        id: "new-key-name",
        name: "name",
        label: &words.text("new-key-name"),
        help: Some(&words.text("new-key-name-help")),
        kind: form::Kind::Line,
        need: Need::Required,
        field: &key.name,
    };
    let permissions = Choices {
        id: "new-key-permissions",
        name: "permissions",
        label: &words.text("key-permissions"),
        choices: choices(words, key),
        error: key.permissions_error.as_deref(),
    };
    let expires_on = Control {
        id: "new-key-expires-on",
        name: "expires_on",
        label: &words.text("new-key-expires-on"),
        help: Some(&words.text("new-key-expires-on-help")),
        kind: form::Kind::Day,
        need: Need::Optional,
        field: &key.expires_on,
    };
    html! {
        (form::field(&name))
        (form::checkboxes(&permissions))
        @if !key.categories.is_empty() { (categories(words, key)) }
        (form::field(&expires_on))
    }
}

fn categories(words: &Words, key: &KeyForm) -> Markup {
    let choice = |category: &OfferedCategory| Choice {
        value: category.id.to_string(),
        label: category.name.clone(),
        help: category.description.clone(),
        chosen: category.chosen,
    };
    let choices = Choices {
        id: "new-key-categories",
        name: "categories",
        label: &words.text("new-key-categories"),
        choices: key.categories.iter().map(choice).collect(),
        error: key.categories_error.as_deref(),
    };
    html! {
        div.field {
            (form::checkboxes(&choices))
            p.field-help { (words.text("new-key-categories-help")) }
        }
    }
}

fn choices(words: &Words, key: &KeyForm) -> Vec<Choice> {
    let choice = |scope: &Scope| Choice {
        value: scope.code().to_owned(),
        label: scope.name(words),
        help: scope.help(words),
        chosen: key.chosen.contains(scope),
    };
    key.offered.iter().map(choice).collect()
}

impl Scope {
    fn help(self, words: &Words) -> String {
        let help = match self {
            Scope::CreateTicket => words.text("scope-create-ticket-help"),
            Scope::ReadTickets => words.text("scope-read-tickets-help"),
            Scope::UpdateTicket => words.text("scope-update-ticket-help"),
        };
        help.into_owned()
    }
}
