//! A message before it is sent, by a person or by a bot.

use bytes::Bytes;
use serde_json::Value;

use crate::api_error::ApiError;
use crate::form;
use crate::snowflake::Snowflake;
use crate::world::message::{Message, Reference, ReferenceKind};

/// What somebody wants to send.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The text.
    pub content: String,
    /// Embeds, bots only.
    pub embeds: Vec<Value>,
    /// Buttons and menus, bots only.
    pub components: Vec<Value>,
    /// Files to upload.
    pub files: Vec<Upload>,
    /// Stickers to show.
    pub sticker_ids: Vec<Snowflake>,
    /// The message this one answers or forwards.
    pub reference: Option<Reference>,
    /// Whom the text may ping; everybody it names when absent.
    pub allowed_mentions: Option<Value>,
    /// The sender's mark for this message.
    pub nonce: Option<Value>,
    /// Whether a second message with the same nonce answers with the first.
    pub enforce_nonce: bool,
    /// Whether it is read aloud.
    pub tts: bool,
    /// Message flags, such as 64 for ephemeral.
    pub flags: u64,
}

/// A file on its way to Discord.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The name the sender gave.
    pub filename: String,
    /// The alternative text.
    pub description: Option<String>,
    /// The media type, guessed from the name when absent.
    pub content_type: Option<String>,
    /// The content.
    pub bytes: Bytes,
}

impl Draft {
    /// A message of text.
    pub fn text(content: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    /// Adds a file.
    pub fn file(mut self, filename: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        self.files.push(Upload {
            filename: filename.into(),
            description: None,
            content_type: None,
            bytes: bytes.into(),
        });
        self
    }

    /// Adds a sticker.
    pub fn sticker(mut self, sticker: Snowflake) -> Self {
        self.sticker_ids.push(sticker);
        self
    }

    /// Adds an embed.
    pub fn embed(mut self, embed: Value) -> Self {
        self.embeds.push(embed);
        self
    }

    /// Makes it an answer to a message.
    pub fn reply_to(mut self, message: &Message) -> Self {
        self.reference = Some(message.reference(ReferenceKind::Reply));
        self
    }

    /// Makes it a forward of a message.
    pub fn forward(mut self, message: &Message) -> Self {
        self.reference = Some(message.reference(ReferenceKind::Forward));
        self
    }

    /// Reads the body of a create-message request; the files came beside it.
    pub fn from_json(body: &Value, files: Vec<Upload>) -> Result<Self, ApiError> {
        Ok(Self {
            content: form::text(body, "content").to_owned(),
            embeds: form::list(body, "embeds"),
            components: form::list(body, "components"),
            files,
            sticker_ids: form::snowflakes(body, "sticker_ids")?,
            reference: Reference::from_json(body.get("message_reference"))?,
            allowed_mentions: body
                .get("allowed_mentions")
                .filter(|value| value.is_object())
                .cloned(),
            nonce: body.get("nonce").filter(|nonce| !nonce.is_null()).cloned(),
            enforce_nonce: body
                .get("enforce_nonce")
                .and_then(Value::as_bool)
                .unwrap_or_default(),
            tts: body.get("tts").and_then(Value::as_bool).unwrap_or_default(),
            flags: body
                .get("flags")
                .and_then(Value::as_u64)
                .unwrap_or_default(),
        })
    }
}
