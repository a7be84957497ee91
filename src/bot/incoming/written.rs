//! A message of somebody else on Discord, read from JSON with as little demand as possible: what cannot be understood is left out, so
//! that no message is lost over a detail. The gateway's events and the history over REST are read alike.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::direction_marks;
use crate::ids::{ChannelId, PostId, RoleId, ServerId, UserId};
use crate::models::user::User;

/// Discord's type of an ordinary message.
const ORDINARY: u64 = 0;
/// Discord's type of a message that answers another.
const ANSWER: u64 = 19;

/// A message by a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The message.
    pub post: PostId,
    /// Its channel.
    pub channel: ChannelId,
    /// The server of its channel; none for direct messages, and none in the history, which does not tell.
    pub server: Option<ServerId>,
    /// Who wrote it.
    pub author: User,
    /// The roles that the author holds in that server, when Discord tells.
    pub roles: Option<Vec<RoleId>>,
    /// Its text as it was typed.
    pub text: String,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// Whether its text was changed since.
    pub is_edited: bool,
    /// The message that it answers.
    pub answers: Option<PostId>,
    /// All of it, as Discord wrote it down.
    pub json: Value,
}

impl Written {
    /// Reads what a person wrote. `None` for what bots, webhooks and Discord itself post, and for what lacks an id, a channel or
    /// an author.
    pub fn read(json: Value) -> Option<Self> {
        let kind = json["type"].as_u64().unwrap_or(ORDINARY);
        let is_by_program = json["author"]["bot"].as_bool() == Some(true);
        let is_by_webhook = json["webhook_id"].is_string() || json["webhook_id"].is_number();
        if is_by_program || is_by_webhook || (kind != ORDINARY && kind != ANSWER) {
            return None;
        }
        let post = PostId(id(&json["id"])?);
        let written_at = time(&json["timestamp"]).unwrap_or_else(|| post.posted_at());
        Some(Self {
            post,
            channel: ChannelId(id(&json["channel_id"])?),
            server: id(&json["guild_id"]).map(ServerId),
            author: author(&json["author"], written_at)?,
            roles: roles(&json["member"]["roles"]),
            text: text(&json["content"]),
            written_at,
            is_edited: json["edited_timestamp"].is_string(),
            answers: answered(&json["message_reference"]),
            json,
        })
    }

    /// The message as the library that runs commands wants it, without what that library may not understand.
    pub fn as_command(&self, server: ServerId) -> serde_json::Result<serenity::all::Message> {
        serde_json::from_value(json!({
            "id": self.post.to_string(),
            "channel_id": self.channel.to_string(),
            "guild_id": server.to_string(),
            "author": { "id": self.author.id.to_string(), "username": self.author.username },
            "content": self.text,
            "timestamp": self.written_at.to_rfc3339(),
            "edited_timestamp": null,
            "tts": false,
            "mention_everyone": false,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "pinned": false,
            "type": ORDINARY,
        }))
    }
}

/// An id, which is a text to Discord and may be a number to a library.
pub(crate) fn id(value: &Value) -> Option<i64> {
    let number = match value {
        Value::String(text) => text.parse().ok(),
        value => value.as_i64(),
    };
    number.filter(|&id| id > 0)
}

/// A text. Postgres keeps no zero characters.
pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().replace('\0', "")
}

fn time(value: &Value) -> Option<DateTime<Utc>> {
    let time = DateTime::parse_from_rfc3339(value.as_str()?).ok()?;
    Some(time.with_timezone(&Utc))
}

fn author(author: &Value, seen_at: DateTime<Utc>) -> Option<User> {
    let optional = |value: &Value| value.as_str().map(str::to_owned);
    Some(User {
        id: UserId(id(&author["id"])?),
        username: text(&author["username"]),
        display_name: direction_marks::without_in_name(&text(&author["global_name"])),
        avatar: optional(&author["avatar"]),
        updated_at: seen_at,
    })
}

fn roles(value: &Value) -> Option<Vec<RoleId>> {
    Some(
        value
            .as_array()?
            .iter()
            .filter_map(id)
            .map(RoleId)
            .collect(),
    )
}

/// The message that a reference answers. A reference of another type says where a forwarded message came from.
fn answered(reference: &Value) -> Option<PostId> {
    let is_answer = reference["type"].as_u64().unwrap_or(0) == 0;
    id(&reference["message_id"])
        .filter(|_| is_answer)
        .map(PostId)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Value {
        json!({
            "id": "11", "channel_id": "12", "type": 0, "content": "hello",
            "author": { "id": "13", "username": "ada", "global_name": "\u{202e}Ada" },
            "timestamp": "2026-01-02T03:04:05.678000+00:00", "edited_timestamp": null,
        })
    }

    fn with(key: &str, value: Value) -> Value {
        let mut message = message();
        message[key] = value;
        message
    }

    #[test]
    fn a_message_is_read_with_what_is_there() {
        let written = Written::read(message()).unwrap();
        assert_eq!((written.post, written.channel), (PostId(11), ChannelId(12)));
        assert_eq!(written.author.name(), "Ada");
        assert_eq!((written.text.as_str(), written.is_edited), ("hello", false));
        assert_eq!(
            (written.server, written.roles, written.answers),
            (None, None, None)
        );
    }

    #[test]
    fn programs_webhooks_and_discord_itself_are_not_listened_to() {
        assert_eq!(Written::read(with("type", json!(6))), None);
        assert_eq!(Written::read(with("webhook_id", json!("9"))), None);
        let bot = json!({ "id": "13", "username": "ada", "bot": true });
        assert_eq!(Written::read(with("author", bot)), None);
        assert_eq!(Written::read(with("author", json!(null))), None);
        assert_eq!(Written::read(json!({})), None);
    }

    #[test]
    fn an_answer_is_no_forward() {
        let reference = |kind: Value| json!({ "type": kind, "message_id": "77" });
        let read = |kind| Written::read(with("message_reference", reference(kind))).unwrap();
        assert_eq!(read(json!(0)).answers, Some(PostId(77)));
        assert_eq!(read(json!(null)).answers, Some(PostId(77)));
        assert_eq!(read(json!(1)).answers, None);
    }

    #[test]
    fn a_command_can_be_run_from_what_was_read() {
        let command = Written::read(with("content", json!("!r hi\nthere"))).unwrap();
        let message = command.as_command(ServerId(5)).unwrap();
        assert_eq!(
            (message.id.get(), message.content.as_str()),
            (11, "!r hi\nthere")
        );
        assert_eq!(message.guild_id.map(|id| id.get()), Some(5));
    }
}
