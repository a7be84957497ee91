//! Saying in the ticket's channel what happened to the ticket.

use serenity::builder::CreateEmbed;

use crate::discord::posting::Posting;
use crate::ids::{MessageId, TicketId};
use crate::jobs::errand::{Errand, Trouble};
use crate::models::delivery::{Delivery, Side};
use crate::outbox::Notice;

/// Posts the notice. A ticket without a channel has nobody there to tell.
pub async fn run(errand: &Errand, ticket: TicketId, notice: &Notice) -> Result<(), Trouble> {
    let ticket = errand.ticket(ticket).await?;
    let Some(channel) = ticket.channel_id else {
        return errand.finish().await;
    };
    let text = sentence(errand, notice).await?;
    let colour = errand.app.config.thread.system_message_color.0;
    let embed = CreateEmbed::new().description(text).colour(colour);
    let posting = Posting {
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
            // Discord shows this to each reader in their own time zone.
            let due = format!("<t:{0}:F> (<t:{0}:R>)", due_at.timestamp());
            let values = [("name", by.as_str().into()), ("due", due.into())];
            words.with("channel-closure-scheduled", &values)
        }
        Notice::ClosureCancelled { by } => {
            words.with("channel-closure-cancelled", &[("name", by.as_str().into())])
        }
        Notice::ClosureOverruled => words.text("channel-closure-overruled").into_owned(),
        Notice::NotDelivered { message } => not_delivered(errand, *message).await?,
    })
}

async fn not_delivered(errand: &Errand, message: MessageId) -> Result<String, Trouble> {
    let words = errand.app.words();
    let (message, _) = errand.message(message).await?;
    let delivery = Delivery::find(&mut *errand.db().await?, message.id, Side::Dm).await?;
    let why = delivery
        .and_then(|delivery| delivery.failure)
        .unwrap_or_default();
    Ok(match message.number {
        Some(number) => {
            let values = [
                ("number", number.to_string().into()),
                ("reason", why.into()),
            ];
            words.with("channel-reply-failed", &values)
        }
        None => words.with("channel-notice-failed", &[("reason", why.into())]),
    })
}
