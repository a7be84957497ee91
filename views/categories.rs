//! Categories: what tickets are about, where their channels go, and who of the staff sees them.

mod definition;

pub use definition::{Definition, RoleChoice};

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::layout::{self, Page, Place};
use crate::reader::Reader;
use crate::{address, emoji_picture, form, time};

/// The page of categories.
pub struct Categories {
    /// Which categories are listed.
    pub shelf: Shelf,
    /// The categories in their order.
    pub rows: Vec<Category>,
    /// The form for a new one.
    pub form: Definition,
    /// Why Discord could not be asked for its channels and roles, if it could not.
    pub discord: Discord,
    /// The most categories that can be switched on.
    pub most: i64,
    /// Why the last act was refused.
    pub refusal: Option<String>,
}

/// Where a category is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// In use.
    InUse,
    /// Removed.
    Removed,
}

/// Whether the names of channels and roles are known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Discord {
    /// They are.
    Answered,
    /// Discord could not be asked just now.
    Silent,
}

/// A category.
pub struct Category {
    /// The id in its address.
    pub id: i64,
    /// What it is.
    pub name: String,
    /// The emoji beside its name.
    pub emoji: Option<String>,
    /// What belongs into it.
    pub description: Option<String>,
    /// Whether tickets can be put into it.
    pub state: State,
    /// Where its channels go.
    pub channels: Channels,
    /// The names of the roles whose holders see it; everybody of the staff does when there are none.
    pub roles: Vec<String>,
    /// When it was removed, if it was.
    pub removed_at: Option<DateTime<Utc>>,
    /// The form that changes it; nothing for whoever does not see its tickets.
    pub form: Option<Definition>,
}

/// Whether tickets can be put into a category.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// They can.
    On,
    /// They cannot.
    Off,
}

/// Where the channels of a category go.
pub enum Channels {
    /// Into the inbox.
    Inbox,
    /// Into the category of the staff server that is called this.
    Into(String),
    /// Into a category that the staff server does not have any more.
    Gone,
}

/// The address of something that belongs to a category.
pub fn category_address(id: i64, part: &str) -> String {
    match part {
        "" => format!("/categories/{id}"),
        part => format!("/categories/{id}/{part}"),
    }
}

/// The whole page.
pub fn page(reader: &Reader, categories: &Categories) -> Markup {
    let words = reader.words;
    let title = words.text("categories-title");
    let page = Page {
        title: &title,
        reader,
        place: Place::Categories,
        live: None,
    };
    layout::page(
        &page,
        html! {
            header.page-head { h1 { (title) } }
            p.lead { (words.with("categories-lead", &[("most", categories.most.into())])) }
            @if categories.discord == Discord::Silent {
                p.refusal role="status" { (words.text("categories-discord-silent")) }
            }
            @if categories.shelf == Shelf::InUse { (definition::creation(reader, &categories.form)) }
            (tabs(reader, categories.shelf))
            (list(reader, categories))
        },
    )
}

fn tabs(reader: &Reader, current: Shelf) -> Markup {
    let words = reader.words;
    let entries = [
        (Shelf::InUse, "/categories", words.text("categories-in-use")),
        (
            Shelf::Removed,
            "/categories?shelf=removed",
            words.text("categories-removed"),
        ),
    ];
    html! {
        nav.tabs aria-label=(words.text("categories-tabs")) {
            ul {
                @for (shelf, address, name) in entries {
                    li { a href=(address) aria-current=[(shelf == current).then_some("page")] { (name) } }
                }
            }
        }
    }
}

/// The categories in their order: what a change of the order swaps.
pub fn list(reader: &Reader, categories: &Categories) -> Markup {
    let words = reader.words;
    let last = categories.rows.len().saturating_sub(1);
    html! {
        section #categories aria-labelledby="categories-list" {
            h2.hidden #categories-list { (words.text("categories-list")) }
            (form::refusal(categories.refusal.as_deref()))
            @if categories.rows.is_empty() {
                div.nothing {
                    @match categories.shelf {
                        Shelf::InUse => {
                            h2 { (words.text("categories-none")) }
                            p { (words.text("categories-none-advice")) }
                        }
                        Shelf::Removed => h2 { (words.text("categories-none-removed")) },
                    }
                }
            } @else {
                ol.category-list {
                    @for (place, category) in categories.rows.iter().enumerate() {
                        (row(reader, category, (place == 0, place == last)))
                    }
                }
            }
        }
    }
}

