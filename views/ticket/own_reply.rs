//! The forms by which staff change a reply that they have sent.
//!
//! Both lie in a disclosure, so that they work without a script, and an open one is left alone by
//! live updates.

use maud::{Markup, html};

use crate::address;
use crate::form::{self, Control, Field, Need};
use crate::reader::Reader;

/// The forms to change a reply.
pub struct OwnReply {
    /// The new text: the present one at first, what was typed after a refusal.
    pub content: Field,
}

/// The forms to edit and to delete a reply.
pub fn forms(reader: &Reader, ticket: i64, message: i64, own: &OwnReply) -> Markup {
    html! {
        (edit(reader, ticket, message, own))
        (delete(reader, ticket, message))
    }
}

fn edit(reader: &Reader, ticket: i64, message: i64, own: &OwnReply) -> Markup {
    let words = reader.words;
    let to = address::of_message(ticket, message, "revisions");
    let control = Control {
        id: &address::element_id("content", message),
        name: "content",
        label: &words.text("edit-content"),
        help: None,
        kind: form::Kind::Lines(4),
        need: Need::Required,
        field: &own.content,
    };
    html! {
        details.message-action id=(address::element_id("edit", message)) open[own.content.error.is_some()] {
            summary { (words.text("edit")) }
            form method="post" action=(to) data-hx-post=(to) data-hx-target="#conversation"
                data-hx-swap="morph:outerHTML" {
                (form::token(reader))
                (form::field(&control))
                button.primary type="submit" { (words.text("edit-save")) }
            }
        }
    }
}

fn delete(reader: &Reader, ticket: i64, message: i64) -> Markup {
    let words = reader.words;
    let to = address::of_message(ticket, message, "deletion");
    html! {
        details.message-action id=(address::element_id("delete", message)) {
            summary { (words.text("delete")) }
            form method="post" action=(to) data-hx-post=(to) data-hx-target="#conversation"
                data-hx-swap="morph:outerHTML" {
                (form::token(reader))
                p { (words.text("delete-warning")) }
                button.danger type="submit" { (words.text("delete-confirm")) }
            }
        }
    }
}
