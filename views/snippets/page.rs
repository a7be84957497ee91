//! The page of one snippet.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::wording::{self, WordingForm};
use super::{Shelf, Snippet, plain_act, snippet_address};
use crate::difference::{Patience, difference};
use crate::layout::{self, Page, Place};
use crate::reader::Reader;
use crate::{address, form, time};

/// The page of one snippet.
pub struct SnippetPage {
    /// The snippet.
    pub snippet: Snippet,
    /// Where it is.
    pub shelf: Shelf,
    /// The number of its latest version.
    pub version: i32,
    /// How it reads in a ticket of an imagined member.
    pub preview: String,
    /// Everything that it said, the latest version first.
    pub versions: Vec<Version>,
    /// The form that changes it, for whoever may change it; only while it is in use.
    pub form: Option<WordingForm>,
    /// Whether the reader may remove it and take it back.
    pub may_manage: bool,
    /// Why the last act was refused.
    pub refusal: Option<String>,
}

/// What a snippet says, or said.
pub struct Version {
    /// Its place among the versions, from 1.
    pub number: i32,
    /// What it says.
    pub content: String,
    /// Under which key it was used.
    pub key: String,
    /// Who wrote it, by name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The whole page.
pub fn snippet_page(reader: &Reader, shown: &SnippetPage) -> Markup {
    let words = reader.words;
    let title = words.with(
        "snippet-title",
        &[("key", shown.snippet.key.as_str().into())],
    );
    let page = Page {
        title: &title,
        reader,
        place: Place::Snippets,
        live: None,
    };
    layout::page(
        &page,
        html! {
            p.back { a href="/snippets" { (words.text("snippet-back")) } }
            header.page-head {
                h1 { code { (shown.snippet.key) } }
                @if shown.shelf == Shelf::Removed { span.mark.mark-deleted { (words.text("snippet-is-removed")) } }
            }
            (form::refusal(shown.refusal.as_deref()))
            (use_of(reader, shown))
            @match &shown.form {
                Some(form) => (wording::change(reader, shown.snippet.id, form)),
                None => (reading(reader, shown)),
            }
            (versions(reader, shown))
            @if shown.may_manage { (end(reader, shown)) }
        },
    )
}

fn use_of(reader: &Reader, shown: &SnippetPage) -> Markup {
    let words = reader.words;
    let typed = format!("{{{{{}}}}}", shown.snippet.key);
    html! {
        p.lead {
            @if shown.shelf == Shelf::InUse {
                (words.text("snippet-how")) " " code { (typed) } " · "
            }
            (words.with("snippet-uses", &[("count", shown.snippet.uses.into())]))
        }
    }
}

fn reading(reader: &Reader, shown: &SnippetPage) -> Markup {
    html! {
        section.card aria-labelledby="snippet-says" {
            h2 #snippet-says { (reader.words.text("snippet-content")) }
            p.snippet-example { (shown.snippet.content) }
            (wording::preview(reader, &shown.preview))
        }
    }
}

fn versions(reader: &Reader, shown: &SnippetPage) -> Markup {
    let words = reader.words;
    let patience = Patience::of_a_page();
    html! {
        section.versions #versions aria-labelledby="versions-title" {
            h2 #versions-title { (words.text("snippet-versions")) }
            ol.version-list {
                @for (place, version) in shown.versions.iter().enumerate() {
                    (one_version(reader, (shown, &patience), (version, shown.versions.get(place + 1))))
                }
            }
        }
    }
}

/// A version, with what was changed since the one before it.
fn one_version(
    reader: &Reader,
    (shown, patience): (&SnippetPage, &Patience),
    (version, before): (&Version, Option<&Version>),
) -> Markup {
    let words = reader.words;
    let values = [
        ("number", version.number.into()),
        ("name", version.by.as_str().into()),
    ];
    let is_latest = version.number == shown.version;
    html! {
        li.version id=(address::element_id("version", version.number)) {
            p.version-facts {
                (words.with("snippet-version", &values)) " " (time::ago(reader, version.at))
                @if is_latest { " " span.mark.mark-open { (words.text("snippet-version-current")) } }
            }
            (wording_of(reader, patience, (version, before)))
            @if shown.form.is_some() && !is_latest {
                (plain_act(
                    reader,
                    &snippet_address(shown.snippet.id, &format!("versions/{}/restoration", version.number)),
                    &words.text("snippet-version-restore"),
                ))
            }
        }
    }
}

fn wording_of(
    reader: &Reader,
    patience: &Patience,
    (version, before): (&Version, Option<&Version>),
) -> Markup {
    let words = reader.words;
    html! {
        @if let Some(before) = before.filter(|before| before.key != version.key) {
            p.version-facts.message-text { (words.text("snippet-key")) " " del { (before.key) } " " ins { (version.key) } }
        }
        @match before {
            Some(before) if before.content != version.content => {
                p.snippet-example.message-text { (difference(patience, &before.content, &version.content)) }
                details {
                    summary { (words.text("snippet-version-whole")) }
                    p.snippet-example { (version.content) }
                }
            }
            _ => p.snippet-example { (version.content) },
        }
    }
}

fn end(reader: &Reader, shown: &SnippetPage) -> Markup {
    let words = reader.words;
    let id = shown.snippet.id;
    html! {
        @match shown.shelf {
            Shelf::Removed => {
                (plain_act(reader, &snippet_address(id, "return"), &words.text("snippet-bring-back")))
            }
            Shelf::InUse => {
                details.confirm {
                    summary { (words.text("snippet-remove")) }
                    form method="post" action=(snippet_address(id, "removal")) {
                        (form::token(reader))
                        p { (words.text("snippet-remove-warning")) }
                        button.danger type="submit" { (words.text("snippet-remove-confirm")) }
                    }
                }
            }
        }
    }
}
