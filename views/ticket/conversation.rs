//! What was said in a ticket, oldest first, with a heading for each day.

use chrono::{DateTime, NaiveDate, Utc};
use maud::{Markup, html};

use super::message::{self, Message};
use crate::reader::Reader;
use crate::{address, time};

/// A stretch of a ticket's conversation.
pub struct Conversation {
    /// The ticket's number.
    pub ticket: i64,
    /// The messages in order, oldest first.
    pub messages: Vec<Message>,
    /// Whether there are messages before these.
    pub earlier: Earlier,
    /// The id of the message that this stretch lies before; none means that it is the latest.
    pub before: Option<i64>,
}

/// Whether there are messages before those that are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Earlier {
    /// There are some.
    More,
    /// The first one is among those that are shown.
    None,
}

/// The conversation: the part that a live event refreshes, from `/tickets/{id}/conversation`, and
/// that a changed message answers with.
pub fn conversation(reader: &Reader, conversation: &Conversation) -> Markup {
    section(reader, conversation, None)
}

/// The conversation as a second part of an answer that mainly swaps something else.
///
/// Here htmx would take what follows a colon for a selector, so the style is named without one.
pub(super) fn out_of_band(reader: &Reader, conversation: &Conversation) -> Markup {
    section(reader, conversation, Some("morph"))
}

fn section(reader: &Reader, conversation: &Conversation, out_of_band: Option<&str>) -> Markup {
    let words = reader.words;
    let before = conversation
        .before
        .map(|id| id.to_string())
        .unwrap_or_default();
    let own = address::of_ticket(conversation.ticket, "conversation");
    html! {
        section.conversation #conversation aria-label=(words.text("conversation"))
            data-hx-get=(address::with_query(&own, &[("before", &before)]))
            data-hx-trigger="sse:ticket, every 60s" data-hx-swap="morph:outerHTML"
            data-hx-swap-oob=[out_of_band] {
            (earlier(reader, conversation))
            @if conversation.messages.is_empty() {
                p.nothing { (words.text("conversation-empty")) }
            } @else {
                (log(reader, conversation))
            }
            @if conversation.before.is_some() {
                p.conversation-more {
                    a.button href=(address::ticket(conversation.ticket)) {
                        (words.text("conversation-latest"))
                    }
                }
            }
        }
    }
}

fn earlier(reader: &Reader, conversation: &Conversation) -> Markup {
    let ticket = address::ticket(conversation.ticket);
    let first = conversation
        .messages
        .first()
        .map(|message| message.id.to_string());
    html! {
        @if let (Earlier::More, Some(first)) = (conversation.earlier, first) {
            p.conversation-more {
                a.button href=(address::with_query(&ticket, &[("before", &first)])) {
                    (reader.words.text("conversation-earlier"))
                }
            }
        }
    }
}

fn log(reader: &Reader, conversation: &Conversation) -> Markup {
    html! {
        div role="log" aria-relevant="additions" aria-label=(reader.words.text("conversation")) {
            @for (day, messages) in days(reader, &conversation.messages) {
                h2.day id=(address::element_id("day", day)) {
                    @if let Some(first) = messages.first() {
                        (time::day_heading(reader, first.sent_at))
                    }
                }
                @for message in messages {
                    (message::message(reader, conversation.ticket, message))
                }
            }
        }
    }
}

fn days<'a>(reader: &Reader, messages: &'a [Message]) -> Vec<(NaiveDate, &'a [Message])> {
    let day = |moment: DateTime<Utc>| moment.with_timezone(&reader.time_zone).date_naive();
    messages
        .chunk_by(|earlier, later| day(earlier.sent_at) == day(later.sent_at))
        .filter_map(|messages| Some((day(messages.first()?.sent_at), messages)))
        .collect()
}
