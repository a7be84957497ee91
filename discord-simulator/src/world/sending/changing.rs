//! Editing and deleting what was sent.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::api_error::ApiError;
use crate::draft::{Draft, Upload};
use crate::form;
use crate::snowflake::Snowflake;
use crate::world::audit::Act;
use crate::world::message::{Message, SUPPRESS_EMBEDS};
use crate::world::permission::MANAGE_MESSAGES;
use crate::world::reaction::MessageId;
use crate::world::{Actor, World, timestamp};

/// A channel holds at most this many pins.
const MAX_PINS: usize = 250;

/// Whether a message shall be pinned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pin {
    /// It is pinned.
    In,
    /// The pin is taken out.
    Out,
}

/// A change of a message: the body of a PATCH and the files beside it.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// The fields to change.
    pub body: Value,
    /// New files.
    pub files: Vec<Upload>,
}

impl World {
    /// Edits a message of one's own; others may only hide embeds, with the right to manage messages.
    pub fn edit(
        &mut self,
        actor: Snowflake,
        at: MessageId,
        change: &Change,
    ) -> Result<Message, ApiError> {
        self.require(actor, at.channel_id, 0)?;
        let message = self.message(at.channel_id, at.message_id)?;
        if message.author_id != actor {
            let only_flags = change
                .body
                .as_object()
                .is_some_and(|body| body.keys().all(|key| key == "flags"));
            if !only_flags {
                return Err(ApiError::other_author());
            }
            self.require(actor, at.channel_id, MANAGE_MESSAGES)?;
        }
        self.apply_change(at, change)
    }

    /// Applies a change that is known to be allowed, and tells everybody.
    pub(in crate::world) fn apply_change(
        &mut self,
        at: MessageId,
        change: &Change,
    ) -> Result<Message, ApiError> {
        let mut message = self.message(at.channel_id, at.message_id)?.clone();
        let body = &change.body;
        let mut draft = Draft::from_json(body, change.files.clone())?;
        let has = |field: &str| body.get(field).is_some();
        if has("attachments") {
            let kept: Vec<Snowflake> = form::list(body, "attachments")
                .iter()
                .filter_map(|it| form::snowflake(&it["id"]))
                .collect();
            message
                .attachments
                .retain(|attachment| kept.contains(&attachment.id));
        }
        if !has("content") {
            draft.content.clone_from(&message.content);
        }
        if !has("embeds") {
            draft.embeds.clone_from(&message.embeds);
        }
        if !has("components") {
            draft.components.clone_from(&message.components);
        }
        draft.flags |= message.flags;
        draft.sticker_ids.clone_from(&message.stickers);
        let keeps_files = !message.attachments.is_empty() || !message.snapshots.is_empty();
        self.check_draft(message.author_id, at.channel_id, &draft)
            .or_else(|refusal| {
                let only_empty = refusal == ApiError::empty_message() && keeps_files;
                if only_empty { Ok(()) } else { Err(refusal) }
            })?;
        message.content = draft.content.trim().to_owned();
        let uploads = draft
            .files
            .iter()
            .map(|file| self.take_upload(at.channel_id, file));
        let uploads: Vec<_> = uploads.collect();
        message.attachments.extend(uploads);
        message.embeds = self.settle_embeds(&draft.embeds, &mut message.attachments);
        message.components = self.settle_components(&draft.components, &mut message.attachments);
        if let Some(flags) = body.get("flags").and_then(form::number) {
            message.flags = message.flags & !SUPPRESS_EMBEDS | flags & SUPPRESS_EMBEDS;
        }
        message.edited = Some(self.now());
        self.find_mentions(&mut message, draft.allowed_mentions.as_ref())?;
        self.replace(message)
    }

    /// Puts the new form of a message in place of the old one.
    pub(in crate::world) fn replace(&mut self, message: Message) -> Result<Message, ApiError> {
        *self.message_mut(message.channel_id, message.id)? = message.clone();
        if !message.is_ephemeral() {
            let data = self.message_event_json(&message);
            self.announce_in_channel(message.channel_id, "MESSAGE_UPDATE", data);
        }
        Ok(message)
    }

