//! Direct messages: one channel per pair, and the reasons why a message does not get through.

use serde_json::{Value, json};

use super::World;
use super::channel::{Channel, ChannelKind};
use crate::api_error::ApiError;
use crate::snowflake::Snowflake;

impl World {
    /// The channel between two users, made when there is none.
    pub fn open_dm(&mut self, one: Snowflake, other: Snowflake) -> Result<Snowflake, ApiError> {
        if self.user(other).is_err() || one == other {
            return Err(ApiError::invalid_recipients());
        }
        if self.is_bot(one) && self.is_bot(other) {
            return Err(ApiError::cannot_message_user());
        }
        if let Some(channel) = self.find_dm(one, other) {
            return Ok(channel.id);
        }
        let channel = Channel {
            id: self.next_snowflake(),
            kind: ChannelKind::Dm,
            recipients: vec![one, other],
            ..Channel::default()
        };
        let id = channel.id;
        self.channels.insert(id, channel);
        self.dms.insert(pair(one, other), id);
        Ok(id)
    }

    /// The channel between two users, if there is one.
    pub fn find_dm(&self, one: Snowflake, other: Snowflake) -> Option<&Channel> {
        self.channels.get(self.dms.get(&pair(one, other))?)
    }

    /// Finds all direct messages again after the world was read from a file.
    pub(super) fn index_dms(&mut self) {
        let dms = self
            .channels
            .values()
            .filter(|channel| channel.kind == ChannelKind::Dm);
        let pairs = dms.filter_map(|channel| match channel.recipients.as_slice() {
            [one, other] => Some((pair(*one, *other), channel.id)),
            _ => None,
        });
        self.dms = pairs.collect();
    }

    /// The direct message as one of its users sees it: the other one is the recipient.
    pub fn dm_json(&self, channel: &Channel, viewer: Option<Snowflake>) -> Value {
        let others = channel.recipients.iter().filter(|id| Some(**id) != viewer);
        let recipients: Vec<Value> = others.map(|id| self.user_json(*id)).collect();
        json!({
            "id": channel.id, "type": 1, "flags": 0, "last_message_id": channel.last_message_id,
            "recipients": recipients,
        })
    }

    /// The channel as this user gets it.
    pub fn channel_json_for(&self, channel: &Channel, viewer: Snowflake) -> Value {
        if channel.server_id.is_some() {
            return self.channel_json(channel);
        }
        self.dm_json(channel, Some(viewer))
    }

    /// Refuses a message that would not reach the other side: blocked, closed, or strangers.
    pub(super) fn check_dm(&self, sender: Snowflake, channel: &Channel) -> Result<(), ApiError> {
        let other = channel.recipients.iter().copied().find(|id| *id != sender);
        let Some(receiver) = other.and_then(|id| self.users.get(&id)) else {
            return Err(ApiError::cannot_message_user());
        };
        let refuses = receiver.blocked.contains(&sender) || receiver.dms_closed;
        let blocked_by_me = self
            .users
            .get(&sender)
            .is_some_and(|user| user.blocked.contains(&receiver.id));
        if refuses || blocked_by_me || !self.share_a_server(sender, receiver.id) {
            return Err(ApiError::cannot_message_user());
        }
        Ok(())
    }

    /// A person refuses, or accepts again, messages from people they only share a server with.
    pub fn set_dms(&mut self, user_id: Snowflake, privacy: Privacy) -> Result<(), ApiError> {
        let user = self
            .users
            .get_mut(&user_id)
            .ok_or_else(ApiError::unknown_user)?;
        user.dms_closed = privacy == Privacy::Closed;
        Ok(())
    }

    /// A person blocks somebody.
    pub fn block(&mut self, user_id: Snowflake, blocked: Snowflake) -> Result<(), ApiError> {
        let user = self
            .users
            .get_mut(&user_id)
            .ok_or_else(ApiError::unknown_user)?;
        user.blocked.insert(blocked);
        Ok(())
    }

    /// A person lifts a block.
    pub fn unblock(&mut self, user_id: Snowflake, blocked: Snowflake) -> Result<(), ApiError> {
        let user = self
            .users
            .get_mut(&user_id)
            .ok_or_else(ApiError::unknown_user)?;
        user.blocked.remove(&blocked);
        Ok(())
    }
}

fn pair(one: Snowflake, other: Snowflake) -> (Snowflake, Snowflake) {
    (one.min(other), one.max(other))
}

/// Whether a person takes messages from server members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// Everybody in a common server may write.
    Open,
    /// Nobody may.
    Closed,
}
