//! Answers to commands. Only the caller of a slash command sees its answer; a command typed as text is answered in its channel.

use poise::CreateReply;
use serenity::all::{CreateAllowedMentions, CreateMessage};

use crate::bot::{Bot, Context};
use crate::ids::ChannelId;

/// The most characters of a message.
const LONGEST: usize = 2000;

/// Answers a command. That the answer cannot be shown changes nothing about what the command did.
pub async fn say(ctx: Context<'_>, text: impl Into<String>) {
    let reply = CreateReply::default()
        .content(shortened(text.into()))
        .ephemeral(true)
        .allowed_mentions(CreateAllowedMentions::new());
    if let Err(error) = ctx.send(reply).await {
        tracing::info!(%error, "an answer could not be shown");
    }
}

/// Answers a slash command. A command typed as text gets no answer: what it did is seen in the channel.
pub async fn confirm(ctx: Context<'_>, text: impl Into<String>) {
    if matches!(ctx, Context::Application(_)) {
        say(ctx, text).await;
    }
}

/// Ends a command without an answer: Discord's "thinking" is taken away.
pub async fn nothing(ctx: Context<'_>) {
    let Context::Application(slash) = ctx else {
        return;
    };
    if let Err(error) = slash.interaction.delete_response(ctx.http()).await {
        tracing::info!(%error, "an answer could not be taken away");
    }
}

/// Says something in a channel to somebody who called no command.
pub(crate) async fn in_channel(bot: &Bot, channel: ChannelId, text: String) {
    let Some(link) = bot.link() else {
        return;
    };
    let Ok(channel) = u64::try_from(channel.0) else {
        return;
    };
    let message = CreateMessage::new()
        .content(shortened(text))
        .allowed_mentions(CreateAllowedMentions::new());
    let channel = serenity::all::ChannelId::new(channel);
    if let Err(error) = channel.send_message(&link.context.http, message).await {
        tracing::info!(%error, "something could not be said in a channel");
    }
}

fn shortened(text: String) -> String {
    if text.chars().count() <= LONGEST {
        return text;
    }
    let kept = text.chars().take(LONGEST - 1);
    kept.chain(['…']).collect()
}
