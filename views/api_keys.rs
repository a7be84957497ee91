//! The API keys page: the keys that exist, a form for a new one, and the new one shown once.

mod created;
mod creation;
mod key;
mod trying;

pub use created::CreatedKey;
pub use creation::{KeyForm, OfferedCategory};
pub use key::{ApiKey, KeyState};

use maud::{Markup, html};
use words::Words;

use crate::layout::{self, Page, Place};
use crate::reader::Reader;

/// The API keys page.
pub struct ApiKeys {
    /// The keys, newest first.
    pub keys: Vec<ApiKey>,
    /// The form for a new key.
    pub form: KeyForm,
    /// The key that was created just now, whose secret is shown this once.
    pub created: Option<CreatedKey>,
    /// The panel's address as integrators reach it, without a slash at the end.
    pub public_url: String,
}

/// What the holder of a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Open tickets.
    CreateTicket,
    /// Read tickets and their messages.
    ReadTickets,
    /// Answer and close tickets.
    UpdateTicket,
}

impl Scope {
    /// Every scope, in the order in which they are offered.
    pub const ALL: [Scope; 3] = [Scope::CreateTicket, Scope::ReadTickets, Scope::UpdateTicket];

    /// The value of a `permissions` field.
    pub fn code(self) -> &'static str {
        match self {
            Scope::CreateTicket => "create_ticket",
            Scope::ReadTickets => "read_tickets",
            Scope::UpdateTicket => "update_ticket",
        }
    }

    /// The scope of a `permissions` field.
    pub fn from_code(code: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.code() == code)
    }

    fn name(self, words: &Words) -> String {
        let name = match self {
            Scope::CreateTicket => words.text("scope-create-ticket"),
            Scope::ReadTickets => words.text("scope-read-tickets"),
            Scope::UpdateTicket => words.text("scope-update-ticket"),
        };
        name.into_owned()
    }
}

/// The whole page.
pub fn page(reader: &Reader, api_keys: &ApiKeys) -> Markup {
    let words = reader.words;
    let title = words.text("api-keys-title");
    let page = Page {
        title: &title,
        reader,
        place: Place::ApiKeys,
        live: None,
    };
    layout::page(
        &page,
        html! {
            header.page-head { h1 { (title) } }
            p.lead { (words.text("api-keys-lead")) }
            @if let Some(created) = &api_keys.created {
                (created::created(reader, created, &api_keys.public_url))
            }
            (creation::form(reader, &api_keys.form))
            (list(reader, &api_keys.keys))
            @if api_keys.created.is_none() { (trying::usage(reader, &api_keys.public_url)) }
        },
    )
}

/// The keys that exist.
pub fn list(reader: &Reader, keys: &[ApiKey]) -> Markup {
    let words = reader.words;
    html! {
        section #api-keys aria-labelledby="api-keys-list" {
            h2 #api-keys-list { (words.text("api-keys-list")) }
            @if keys.is_empty() {
                p.nothing { (words.text("api-keys-none")) }
            } @else {
                ul.key-list { @for key in keys { (key::key(reader, key)) } }
            }
        }
    }
}
