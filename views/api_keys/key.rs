//! One API key in the list, with the acts that end it.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use maud::{Markup, html};

use super::Scope;
use crate::reader::Reader;
use crate::{address, form, time};

/// One API key.
pub struct ApiKey {
    /// The id in the key's address.
    pub id: i64,
    /// The name that was given to it.
    pub name: String,
    /// The start of the key, by which its holder recognises it.
    pub prefix: String,
    /// What its holder may do.
    pub scopes: Vec<Scope>,
    /// The restricted categories whose tickets it sees, by name.
    pub categories: Vec<String>,
    /// Who created it, by name.
    pub created_by: String,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it ends by itself, if it does.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last used, if it ever was.
    pub last_used_at: Option<DateTime<Utc>>,
    /// The network address that used it last, if it is known.
    pub last_used_from: Option<String>,
    /// Whether it works.
    pub state: KeyState,
}

/// Whether a key works.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// It works.
    Active,
    /// Its time is over.
    Expired,
    /// It was revoked at this moment.
    Revoked(DateTime<Utc>),
}

pub(super) fn key(reader: &Reader, key: &ApiKey) -> Markup {
    html! {
        li.key.key-ended[key.state != KeyState::Active] id=(address::element_id("api-key", key.id)) {
            h3.key-name { bdi { (key.name) } }
            p.key-prefix { code { (key.prefix) "…" } " " (state(reader, key.state)) }
            (facts(reader, key))
            div.key-actions {
                @if key.state == KeyState::Active { (revocation(reader, key)) }
                (deletion(reader, key))
            }
        }
    }
}

fn state(reader: &Reader, state: KeyState) -> Markup {
    let words = reader.words;
    html! {
        @match state {
            KeyState::Active => { span.mark.mark-open { (words.text("key-active")) } }
            KeyState::Expired => { span.mark { (words.text("key-expired")) } }
            KeyState::Revoked(at) => {
                span.mark { (words.text("key-revoked")) " " (time::ago(reader, at)) }
            }
        }
    }
}

fn facts(reader: &Reader, key: &ApiKey) -> Markup {
    let words = reader.words;
    let scopes: Vec<String> = key.scopes.iter().map(|scope| scope.name(words)).collect();
    html! {
        dl.key-facts {
            div { dt { (words.text("key-permissions")) } dd { (scopes.join(", ")) } }
            @if !key.categories.is_empty() {
                div { dt { (words.text("key-categories")) } dd { (key.categories.join(", ")) } }
            }
            div {
                dt { (words.text("key-created")) }
                dd { (time::ago(reader, key.created_at)) " " (words.with("key-by", &[("name", key.created_by.as_str().into())])) }
            }
            div {
                dt { (words.text("key-last-used")) }
                dd {
                    @match key.last_used_at {
                        Some(at) => { (time::ago(reader, at)) }
                        None => { (words.text("key-never-used")) }
                    }
                    @if let Some(address) = &key.last_used_from {
                        " " (words.with("key-used-from", &[("address", address.as_str().into())]))
                    }
                }
            }
            div { dt { (words.text("key-expires")) } dd { (expiry(reader, key)) } }
        }
    }
}

fn expiry(reader: &Reader, key: &ApiKey) -> Markup {
    // Whoever chose a last day does not want to read of the day after it.
    let ends = |at: DateTime<Utc>| match at.with_timezone(&reader.time_zone).time() {
        NaiveTime::MIN => at - TimeDelta::seconds(1),
        _ => at,
    };
    html! {
        @match key.expires_at.map(ends) {
            Some(at) if at > reader.now => { (time::until(reader, at)) }
            Some(at) => { (time::ago(reader, at)) }
            None => { (reader.words.text("key-never-expires")) }
        }
    }
}

fn revocation(reader: &Reader, key: &ApiKey) -> Markup {
    let words = reader.words;
    html! {
        details.confirm {
            summary { (words.text("key-revoke")) (form::of(&key.name)) }
            form method="post" action=(format!("/api-keys/{}/revocation", key.id)) {
                (form::token(reader))
                p { (words.text("key-revoke-warning")) }
                button.danger type="submit" { (words.text("key-revoke-confirm")) }
            }
        }
    }
}

fn deletion(reader: &Reader, key: &ApiKey) -> Markup {
    let words = reader.words;
    html! {
        details.confirm {
            summary { (words.text("key-delete")) (form::of(&key.name)) }
            form method="post" action=(format!("/api-keys/{}/deletion", key.id)) {
                (form::token(reader))
                p { (words.text("key-delete-warning")) }
                button.danger type="submit" { (words.text("key-delete-confirm")) }
            }
        }
    }
}
