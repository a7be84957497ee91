//! What the list is filtered by: a form, and a chip for everything that narrows the list now.

use maud::{Markup, html};

use super::{Query, Tickets};
use crate::form::{self, Control, Field, Kind, Need};
use crate::priority::Priority;
use crate::reader::Reader;

/// What the list can be filtered by.
#[derive(Default)]
pub struct Filtering {
    /// The categories that the reader sees: number and name, with the emoji.
    pub categories: Vec<(String, String)>,
    /// The people of the staff: id and name.
    pub people: Vec<(String, String)>,
    /// The tag, as it was typed.
    pub tag: Field,
    /// The first day of opening, as it was typed.
    pub from: Field,
    /// The last day of opening, as it was typed.
    pub to: Field,
}

/// The chips, the form, and the orders of the list.
pub(super) fn bar(reader: &Reader, tickets: &Tickets) -> Markup {
    let filtering = &tickets.filtering;
    let refused = [&filtering.tag, &filtering.from, &filtering.to];
    let is_refused = refused.iter().any(|field| field.error.is_some());
    let saving = tickets
        .saving
        .as_ref()
        .is_some_and(|field| field.error.is_some());
    html! {
        section.filters aria-label=(reader.words.text("filter-title")) {
            details.filter open[is_refused] {
                summary.button { (reader.words.text("filter-open")) }
                (form(reader, tickets))
            }
            (sorts(reader, &tickets.query))
            (chips(reader, tickets))
            details.saving open[saving] {
                summary.button.quiet { (reader.words.text("view-manage")) }
                (own_view(reader, tickets))
            }
        }
    }
}

fn form(reader: &Reader, tickets: &Tickets) -> Markup {
    let words = reader.words;
    let query = &tickets.query;
    let filtering = &tickets.filtering;
    let choice =
        |value: &str, name: std::borrow::Cow<'static, str>| (value.to_owned(), name.into_owned());
    let anything = || choice("", words.text("filter-anything"));
    let states = [
        choice("", words.text("view-open")),
        choice("closed", words.text("view-closed")),
        choice("all", words.text("view-all")),
    ];
    let mut categories = vec![anything(), choice("none", words.text("filter-no-category"))];
    categories.extend(filtering.categories.iter().cloned());
    let mut people = vec![
        anything(),
        choice("me", words.text("filter-me")),
        choice("nobody", words.text("filter-nobody")),
    ];
    people.extend(filtering.people.iter().cloned());
    let parties = [
        anything(),
        choice("us", words.text("filter-us")),
        choice("member", words.text("filter-member")),
    ];
    let mut priorities = vec![anything()];
    let named = |priority: Priority| (priority.code().to_owned(), priority.name(reader.words));
    priorities.extend(Priority::ALL.into_iter().rev().map(named));
    html! {
        form.filter-form method="get" action="/tickets" {
            input type="hidden" name="sort" value=(query.value("sort"));
            (select(query, ("state", &words.text("filter-state")), &states))
            (select(query, ("category", &words.text("filter-category")), &categories))
            (select(query, ("assignee", &words.text("filter-assignee")), &people))
            (select(query, ("waiting", &words.text("filter-waiting")), &parties))
            (select(query, ("priority", &words.text("filter-priority")), &priorities))
            (control("tag", (&words.text("filter-tag"), Kind::Line), &filtering.tag))
            (ticket_or_member(reader, query))
            (day("from", &words.text("filter-from"), &filtering.from))
            (day("to", &words.text("filter-to"), &filtering.to))
            button.primary type="submit" { (words.text("tickets-filter-apply")) }
        }
    }
}

fn select(query: &Query, (name, label): (&str, &str), options: &[(String, String)]) -> Markup {
    let id = format!("filter-{name}");
    html! {
        div.field {
            label.field-label for=(id) { (label) }
            select id=(id) name=(name) {
                @for (value, text) in options {
                    option value=(value) selected[value == query.value(name)] { (text) }
                }
            }
        }
    }
}

/// The ticket, or whose it is.
fn ticket_or_member(reader: &Reader, query: &Query) -> Markup {
    let words = reader.words;
    form::field(&Control {
        id: "filter-filter",
        name: "filter",
        label: &words.text("tickets-filter"),
        help: Some(&words.text("tickets-filter-help")),
        kind: Kind::Line,
        need: Need::Optional,
        field: &Field::of(query.value("filter")),
    })
}

fn day(name: &str, label: &str, field: &Field) -> Markup {
    control(name, (label, Kind::Day), field)
}

fn control(name: &str, (label, kind): (&str, Kind), field: &Field) -> Markup {
    form::field(&Control {
        id: &format!("filter-{name}"),
        name,
        label,
        help: None,
        kind,
        need: Need::Optional,
        field,
    })
}

