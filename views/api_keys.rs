//! The API keys page: the keys that exist, a form for a new one, and the new one shown once.

mod created;
mod creation;
mod key;

pub use created::CreatedKey;
pub use creation::KeyForm;
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
pub enum Permission {
    /// Open tickets.
    CreateTicket,
    /// Read tickets and their messages.
    ReadTickets,
    /// Answer and close tickets.
    UpdateTicket,
    /// Delete tickets.
    DeleteTicket,
    /// Read the configuration.
    ReadConfig,
    /// Change the configuration.
    UpdateConfig,
    /// Start, stop and restart the bot.
    ManageBot,
}

impl Permission {
    /// The value of a `permissions` field.
    pub fn code(self) -> &'static str {
        match self {
            Permission::CreateTicket => "CREATE_TICKET",
            Permission::ReadTickets => "READ_TICKETS",
            Permission::UpdateTicket => "UPDATE_TICKET",
            Permission::DeleteTicket => "DELETE_TICKET",
            Permission::ReadConfig => "READ_CONFIG",
            Permission::UpdateConfig => "UPDATE_CONFIG",
            Permission::ManageBot => "MANAGE_BOT",
        }
    }

    fn name(self, words: &Words) -> String {
        let name = match self {
            Permission::CreateTicket => words.text("permission-create-ticket"),
            Permission::ReadTickets => words.text("permission-read-tickets"),
            Permission::UpdateTicket => words.text("permission-update-ticket"),
            Permission::DeleteTicket => words.text("permission-delete-ticket"),
            Permission::ReadConfig => words.text("permission-read-config"),
            Permission::UpdateConfig => words.text("permission-update-config"),
            Permission::ManageBot => words.text("permission-manage-bot"),
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
