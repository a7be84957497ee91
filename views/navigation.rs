//! The way through the panel: its parts in two groups, the account, and the language.
//!
//! A wide window shows all of it at the side. In a narrow one a button unfolds it, by the browser's own means and without a script.

use std::borrow::Cow;

use maud::{Markup, html};
use words::{Language, Words};

use crate::form;
use crate::icon::{Icon, icon};
use crate::reader::{Access, Person, Reader};

/// A part of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The figures of the desk.
    Dashboard,
    /// The ticket list and the tickets.
    Tickets,
    /// The members and what is known of them.
    Members,
    /// The saved answers.
    Snippets,
    /// The categories of tickets.
    Categories,
    /// The members who may not open tickets.
    Blocks,
    /// The settings that may change while running.
    Configuration,
    /// The bot at Discord.
    Bot,
    /// The API keys.
    ApiKeys,
    /// Permissions, sessions, the audit log and health.
    Administration,
    /// The GraphQL workbench.
    Graphiql,
    /// No part that the navigation leads to.
    Elsewhere,
}

/// What people do all day.
const DESK: [Place; 4] = [
    Place::Dashboard,
    Place::Tickets,
    Place::Members,
    Place::Snippets,
];

/// What decides how the desk works.
const SETTINGS: [Place; 7] = [
    Place::Categories,
    Place::Blocks,
    Place::Configuration,
    Place::Bot,
    Place::ApiKeys,
    Place::Administration,
    Place::Graphiql,
];

/// The element that the menu button unfolds.
const MENU: &str = "menu";

/// Brand, menu button and everything that the menu holds.
pub fn banner(reader: &Reader, person: &Person, current: Place) -> Markup {
    let words = reader.words;
    html! {
        header.banner {
            a.brand href="/" { (brand_mark()) "Rustmail" }
            button.menu-button type="button" popovertarget=(MENU) {
                (icon(Icon::Menu)) (words.text("layout-menu"))
            }
            div.menu id=(MENU) popover {
                nav.places aria-label=(words.text("layout-navigation")) {
                    (group(reader, (&DESK, words.text("layout-desk")), current))
                    (group(reader, (&SETTINGS, words.text("layout-settings")), current))
                }
                (account(reader, person))
            }
        }
    }
}

/// The mark of the product: an envelope whose flap is a speech bubble's tail.
pub fn brand_mark() -> Markup {
    html! {
        svg.brand-mark viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" {
            path d="M3 5.5h18v12h-9l-4.5 3.5v-3.5H3z" {}
            path d="M6.5 9l5.5 4 5.5-4" {}
        }
    }
}

/// The button that ends the reader's session.
pub fn sign_out(reader: &Reader) -> Markup {
    html! {
        form.sign-out method="post" action="/sign-out" {
            (form::token(reader))
            button.quiet type="submit" { (reader.words.text("layout-sign-out")) }
        }
    }
}

/// One button for each language; the reader's own is pressed.
pub fn languages(reader: &Reader) -> Markup {
    let spoken = reader.words.language();
    // Who can choose nothing needs no buttons.
    let choice = reader.languages.as_slice();
    html! {
        @if choice.len() > 1 { form.languages method="post" action="/language" {
            (form::token(reader))
            input type="hidden" name="return_to" value=(reader.here);
            @for &language in choice {
                button type="submit" name="language" value=(language.code()) lang=(language.code())
                    aria-pressed=((language == spoken).to_string()) {
                    (language.code().to_uppercase()) span.hidden { " " (own_name(language)) }
                }
            }
        }
    }}
}

fn group(reader: &Reader, (places, name): (&[Place], Cow<'_, str>), current: Place) -> Markup {
    let mut open = places
        .iter()
        .filter(|place| place.is_open(reader.can))
        .peekable();
    html! {
        @if open.peek().is_some() {
            h2.places-group { (name) }
            ul {
                @for place in open {
                    li {
                        a href=(place.address()) aria-current=[(*place == current).then_some("page")] {
                            (icon(place.icon())) (place.name(reader.words))
                        }
                    }
                }
            }
        }
    }
}

fn account(reader: &Reader, person: &Person) -> Markup {
    let initial: String = person
        .name
        .chars()
        .take(1)
        .flat_map(char::to_uppercase)
        .collect();
    html! {
        div.account {
            span.account-initial aria-hidden="true" { (initial) }
            span.account-name title=(person.id) { bdi { (person.name) } }
            a.account-sessions href="/sessions" { (reader.words.text("sessions-link")) }
            div.account-acts {
                (languages(reader))
                (sign_out(reader))
            }
        }
    }
}

/// Every language is offered in its own words.
pub fn own_name(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::French => "Français",
    }
}

impl Place {
    /// The address of the part's first page.
    pub fn address(self) -> &'static str {
        match self {
            Place::Dashboard | Place::Elsewhere => "/",
            Place::Tickets => "/tickets",
            Place::Members => "/members",
            Place::Snippets => "/snippets",
            Place::Categories => "/categories",
            Place::Blocks => "/blocks",
            Place::Configuration => "/configuration",
            Place::Bot => "/bot",
            Place::ApiKeys => "/api-keys",
            Place::Administration => "/administration",
            Place::Graphiql => "/graphiql",
        }
    }

    fn is_open(self, can: Access) -> bool {
        match self {
            Place::Dashboard => can.dashboard,
            Place::Tickets => can.tickets,
            Place::Members => can.members,
            Place::Snippets => can.snippets,
            Place::Categories => can.categories,
            Place::Blocks => can.blocks,
            Place::Configuration => can.configuration,
            Place::Bot => can.bot,
            Place::ApiKeys => can.api_keys,
            Place::Administration => can.administration,
            Place::Graphiql => can.graphiql,
            Place::Elsewhere => false,
        }
    }

    fn name(self, words: &Words) -> Cow<'_, str> {
        match self {
            Place::Dashboard | Place::Elsewhere => words.text("layout-dashboard"),
            Place::Tickets => words.text("layout-tickets"),
            Place::Members => words.text("layout-members"),
            Place::Snippets => words.text("layout-snippets"),
            Place::Categories => words.text("layout-categories"),
            Place::Blocks => words.text("layout-blocks"),
            Place::Configuration => words.text("layout-configuration"),
            Place::Bot => words.text("layout-bot"),
            Place::ApiKeys => words.text("layout-api-keys"),
            Place::Administration => words.text("layout-administration"),
            Place::Graphiql => words.text("layout-graphiql"),
        }
    }

    fn icon(self) -> Icon {
        match self {
            Place::Dashboard | Place::Elsewhere => Icon::Dashboard,
            Place::Tickets => Icon::Tickets,
            Place::Members => Icon::Members,
            Place::Snippets => Icon::Snippets,
            Place::Categories => Icon::Categories,
            Place::Blocks => Icon::Blocks,
            Place::Configuration => Icon::Configuration,
            Place::Bot => Icon::Bot,
            Place::ApiKeys => Icon::ApiKeys,
            Place::Administration => Icon::Administration,
            Place::Graphiql => Icon::Graphiql,
        }
    }
}