fn sorts(reader: &Reader, query: &Query) -> Markup {
    let words = reader.words;
    let is_of_open = ["", "open"].contains(&query.value("state"));
    // What was opened in some days is in the order of those days.
    let is_of_days = !query.value("from").is_empty() || !query.value("to").is_empty();
    let newest = if is_of_days { "" } else { "newest" };
    let sorts = [
        ("", words.text("sort-activity"), !is_of_days),
        (newest, words.text("sort-newest"), true),
        ("oldest", words.text("sort-oldest"), true),
        ("waiting", words.text("sort-waiting"), is_of_open),
        ("priority", words.text("sort-priority"), is_of_open),
    ];
    html! {
        nav.sorts aria-label=(words.text("sort-title")) {
            ul {
                @for (value, name, _) in sorts.into_iter().filter(|(_, _, is_offered)| *is_offered) {
                    li {
                        a href=(query.having("sort", value).address("/tickets"))
                            aria-current=[(query.value("sort") == value).then_some("true")] { (name) }
                    }
                }
            }
        }
    }
}

fn chips(reader: &Reader, tickets: &Tickets) -> Markup {
    let words = reader.words;
    let query = &tickets.query;
    html! {
        @if query.is_filtered() {
            ul.chips aria-label=(words.text("filter-active")) {
                @for (name, value) in query.narrowing() {
                    @let text = chip(reader, tickets, (name, value));
                    li.chip {
                        (text) " "
                        a href=(query.without(name).address("/tickets"))
                            aria-label=(words.with("filter-drop", &[("filter", text.as_str().into())])) { "×" }
                    }
                }
                li { a href=(query.unfiltered().address("/tickets")) { (words.text("tickets-filter-clear")) } }
            }
        }
    }
}

fn chip(reader: &Reader, tickets: &Tickets, (name, value): (&str, &str)) -> String {
    let words = reader.words;
    let among = |known: &[(String, String)]| {
        let found = known.iter().find(|(id, _)| id == value);
        found.map_or_else(|| value.to_owned(), |(_, name)| name.clone())
    };
    let text = |key: std::borrow::Cow<'static, str>| key.into_owned();
    let (label, said) = match (name, value) {
        ("category", "none") => ("", text(words.text("filter-no-category"))),
        ("category", _) => ("", among(&tickets.filtering.categories)),
        ("assignee", "me") => ("", text(words.text("filter-me"))),
        ("assignee", "nobody") => ("", text(words.text("filter-nobody"))),
        ("assignee", _) => ("", among(&tickets.filtering.people)),
        ("waiting", "us") => ("", text(words.text("filter-us"))),
        ("waiting", _) => ("", text(words.text("filter-member"))),
        ("priority", _) => {
            let priority = Priority::ALL.into_iter().find(|one| one.code() == value);
            (
                "",
                priority.map_or_else(String::new, |one| one.name(reader.words)),
            )
        }
        ("tag", _) => ("#", value.to_owned()),
        ("from", _) => return words.with("filter-from-day", &[("day", value.into())]),
        ("to", _) => return words.with("filter-to-day", &[("day", value.into())]),
        _ => ("", format!("“{value}”")),
    };
    format!("{label}{said}")
}

/// Saving what is shown as a view, or renaming and removing the view that is shown.
fn own_view(reader: &Reader, tickets: &Tickets) -> Markup {
    let words = reader.words;
    let query = tickets.query.text();
    let shown = tickets
        .standing
        .saved
        .iter()
        .find(|view| view.query == tickets.query);
    let usual = Field::of(shown.map(|view| view.name.as_str()).unwrap_or_default());
    let field = tickets.saving.as_ref().unwrap_or(&usual);
    let action = match shown {
        Some(view) => format!("/tickets/views/{}/name", view.id),
        None => "/tickets/views".to_owned(),
    };
    let (label, button) = match shown {
        Some(_) => (words.text("view-name"), words.text("view-rename")),
        None => (words.text("view-save-as"), words.text("view-save")),
    };
    html! {
        form.saving-form method="post" action=(action) {
            (form::token(reader))
            input type="hidden" name="query" value=(query);
            (form::field(&Control {
                id: "view-name",
                name: "name",
                label: &label,
                help: None,
                kind: Kind::Line,
                need: Need::Required,
                field,
            }))
            button type="submit" { (button) }
        }
        @match shown {
            Some(view) => {
                form method="post" action={ "/tickets/views/" (view.id) "/removal" } {
                    (form::token(reader))
                    button.quiet type="submit" { (words.text("view-remove")) }
                }
            }
            None => (updating(reader, tickets, &query)),
        }
    }
}

/// Making a view that there is show what is listed now.
fn updating(reader: &Reader, tickets: &Tickets, query: &str) -> Markup {
    let words = reader.words;
    let views = &tickets.standing.saved;
    html! {
        @if !views.is_empty() {
            form.saving-form method="post" action="/tickets/views/query" {
                (form::token(reader))
                input type="hidden" name="query" value=(query);
                div.field {
                    label.field-label for="view-updated" { (words.text("view-update-which")) }
                    select #view-updated name="view" {
                        @for view in views { option value=(view.id) { (view.name) } }
                    }
                }
                button type="submit" { (words.text("view-update")) }
            }
        }
    }
}
