//! The frame of every page: head, skip link, navigation, notice, main part.

use maud::{DOCTYPE, Markup, html};

use crate::reader::{Notice, Person, Reader};
use crate::{assets, form};

/// What htmx may do: it adds no inline style and evaluates no text, as the content security policy
/// demands; it keeps no page in the browser's storage; and it shows a refused form (422) in place.
const HTMX_CONFIG: &str = r#"{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true,"historyCacheSize":0,"historyEnabled":false,"responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},{"code":"422","swap":true},{"code":"...","swap":false,"error":true}]}"#;

const SCRIPTS: [&str; 4] = [
    "vendor/htmx.min.js",
    "vendor/htmx-ext-sse.min.js",
    "vendor/idiomorph-ext.min.js",
    "panel.js",
];

/// Styles by aspect, in the order in which they build on each other.
const STYLES: [&str; 7] = [
    "panel.css",
    "frame.css",
    "form.css",
    "tickets.css",
    "ticket.css",
    "conversation.css",
    "api-keys.css",
];

/// What the frame must know about the page inside it.
pub struct Page<'a> {
    /// The title of the window.
    pub title: &'a str,
    /// Who reads it.
    pub reader: &'a Reader,
    /// The part of the panel that the page belongs to.
    pub place: Place,
    /// The address of the live events that keep the page fresh, if any do.
    pub live: Option<String>,
}

/// A part of the panel, as the navigation has it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The ticket list and the tickets.
    Tickets,
    /// The API keys.
    ApiKeys,
    /// The GraphQL workbench.
    Graphiql,
    /// No part that the navigation leads to.
    Elsewhere,
}

/// A whole page around its main part.
pub fn page(page: &Page<'_>, content: Markup) -> Markup {
    let reader = page.reader;
    let live = page.live.as_deref();
    html! {
        (DOCTYPE)
        html lang=(reader.words.language().code()) {
            (head(page))
            body {
                a.skip-link href="#main" { (reader.words.text("layout-skip")) }
                @if let Some(person) = &reader.person {
                    (banner(reader, person, page.place))
                }
                main #main tabindex="-1" data-hx-ext=[live.map(|_| "sse,morph")] data-sse-connect=[live] {
                    (notice(reader))
                    @if live.is_some() {
                        p.notice.over-page.live-lost #live-lost role="status" hidden {
                            (reader.words.text("layout-live-lost"))
                        }
                        p.refusal.over-page #not-done role="alert" hidden {
                            (reader.words.text("layout-not-done"))
                        }
                    }
                    (content)
                }
            }
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

/// The mark of the product: an envelope whose flap is a speech bubble's tail.
pub fn brand_mark() -> Markup {
    html! {
        svg.brand-mark viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" {
            path d="M3 5.5h18v12h-9l-4.5 3.5v-3.5H3z" {}
            path d="M6.5 9l5.5 4 5.5-4" {}
        }
    }
}

fn head(page: &Page<'_>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            title { (page.title) " · Rustmail" }
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="robots" content="noindex";
            meta name="htmx-config" content=(HTMX_CONFIG);
            link rel="icon" type="image/svg+xml" href=(assets::url("icon.svg"));
            @for style in STYLES {
                link rel="stylesheet" href=(assets::url(style));
            }
            @for script in SCRIPTS {
                script src=(assets::url(script)) defer {}
            }
        }
    }
}

fn banner(reader: &Reader, person: &Person, place: Place) -> Markup {
    html! {
        header.banner {
            a.brand href="/" { (brand_mark()) "Rustmail" }
            nav.places aria-label=(reader.words.text("layout-navigation")) {
                ul { (places(reader, place)) }
            }
            div.account {
                span.account-name { (person.name) }
                (sign_out(reader))
            }
        }
    }
}

fn places(reader: &Reader, current: Place) -> Markup {
    let words = reader.words;
    let can = reader.can;
    let entries = [
        (
            can.tickets,
            Place::Tickets,
            "/tickets",
            words.text("layout-tickets"),
        ),
        (
            can.api_keys,
            Place::ApiKeys,
            "/api-keys",
            words.text("layout-api-keys"),
        ),
        (
            can.graphiql,
            Place::Graphiql,
            "/graphiql",
            words.text("layout-graphiql"),
        ),
    ];
    html! {
        @for (_, place, address, name) in entries.into_iter().filter(|entry| entry.0) {
            li {
                a href=(address) aria-current=[(place == current).then_some("page")] { (name) }
            }
        }
    }
}

fn notice(reader: &Reader) -> Markup {
    html! {
        @match &reader.notice {
            Some(Notice::Done(text)) => { p.notice role="status" { (text) } }
            Some(Notice::Refused(text)) => { p.refusal role="alert" { (text) } }
            None => {}
        }
    }
}
