//! Who else has the ticket open right now, and who is writing.

use maud::{Markup, html};

use crate::reader::Reader;
use crate::{address, form};

/// Who else has the ticket open.
pub struct Presence {
    /// The ticket's number.
    pub ticket: i64,
    /// The others, whoever is busiest first.
    pub others: Vec<Other>,
}

/// Somebody else, and what they do.
pub struct Other {
    /// Their name.
    pub name: String,
    /// What they do.
    pub doing: Doing,
}

/// What somebody does with a ticket right now.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// The member is typing on Discord.
    Typing,
    /// They write an answer.
    Answering,
    /// They write a note.
    Noting,
    /// They have it open.
    Looking,
}

/// The line that tells who else is here.
///
/// Each look of a script at it says that its reader is here as well, and is answered with [`others`]; without a script nobody is
/// told of the reader, and the line is as old as the page.
pub fn presence(reader: &Reader, presence: &Presence) -> Markup {
    let to = address::of_ticket(presence.ticket, "presence");
    html! {
        form.presence #presence method="post" action=(to) data-hx-post=(to) data-hx-target="#presence-others"
            data-hx-swap="morph:outerHTML" data-hx-sync="this:queue last" data-unasked
            data-hx-trigger="load delay:200ms, every 20s, sse:presence, activity" {
            (form::token(reader))
            input #presence-activity type="hidden" name="activity" value="looking";
            (others(reader, presence))
        }
    }
}

/// Who else is here: the part that is kept fresh.
pub fn others(reader: &Reader, presence: &Presence) -> Markup {
    html! {
        ul.presence-others #presence-others aria-live="polite" {
            @for other in &presence.others {
                li.presence-busy[other.doing != Doing::Looking] { (sentence(reader, other)) }
            }
        }
    }
}

fn sentence(reader: &Reader, other: &Other) -> String {
    let words = reader.words;
    let name = [("name", other.name.as_str().into())];
    match other.doing {
        Doing::Typing => words.with("presence-typing", &name),
        Doing::Answering => words.with("presence-answering", &name),
        Doing::Noting => words.with("presence-noting", &name),
        Doing::Looking => words.with("presence-looking", &name),
    }
}
