//! One message of a conversation: who said it, to whom, and what became of it.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::attachment::{self, Attachment};
use super::conversation::Conversation;
use super::delivery::{self, Delivery};
use super::own_reply::{self, OwnReply};
use crate::avatar::{Avatar, avatar};
use crate::difference::{Patience, difference};
use crate::markdown::{Names, markdown};
use crate::reader::Reader;
use crate::{address, time};

/// One message of a conversation.
pub struct Message {
    /// The id in the message's address.
    pub id: i64,
    /// Whose message it is and who can read it.
    pub kind: Kind,
    /// The name of whoever wrote it.
    pub author: String,
    /// The address of their picture, if they have one.
    pub picture: Option<String>,
    /// Whether the reader wrote it.
    pub by: By,
    /// The text, shown as Discord would show it.
    pub content: String,
    /// When it was written.
    pub sent_at: DateTime<Utc>,
    /// The message that it answers, if it answers one.
    pub reply_to: Option<Quote>,
    /// The text of a message from elsewhere that it passes on.
    pub forwarded: Option<String>,
    /// Files and stickers that came with it.
    pub attachments: Vec<Attachment>,
    /// What became of it on its way to the member, if it was to go there.
    pub to_member: Option<Delivery>,
    /// What became of it on its way to the ticket's channel, if it was to go there.
    pub to_channel: Option<Delivery>,
    /// The texts that it had before, oldest first.
    pub revisions: Vec<Revision>,
    /// When it was deleted, if it was.
    pub deleted_at: Option<DateTime<Utc>>,
    /// The forms to change it, if the reader may.
    pub own: Option<OwnReply>,
    /// Whether the reader may try again what failed.
    pub retrying: Retrying,
}

/// Whether the reader wrote a message.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// They did.
    Reader,
    /// Somebody else did.
    Other,
}

/// Whether the reader may try again what failed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Retrying {
    /// There is a button for it.
    Allowed,
    /// There is none.
    Refused,
}

/// Whose message it is and who can read it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The member's.
    Member,
    /// An answer of the staff, by number.
    Reply(i32),
    /// An answer whose writer the member does not learn, by number.
    AnonymousReply(i32),
    /// For the staff only.
    Note,
    /// A message of ours to the member, such as the welcome.
    Automatic,
}

/// A message that another one answers.
pub struct Quote {
    /// The name of whoever wrote it, as far as it is known.
    pub author: Option<String>,
    /// Its text.
    pub content: String,
    /// Its id, when it is on the same page.
    pub message: Option<i64>,
}

/// A text that a message had before.
pub struct Revision {
    /// 1 for what it said first, and so on.
    pub number: i32,
    /// The text.
    pub content: String,
    /// When it was replaced.
    pub replaced_at: DateTime<Utc>,
}

/// One message of a conversation.
pub fn message(
    reader: &Reader,
    (conversation, patience): (&Conversation, &Patience),
    message: &Message,
) -> Markup {
    let id = address::element_id("message", message.id);
    let ticket = conversation.ticket;
    let names = &conversation.names;
    html! {
        article.message.(class(message.kind)).deleted[message.deleted_at.is_some()] id=(id) tabindex="-1"
            data-answer-of-others[is_answer_of_others(message)] {
            (head(reader, message))
            @if let Some(quote) = &message.reply_to { (reply_to(reader, names, quote)) }
            @if !message.content.is_empty() { (text(reader, names, &message.content)) }
            @if let Some(text) = &message.forwarded { (forwarded(reader, names, text)) }
            (attachment::list(reader, &message.attachments))
            (history(reader, (ticket, patience), message))
            footer.message-foot {
                (delivery::to_member(reader, ticket, message))
                (delivery::to_channel(reader, ticket, message))
                @if let Some(own) = &message.own {
                    (own_reply::forms(reader, ticket, message.id, own))
                }
            }
        }
    }
}

/// Whether somebody else answered the member with it: whoever is writing an answer should read it first.
fn is_answer_of_others(message: &Message) -> bool {
    let is_answer = matches!(message.kind, Kind::Reply(_) | Kind::AnonymousReply(_));
    is_answer && message.by == By::Other
}

