//! A message on the wire.

use serde_json::{Value, json};

use super::{Message, ReferenceKind};
use crate::snowflake::Snowflake;
use crate::world::sticker::Sticker;
use crate::world::{World, timestamp};

impl World {
    /// The message as REST sends it to a viewer, with the message it answers.
    pub fn message_json(&self, message: &Message, viewer: Option<Snowflake>) -> Value {
        let mut json = self.bare_message_json(message, viewer);
        let Some(reference) = &message.reference else {
            return json;
        };
        json["message_reference"] = reference.to_json();
        if reference.kind == ReferenceKind::Reply {
            let channel_id = reference.channel_id.unwrap_or(message.channel_id);
            let answered = self.message(channel_id, reference.message_id).ok();
            json["referenced_message"] =
                answered.map_or(Value::Null, |other| self.bare_message_json(other, viewer));
        }
        json
    }

    /// The message as the gateway sends it: with the server, the author's membership and the nonce.
    pub fn message_event_json(&self, message: &Message) -> Value {
        let mut json = self.message_json(message, None);
        if let Some(nonce) = &message.nonce {
            json["nonce"] = nonce.clone();
        }
        let Some(channel) = self.channels.get(&message.channel_id) else {
            return json;
        };
        json["channel_type"] = channel.kind.number().into();
        let Some(server) = channel.server_id.and_then(|id| self.servers.get(&id)) else {
            return json;
        };
        if let Some(member) = server.members.get(&message.author_id) {
            json["member"] = member.to_partial_json();
        }
        for mentioned in json["mentions"].as_array_mut().into_iter().flatten() {
            let id = mentioned
                .get("id")
                .and_then(crate::form::snowflake)
                .unwrap_or_default();
            if let Some(member) = server.members.get(&id) {
                mentioned["member"] = member.to_partial_json();
            }
        }
        json
    }

    /// The part of a message that a forward copies.
    pub(in crate::world) fn snapshot_json(&self, message: &Message) -> Value {
        let mut copy = json!({
            "type": message.kind, "content": message.content, "mentions": [], "mention_roles": [],
            "attachments": self.attachments_json(message), "embeds": message.embeds,
            "timestamp": timestamp(message.timestamp), "edited_timestamp": message.edited.map(timestamp),
            "flags": message.flags, "components": message.components,
        });
        if !message.stickers.is_empty() {
            copy["sticker_items"] = self.stickers_json(message).into();
        }
        json!({"message": copy})
    }

    fn bare_message_json(&self, message: &Message, viewer: Option<Snowflake>) -> Value {
        let mentions: Vec<Value> = message
            .mentions
            .iter()
            .map(|id| self.user_json(*id))
            .collect();
        let mut json = json!({
            "id": message.id, "channel_id": message.channel_id, "type": message.kind,
            "author": self.user_json(message.author_id), "content": message.content,
            "timestamp": timestamp(message.timestamp), "edited_timestamp": message.edited.map(timestamp),
            "tts": message.tts, "mention_everyone": message.mention_everyone, "mentions": mentions,
            "mention_roles": message.mention_roles, "attachments": self.attachments_json(message),
            "embeds": message.embeds, "components": message.components, "pinned": message.pinned,
            "flags": message.flags,
        });
        if !message.stickers.is_empty() {
            json["sticker_items"] = self.stickers_json(message).into();
        }
        if !message.snapshots.is_empty() {
            json["message_snapshots"] = self.snapshots_with_fresh_links(message).into();
        }
        if !message.reactions.is_empty() {
            let reactions = message
                .reactions
                .iter()
                .map(|reaction| reaction.to_json(viewer));
            json["reactions"] = reactions.collect();
        }
        if let Some(application_id) = message.application_id {
            json["application_id"] = json!(application_id);
            json["webhook_id"] = json!(application_id);
        }
        if let Some(interaction) = &message.interaction {
            json["interaction_metadata"] = interaction.clone();
        }
        json
    }

    /// Forwards carry links of their own, which are renewed like all others.
    fn snapshots_with_fresh_links(&self, message: &Message) -> Vec<Value> {
        let mut snapshots = message.snapshots.clone();
        for snapshot in &mut snapshots {
            let attachments = message
                .attachments
                .iter()
                .map(|attachment| self.attachment_json(attachment));
            snapshot["message"]["attachments"] = attachments.collect();
        }
        snapshots
    }

    fn attachments_json(&self, message: &Message) -> Vec<Value> {
        let is_forward = !message.snapshots.is_empty();
        let listed = message
            .attachments
            .iter()
            .filter(|attachment| !attachment.embedded && !is_forward);
        listed
            .map(|attachment| self.attachment_json(attachment))
            .collect()
    }

    fn stickers_json(&self, message: &Message) -> Vec<Value> {
        let known = message
            .stickers
            .iter()
            .filter_map(|id| self.sticker(*id).ok());
        known.map(Sticker::to_item_json).collect()
    }
}
