//! Secrets: where they are kept, and the way to replace them. They are never shown.

use maud::{Markup, html};

use crate::form;
use crate::reader::Reader;

/// A secret of the configuration file.
pub struct Secret {
    /// Its name in the configuration file, such as `bot.token`.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// What it is good for, and where a new one comes from.
    pub help: String,
    /// Where it is kept.
    pub kept: Kept,
    /// Why the last try to replace it was refused.
    pub error: Option<String>,
    /// Whether it has just been replaced, and from when on the new one is used.
    pub replaced: Option<Replaced>,
}

/// From when on a new secret is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// It is in use already.
    InUse,
    /// After the next start.
    FromNextStart,
}

/// Where a secret is kept.
pub enum Kept {
    /// In the configuration file at this path, which this server can write.
    File(String),
    /// In the configuration file at this path, which only the owner can write.
    LockedFile(String),
    /// In this environment variable.
    Environment(String),
    /// Nowhere: it is not set, and the file at this path can take it.
    Nowhere(String),
}

pub(super) fn section(reader: &Reader, secrets: &[Secret]) -> Markup {
    let words = reader.words;
    html! {
        section.card.settings-group #secrets aria-labelledby="secrets-title" {
            h2 #secrets-title { (words.text("secrets-title")) }
            p.lead { (words.text("secrets-lead")) }
            @for secret in secrets { (row(reader, secret)) }
        }
    }
}

fn row(reader: &Reader, secret: &Secret) -> Markup {
    let words = reader.words;
    let id = format!("secret-{}", secret.key.replace(['.', '_'], "-"));
    let can_replace = matches!(secret.kept, Kept::File(_) | Kept::Nowhere(_));
    html! {
        div.field {
            h3 { (secret.label) }
            p.field-help { (secret.help) }
            p { (kept(reader, &secret.kept)) }
            @match secret.replaced {
                Some(Replaced::InUse) => p.notice role="status" { (words.text("secret-in-use")) },
                Some(Replaced::FromNextStart) => {
                    p.notice role="status" { (words.text("secret-replaced")) }
                }
                None => {}
            }
            @if can_replace {
                details.secret-replacement open[secret.error.is_some()] {
                    summary { (words.text("secret-replace")) (form::of(&secret.label)) }
                    form method="post" action=(format!("/configuration/secrets/{}", secret.key)) {
                        (form::token(reader))
                        div.field {
                            label.field-label for=(id) { (words.text("secret-new")) }
                            input type="password" id=(id) name="value" required autocomplete="off"
                                aria-invalid=[secret.error.as_ref().map(|_| "true")]
                                aria-describedby=[form::described_by(&id, None, secret.error.as_deref())];
                            (form::error_line(&id, secret.error.as_deref()))
                        }
                        button.danger type="submit" { (words.text("secret-confirm")) }
                    }
                }
            }
        }
    }
}

fn kept(reader: &Reader, kept: &Kept) -> String {
    let words = reader.words;
    match kept {
        Kept::File(path) => words.with("secret-in-file", &[("path", path.as_str().into())]),
        Kept::LockedFile(path) => {
            words.with("secret-in-locked-file", &[("path", path.as_str().into())])
        }
        Kept::Environment(name) => {
            words.with("secret-in-environment", &[("name", name.as_str().into())])
        }
        Kept::Nowhere(path) => words.with("secret-nowhere", &[("path", path.as_str().into())]),
    }
}
