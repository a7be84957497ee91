//! Snippets: the saved answers, searched and listed; and the page of one, with everything that it said before.

mod page;
mod suggestion;
mod wording;

pub use page::{SnippetPage, Version, snippet_page};
pub use suggestion::{Suggestion, suggestions};
pub use wording::{WordingForm, preview};

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::layout::{self, Page, Place};
use crate::markdown::{self, Names};
use crate::reader::Reader;
use crate::{address, form, time};

/// The list of snippets.
pub struct Snippets {
    /// Which snippets are listed.
    pub shelf: Shelf,
    /// What is searched for, as it was typed.
    pub search: String,
    /// The snippets, by their keys.
    pub rows: Vec<Snippet>,
    /// The place from which the list goes on, if it does.
    pub more: Option<String>,
    /// The place before which the list begins, if this is not its beginning.
    pub back: Option<String>,
    /// The form for a new one, for whoever may make one.
    pub form: Option<WordingForm>,
}

/// Where a snippet is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// In use.
    InUse,
    /// Removed.
    Removed,
}

/// A saved answer.
pub struct Snippet {
    /// The id in its address.
    pub id: i64,
    /// What people type to use it.
    pub key: String,
    /// What it says.
    pub content: String,
    /// How often it was used.
    pub uses: i64,
    /// Who changed it last, by name.
    pub changed_by: String,
    /// When.
    pub changed_at: DateTime<Utc>,
}

impl Shelf {
    /// The value of `shelf` in an address.
    pub fn code(self) -> &'static str {
        match self {
            Shelf::InUse => "",
            Shelf::Removed => "removed",
        }
    }
}

/// The address of a snippet's page, or of something that belongs to it.
pub fn snippet_address(id: i64, part: &str) -> String {
    match part {
        "" => format!("/snippets/{id}"),
        part => format!("/snippets/{id}/{part}"),
    }
}

/// The whole page of the list.
pub fn page(reader: &Reader, snippets: &Snippets) -> Markup {
    let words = reader.words;
    let title = words.text("snippets-title");
    let page = Page {
        title: &title,
        reader,
        place: Place::Snippets,
        live: None,
    };
    layout::page(
        &page,
        html! {
            header.page-head {
                h1 { (title) }
                (search(reader, snippets))
            }
            p.lead { (words.text("snippets-lead")) }
            @if let Some(form) = &snippets.form { (wording::creation(reader, form)) }
            (list(reader, snippets))
        },
    )
}

/// The list itself with its tabs, which is swapped while somebody types what they search for.
pub fn list(reader: &Reader, snippets: &Snippets) -> Markup {
    let own = [("shelf", snippets.shelf.code()), ("q", &snippets.search)];
    html! {
        div #snippets data-address=(address::with_query("/snippets", &own)) {
            (tabs(reader, snippets))
            @if snippets.rows.is_empty() {
                (nothing(reader, snippets))
            } @else {
                ul.snippet-list { @for snippet in &snippets.rows { (row(reader, snippet)) } }
            }
            (paging(reader, snippets))
        }
    }
}

fn paging(reader: &Reader, snippets: &Snippets) -> Markup {
    let words = reader.words;
    html! {
        @if snippets.back.is_some() || snippets.more.is_some() {
            nav.paging aria-label=(words.text("paging")) {
                @if let Some(back) = &snippets.back {
                    a.button rel="prev" href=(list_address(snippets, ("before", back))) { (words.text("paging-back")) }
                }
                @if let Some(more) = &snippets.more {
                    a.button rel="next" href=(list_address(snippets, ("after", more))) { (words.text("snippets-more")) }
                }
            }
        }
    }
}

fn search(reader: &Reader, snippets: &Snippets) -> Markup {
    let words = reader.words;
    html! {
        search {
            form.search method="get" action="/snippets" data-hx-get="/snippets"
                data-hx-trigger="input delay:200ms" data-hx-target="#snippets" data-hx-swap="outerHTML" {
                input type="hidden" name="shelf" value=(snippets.shelf.code());
                label.hidden for="snippet-search" { (words.text("snippets-search")) }
                input #snippet-search type="search" name="q" value=(snippets.search) maxlength="100" dir="auto"
                    placeholder=(words.text("snippets-search")) autocomplete="off";
                button type="submit" { (words.text("snippets-search-apply")) }
            }
        }
    }
}

fn tabs(reader: &Reader, snippets: &Snippets) -> Markup {
    let words = reader.words;
    let entries = [
        (Shelf::InUse, words.text("snippets-in-use")),
        (Shelf::Removed, words.text("snippets-removed")),
    ];
    html! {
        nav.tabs aria-label=(words.text("snippets-tabs")) {
            ul {
                @for (shelf, name) in entries {
                    li {
                        a href=(address::with_query("/snippets", &[("shelf", shelf.code()), ("q", &snippets.search)]))
                            aria-current=[(shelf == snippets.shelf).then_some("page")] { (name) }
                    }
                }
            }
        }
    }
}

fn row(reader: &Reader, snippet: &Snippet) -> Markup {
    let words = reader.words;
    html! {
        li.snippet-row id=(address::element_id("snippet", snippet.id)) {
            a.snippet-link href=(snippet_address(snippet.id, "")) { code { (snippet.key) } }
            p.snippet-text { (markdown::plain(reader, &Names::default(), &snippet.content)) }
            p.snippet-facts {
                (words.with("snippet-uses", &[("count", snippet.uses.into())]))
                " · "
                (words.with("snippet-changed-by", &[("name", snippet.changed_by.as_str().into())]))
                " " (time::ago(reader, snippet.changed_at))
            }
        }
    }
}

fn nothing(reader: &Reader, snippets: &Snippets) -> Markup {
    let words = reader.words;
    let everything = address::with_query("/snippets", &[("shelf", snippets.shelf.code())]);
    html! {
        div.nothing {
            @if !snippets.search.is_empty() {
                h2 { (words.with("snippets-none-match", &[("text", snippets.search.as_str().into())])) }
                a.button href=(everything) { (words.text("snippets-show-all")) }
            } @else if snippets.shelf == Shelf::Removed {
                h2 { (words.text("snippets-none-removed")) }
                p { (words.text("snippets-none-removed-advice")) }
            } @else {
                h2 { (words.text("snippets-none")) }
                p { (words.text("snippets-none-advice")) }
            }
        }
    }
}

fn list_address(snippets: &Snippets, place: (&str, &str)) -> String {
    let parts = [
        ("shelf", snippets.shelf.code()),
        ("q", snippets.search.as_str()),
        place,
    ];
    address::with_query("/snippets", &parts)
}

/// A form with one button that asks for nothing more.
fn plain_act(reader: &Reader, action: &str, name: &str) -> Markup {
    html! {
        form method="post" action=(action) {
            (form::token(reader))
            button type="submit" { (name) }
        }
    }
}
