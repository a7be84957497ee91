//! Acting as a person: writing, editing, deleting, reacting, and reading what a person would see.

use serde_json::json;

use super::Simulator;
use crate::api_error::ApiError;
use crate::draft::Draft;
use crate::snowflake::Snowflake;
use crate::world::message::Message;
use crate::world::reaction::MessageId;
use crate::world::sending::changing::Change;

impl Simulator {
    /// A person writes to a bot directly.
    pub fn send_dm(
        &self,
        user: Snowflake,
        bot: Snowflake,
        draft: Draft,
    ) -> Result<Message, ApiError> {
        self.change(|world| {
            let channel = world.open_dm(user, bot)?;
            world.send(user, channel, &draft)
        })
    }

    /// A person writes in a channel.
    pub fn send(
        &self,
        user: Snowflake,
        channel: Snowflake,
        draft: Draft,
    ) -> Result<Message, ApiError> {
        self.change(|world| world.send(user, channel, &draft))
    }

    /// A person edits a message of their own.
    pub fn edit(
        &self,
        user: Snowflake,
        message: &Message,
        content: &str,
    ) -> Result<Message, ApiError> {
        let change = Change {
            body: json!({"content": content}),
            ..Change::default()
        };
        self.change(|world| world.edit(user, place_of(message), &change))
    }

    /// A person deletes a message.
    pub fn delete(&self, user: Snowflake, message: &Message) -> Result<(), ApiError> {
        self.change(|world| world.delete(&user.into(), place_of(message)))
    }

    /// A person starts typing.
    pub fn type_in(&self, user: Snowflake, channel: Snowflake) -> Result<(), ApiError> {
        self.change(|world| world.type_in(user, channel))
    }

    /// A person reacts.
    pub fn react(&self, user: Snowflake, message: &Message, emoji: &str) -> Result<(), ApiError> {
        self.change(|world| world.react(user, place_of(message), emoji))
    }

    /// A person takes their reaction back.
    pub fn unreact(&self, user: Snowflake, message: &Message, emoji: &str) -> Result<(), ApiError> {
        self.change(|world| world.unreact(user, place_of(message), (user, emoji)))
    }

    /// The messages of a channel that everybody sees, oldest first.
    pub fn messages(&self, channel: Snowflake) -> Vec<Message> {
        self.read(|world| {
            let messages = world
                .messages
                .get(&channel)
                .into_iter()
                .flat_map(|messages| messages.values());
            messages
                .filter(|message| !message.is_ephemeral())
                .cloned()
                .collect()
        })
    }

    /// The messages between a person and a bot, oldest first.
    pub fn dm_messages(&self, user: Snowflake, bot: Snowflake) -> Vec<Message> {
        let channel = self.dm_channel(user, bot);
        channel
            .map(|channel| self.messages(channel))
            .unwrap_or_default()
    }

    /// The channel between a person and a bot, if either has opened it.
    pub fn dm_channel(&self, user: Snowflake, bot: Snowflake) -> Option<Snowflake> {
        self.read(|world| world.find_dm(user, bot).map(|channel| channel.id))
    }
}

fn place_of(message: &Message) -> MessageId {
    MessageId {
        channel_id: message.channel_id,
        message_id: message.id,
    }
}
