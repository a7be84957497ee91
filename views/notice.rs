//! A word that something was done, with the way back where there is one.

use maud::{Markup, html};

use crate::reader::Reader;
use crate::{address, form};

/// A sentence about an act that has just been done.
#[derive(Clone)]
pub struct Notice {
    /// What is said.
    pub text: Vec<Piece>,
    /// The form that undoes the act, where that can be.
    pub undo: Option<Undo>,
}

/// A piece of what is said.
#[derive(Clone)]
pub enum Piece {
    /// Text.
    Text(String),
    /// The number of a ticket, which leads there.
    Ticket(i64),
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
            p { @for piece in &notice.text { (said(piece)) } }
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

fn said(piece: &Piece) -> Markup {
    html! {
        @match piece {
            Piece::Text(text) => { (text) }
            Piece::Ticket(number) => { a href=(address::ticket(*number)) { "#" (number) } }
        }
    }
}
