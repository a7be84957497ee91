//! Who must act next in a ticket, and how long they have been awaited.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::reader::Reader;
use crate::time;

/// Who is awaited, and since when.
#[derive(Clone, Copy)]
pub enum Waiting {
    /// The member spoke last: staff are awaited.
    OnUs(DateTime<Utc>),
    /// Staff spoke last: the member is awaited.
    OnMember(DateTime<Utc>),
    /// Nobody is awaited, as in a closed ticket.
    OnNobody,
}

/// A mark for a ticket whose member still waits for a reply that Discord did not take.
pub fn undelivered(reader: &Reader) -> Markup {
    html! { span.mark.mark-undelivered { (reader.words.text("reply-undelivered")) } }
}

/// A short line that says who is awaited and for how long.
pub fn line(reader: &Reader, waiting: Waiting) -> Markup {
    let words = reader.words;
    html! {
        @match waiting {
            Waiting::OnUs(since) => {
                span.waiting.waiting-us {
                    (words.text("waiting-on-us")) " " (time::since(reader, since))
                }
            }
            Waiting::OnMember(since) => {
                span.waiting.waiting-member {
                    (words.text("waiting-on-member")) " " (time::since(reader, since))
                }
            }
            Waiting::OnNobody => {}
        }
    }
}
