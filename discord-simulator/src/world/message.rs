//! Messages and how they look to those who read them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::World;
use super::attachment::Attachment;
use super::reaction::Reaction;
use crate::api_error::ApiError;
use crate::form;
use crate::snowflake::Snowflake;

mod json;
pub mod reading;

/// The flag of messages that only one person sees.
pub const EPHEMERAL: u64 = 1 << 6;
/// The flag of an answer that is still being thought about.
pub const LOADING: u64 = 1 << 7;
/// The flag of a message whose embeds are hidden.
pub const SUPPRESS_EMBEDS: u64 = 1 << 2;
/// The flag of a message without a notification.
pub const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
/// The flag of a forward.
pub const HAS_SNAPSHOT: u64 = 1 << 14;
/// The flag of a message laid out by components only.
pub const COMPONENTS_V2: u64 = 1 << 15;

/// A message.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Message {
    /// Its id.
    pub id: Snowflake,
    /// Where it was sent.
    pub channel_id: Snowflake,
    /// Who sent it.
    pub author_id: Snowflake,
    /// The text.
    pub content: String,
    /// When.
    pub timestamp: DateTime<Utc>,
    /// When it was last edited.
    pub edited: Option<DateTime<Utc>>,
    /// Discord's number of its kind: 0 plain, 19 reply, 20 answer to a command, 23 to a context menu.
    pub kind: u64,
    /// Whether it is read aloud.
    pub tts: bool,
    /// Its embeds.
    pub embeds: Vec<Value>,
    /// Its buttons and menus.
    pub components: Vec<Value>,
    /// Its files.
    pub attachments: Vec<Attachment>,
    /// Its stickers, by id.
    pub stickers: Vec<Snowflake>,
    /// The users it pings.
    pub mentions: Vec<Snowflake>,
    /// The roles it pings.
    pub mention_roles: Vec<Snowflake>,
    /// Whether it pings everyone.
    pub mention_everyone: bool,
    /// What it answers or forwards.
    pub reference: Option<Reference>,
    /// The copies that a forward carries.
    pub snapshots: Vec<Value>,
    /// Its reactions.
    pub reactions: Vec<Reaction>,
    /// Whether it is pinned.
    pub pinned: bool,
    /// Its flags.
    pub flags: u64,
    /// The sender's mark.
    pub nonce: Option<Value>,
    /// The application that sent it as an answer to an interaction.
    pub application_id: Option<Snowflake>,
    /// The interaction it answers.
    pub interaction: Option<Value>,
    /// The only person who sees it, if it is ephemeral.
    pub ephemeral_to: Option<Snowflake>,
}

/// A pointer from one message to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Whether it answers or forwards.
    pub kind: ReferenceKind,
    /// The other message.
    pub message_id: Snowflake,
    /// Its channel; the same one when absent.
    pub channel_id: Option<Snowflake>,
    /// Its server.
    pub server_id: Option<Snowflake>,
    /// Whether the message is refused when the other one is gone.
    pub must_exist: bool,
}

/// What a reference does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReferenceKind {
    /// It answers.
    Reply,
    /// It carries a copy.
    Forward,
}

impl Message {
    /// A pointer to this message.
    pub fn reference(&self, kind: ReferenceKind) -> Reference {
        Reference {
            kind,
            message_id: self.id,
            channel_id: Some(self.channel_id),
            server_id: None,
            must_exist: true,
        }
    }

    /// Whether only one person sees it.
    pub fn is_ephemeral(&self) -> bool {
        self.ephemeral_to.is_some()
    }
}

impl Reference {
    /// Reads the `message_reference` of a request.
    pub fn from_json(value: Option<&Value>) -> Result<Option<Self>, ApiError> {
        let Some(value) = value.filter(|value| value.is_object()) else {
            return Ok(None);
        };
        let forward = value.get("type").and_then(form::number) == Some(1);
        let message_id = form::optional_snowflake(value, "message_id")?;
        let Some(message_id) = message_id else {
            let sentence = "This field is required";
            return Err(form::invalid(
                "message_reference.message_id",
                "BASE_TYPE_REQUIRED",
                sentence,
            ));
        };
        let must_exist = value
            .get("fail_if_not_exists")
            .and_then(Value::as_bool)
            .unwrap_or(true);
        Ok(Some(Self {
            kind: if forward {
                ReferenceKind::Forward
            } else {
                ReferenceKind::Reply
            },
            message_id,
            channel_id: form::optional_snowflake(value, "channel_id")?,
            server_id: form::optional_snowflake(value, "guild_id")?,
            must_exist,
        }))
    }

    fn to_json(&self) -> Value {
        let kind = u8::from(self.kind == ReferenceKind::Forward);
        let mut json =
            json!({"type": kind, "message_id": self.message_id, "channel_id": self.channel_id});
        if let Some(server_id) = self.server_id {
            json["guild_id"] = json!(server_id);
        }
        json
    }
}

impl World {
    /// Finds a message or refuses.
    pub fn message(&self, channel_id: Snowflake, id: Snowflake) -> Result<&Message, ApiError> {
        let messages = self.messages.get(&channel_id);
        messages
            .and_then(|messages| messages.get(&id))
            .ok_or_else(ApiError::unknown_message)
    }

    pub(super) fn message_mut(
        &mut self,
        channel_id: Snowflake,
        id: Snowflake,
    ) -> Result<&mut Message, ApiError> {
        let messages = self.messages.get_mut(&channel_id);
        messages
            .and_then(|messages| messages.get_mut(&id))
            .ok_or_else(ApiError::unknown_message)
    }
}
