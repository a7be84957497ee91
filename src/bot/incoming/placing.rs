//! Channels that people drag under another category: the ticket follows its channel.
//!
//! Discord tells of every change of a channel, and not what it was before. So the place of each is remembered: a ticket follows a
//! channel that was dragged, and not one that stands elsewhere because its category is full.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serenity::all::GuildChannel;

use crate::bot::Bot;
use crate::bot::incoming::Item;
use crate::bot::lanes::Lane;
use crate::ids::{ChannelId, ServerId};
use crate::models::ticket::Ticket;

/// Under which category each channel of the staff server was seen last, as long as it is there; a server has at most some
/// hundreds.
#[derive(Default)]
pub(crate) struct Places(Mutex<HashMap<ChannelId, Option<ChannelId>>>);

impl Places {
    /// Forgets a channel that is no more.
    fn forget(&self, channel: ChannelId) {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        places.remove(&channel);
    }

    /// Remembers the place of a channel. Gives the new one if the channel stood elsewhere before.
    fn note(&self, channel: ChannelId, place: Option<ChannelId>) -> Option<ChannelId> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = places.insert(channel, place)?;
        place.filter(|_| before != place)
    }
}

/// Remembers where channels stand.
pub(crate) fn learn<'a>(bot: &Bot, channels: impl IntoIterator<Item = &'a GuildChannel>) {
    for channel in channels {
        if let Some((id, place)) = ours(bot, channel) {
            bot.places.note(id, place);
        }
    }
}

/// Forgets a channel that was deleted: every ticket has one, and none comes back.
pub(crate) fn forget(bot: &Bot, channel: ChannelId) {
    bot.places.forget(channel);
}

/// Notices that a channel has changed; if it was dragged, its ticket is going to follow.
pub(crate) fn notice(bot: &Arc<Bot>, channel: &GuildChannel) {
    let Some((id, place)) = ours(bot, channel) else {
        return;
    };
    if let Some(to) = bot.places.note(id, place) {
        bot.enqueue(Lane::Server(id), Item::Dragged(to));
    }
}

/// Moves the ticket of a channel to the category of ours that has its channels there.
pub(crate) async fn follow(bot: &Bot, channel: ChannelId, to: ChannelId) {
    let inbox = bot.app.settings().inbox;
    let now = bot.app.clock.now();
    let follow = async || {
        let conn = &mut bot.app.db().await?;
        let place = (bot.app.appointments(), inbox);
        Ticket::follow_channel(conn, now, (channel, to), place).await
    };
    bot.persist("following a channel that was dragged", follow)
        .await;
}

/// The channel and its place, if it is one of the staff server.
fn ours(bot: &Bot, channel: &GuildChannel) -> Option<(ChannelId, Option<ChannelId>)> {
    let id = |id: u64| i64::try_from(id).ok();
    let is_ours = id(channel.guild_id.get()).map(ServerId) == Some(bot.staff_server());
    let place = channel.parent_id.and_then(|parent| id(parent.get()));
    let channel = id(channel.id.get()).filter(|_| is_ours)?;
    Some((ChannelId(channel), place.map(ChannelId)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_channel_that_stood_elsewhere_was_dragged() {
        let places = Places::default();
        let [channel, inbox, orders] = [1, 2, 3].map(ChannelId);
        assert_eq!(places.note(channel, Some(inbox)), None, "seen first");
        assert_eq!(places.note(channel, Some(inbox)), None, "renamed");
        assert_eq!(places.note(channel, Some(orders)), Some(orders));
        assert_eq!(places.note(channel, None), None, "dragged out of all");
        assert_eq!(places.note(channel, Some(inbox)), Some(inbox));
        places.forget(channel);
        assert!(places.0.lock().unwrap().is_empty(), "deleted");
    }
}
