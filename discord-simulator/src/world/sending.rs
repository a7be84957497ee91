//! Sending, editing and deleting messages.

pub mod changing;
mod components;
mod embeds;
mod forwarding;
mod mentions;

use std::collections::{HashMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use components::Layout;

use super::World;
use super::channel::Channel;
use super::message::{
    COMPONENTS_V2, Message, ReferenceKind, SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS,
};
use super::permission::{ATTACH_FILES, READ_MESSAGE_HISTORY, SEND_MESSAGES, SEND_TTS_MESSAGES};
use crate::api_error::ApiError;
use crate::draft::Draft;
use crate::form::{Form, invalid};
use crate::snowflake::Snowflake;

const MAX_CONTENT: usize = 2000;
const MAX_CONTENT_NITRO: usize = 4000;
const MAX_FILES: usize = 10;
const MAX_STICKERS: usize = 3;
const MAX_NONCE: usize = 25;
const NITRO_UPLOAD_LIMIT: u64 = 500 << 20;
const DM_UPLOAD_LIMIT: u64 = 10 << 20;
/// Discord speaks of "the past few minutes".
const NONCE_MINUTES: i64 = 5;

/// The nonces of the past few minutes, by author, each with its message.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Nonces {
    used: HashMap<String, NonceUse>,
    in_order: VecDeque<(DateTime<Utc>, String)>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct NonceUse {
    channel_id: Snowflake,
    message_id: Snowflake,
}

impl Nonces {
    fn find(&self, author_id: Snowflake, nonce: &Value) -> Option<&NonceUse> {
        self.used.get(&nonce_key(author_id, nonce))
    }

    fn remember(&mut self, message: &Message, nonce: &Value) {
        let key = nonce_key(message.author_id, nonce);
        self.in_order.push_back((message.timestamp, key.clone()));
        let used = NonceUse {
            channel_id: message.channel_id,
            message_id: message.id,
        };
        self.used.insert(key, used);
    }

    fn forget_before(&mut self, moment: DateTime<Utc>) {
        while self.in_order.front().is_some_and(|(at, _)| *at < moment) {
            if let Some((_, key)) = self.in_order.pop_front() {
                self.used.remove(&key);
            }
        }
    }
}

impl World {
    /// Sends a message, if everything about it is allowed. A repeated enforced nonce answers with the first message.
    pub fn send(
        &mut self,
        author_id: Snowflake,
        channel_id: Snowflake,
        draft: &Draft,
    ) -> Result<Message, ApiError> {
        self.check_may_send(author_id, channel_id, draft)?;
        self.check_draft(author_id, channel_id, draft)?;
        self.nonces
            .forget_before(self.now() - TimeDelta::minutes(NONCE_MINUTES));
        if let Some(first) = self.sent_before(author_id, draft) {
            return Ok(first);
        }
        let mut message = self.compose(author_id, channel_id, draft)?;
        if let Some(reference) = &draft.reference {
            self.refer(&mut message, reference.clone(), author_id)?;
            self.find_mentions(&mut message, draft.allowed_mentions.as_ref())?;
        }
        if let Some(nonce) = &message.nonce {
            self.nonces.remember(&message, nonce);
        }
        self.publish(message)
    }

    /// Puts a finished message into its channel and tells everybody who may see it.
    pub(super) fn publish(&mut self, message: Message) -> Result<Message, ApiError> {
        let (id, channel_id) = (message.id, message.channel_id);
        self.messages
            .entry(channel_id)
            .or_default()
            .insert(id, message.clone());
        if message.is_ephemeral() {
            return Ok(message);
        }
        self.typing.remove(&(channel_id, message.author_id));
        self.channel_mut(channel_id)?.last_message_id = Some(id);
        let data = self.message_event_json(&message);
        self.announce_in_channel(channel_id, "MESSAGE_CREATE", data);
        Ok(message)
    }

    /// Makes the message of a draft, files taken in, without sending it.
    pub(super) fn compose(
        &mut self,
        author_id: Snowflake,
        channel_id: Snowflake,
        draft: &Draft,
    ) -> Result<Message, ApiError> {
        let id = self.next_snowflake();
        let uploads = draft
            .files
            .iter()
            .map(|file| self.take_upload(channel_id, file));
        let mut attachments: Vec<_> = uploads.collect();
        let embeds = self.settle_embeds(&draft.embeds, &mut attachments);
        let components = self.settle_components(&draft.components, &mut attachments);
        let mut message = Message {
            id,
            channel_id,
            author_id,
            content: draft.content.trim().to_owned(),
            timestamp: self.now(),
            tts: draft.tts,
            embeds,
            components,
            attachments,
            stickers: draft.sticker_ids.clone(),
            flags: draft.flags & (SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2),
            nonce: draft.nonce.clone(),
            ..Message::default()
        };
        self.find_mentions(&mut message, draft.allowed_mentions.as_ref())?;
        Ok(message)
    }

    /// Checks a draft's form: lengths, counts, embeds, components, files.
    pub(super) fn check_draft(
        &self,
        author_id: Snowflake,
        channel_id: Snowflake,
        draft: &Draft,
    ) -> Result<(), ApiError> {
        let limit = match self.user(author_id)?.nitro {
            true => MAX_CONTENT_NITRO,
            false => MAX_CONTENT,
        };
        check_form(draft, limit)?;
        for id in &draft.sticker_ids {
            let refusal = |_| invalid("sticker_ids", "STICKER_INVALID", "The sticker is invalid.");
            self.sticker(*id).map_err(refusal)?;
        }
        let forwards = draft
            .reference
            .as_ref()
            .is_some_and(|it| it.kind == ReferenceKind::Forward);
        let is_empty = draft.content.trim().is_empty()
            && draft.embeds.is_empty()
            && draft.components.is_empty()
            && draft.files.is_empty()
            && draft.sticker_ids.is_empty();
        if is_empty && !forwards {
            return Err(ApiError::empty_message());
        }
        self.check_sizes(author_id, channel_id, draft)
    }

    fn check_may_send(
        &self,
        author_id: Snowflake,
        channel_id: Snowflake,
        draft: &Draft,
    ) -> Result<(), ApiError> {
        let mut needed = SEND_MESSAGES;
        if !draft.files.is_empty() {
            needed |= ATTACH_FILES;
        }
        if draft.tts {
            needed |= SEND_TTS_MESSAGES;
        }
        if draft.reference.is_some() {
            needed |= READ_MESSAGE_HISTORY;
        }
        let channel = self.require(author_id, channel_id, needed)?;
        if !channel.kind.holds_messages() {
            return Err(ApiError::cannot_message_in_channel());
        }
        if channel.server_id.is_none() {
            return self.check_dm(author_id, channel);
        }
        self.check_not_timed_out(author_id, channel)
    }

    fn check_not_timed_out(&self, author_id: Snowflake, channel: &Channel) -> Result<(), ApiError> {
        let server = channel.server_id.and_then(|id| self.servers.get(&id));
        let member = server.and_then(|server| server.members.get(&author_id));
        let until = member.and_then(|member| member.timed_out_until);
        if until.is_some_and(|until| until > self.now()) {
            return Err(ApiError::missing_permissions());
        }
        Ok(())
    }

    fn check_sizes(
        &self,
        author_id: Snowflake,
        channel_id: Snowflake,
        draft: &Draft,
    ) -> Result<(), ApiError> {
        let server = self
            .channel(channel_id)?
            .server_id
            .and_then(|id| self.servers.get(&id));
        let mut limit = server.map_or(DM_UPLOAD_LIMIT, super::server::Server::upload_limit);
        if self.user(author_id)?.nitro {
            limit = NITRO_UPLOAD_LIMIT;
        }
        if draft
            .files
            .iter()
            .any(|file| file.bytes.len() as u64 > limit)
        {
            return Err(ApiError::too_large());
        }
        Ok(())
    }

    /// The message that this author already sent with this enforced nonce.
    fn sent_before(&self, author_id: Snowflake, draft: &Draft) -> Option<Message> {
        let nonce = draft.nonce.as_ref().filter(|_| draft.enforce_nonce)?;
        let used = self.nonces.find(author_id, nonce)?;
        self.message(used.channel_id, used.message_id).ok().cloned()
    }
}

/// Everything about a draft that needs no look at the world.
fn check_form(draft: &Draft, content_limit: usize) -> Result<(), ApiError> {
    let mut form = Form::default();
    form.at_most("content", &draft.content, content_limit);
    embeds::check(&mut form, &draft.embeds);
    let layout = match draft.flags & COMPONENTS_V2 {
        0 => Layout::Classic,
        _ => Layout::Components,
    };
    components::check(&mut form, &draft.components, layout);
    let has_legacy_fields = !draft.content.is_empty() || !draft.embeds.is_empty();
    if layout == Layout::Components && has_legacy_fields {
        let code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2";
        let sentence =
            "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2";
        form.refuse("content", code, sentence);
    }
    if draft.sticker_ids.len() > MAX_STICKERS {
        let sentence = "Must be 3 or fewer in length.";
        form.refuse("sticker_ids", "BASE_TYPE_MAX_LENGTH", sentence);
    }
    if draft.files.len() > MAX_FILES {
        let sentence = "Must be 10 or fewer in length.";
        form.refuse("attachments", "BASE_TYPE_MAX_LENGTH", sentence);
    }
    if let Some(Value::String(nonce)) = &draft.nonce {
        form.at_most("nonce", nonce, MAX_NONCE);
    }
    mentions::check(&mut form, draft.allowed_mentions.as_ref());
    form.finish()
}

fn nonce_key(author_id: Snowflake, nonce: &Value) -> String {
    format!("{author_id}:{nonce}")
}
