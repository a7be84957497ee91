//! A new API key, shown this once, with calls to try it.

use maud::{Markup, html};

use super::{Scope, trying};
use crate::reader::Reader;

/// A new API key with its secret.
pub struct CreatedKey {
    /// The name that was given to it.
    pub name: String,
    /// The whole key; nothing when it was shown before.
    pub secret: Option<String>,
    /// What its holder may do.
    pub scopes: Vec<Scope>,
}

pub(super) fn created(reader: &Reader, key: &CreatedKey, public_url: &str) -> Markup {
    let words = reader.words;
    html! {
        section.card.created-key aria-labelledby="created-key" {
            h2 #created-key { (words.with("created-key", &[("name", key.name.as_str().into())])) }
            @if let Some(secret) = &key.secret {
                p { (words.text("created-key-warning")) }
                p.secret {
                    code #created-key-secret { (secret) }
                    button.copy type="button" hidden data-copy="created-key-secret"
                        data-copied=(words.text("copied")) { (words.text("copy")) }
                }
                (trying::of_scopes(reader, &key.scopes, (public_url, secret)))
            } @else {
                p { (words.text("created-key-before")) }
            }
        }
    }
}
