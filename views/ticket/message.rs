//! One message of a conversation: who said it, to whom, and what became of it.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::attachment::{self, Attachment};
use super::own_reply::{self, OwnReply};
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
    /// The text, shown as it was typed.
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

/// What became of a message on its way to Discord.
pub enum Delivery {
    /// It is on its way.
    Queued,
    /// It arrived.
    Delivered,
    /// Discord refused it, for this reason.
    Failed(String),
}

/// A text that a message had before.
pub struct Revision {
    /// The text.
    pub content: String,
    /// When it was replaced.
    pub replaced_at: DateTime<Utc>,
}

/// One message of a conversation.
pub fn message(reader: &Reader, ticket: i64, message: &Message) -> Markup {
    let id = address::element_id("message", message.id);
    html! {
        article.message.(class(message.kind)).deleted[message.deleted_at.is_some()] id=(id) {
            (head(reader, message))
            @if let Some(quote) = &message.reply_to { (reply_to(reader, quote)) }
            @if !message.content.is_empty() { p.message-text { (message.content) } }
            @if let Some(text) = &message.forwarded { (forwarded(reader, text)) }
            (attachment::list(reader, &message.attachments))
            (history(reader, message))
            footer.message-foot {
                (to_member(reader, message.to_member.as_ref()))
                (to_channel(reader, message.to_channel.as_ref()))
                @if let Some(own) = &message.own {
                    (own_reply::forms(reader, ticket, message.id, own))
                }
            }
        }
    }
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

fn reply_to(reader: &Reader, quote: &Quote) -> Markup {
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
            p.message-text {
                @if quote.content.is_empty() { em { (words.text("row-only-files")) } }
                (quote.content)
            }
        }
    }
}

fn forwarded(reader: &Reader, text: &str) -> Markup {
    html! {
        blockquote.quote {
            p.quote-label { (reader.words.text("message-forwarded")) }
            p.message-text { (text) }
        }
    }
}

fn history(reader: &Reader, message: &Message) -> Markup {
    let words = reader.words;
    html! {
        @if !message.revisions.is_empty() {
            details.history id=(address::element_id("history", message.id)) {
                summary { (words.text("message-edited")) }
                ol {
                    @for revision in &message.revisions {
                        li {
                            p.quote-label {
                                (words.text("message-until")) " "
                                (time::ago(reader, revision.replaced_at))
                            }
                            p.message-text { (revision.content) }
                        }
                    }
                }
            }
        }
    }
}

fn to_member(reader: &Reader, delivery: Option<&Delivery>) -> Markup {
    let words = reader.words;
    html! {
        @match delivery {
            None => {}
            Some(Delivery::Queued) => {
                span.delivery.delivery-queued { (words.text("delivery-queued")) }
            }
            Some(Delivery::Delivered) => {
                span.delivery.delivery-delivered { (words.text("delivery-delivered")) }
            }
            Some(Delivery::Failed(reason)) => {
                span.delivery.delivery-failed {
                    (words.with("delivery-failed", &[("reason", reason.as_str().into())]))
                }
            }
        }
    }
}

/// Only what staff would miss there is worth a word: the page itself shows the message.
fn to_channel(reader: &Reader, delivery: Option<&Delivery>) -> Markup {
    html! {
        @if let Some(Delivery::Failed(reason)) = delivery {
            @let reason = [("reason", reason.as_str().into())];
            span.delivery.delivery-failed {
                (reader.words.with("delivery-not-in-channel", &reason))
            }
        }
    }
}
