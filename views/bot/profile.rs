//! What the bot is called and what it looks like on Discord.

use maud::{Markup, html};

use crate::form::{self, Control, Field, Kind, Need};
use crate::reader::Reader;

/// What the bot is called.
pub struct Profile {
    /// The name.
    pub username: Field,
    /// Whether Discord could be asked for it.
    pub is_known: bool,
    /// What is wrong with the pictures, or with all of it.
    pub refusal: Option<String>,
    /// Whether a change is on its way.
    pub is_changing: bool,
    /// Why Discord refused the last change.
    pub failure: Option<String>,
}

pub(super) fn section(reader: &Reader, profile: &Profile) -> Markup {
    let words = reader.words;
    let help = if profile.is_known {
        words.text("profile-name-help")
    } else {
        words.text("profile-unknown")
    };
    let name = Control {
        id: "profile-username",
        name: "username",
        label: &words.text("profile-name"),
        help: Some(&help),
        kind: Kind::Line,
        need: Need::Optional,
        field: &profile.username,
    };
    html! {
        section.card.settings-group #profile aria-labelledby="profile-title" {
            h2 #profile-title { (words.text("profile-title")) }
            p.lead { (words.text("profile-lead")) }
            @if profile.is_changing {
                p.notice role="status" { (words.text("profile-changing")) }
            }
            @if let Some(failure) = &profile.failure {
                p.refusal role="alert" {
                    (words.with("profile-failed", &[("reason", failure.as_str().into())]))
                }
            }
            form method="post" action="/bot/profile" enctype="multipart/form-data" {
                (form::token(reader))
                (form::refusal(profile.refusal.as_deref()))
                (form::field(&name))
                (picture(reader, "avatar", &words.text("profile-avatar")))
                (picture(reader, "banner", &words.text("profile-banner")))
                div.settings-actions {
                    button.primary type="submit" { (words.text("profile-change")) }
                }
            }
        }
    }
}

fn picture(reader: &Reader, name: &str, label: &str) -> Markup {
    let id = format!("profile-{name}");
    let help = format!("{id}-help");
    html! {
        div.field {
            label.field-label for=(id) { (label) }
            input type="file" id=(id) name=(name) accept="image/png,image/jpeg,image/gif,image/webp"
                aria-describedby=(help);
            p.field-help id=(help) { (reader.words.text("profile-picture-help")) }
        }
    }
}
