//! Reactions under messages.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::World;
use super::permission::{ADD_REACTIONS, MANAGE_MESSAGES, READ_MESSAGE_HISTORY};
use crate::api_error::ApiError;
use crate::snowflake::Snowflake;

/// An emoji and who chose it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    /// The emoji: a character, or `name:id` for a custom one.
    pub emoji: String,
    /// Who reacted, in order.
    pub users: Vec<Snowflake>,
}

/// A message, by channel and id.
#[derive(Debug, Clone, Copy)]
pub struct MessageId {
    /// The channel.
    pub channel_id: Snowflake,
    /// The message.
    pub message_id: Snowflake,
}

impl Reaction {
    /// The reaction as a viewer gets it.
    pub fn to_json(&self, viewer: Option<Snowflake>) -> Value {
        let me = viewer.is_some_and(|viewer| self.users.contains(&viewer));
        json!({
            "emoji": emoji_json(&self.emoji), "count": self.users.len(),
            "count_details": {"burst": 0, "normal": self.users.len()},
            "burst_colors": [], "me_burst": false, "me": me,
        })
    }
}

impl World {
    /// Adds a reaction; a second one by the same user changes nothing.
    pub fn react(
        &mut self,
        user_id: Snowflake,
        at: MessageId,
        emoji: &str,
    ) -> Result<(), ApiError> {
        let channel = self.require(user_id, at.channel_id, READ_MESSAGE_HISTORY)?;
        let may_add = self.permissions_in(channel, user_id) & ADD_REACTIONS != 0;
        let author_id = self.message(at.channel_id, at.message_id)?.author_id;
        if emoji.is_empty() || emoji.is_ascii() && !emoji.contains(':') {
            return Err(ApiError::unknown_emoji());
        }
        if self
            .users
            .get(&author_id)
            .is_some_and(|author| author.blocked.contains(&user_id))
        {
            return Err(ApiError::reactions_blocked());
        }
        let message = self.message_mut(at.channel_id, at.message_id)?;
        match message
            .reactions
            .iter_mut()
            .find(|reaction| reaction.emoji == emoji)
        {
            Some(reaction) if reaction.users.contains(&user_id) => return Ok(()),
            Some(reaction) => reaction.users.push(user_id),
            None if !may_add => return Err(ApiError::missing_permissions()),
            None => message.reactions.push(Reaction {
                emoji: emoji.to_owned(),
                users: vec![user_id],
            }),
        }
        self.announce_reaction("MESSAGE_REACTION_ADD", at, user_id, emoji);
        Ok(())
    }

    /// Takes a reaction back, or somebody else's away.
    pub fn unreact(
        &mut self,
        actor: Snowflake,
        at: MessageId,
        of: (Snowflake, &str),
    ) -> Result<(), ApiError> {
        let (user_id, emoji) = of;
        let needed = if actor == user_id { 0 } else { MANAGE_MESSAGES };
        self.require(actor, at.channel_id, needed)?;
        let message = self.message_mut(at.channel_id, at.message_id)?;
        let found = message
            .reactions
            .iter_mut()
            .find(|reaction| reaction.emoji == emoji);
        let reaction = found.ok_or_else(ApiError::unknown_emoji)?;
        reaction.users.retain(|id| *id != user_id);
        message
            .reactions
            .retain(|reaction| !reaction.users.is_empty());
        self.announce_reaction("MESSAGE_REACTION_REMOVE", at, user_id, emoji);
        Ok(())
    }

    /// Takes all reactions from a message.
    pub fn clear_reactions(&mut self, actor: Snowflake, at: MessageId) -> Result<(), ApiError> {
        self.require(actor, at.channel_id, MANAGE_MESSAGES)?;
        self.message_mut(at.channel_id, at.message_id)?
            .reactions
            .clear();
        let data = json!({"channel_id": at.channel_id, "message_id": at.message_id});
        self.announce_in_channel(at.channel_id, "MESSAGE_REACTION_REMOVE_ALL", data);
        Ok(())
    }

    fn announce_reaction(
        &mut self,
        name: &'static str,
        at: MessageId,
        user_id: Snowflake,
        emoji: &str,
    ) {
        let mut data = json!({
            "user_id": user_id, "channel_id": at.channel_id, "message_id": at.message_id,
            "emoji": emoji_json(emoji), "burst": false, "type": 0,
        });
        let author_id = self
            .message(at.channel_id, at.message_id)
            .map(|message| message.author_id);
        if let Ok(author_id) = author_id {
            data["message_author_id"] = json!(author_id);
        }
        let server_id = self
            .channels
            .get(&at.channel_id)
            .and_then(|channel| channel.server_id);
        if name == "MESSAGE_REACTION_ADD"
            && let Some(server_id) = server_id
            && let Ok(member) = self.member_json(server_id, user_id)
        {
            data["member"] = member;
        }
        self.announce_in_channel(at.channel_id, name, data);
    }
}

/// The partial emoji of a character or of `name:id`.
pub fn emoji_json(emoji: &str) -> Value {
    match emoji.split_once(':') {
        Some((name, id)) => json!({"id": id, "name": name}),
        None => json!({"id": null, "name": emoji}),
    }
}
