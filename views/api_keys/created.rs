//! A new API key, shown this once, with a call to try it.

use maud::{Markup, html};

use crate::reader::Reader;

/// A new API key with its secret.
pub struct CreatedKey {
    /// The name that was given to it.
    pub name: String,
    /// The whole key.
    pub secret: String,
}

pub(super) fn created(reader: &Reader, key: &CreatedKey, public_url: &str) -> Markup {
    let words = reader.words;
    let example = example(&key.secret, public_url);
    html! {
        section.card.created-key aria-labelledby="created-key" {
            h2 #created-key { (words.with("created-key", &[("name", key.name.as_str().into())])) }
            p { (words.text("created-key-warning")) }
            p.secret {
                code #created-key-secret { (key.secret) }
                button.copy type="button" hidden data-copy="created-key-secret"
                    data-copied=(words.text("copied")) { (words.text("copy")) }
            }
            h3 { (words.text("created-key-try")) }
            div.secret {
                pre tabindex="0" { code #created-key-example { (example) } }
                button.copy type="button" hidden data-copy="created-key-example"
                    data-copied=(words.text("copied")) { (words.text("copy")) }
            }
        }
    }
}

fn example(secret: &str, public_url: &str) -> String {
    format!(
        "curl --request POST '{public_url}/api/externals/tickets/create' \\\n  \
         --header 'Content-Type: application/json' \\\n  \
         --header 'X-API-Key: {secret}' \\\n  \
         --data '{{\"discord_id\": \"123456789012345678\"}}'"
    )
}
