//! What was said in a ticket, oldest first, with a heading for each day.

use chrono::{DateTime, NaiveDate, Utc};
use maud::{Markup, html};

use super::message::{self, Message};
use crate::difference::Patience;
use crate::markdown::Names;
use crate::reader::Reader;
use crate::{address, time};

/// The field that says from where on a page shows the end of a conversation.
const SINCE: &str = "conversation-since";

/// What follows the last message of a stretch: who leafs back begins to read there.
const END: &str = "conversation-end";

/// A stretch of a ticket's conversation.
pub struct Conversation {
    /// The ticket's number.
    pub ticket: i64,
    /// The messages in order, oldest first.
    pub messages: Vec<Message>,
    /// Whether there are messages before these.
    pub earlier: Beyond,
    /// Whether there are messages after these.
    pub later: Beyond,
    /// Which messages these are.
    pub stretch: Stretch,
    /// What the mentioned are called.
    pub names: Names,
}

/// Whether there are messages beyond those that are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// There are some.
    More,
    /// The outermost one is among those that are shown.
    None,
}

/// Which part of a conversation is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// The end.
    Latest,
    /// What was said before this message.
    Before(i64),
    /// What was said after this message.
    After(i64),
    /// This message, with what was said before and after it.
    Around(i64),
}

impl Stretch {
    /// The address of `path` for this stretch.
    pub fn address(self, path: &str) -> String {
        let (name, message) = match self {
            Self::Latest => return path.to_owned(),
            Self::Before(message) => ("before", message),
            Self::After(message) => ("after", message),
            Self::Around(message) => ("around", message),
        };
        address::with_query(path, &[(name, &message.to_string())])
    }
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
    let own = address::of_ticket(conversation.ticket, "conversation");
    // Only the end of the conversation tells a script what was said last.
    let is_end = conversation.later == Beyond::None;
    let newest = conversation
        .messages
        .last()
        .filter(|_| is_end)
        .map(|newest| newest.id);
    html! {
        section.conversation #conversation tabindex="-1" aria-label=(words.text("conversation"))
            data-hx-get=(conversation.stretch.address(&own))
            data-hx-trigger="sse:ticket, every 60s" data-hx-swap="morph:outerHTML" data-hx-include={ "#" (SINCE) }
            data-hx-swap-oob=[out_of_band] data-newest=[newest] {
            (since(conversation))
            (earlier(reader, conversation))
            @if conversation.messages.is_empty() {
                p.nothing { (words.text("conversation-empty")) }
            } @else {
                (log(reader, conversation))
            }
            (later(reader, conversation))
        }
    }
}

/// From where a page shows the end of a conversation: it goes on to show all from there, so that new messages push nothing out that
/// somebody reads.
fn since(conversation: &Conversation) -> Markup {
    let first = conversation.messages.first();
    let first = first.filter(|_| conversation.stretch == Stretch::Latest);
    html! {
        @if let Some(first) = first {
            input type="hidden" id=(SINCE) name="since" value=(first.id);
        }
    }
}

fn earlier(reader: &Reader, conversation: &Conversation) -> Markup {
    let ticket = address::ticket(conversation.ticket);
    let first = conversation
        .messages
        .first()
        .map(|first| Stretch::Before(first.id));
    html! {
        @if let (Beyond::More, Some(before)) = (conversation.earlier, first) {
            p.conversation-more {
                a.button href={ (before.address(&ticket)) "#" (END) } { (reader.words.text("conversation-earlier")) }
            }
        }
    }
}

fn later(reader: &Reader, conversation: &Conversation) -> Markup {
    let ticket = address::ticket(conversation.ticket);
    let last = conversation
        .messages
        .last()
        .map(|last| Stretch::After(last.id));
    html! {
        @if conversation.later == Beyond::More {
            p.conversation-more id=(END) {
                @if let Some(after) = last {
                    a.button href={ (after.address(&ticket)) "#conversation" } { (reader.words.text("conversation-later")) }
                    " "
                }
                a.button href=(ticket) { (reader.words.text("conversation-latest")) }
            }
        }
    }
}

fn log(reader: &Reader, conversation: &Conversation) -> Markup {
    let patience = Patience::of_a_page();
    html! {
        div role="log" aria-relevant="additions" aria-label=(reader.words.text("conversation")) {
            @for (day, messages) in days(reader, &conversation.messages) {
                h2.day id=(address::element_id("day", day)) {
                    @if let Some(first) = messages.first() {
                        (time::day_heading(reader, first.sent_at))
                    }
                }
                @for message in messages {
                    (message::message(reader, (conversation, &patience), message))
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
