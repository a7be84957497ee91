//! Where people are signed in: a browser each, and the button that signs it out.

mod browser;

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::administration::{self, Frame};
use crate::layout::{self, Page, Place};
use crate::reader::Reader;
use crate::{form, time};

/// A browser that is signed in.
pub struct Session {
    /// The session.
    pub id: i64,
    /// Who is signed in, where that is not plain.
    pub person: Option<Owner>,
    /// What the browser calls itself.
    pub user_agent: String,
    /// The network address from which it was begun, if that is known.
    pub address: Option<String>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it was used last.
    pub last_seen_at: DateTime<Utc>,
    /// Whether it is the one in which this page is read.
    pub is_own: bool,
    /// Where its end is asked for.
    pub end_address: String,
}

/// Whose session it is.
pub struct Owner {
    /// The account's id.
    pub id: String,
    /// The name.
    pub name: String,
}

/// The page of one's own sessions.
pub fn own_page(reader: &Reader, sessions: &[Session]) -> Markup {
    let words = reader.words;
    let title = words.text("sessions-own-title");
    let page = Page {
        title: &title,
        reader,
        place: Place::Elsewhere,
        live: None,
    };
    let content = html! {
        header.page-head { h1 { (title) } }
        p.lead { (words.text("sessions-own-lead")) }
        (list(reader, sessions))
        @if sessions.len() > 1 { (end_all(reader, sessions, "/sessions/end")) }
        (crate::reading::choices(reader))
    };
    layout::page(&page, content)
}

/// The page of everybody's sessions.
pub fn page(reader: &Reader, frame: &Frame, sessions: &[Session]) -> Markup {
    let content = html! {
        p.lead { (reader.words.text("sessions-lead")) }
        (list(reader, sessions))
    };
    administration::page(reader, frame, content)
}

/// Sessions, each with the button that ends it: the part that ending one changes.
pub fn list(reader: &Reader, sessions: &[Session]) -> Markup {
    html! {
        @if sessions.is_empty() {
            p.nothing { (reader.words.text("sessions-none")) }
        } @else {
            ul.sessions { @for one in sessions { (session(reader, one)) } }
        }
    }
}

/// The button that ends every one of these sessions but the one in which the page is read.
pub fn end_all(reader: &Reader, sessions: &[Session], address: &str) -> Markup {
    let label = match sessions.iter().any(|one| one.is_own) {
        true => reader.words.text("sessions-end-others"),
        false => reader.words.text("sessions-end-all"),
    };
    html! {
        form.end-all method="post" action=(address) {
            (form::token(reader))
            button.danger type="submit" { (label) }
        }
    }
}

fn session(reader: &Reader, session: &Session) -> Markup {
    let words = reader.words;
    let browser = browser::name(words, &session.user_agent);
    let owner = session.person.as_ref();
    let values = [
        ("browser", browser.as_str().into()),
        ("name", owner.map_or("", |owner| owner.name.as_str()).into()),
    ];
    let end = match owner {
        Some(_) => words.with("sessions-end-whose", &values),
        None => words.with("sessions-end-what", &values[..1]),
    };
    html! {
        li.card.session {
            h2 {
                @if let Some(owner) = &session.person {
                    a href=(format!("/administration/people/{}", owner.id)) { bdi { (owner.name) } } " · "
                }
                span title=(session.user_agent) { (browser) }
                @if session.is_own { " " span.mark.mark-open { (words.text("sessions-this")) } }
            }
            dl.key-facts {
                div { dt { (words.text("sessions-since")) } dd { (time::ago(reader, session.since)) } }
                div { dt { (words.text("sessions-last-seen")) } dd { (time::ago(reader, session.last_seen_at)) } }
                div {
                    dt { (words.text("sessions-address")) }
                    dd {
                        @match &session.address {
                            Some(address) => { (address) }
                            None => { (words.text("sessions-address-unknown")) }
                        }
                    }
                }
            }
            @if !session.is_own {
                form method="post" action=(session.end_address) {
                    (form::token(reader))
                    button.quiet type="submit" aria-label=(end) {
                        (words.text("sessions-end"))
                    }
                }
            }
        }
    }
}