fn text(reader: &Reader, names: &Names, text: &str) -> Markup {
    html! { div.message-text { (markdown(reader, names, text)) } }
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Member => "from-member",
        Kind::Reply(_) | Kind::AnonymousReply(_) => "from-staff",
        Kind::Note => "is-note",
        Kind::Automatic => "is-automatic",
    }
}

fn head(reader: &Reader, message: &Message) -> Markup {
    let words = reader.words;
    let label = match message.kind {
        Kind::Member => words.text("message-from-member").into_owned(),
        Kind::Reply(number) => words.with("message-reply", &[("number", number.into())]),
        Kind::AnonymousReply(number) => {
            words.with("message-anonymous-reply", &[("number", number.into())])
        }
        Kind::Note => words.text("message-note").into_owned(),
        Kind::Automatic => words.text("message-automatic").into_owned(),
    };
    html! {
        header.message-head {
            (avatar(&Avatar { name: message.author.clone(), address: message.picture.clone() }))
            h3.message-author { (message.author) }
            span.message-label { (label) }
            (time::clock(reader, message.sent_at))
            @if let Some(deleted_at) = message.deleted_at {
                span.mark.mark-deleted {
                    (words.text("message-deleted")) " " (time::ago(reader, deleted_at))
                }
            }
        }
    }
}

fn reply_to(reader: &Reader, names: &Names, quote: &Quote) -> Markup {
    let words = reader.words;
    let target = quote
        .message
        .map(|id| format!("#{}", address::element_id("message", id)));
    html! {
        blockquote.quote {
            p.quote-label {
                a href=[target] {
                    @match &quote.author {
                        Some(name) => (words.with("message-answers", &[("name", name.as_str().into())])),
                        None => (words.text("message-answers-unknown")),
                    }
                }
            }
            @if quote.content.is_empty() {
                p.message-text { em { (words.text("row-only-files")) } }
            } @else {
                (quoted(reader, names, (quote.author.as_deref(), &quote.content)))
            }
        }
    }
}

fn forwarded(reader: &Reader, names: &Names, text: &str) -> Markup {
    html! {
        blockquote.quote {
            p.quote-label { (reader.words.text("message-forwarded")) }
            (quoted(reader, names, (None, text)))
        }
    }
}

/// What somebody said elsewhere. It may be longer than its place, so that a keyboard has to get there to scroll it.
fn quoted(reader: &Reader, names: &Names, (author, text): (Option<&str>, &str)) -> Markup {
    let forwarded = reader.words.text("message-forwarded");
    html! {
        div.message-text tabindex="0" role="group" aria-label=(author.unwrap_or(&forwarded)) {
            (markdown(reader, names, text))
        }
    }
}

/// What it said before, oldest first, each with what it was changed into.
fn history(reader: &Reader, (ticket, patience): (i64, &Patience), message: &Message) -> Markup {
    let words = reader.words;
    let later = message
        .revisions
        .iter()
        .skip(1)
        .map(|revision| revision.content.as_str());
    let later = later.chain([message.content.as_str()]);
    html! {
        @if !message.revisions.is_empty() {
            details.history id=(address::element_id("history", message.id)) {
                summary { (words.text("message-edited")) }
                (unshown(reader, ticket, message))
                ol {
                    @for (revision, later) in message.revisions.iter().zip(later) {
                        li {
                            p.quote-label {
                                (words.text("message-until")) " "
                                (time::ago(reader, revision.replaced_at))
                            }
                            p.message-text { (difference(patience, &revision.content, later)) }
                        }
                    }
                }
            }
        }
    }
}

/// Where the texts are that were before those that are shown.
fn unshown(reader: &Reader, ticket: i64, message: &Message) -> Markup {
    let count = message
        .revisions
        .first()
        .map_or(0, |first| first.number - 1);
    let all = address::of_ticket(ticket, "transcript.html");
    html! {
        @if count > 0 {
            p { a href=(all) { (reader.words.with("message-more-versions", &[("count", count.into())])) } }
        }
    }
}
