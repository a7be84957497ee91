//! One setting: its control, what it means and where its value comes from.

use maud::{Markup, html};

use crate::form::{self, Caution, Field};
use crate::reader::Reader;

/// A setting.
pub struct Setting {
    /// Its name in the configuration file, such as `bot.status`.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// What it does.
    pub help: String,
    /// How it is changed.
    pub control: Control,
    /// What it holds; `true` or `false` for a switch.
    pub field: Field,
    /// What is to be known of that.
    pub caution: Caution,
    /// Where its value comes from.
    pub origin: Origin,
}

/// How a setting is changed.
pub enum Control {
    /// One line of text.
    Line,
    /// One line with suggestions.
    Suggested(Vec<String>),
    /// Several lines of text.
    Lines,
    /// On or off.
    Switch,
    /// A colour, as six hexadecimal digits.
    Colour,
    /// One of several values with their names.
    Choice(Vec<(String, String)>),
}

/// How the settings of a group are changed.
#[derive(Clone, Copy)]
pub(super) struct Editing<'a> {
    /// Where they are sent to be saved.
    pub(super) action: &'a str,
    /// Where what is typed is shown as it will look.
    pub(super) previewed_at: Option<&'a str>,
}

/// Where a value comes from.
pub enum Origin {
    /// The configuration file.
    File,
    /// Staff changed it; this is what the configuration file has, as people read it.
    Changed(String),
}

/// A setting with everything about it. Without `editing` it can only be read.
pub(super) fn row(reader: &Reader, setting: &Setting, editing: Option<Editing<'_>>) -> Markup {
    let id = element_id(&setting.key);
    let error = setting.field.error.as_deref();
    let is_switch = matches!(setting.control, Control::Switch);
    html! {
        div.field.setting.setting-switch[is_switch] {
            @if is_switch {
                div.choice {
                    (switch(setting, &id, editing))
                    label for=(id) { (setting.label) }
                    p.field-help id=(format!("{id}-help")) { (setting.help) }
                }
            } @else {
                label.field-label for=(id) { (setting.label) }
                (control(setting, &id, editing))
                p.field-help id=(format!("{id}-help")) { (setting.help) }
            }
            (form::error_line(&id, error))
            @if editing.is_some() { (form::caution(reader, &setting.caution)) }
            (origin(reader, setting, editing))
        }
    }
}

fn origin(reader: &Reader, setting: &Setting, editing: Option<Editing<'_>>) -> Markup {
    let words = reader.words;
    html! {
        @if let Origin::Changed(file) = &setting.origin {
            p.setting-origin {
                span.setting-mark { (words.text("setting-changed")) } " "
                @if file.is_empty() {
                    (words.text("setting-file-empty"))
                } @else {
                    (words.with("setting-file", &[("value", file.as_str().into())]))
                }
                @if let Some(editing) = editing {
                    @let reset = format!("{}/reset", editing.action);
                    " "
                    button.link type="submit" formaction=(reset) data-hx-post=(reset) name="key" value=(setting.key) {
                        (words.text("setting-reset")) span.hidden { " " (setting.label) }
                    }
                }
            }
        }
    }
}

fn switch(setting: &Setting, id: &str, editing: Option<Editing<'_>>) -> Markup {
    html! {
        input type="checkbox" id=(id) name=(setting.key) value="true"
            checked[setting.field.value == "true"] disabled[editing.is_none()]
            aria-describedby=(format!("{id}-help"));
    }
}

fn control(setting: &Setting, id: &str, editing: Option<Editing<'_>>) -> Markup {
    let error = setting.field.error.as_deref();
    let described = form::described_by(id, Some(&setting.help), error);
    let invalid = error.map(|_| "true");
    let locked = editing.is_none();
    let (name, value) = (&setting.key, &setting.field.value);
    let preview = editing.and_then(|editing| editing.previewed_at);
    html! {
        @match &setting.control {
            Control::Lines => {
                textarea id=(id) name=(name) rows="3" dir="auto" readonly[locked] aria-invalid=[invalid]
                    aria-describedby=[described] data-hx-post=[preview]
                    data-hx-trigger=[preview.map(|_| "input changed delay:400ms")]
                    data-hx-target=[preview.map(|_| "#previews")]
                    data-hx-swap=[preview.map(|_| "outerHTML")] { "\n" (value) }
            }
            Control::Colour => {
                input type="color" id=(id) name=(name) value=(format!("#{value}")) disabled[locked]
                    aria-invalid=[invalid] aria-describedby=[described];
            }
            Control::Choice(choices) => {
                select id=(id) name=(name) disabled[locked] aria-invalid=[invalid]
                    aria-describedby=[described] {
                    @for (choice, label) in choices {
                        option value=(choice) selected[choice == value] { (label) }
                    }
                }
            }
            Control::Suggested(suggestions) => {
                input type="text" id=(id) name=(name) value=(value) readonly[locked]
                    list=(format!("{id}-list")) autocomplete="off" aria-invalid=[invalid]
                    aria-describedby=[described];
                datalist id=(format!("{id}-list")) {
                    @for suggestion in suggestions { option value=(suggestion) {} }
                }
            }
            Control::Line | Control::Switch => {
                input type="text" id=(id) name=(name) value=(value) dir="auto" readonly[locked]
                    autocomplete="off" aria-invalid=[invalid] aria-describedby=[described];
            }
        }
    }
}

fn element_id(key: &str) -> String {
    format!("setting-{}", key.replace(['.', '_'], "-"))
}
