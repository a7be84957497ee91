//! Channels: text, categories and the others, their overwrites and their limits.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::World;
use super::permission::Permissions;
use crate::api_error::ApiError;
use crate::form;
use crate::snowflake::Snowflake;

pub(crate) mod changing;

/// Typing is shown for so long, unless a message comes first.
const TYPING_SECONDS: i64 = 10;

/// What kind of channel it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChannelKind {
    /// A text channel of a server.
    #[default]
    Text,
    /// A direct message between two users.
    Dm,
    /// A voice channel.
    Voice,
    /// A category.
    Category,
    /// An announcement channel.
    Announcement,
    /// A forum.
    Forum,
}

impl ChannelKind {
    const ALL: [(Self, u64); 6] = [
        (Self::Text, 0),
        (Self::Dm, 1),
        (Self::Voice, 2),
        (Self::Category, 4),
        (Self::Announcement, 5),
        (Self::Forum, 15),
    ];

    /// Discord's number for it.
    pub fn number(self) -> u64 {
        Self::ALL
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or(0, |(_, number)| *number)
    }

    /// The kind with this number.
    pub fn from_number(number: u64) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, other)| *other == number)
            .map(|(kind, _)| *kind)
    }

    /// Whether messages can be written in it.
    pub fn holds_messages(self) -> bool {
        !matches!(self, Self::Category | Self::Forum)
    }
}

/// A channel.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Channel {
    /// Its id.
    pub id: Snowflake,
    /// What kind it is.
    pub kind: ChannelKind,
    /// Its server; none for direct messages.
    pub server_id: Option<Snowflake>,
    /// Its category.
    pub parent_id: Option<Snowflake>,
    /// Its name; empty for direct messages.
    pub name: String,
    /// The text at its top.
    pub topic: Option<String>,
    /// Its place among its neighbours.
    pub position: u64,
    /// Whether it is for adults.
    pub nsfw: bool,
    /// Seconds a member waits between messages.
    pub slowmode: u64,
    /// What roles and members may do here, differing from the server.
    pub overwrites: Vec<Overwrite>,
    /// The two users of a direct message.
    pub recipients: Vec<Snowflake>,
    /// The newest message.
    pub last_message_id: Option<Snowflake>,
    /// When its name or topic was changed, for the limit of two in ten minutes.
    pub renames: Vec<DateTime<Utc>>,
}

/// Whom an overwrite is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OverwriteKind {
    /// The holders of a role.
    Role,
    /// One member.
    Member,
}

/// What a role or a member may do in one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overwrite {
    /// The role or the user.
    pub id: Snowflake,
    /// Which of the two it is.
    pub kind: OverwriteKind,
    /// What is allowed here.
    pub allow: Permissions,
    /// What is denied here.
    pub deny: Permissions,
}

impl Overwrite {
    /// The overwrite as Discord sends it.
    pub fn to_json(&self) -> Value {
        let kind = u8::from(self.kind == OverwriteKind::Member);
        json!({"id": self.id, "type": kind, "allow": self.allow.to_string(), "deny": self.deny.to_string()})
    }

    /// Reads one from a request.
    pub fn from_json(value: &Value) -> Option<Self> {
        let bits = |field: &str| value.get(field).and_then(form::number).unwrap_or_default();
        let kind = match value.get("type").and_then(form::number).unwrap_or_default() {
            1 => OverwriteKind::Member,
            _ => OverwriteKind::Role,
        };
        Some(Self {
            id: value.get("id").and_then(form::snowflake)?,
            kind,
            allow: bits("allow"),
            deny: bits("deny"),
        })
    }
}

impl World {
    /// Finds a channel or refuses.
    pub fn channel(&self, id: Snowflake) -> Result<&Channel, ApiError> {
        self.channels.get(&id).ok_or_else(ApiError::unknown_channel)
    }

    pub(super) fn channel_mut(&mut self, id: Snowflake) -> Result<&mut Channel, ApiError> {
        self.channels
            .get_mut(&id)
            .ok_or_else(ApiError::unknown_channel)
    }

    /// The channels of a server, in the order people see them.
    pub fn channels_of(&self, server_id: Snowflake) -> Vec<&Channel> {
        let mut channels: Vec<&Channel> = self
            .channels
            .values()
            .filter(|channel| channel.server_id == Some(server_id))
            .collect();
        channels.sort_by_key(|channel| (channel.position, channel.id));
        channels
    }

    /// The channel as Discord sends it.
    pub fn channel_json(&self, channel: &Channel) -> Value {
        let Some(server_id) = channel.server_id else {
            return self.dm_json(channel, None);
        };
        let overwrites: Vec<Value> = channel.overwrites.iter().map(Overwrite::to_json).collect();
        let mut json = json!({
            "id": channel.id, "type": channel.kind.number(), "guild_id": server_id, "name": channel.name,
            "position": channel.position, "flags": 0, "parent_id": channel.parent_id,
            "permission_overwrites": overwrites,
        });
        if channel.kind.holds_messages() {
            json["topic"] = json!(channel.topic);
            json["nsfw"] = channel.nsfw.into();
            json["rate_limit_per_user"] = channel.slowmode.into();
            json["last_message_id"] = json!(channel.last_message_id);
            json["last_pin_timestamp"] = Value::Null;
        }
        if channel.kind == ChannelKind::Voice {
            json["bitrate"] = 64_000.into();
            json["user_limit"] = 0.into();
            json["rtc_region"] = Value::Null;
        }
        json
    }

    /// Somebody starts typing.
    pub fn type_in(&mut self, user_id: Snowflake, channel_id: Snowflake) -> Result<(), ApiError> {
        let channel = self.require(user_id, channel_id, super::permission::SEND_MESSAGES)?;
        let mut data = json!({
            "channel_id": channel_id, "user_id": user_id, "timestamp": self.now().timestamp(),
        });
        if let Some(server_id) = channel.server_id {
            data["member"] = self.member_json(server_id, user_id)?;
        }
        let until = self.now() + TimeDelta::seconds(TYPING_SECONDS);
        self.typing.insert((channel_id, user_id), until);
        self.announce_in_channel(channel_id, "TYPING_START", data);
        Ok(())
    }

    /// Who is typing in a channel right now.
    pub fn typing_in(&self, channel_id: Snowflake) -> Vec<Snowflake> {
        let now = self.now();
        let here = self
            .typing
            .iter()
            .filter(|((channel, _), until)| *channel == channel_id && **until > now);
        here.map(|((_, user), _)| *user).collect()
    }
}
