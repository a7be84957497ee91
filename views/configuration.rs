//! The configuration page: settings in groups, each with what it means, where its value comes from and what is wrong with it.

mod history;
mod preview;
mod secret;
mod setting;

pub use history::{Change, History, Version};
pub use preview::{Preview, previews};
pub use secret::{Kept, Replaced, Secret};
pub use setting::{Control, Origin, Setting};

use maud::{Markup, html};

use self::setting::Editing;

use crate::form;
use crate::layout::{self, Page, Place};
use crate::reader::Reader;

/// Where messages that are being typed are shown as they will look.
const PREVIEW: &str = "/configuration/messages/preview";

/// The configuration page.
pub struct Configuration {
    /// The settings, by what they are about.
    pub groups: Vec<Group>,
    /// How the messages to members look, as they are typed in the form.
    pub previews: Vec<Preview>,
    /// What is only replaced, never shown; nothing for those who may not even do that.
    pub secrets: Vec<Secret>,
}

/// Settings that are saved at once.
pub struct Group {
    /// The group's word in addresses.
    pub slug: String,
    /// Where they are sent to be saved.
    pub action: String,
    /// What they are about.
    pub title: String,
    /// What to know about all of them.
    pub lead: String,
    /// The settings.
    pub settings: Vec<Setting>,
    /// The version that the reader looks at.
    pub base: i64,
    /// Whether the reader may change them.
    pub may_edit: bool,
    /// What came of saving them.
    pub outcome: Outcome,
}

/// What came of saving a group.
#[derive(Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nobody has tried.
    Untouched,
    /// They are in effect.
    Saved,
    /// One of them has the configuration file's value again; what is typed in the others is not saved yet.
    Unsaved,
    /// Nothing has changed, and this is why.
    Refused(String),
}

/// The whole page.
pub fn page(reader: &Reader, configuration: &Configuration) -> Markup {
    let words = reader.words;
    let content = html! {
        div.settings {
            h1 { (words.text("configuration-title")) }
            p.lead {
                @if configuration.may_edit() {
                    (words.text("configuration-lead"))
                } @else {
                    (words.text("configuration-lead-read"))
                }
            }
            p { a href="/configuration/history" { (words.text("configuration-history")) } }
            @for shown in &configuration.groups {
                (group(reader, shown, &configuration.previews))
            }
            @if !configuration.secrets.is_empty() {
                (secret::section(reader, &configuration.secrets))
            }
        }
    };
    layout::page(
        &Page {
            title: &words.text("configuration-title"),
            reader,
            place: Place::Configuration,
            live: None,
        },
        content,
    )
}

/// The history of the settings.
pub fn history_page(reader: &Reader, shown: &History) -> Markup {
    layout::page(
        &Page {
            title: &reader.words.text("history-title"),
            reader,
            place: Place::Configuration,
            live: None,
        },
        history::list(reader, shown),
    )
}

/// One group with its form.
pub fn group(reader: &Reader, group: &Group, previews: &[Preview]) -> Markup {
    let id = format!("settings-{}", group.slug);
    let action = &group.action;
    let target = format!("#{id}");
    let editing = group.editing();
    html! {
        section.card.settings-group id=(id) aria-labelledby=(format!("{id}-title")) {
            h2 id=(format!("{id}-title")) { (group.title) }
            p.lead { (group.lead) }
            form method="post" action=(action) data-hx-post=(action) data-hx-target=(target)
                data-hx-swap="outerHTML" {
                (form::token(reader))
                input type="hidden" name="base" value=(group.base);
                // Enter in a field presses the first button, which is not to be one that sets a field back.
                @if editing.is_some() { button.hidden type="submit" tabindex="-1" aria-hidden="true" {} }
                (outcome(reader, &group.outcome))
                @for shown in &group.settings { (setting::row(reader, shown, editing)) }
                @if group.has_messages() { (preview::previews(reader, previews)) }
                @if let Some(editing) = editing { (actions(reader, editing)) }
            }
        }
    }
}

impl Configuration {
    /// Whether the reader may change anything here.
    fn may_edit(&self) -> bool {
        self.groups.iter().any(|group| group.may_edit)
    }
}

impl Group {
    /// Whether it has the messages to members, which are shown as they will look.
    fn has_messages(&self) -> bool {
        self.slug == "messages"
    }

    fn editing(&self) -> Option<Editing<'_>> {
        let previewed_at = self.has_messages().then_some(PREVIEW);
        let action = &self.action;
        self.may_edit.then_some(Editing {
            action,
            previewed_at,
        })
    }
}

fn actions(reader: &Reader, editing: Editing<'_>) -> Markup {
    let words = reader.words;
    html! {
        div.settings-actions {
            button.primary type="submit" { (words.text("configuration-save")) }
            @if let Some(preview) = editing.previewed_at {
                button type="submit" formaction=(preview) data-hx-post=(preview)
                    data-hx-target="#previews" data-hx-swap="outerHTML" {
                    (words.text("configuration-preview"))
                }
            }
        }
    }
}

fn outcome(reader: &Reader, outcome: &Outcome) -> Markup {
    html! {
        @match outcome {
            Outcome::Untouched => {}
            Outcome::Saved => { p.notice role="status" { (reader.words.text("configuration-saved")) } }
            Outcome::Unsaved => { p.notice role="status" { (reader.words.text("configuration-unsaved")) } }
            Outcome::Refused(why) => { (form::refusal(Some(why))) }
        }
    }
}
