//! What a category is, as a form.

use std::borrow::Cow;

use maud::{Markup, html};

use super::{Category, category_address};
use crate::form::{self, Caution, Control, Field, Need, Select};
use crate::reader::Reader;

/// The form for a category.
#[derive(Clone, Default)]
pub struct Definition {
    /// The name.
    pub name: Field,
    /// The emoji beside the name.
    pub emoji: Field,
    /// What belongs into it.
    pub description: Field,
    /// The id of the category of the staff server that takes its channels; empty for the inbox.
    pub channels: Field,
    /// What is to be known of that category of the staff server.
    pub caution: Caution,
    /// The categories of the staff server that can take them: id and name.
    pub offered_channels: Vec<(String, String)>,
    /// The roles of the staff server.
    pub roles: Vec<RoleChoice>,
    /// The version that is being changed; nothing for a new category.
    pub based_on: Option<i32>,
    /// Why the category as a whole was refused.
    pub refusal: Option<String>,
}

/// A role whose holders may be let in.
#[derive(Clone)]
pub struct RoleChoice {
    /// The role.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whether its holders are let in.
    pub is_chosen: bool,
}

impl Definition {
    fn was_refused(&self) -> bool {
        let fields = [&self.name, &self.emoji, &self.description, &self.channels];
        self.refusal.is_some() || fields.iter().any(|field| field.error.is_some())
    }
}

pub(super) fn creation(reader: &Reader, definition: &Definition) -> Markup {
    let words = reader.words;
    html! {
        details.card.new-category #new-category open[definition.was_refused()] {
            summary { (words.text("category-new")) }
            (form(reader, definition, ("new-category", "/categories"), words.text("category-create")))
        }
    }
}

pub(super) fn change(reader: &Reader, category: &Category, definition: &Definition) -> Markup {
    let words = reader.words;
    let start = format!("category-{}", category.id);
    let action = category_address(category.id, "");
    html! {
        details.category-change open[definition.was_refused()] {
            summary { (words.text("category-change")) (form::of(&category.name)) }
            (form(reader, definition, (&start, &action), words.text("category-save")))
        }
    }
}

fn form(
    reader: &Reader,
    definition: &Definition,
    (start, action): (&str, &str),
    done: Cow<'_, str>,
) -> Markup {
    let words = reader.words;
    let channels = Select {
        id: &format!("{start}-channels"),
        name: "channels",
        label: &words.text("category-channels"),
        help: Some(&words.text("category-channels-help")),
        options: &definition.offered_channels,
        field: &definition.channels,
    };
    html! {
        form.category-form method="post" action=(action) {
            (form::token(reader))
            // Enter in a field presses the first button, which is not to be the one that insists.
            @if definition.caution.is_refused() {
                button.hidden type="submit" tabindex="-1" aria-hidden="true" {}
            }
            (form::refusal(definition.refusal.as_deref()))
            @if let Some(version) = definition.based_on {
                input type="hidden" name="based_on" value=(version);
            }
            (texts(reader, definition, start))
            (form::select(&channels))
            (form::caution(reader, &definition.caution))
            (roles(reader, definition, start))
            button.primary type="submit" { (done) }
        }
    }
}

fn texts(reader: &Reader, definition: &Definition, start: &str) -> Markup {
    let words = reader.words;
    let line = |part: &str, (label, help): (&str, Option<&str>), need, field| {
        let id = format!("{start}-{part}");
        let control = Control {
            id: &id,
            name: part,
            label,
            help,
            kind: form::Kind::Line,
            need,
            field,
        };
        form::field(&control)
    };
    let (name, emoji) = (words.text("category-name"), words.text("category-emoji"));
    let description = words.text("category-description");
    let emoji_help = words.text("category-emoji-help");
    let description_help = words.text("category-description-help");
    html! {
        (line("name", (&name, None), Need::Required, &definition.name))
        (line("emoji", (&emoji, Some(&emoji_help)), Need::Optional, &definition.emoji))
        (line("description", (&description, Some(&description_help)), Need::Optional, &definition.description))
    }
}

fn roles(reader: &Reader, definition: &Definition, start: &str) -> Markup {
    let words = reader.words;
    html! {
        fieldset.field aria-describedby=(format!("{start}-roles-help")) {
            legend.field-label { (words.text("category-roles")) }
            p.field-help id=(format!("{start}-roles-help")) { (words.text("category-roles-help")) }
            @if definition.roles.is_empty() {
                p.field-help { (words.text("category-no-roles")) }
            } @else {
                div.role-choices {
                    @for role in &definition.roles {
                        @let id = format!("{start}-role-{}", role.id);
                        div.choice {
                            input type="checkbox" id=(id) name="roles" value=(role.id) checked[role.is_chosen];
                            label for=(id) { (role.name) }
                        }
                    }
                }
            }
        }
    }
}
