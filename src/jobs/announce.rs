//! Saying in the ticket's channel what happened to the ticket.

use chrono::{DateTime, Utc};
use serenity::builder::CreateEmbed;
use words::Words;

use crate::discord::posting::Posting;
use crate::discord::speech::escaped;
use crate::ids::{MessageId, TicketId};
use crate::jobs::errand::{Errand, Trouble};
use crate::models::delivery::{Delivery, DeliveryState, Side};
use crate::outbox::Notice;
use crate::stored_words;

/// Posts the notice. A ticket without a channel has nobody there to tell.
pub async fn run(errand: &Errand, ticket: TicketId, notice: &Notice) -> Result<(), Trouble> {
    let ticket = errand.ticket(ticket).await?;
    let Some(channel) = ticket.channel_id else {
        return errand.finish().await;
    };
    let text = sentence(errand, notice).await?;
    let colour = errand.app.settings().system_colour.0;
    let embed = CreateEmbed::new().description(text).colour(colour);
    let calls = match notice {
        Notice::Transferred { to, .. } => Some(*to),
        _ => None,
    };
    let posting = Posting {
        // A mention within an embed calls nobody.
        content: calls.map(|user| format!("<@{user}>")).unwrap_or_default(),
        calls,
        embeds: vec![embed],
        ..Posting::default()
    };
    errand.post(channel, &posting, 0).await?;
    errand.finish().await
}

async fn sentence(errand: &Errand, notice: &Notice) -> Result<String, Trouble> {
    let words = errand.app.words();
    Ok(match notice {
        Notice::ClosureScheduled { due_at, by } => {
            let values = [("name", escaped(by).into()), ("due", shown(*due_at).into())];
            words.with("channel-closure-scheduled", &values)
        }
        Notice::Closed { by, due_at } => {
            let values = [("name", escaped(by).into()), ("due", shown(*due_at).into())];
            words.with("channel-closed", &values)
        }
        Notice::ClosureCancelled { by } => {
            words.with("channel-closure-cancelled", &[("name", escaped(by).into())])
        }
        Notice::ClosureOverruled => words.text("channel-closure-overruled").into_owned(),
        Notice::NotDelivered { message } => not_delivered(errand, *message).await?,
        Notice::Taken { by } => words.with("channel-taken", &[("name", escaped(by).into())]),
        Notice::Released { by } => words.with("channel-released", &[("name", escaped(by).into())]),
        Notice::Transferred { by, to } => {
            let to = ("to", format!("<@{to}>").into());
            words.with("channel-transferred", &[("name", escaped(by).into()), to])
        }
        Notice::Moved { by, category } => moved(words, by, category.as_deref()),
        Notice::CategoryFull => words.text("channel-category-full").into_owned(),
        Notice::ChannelNotChanged { why } => {
            words.with("channel-not-changed", &[("reason", why.as_str().into())])
        }
        Notice::Renamed { by, label } => renamed(words, by, label.as_deref()),
        Notice::Prioritised { by, priority } => {
            let priority = ("priority", priority.word().into());
            words.with(
                "channel-prioritised",
                &[("name", escaped(by).into()), priority],
            )
        }
        Notice::Tagged { by, tag } => {
            let tag = ("tag", escaped(tag).into());
            words.with("channel-tagged", &[("name", escaped(by).into()), tag])
        }
        Notice::Untagged { by, tag } => {
            let tag = ("tag", escaped(tag).into());
            words.with("channel-untagged", &[("name", escaped(by).into()), tag])
        }
        Notice::OutOfSight { who } => {
            words.with("channel-out-of-sight", &[("name", escaped(who).into())])
        }
        Notice::Reopened { by } => words.with("channel-reopened", &[("name", escaped(by).into())]),
        Notice::MemberBlocked { by, until } => blocked(words, by, *until),
        Notice::MemberUnblocked { by: Some(by) } => {
            words.with("channel-member-unblocked", &[("name", escaped(by).into())])
        }
        Notice::MemberUnblocked { by: None } => words.text("channel-block-expired").into_owned(),
    })
}

/// A time, which Discord shows to each reader in their own time zone.
fn shown(at: DateTime<Utc>) -> String {
    format!("<t:{0}:F> (<t:{0}:R>)", at.timestamp())
}

fn moved(words: &Words, by: &str, category: Option<&str>) -> String {
    match category {
        Some(category) => {
            let category = ("category", escaped(category).into());
            words.with("channel-moved", &[("name", escaped(by).into()), category])
        }
        None => words.with("channel-moved-to-inbox", &[("name", escaped(by).into())]),
    }
}

fn renamed(words: &Words, by: &str, label: Option<&str>) -> String {
    match label {
        Some(label) => {
            let label = ("label", escaped(label).into());
            words.with("channel-renamed", &[("name", escaped(by).into()), label])
        }
        None => words.with("channel-label-removed", &[("name", escaped(by).into())]),
    }
}

fn blocked(words: &Words, by: &str, until: Option<DateTime<Utc>>) -> String {
    match until {
        Some(until) => {
            let until = ("until", format!("<t:{}:F>", until.timestamp()).into());
            words.with(
                "channel-member-blocked-until",
                &[("name", escaped(by).into()), until],
            )
        }
        None => words.with("channel-member-blocked", &[("name", escaped(by).into())]),
    }
}

async fn not_delivered(errand: &Errand, message: MessageId) -> Result<String, Trouble> {
    let words = errand.app.words();
    let (message, _) = errand.message(message).await?;
    let delivery = Delivery::find(&mut *errand.db().await?, message.id, Side::Dm).await?;
    let is_outdated = delivery
        .as_ref()
        .is_some_and(|delivery| delivery.state == DeliveryState::Outdated);
    let why = delivery
        .and_then(|delivery| stored_words::delivery_failure(words, &delivery))
        .unwrap_or_default();
    Ok(match message.number {
        Some(number) => {
            let values = [
                ("number", number.to_string().into()),
                ("reason", why.into()),
            ];
            match is_outdated {
                true => words.with("channel-change-failed", &values),
                false => words.with("channel-reply-failed", &values),
            }
        }
        None => words.with("channel-notice-failed", &[("reason", why.into())]),
    })
}