fn row(reader: &Reader, category: &Category, ends: (bool, bool)) -> Markup {
    let words = reader.words;
    html! {
        li.category.category-off[category.state == State::Off] id=(address::element_id("category", category.id)) {
            div.category-head {
                h3.category-name {
                    @if let Some(emoji) = &category.emoji { span.category-emoji { (emoji_picture(emoji)) } " " }
                    bdi { (category.name) }
                }
                @if category.state == State::Off { span.mark { (words.text("category-off")) } }
                @match category.removed_at {
                    Some(at) => p.field-help { (words.text("category-removed")) " " (time::ago(reader, at)) },
                    None => @if category.form.is_some() { (order(reader, category, ends)) },
                }
            }
            @if let Some(description) = &category.description { p.category-description { (description) } }
            (facts(reader, category))
            div.category-acts {
                @match &category.form {
                    Some(_) if category.removed_at.is_some() => (bringing_back(reader, category)),
                    Some(form) => {
                        (switch(reader, category))
                        (definition::change(reader, category, form))
                        (removal(reader, category))
                    }
                    None => { p.field-help { (words.text("category-out-of-sight")) } }
                }
            }
        }
    }
}

fn facts(reader: &Reader, category: &Category) -> Markup {
    let words = reader.words;
    html! {
        dl.category-facts {
            div {
                dt { (words.text("category-channels")) }
                dd {
                    @match &category.channels {
                        Channels::Inbox => { (words.text("category-inbox")) }
                        Channels::Into(name) => { (name) }
                        Channels::Gone => { span.field-error { (words.text("category-channels-gone")) } }
                    }
                }
            }
            div {
                dt { (words.text("category-seen-by")) }
                dd {
                    @if category.roles.is_empty() { (words.text("category-seen-by-all")) }
                    @else { (category.roles.join(", ")) }
                }
            }
        }
    }
}

fn order(reader: &Reader, category: &Category, (is_first, is_last): (bool, bool)) -> Markup {
    let words = reader.words;
    let values = [("name", category.name.as_str().into())];
    let buttons = [
        ("up", "↑", words.with("category-up", &values), is_first),
        ("down", "↓", words.with("category-down", &values), is_last),
    ];
    let action = category_address(category.id, "place");
    html! {
        form.category-order method="post" action=(action) data-hx-post=(action) data-hx-target="#categories"
            data-hx-swap="morph:outerHTML" {
            (form::token(reader))
            @for (way, sign, name, is_end) in buttons {
                button.quiet type="submit" name="way" value=(way) id=(format!("category-{}-{way}", category.id))
                    aria-label=(name) title=(name) disabled[is_end] { (sign) }
            }
        }
    }
}

fn switch(reader: &Reader, category: &Category) -> Markup {
    let words = reader.words;
    let (value, name) = match category.state {
        State::On => ("off", words.text("category-switch-off")),
        State::Off => ("on", words.text("category-switch-on")),
    };
    let action = category_address(category.id, "switch");
    html! {
        form method="post" action=(action) data-hx-post=(action) data-hx-target="#categories"
            data-hx-swap="morph:outerHTML" {
            (form::token(reader))
            input type="hidden" name="to" value=(value);
            button type="submit" id=(format!("category-{}-switch", category.id)) { (name) (form::of(&category.name)) }
        }
    }
}

fn bringing_back(reader: &Reader, category: &Category) -> Markup {
    html! {
        form method="post" action=(category_address(category.id, "return")) {
            (form::token(reader))
            button type="submit" { (reader.words.text("category-bring-back")) (form::of(&category.name)) }
        }
    }
}

fn removal(reader: &Reader, category: &Category) -> Markup {
    let words = reader.words;
    html! {
        details.confirm {
            summary { (words.text("category-remove")) (form::of(&category.name)) }
            form method="post" action=(category_address(category.id, "removal")) {
                (form::token(reader))
                p { (words.text("category-remove-warning")) }
                button.danger type="submit" { (words.text("category-remove-confirm")) }
            }
        }
    }
}
