//! Somebody types: the other side sees it, for as long as it is true. Nothing of it is kept, and nothing waits for it.

use std::sync::Arc;

use serde_json::Value;

use crate::bot::Bot;
use crate::bot::incoming::written::id;
use crate::error::Error;
use crate::ids::{ChannelId, UserId};
use crate::models::actor::{Actor, Staff};
use crate::models::presence::{Activity, Presence};
use crate::models::ticket::Ticket;
use crate::models::user::User;

/// Takes the news that somebody types.
pub(crate) fn began(bot: &Arc<Bot>, data: &Value) {
    let user = id(&data["user_id"]).map(UserId);
    let channel = id(&data["channel_id"]).map(ChannelId);
    let (Some(user), Some(channel)) = (user, channel) else {
        return;
    };
    let is_direct = data["guild_id"].is_null();
    let is_ours = is_direct || id(&data["guild_id"]) == Some(bot.staff_server().0);
    if !is_ours {
        return;
    }
    let bot = Arc::clone(bot);
    tokio::spawn(async move {
        let shown = match is_direct {
            true => member_types(&bot, user).await,
            false => staff_type(&bot, user, channel).await,
        };
        if let Err(error) = shown {
            tracing::debug!(
                error = format!("{error:#}"),
                "nobody sees that somebody types"
            );
        }
    });
}

/// Staff see it on the ticket's page, and in its channel if the owner wants that.
async fn member_types(bot: &Bot, user: UserId) -> Result<(), Error> {
    let channel = {
        let conn = &mut bot.app.db().await?;
        let Some(ticket) = Ticket::open_for(conn, user).await? else {
            return Ok(());
        };
        let Some(member) = User::find(conn, user).await? else {
            return Ok(());
        };
        let name = member.name().to_owned();
        let act = bot.app.act(Actor::Member { id: user, name });
        Presence::put(conn, &act, ticket.id, Activity::Typing).await?;
        ticket.channel_id
    };
    let is_proxied = bot.app.settings().member_typing;
    if let Some(channel) = channel.filter(|_| is_proxied) {
        let shown = bot.app.discord.show_typing(channel).await;
        shown.map_err(anyhow::Error::new)?;
    }
    Ok(())
}

/// The other staff see it on the ticket's page, and the member in the direct messages if the owner wants that. What the bot itself
/// shows there means nothing.
async fn staff_type(bot: &Bot, user: UserId, channel: ChannelId) -> Result<(), Error> {
    let myself = bot.app.discord.myself().await;
    if myself.map_err(anyhow::Error::new)?.id == user.0 {
        return Ok(());
    }
    let conn = &mut bot.app.db().await?;
    let Some(ticket) = Ticket::in_channel(conn, channel).await? else {
        return Ok(());
    };
    let Some(known) = User::find(conn, user).await? else {
        return Ok(());
    };
    let staff = Staff::on_record(user, known.name().to_owned());
    let act = bot.app.act(Actor::Staff(staff));
    Ok(Presence::put(conn, &act, ticket.id, Activity::Answering).await?)
}
