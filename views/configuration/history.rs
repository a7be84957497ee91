//! The history of the settings: who changed what and when, and the way back.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::reader::Reader;
use crate::{form, time};

/// The history of the settings.
pub struct History {
    /// The versions, newest first.
    pub versions: Vec<Version>,
    /// The version in effect; 0 is the configuration file.
    pub current: i64,
    /// Whether what is in effect is what the configuration file says.
    pub is_file: bool,
    /// The number before which older versions come, if there are any.
    pub older: Option<i64>,
    /// Whether the reader may go back.
    pub may_edit: bool,
    /// Why the last try to go back was refused.
    pub refusal: Option<String>,
}

/// A version.
pub struct Version {
    /// Its number.
    pub number: i64,
    /// Who made it.
    pub author: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What it changed.
    pub changes: Vec<Change>,
    /// The version that it went back to.
    pub rolled_back_to: Option<i64>,
}

/// A setting that was changed, with its values as people read them.
pub struct Change {
    /// What the setting is called.
    pub label: String,
    /// Its value before.
    pub old: String,
    /// Its value since.
    pub new: String,
}

pub(super) fn list(reader: &Reader, history: &History) -> Markup {
    let words = reader.words;
    html! {
        div.settings {
            p { a href="/configuration" { (words.text("history-back")) } }
            h1 { (words.text("history-title")) }
            p.lead { (words.text("history-lead")) }
            (form::refusal(history.refusal.as_deref()))
            @if history.versions.is_empty() {
                p.empty { (words.text("history-none")) }
            }
            ol.setting-versions {
                @for version in &history.versions { (entry(reader, history, version)) }
                @if history.older.is_none() && !history.versions.is_empty() {
                    li.card.setting-version {
                        h2 {
                            (words.text("history-file"))
                            @if history.is_file { " " span.setting-mark { (words.text("history-current")) } }
                        }
                        @if !history.is_file { (restoration(reader, history, 0)) }
                    }
                }
            }
            @if let Some(before) = history.older {
                p { a href=(format!("/configuration/history?before={before}")) { (words.text("history-older")) } }
            }
        }
    }
}

fn entry(reader: &Reader, history: &History, version: &Version) -> Markup {
    let words = reader.words;
    html! {
        li.card.setting-version id=(format!("version-{}", version.number)) {
            h2 {
                (words.with("history-version", &[("number", version.number.to_string().into())]))
                @if version.number == history.current {
                    " " span.setting-mark { (words.text("history-current")) }
                }
            }
            p.setting-facts {
                (words.with("history-by", &[("name", version.author.as_str().into())]))
                " · " (time::ago(reader, version.at))
                @match version.rolled_back_to {
                    Some(0) => { " · " (words.text("history-rolled-back-to-file")) }
                    Some(number) => {
                        " · " (words.with("history-rolled-back", &[("number", number.to_string().into())]))
                    }
                    None => {}
                }
            }
            @if !version.changes.is_empty() { (changes(reader, version)) }
            (restoration(reader, history, version.number))
        }
    }
}

fn changes(reader: &Reader, version: &Version) -> Markup {
    let words = reader.words;
    html! {
        div.scrolls tabindex="0" role="group" aria-label=(words.text("history-changes")) {
            table.changes {
                thead {
                    tr {
                        th scope="col" { (words.text("history-setting")) }
                        th scope="col" { (words.text("history-old")) }
                        th scope="col" { (words.text("history-new")) }
                    }
                }
                tbody {
                    @for change in &version.changes {
                        tr {
                            th scope="row" { (change.label) }
                            td { del { (change.old) } }
                            td { ins { (change.new) } }
                        }
                    }
                }
            }
        }
    }
}

fn restoration(reader: &Reader, history: &History, number: i64) -> Markup {
    html! {
        @if history.may_edit && number != history.current {
            form method="post" action=(format!("/configuration/history/{number}/restoration")) {
                (form::token(reader))
                button type="submit" {
                    @if number == 0 {
                        (reader.words.text("history-restore-file"))
                    } @else {
                        (reader.words.with("history-restore", &[("number", number.to_string().into())]))
                    }
                }
            }
        }
    }
}
