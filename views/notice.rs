//! A word that something was done, with the way back where there is one.

use maud::{Markup, html};

use crate::form;
use crate::reader::Reader;

/// A sentence about an act that has just been done.
#[derive(Clone)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// The form that undoes the act, where that can be.
    pub undo: Option<Undo>,
}

/// A form that undoes an act.
#[derive(Clone)]
pub struct Undo {
    /// What its button says.
    pub label: String,
    /// Where it is sent.
    pub action: String,
    /// What is sent, in order.
    pub fields: Vec<(String, String)>,
}

/// The place of the sentence on every page. It is there before anything is said in it, so that a screen reader hears what comes.
pub fn place(reader: &Reader) -> Markup {
    html! {
        div #notice role="status" {
            @if let Some(notice) = &reader.notice { (told(reader, notice)) }
        }
    }
}

/// The sentence beside a part of a page that is swapped. It stands over the page, wherever somebody has scrolled to.
pub fn out_of_band(reader: &Reader, notice: &Notice) -> Markup {
    html! {
        div #notice data-hx-swap-oob="innerHTML" {
            div.over-page { (told(reader, notice)) }
        }
    }
}

fn told(reader: &Reader, notice: &Notice) -> Markup {
    html! {
        div.notice.told {
            p { (notice.text) }
            @if let Some(undo) = &notice.undo {
                form method="post" action=(undo.action) {
                    (form::token(reader))
                    @for (name, value) in &undo.fields {
                        input type="hidden" name=(name) value=(value);
                    }
                    button #notice-undo type="submit" { (undo.label) }
                }
            }
        }
    }
}
