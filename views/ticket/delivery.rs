//! What became of a message on its way to Discord, and trying again.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::message::{Message, Retrying};
use crate::reader::Reader;
use crate::{address, form};

/// What became of a message on its way to Discord.
pub enum Delivery {
    /// It is on its way.
    Queued,
    /// It arrived.
    Delivered,
    /// Discord refused it, for this reason.
    Failed(String),
    /// Discord has it as it was, and refused what was made of it since, for this reason.
    Outdated(String),
}

/// What became of a message on its way to the member.
pub(super) fn to_member(reader: &Reader, ticket: i64, message: &Message) -> Markup {
    let words = reader.words;
    html! {
        @match &message.to_member {
            None => {}
            Some(Delivery::Queued) => {
                span.delivery.delivery-queued { (words.text("delivery-queued")) }
            }
            Some(Delivery::Delivered) => {
                span.delivery.delivery-delivered { (words.text("delivery-delivered")) }
            }
            Some(Delivery::Failed(reason)) => {
                @let told = words.with("delivery-failed", &[("reason", reason.as_str().into())]);
                (failed(reader, (ticket, message), ("dm", &told)))
            }
            Some(Delivery::Outdated(reason)) => {
                @let told = outdated(reader, message.deleted_at, reason);
                (failed(reader, (ticket, message), ("dm", &told)))
            }
        }
    }
}

/// What became of a message on its way to the ticket's channel. Only what staff would miss there is worth a word: the page itself
/// shows the message.
pub(super) fn to_channel(reader: &Reader, ticket: i64, message: &Message) -> Markup {
    let words = reader.words;
    html! {
        @if let Some(Delivery::Failed(reason)) = &message.to_channel {
            @let told = words.with("delivery-not-in-channel", &[("reason", reason.as_str().into())]);
            (failed(reader, (ticket, message), ("channel", &told)))
        }
    }
}

/// What the member has still of a message that was changed or deleted in vain.
pub(crate) fn outdated(reader: &Reader, deleted_at: Option<DateTime<Utc>>, reason: &str) -> String {
    let reason = [("reason", reason.into())];
    match deleted_at {
        Some(_) => reader.words.with("delivery-still-there", &reason),
        None => reader.words.with("delivery-outdated", &reason),
    }
}

fn failed(
    reader: &Reader,
    (ticket, message): (i64, &Message),
    (side, told): (&str, &str),
) -> Markup {
    let to = address::of_message(ticket, message.id, "attempts");
    html! {
        div.delivery.delivery-failed {
            span { (told) }
            @if message.retrying == Retrying::Allowed {
                form method="post" action=(to) data-hx-post=(to) data-hx-target="#conversation"
                    data-hx-swap="morph:outerHTML" {
                    (form::token(reader))
                    input type="hidden" name="side" value=(side);
                    button.quiet type="submit" { (reader.words.text("delivery-retry")) }
                }
            }
        }
    }
}