    /// Deletes a message of one's own, or anybody's with the right to manage messages.
    pub fn delete(&mut self, actor: &Actor, at: MessageId) -> Result<(), ApiError> {
        let channel = self.require(actor.user_id, at.channel_id, 0)?;
        let server_id = channel.server_id;
        let author_id = self.message(at.channel_id, at.message_id)?.author_id;
        if author_id != actor.user_id {
            if server_id.is_none() {
                return Err(ApiError::dm_channel_action());
            }
            self.require(actor.user_id, at.channel_id, MANAGE_MESSAGES)?;
        }
        self.remove(at)?;
        if let Some(server_id) = server_id.filter(|_| author_id != actor.user_id) {
            self.audit(server_id, actor, Act::new(72, author_id));
        }
        Ok(())
    }

    /// Pins a message, or takes the pin out.
    pub fn set_pinned(&mut self, actor: &Actor, at: MessageId, pin: Pin) -> Result<(), ApiError> {
        let channel = self.require(actor.user_id, at.channel_id, 0)?;
        let server_id = channel.server_id;
        if server_id.is_some() {
            self.require(actor.user_id, at.channel_id, MANAGE_MESSAGES)?;
        }
        let pinned = self
            .messages
            .get(&at.channel_id)
            .into_iter()
            .flat_map(|it| it.values());
        if pin == Pin::In && pinned.filter(|message| message.pinned).count() >= MAX_PINS {
            return Err(ApiError::too_many_pins());
        }
        let mut message = self.message(at.channel_id, at.message_id)?.clone();
        message.pinned = pin == Pin::In;
        let author_id = message.author_id;
        self.replace(message)?;
        let moment = timestamp(self.now());
        let data = json!({"channel_id": at.channel_id, "last_pin_timestamp": moment});
        self.announce_in_channel(at.channel_id, "CHANNEL_PINS_UPDATE", data);
        if let Some(server_id) = server_id {
            let number = if pin == Pin::In { 74 } else { 75 };
            self.audit(server_id, actor, Act::new(number, author_id));
        }
        Ok(())
    }

    /// Takes a message away and tells everybody who could see it.
    pub(in crate::world) fn remove(&mut self, at: MessageId) -> Result<(), ApiError> {
        let messages = self
            .messages
            .get_mut(&at.channel_id)
            .ok_or_else(ApiError::unknown_message)?;
        let removed = messages
            .remove(&at.message_id)
            .ok_or_else(ApiError::unknown_message)?;
        if !removed.is_ephemeral() {
            let data = json!({"id": at.message_id, "channel_id": at.channel_id});
            self.announce_in_channel(at.channel_id, "MESSAGE_DELETE", data);
        }
        Ok(())
    }

    /// A person puts an answer out of sight that only they saw.
    pub fn dismiss(&mut self, at: MessageId) -> Result<(), ApiError> {
        if !self.message(at.channel_id, at.message_id)?.is_ephemeral() {
            return Err(ApiError::missing_permissions());
        }
        self.remove(at)
    }

    /// Deletes 2 to 100 messages younger than two weeks at once; those that are gone are passed over.
    pub fn delete_many(
        &mut self,
        actor: &Actor,
        channel_id: Snowflake,
        ids: &[Snowflake],
    ) -> Result<(), ApiError> {
        let channel = self.require(actor.user_id, channel_id, MANAGE_MESSAGES)?;
        let server_id = channel.server_id.ok_or_else(ApiError::dm_channel_action)?;
        if !(2..=100).contains(&ids.len()) {
            return Err(ApiError::too_few_or_many_to_delete());
        }
        let oldest = self.now() - TimeDelta::days(14);
        if ids.iter().any(|id| id.created_at() < oldest) {
            return Err(ApiError::too_old_to_delete());
        }
        let messages = self.messages.entry(channel_id).or_default();
        let gone: Vec<Snowflake> = ids
            .iter()
            .copied()
            .filter(|id| messages.remove(id).is_some())
            .collect();
        self.announce_in_channel(
            channel_id,
            "MESSAGE_DELETE_BULK",
            json!({"ids": gone, "channel_id": channel_id}),
        );
        self.audit(server_id, actor, Act::new(73, channel_id));
        Ok(())
    }
}
