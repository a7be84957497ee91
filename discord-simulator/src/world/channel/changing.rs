//! Creating, changing and deleting channels, with Discord's limits.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde_json::Value;

use super::{Channel, ChannelKind, Overwrite};
use crate::api_error::{ApiError, Retry};
use crate::form::{self, Form, invalid};
use crate::snowflake::Snowflake;
use crate::world::audit::Act;
use crate::world::permission::{ADMINISTRATOR, MANAGE_CHANNELS, MANAGE_ROLES};
use crate::world::{Actor, World, fields};

const MAX_CHANNELS: usize = 500;
const MAX_CHANNELS_IN_CATEGORY: usize = 50;
const MAX_TOPIC: usize = 1024;

impl World {
    /// Makes a channel in a server.
    pub fn create_channel(
        &mut self,
        actor: &Actor,
        server_id: Snowflake,
        body: &Value,
    ) -> Result<Snowflake, ApiError> {
        self.require_in_server(actor.user_id, server_id, MANAGE_CHANNELS)?;
        if self.channels_of(server_id).len() >= MAX_CHANNELS {
            return Err(ApiError::too_many_channels());
        }
        check_fields(body, form::text(body, "name"))?;
        let number = body.get("type").and_then(form::number).unwrap_or_default();
        let kind = ChannelKind::from_number(number).filter(|kind| *kind != ChannelKind::Dm);
        let kind = kind.ok_or_else(|| {
            let sentence = "Value must be one of {0, 2, 4, 5, 6, 13, 14, 15, 16}.";
            invalid("type", "BASE_TYPE_CHOICES", sentence)
        })?;
        let parent_id = form::optional_snowflake(body, "parent_id")?;
        self.check_parent(server_id, parent_id)?;
        let position = self
            .channels_of(server_id)
            .iter()
            .map(|channel| channel.position + 1)
            .max();
        let mut channel = Channel {
            id: self.next_snowflake(),
            kind,
            server_id: Some(server_id),
            parent_id,
            name: channel_name(kind, form::text(body, "name")),
            position: position.unwrap_or_default(),
            ..Channel::default()
        };
        change_details(&mut channel, body);
        if body.get("permission_overwrites").is_some() {
            self.check_overwrites(actor, &channel)?;
        } else if let Some(parent) = parent_id.and_then(|id| self.channels.get(&id)) {
            // Without overwrites of its own a channel begins with those of its category.
            channel.overwrites.clone_from(&parent.overwrites);
        }
        let id = channel.id;
        let json = self.channel_json(&channel);
        self.channels.insert(id, channel);
        self.messages.insert(id, BTreeMap::new());
        self.announce_in_server(server_id, "CHANNEL_CREATE", json);
        self.audit(server_id, actor, Act::new(10, id));
        Ok(id)
    }

    /// Changes a channel. The limit of renames is asked separately, because it can be switched off.
    pub fn change_channel(
        &mut self,
        actor: &Actor,
        id: Snowflake,
        body: &Value,
    ) -> Result<Value, ApiError> {
        let channel = self.require(actor.user_id, id, MANAGE_CHANNELS)?;
        let server_id = channel.server_id.ok_or_else(ApiError::dm_channel_action)?;
        let name = body
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or(&channel.name);
        check_fields(body, name)?;
        let mut changed = channel.clone();
        changed.name = channel_name(changed.kind, name);
        change_details(&mut changed, body);
        if body.get("parent_id").is_some() {
            let parent_id = form::optional_snowflake(body, "parent_id")?;
            if parent_id != channel.parent_id {
                self.check_parent(server_id, parent_id)?;
            }
            changed.parent_id = parent_id;
        }
        if body.get("permission_overwrites").is_some() {
            self.check_overwrites(actor, &changed)?;
        }
        if changed.name != channel.name || changed.topic != channel.topic {
            changed.renames.push(self.now());
            let first = changed.renames.len().saturating_sub(3);
            changed.renames.drain(..first);
        }
        let json = self.channel_json(&changed);
        self.channels.insert(id, changed);
        self.announce_in_server(server_id, "CHANNEL_UPDATE", json.clone());
        self.audit(server_id, actor, Act::new(11, id));
        Ok(json)
    }

    /// Refuses a third change of name or topic within ten minutes.
    pub fn check_rename_limit(&self, id: Snowflake, body: &Value) -> Result<(), ApiError> {
        let Some(channel) = self.channels.get(&id) else {
            return Ok(());
        };
        let differs = |field: &str, now: &str| {
            let wanted = body
                .get(field)
                .map(|value| value.as_str().unwrap_or_default());
            wanted.is_some_and(|wanted| wanted != now)
        };
        let topic = channel.topic.as_deref().unwrap_or_default();
        if !differs("name", &channel.name) && !differs("topic", topic) {
            return Ok(());
        }
        let window = TimeDelta::minutes(10);
        let recent: Vec<_> = channel
            .renames
            .iter()
            .filter(|at| **at + window > self.now())
            .collect();
        let [first, _, ..] = recent.as_slice() else {
            return Ok(());
        };
        let wait = (**first + window - self.now()).as_seconds_f64();
        let retry = Retry {
            after: wait,
            scope: "shared",
        };
        Err(ApiError::too_many_requests(retry, 0))
    }

    /// Deletes a channel with its messages; the channels of a category stay, without one.
    pub fn delete_channel(&mut self, actor: &Actor, id: Snowflake) -> Result<Value, ApiError> {
        let channel = self.require(actor.user_id, id, MANAGE_CHANNELS)?;
        let server_id = channel.server_id.ok_or_else(ApiError::dm_channel_action)?;
        let json = self.channel_json(channel);
        self.channels.remove(&id);
        self.messages.remove(&id);
        self.announce_in_server(server_id, "CHANNEL_DELETE", json.clone());
        let orphans: Vec<Snowflake> = self
            .channels_of(server_id)
            .into_iter()
            .filter(|channel| channel.parent_id == Some(id))
            .map(|channel| channel.id)
            .collect();
        for orphan in orphans {
            self.channel_mut(orphan)?.parent_id = None;
            let json = self.channel_json(self.channel(orphan)?);
            self.announce_in_server(server_id, "CHANNEL_UPDATE", json);
        }
        self.audit(server_id, actor, Act::new(12, id));
        Ok(json)
    }

    /// Sets what one role or member may do in a channel.
    pub fn set_overwrite(
        &mut self,
        actor: &Actor,
        id: Snowflake,
        overwrite: Overwrite,
    ) -> Result<(), ApiError> {
        self.require(actor.user_id, id, MANAGE_ROLES)?;
        let channel = self.channel_mut(id)?;
        channel.overwrites.retain(|other| other.id != overwrite.id);
        channel.overwrites.push(overwrite);
        self.announce_change(id)
    }

    /// Removes an overwrite.
    pub fn delete_overwrite(
        &mut self,
        actor: &Actor,
        id: Snowflake,
        of: Snowflake,
    ) -> Result<(), ApiError> {
        self.require(actor.user_id, id, MANAGE_ROLES)?;
        let channel = self.channel_mut(id)?;
        let before = channel.overwrites.len();
        channel.overwrites.retain(|overwrite| overwrite.id != of);
        if channel.overwrites.len() == before {
            return Err(ApiError::unknown_overwrite());
        }
        self.announce_change(id)
    }

    /// Moves channels up and down, as a list of ids and positions asks.
    pub fn move_channels(
        &mut self,
        actor: &Actor,
        server_id: Snowflake,
        body: &Value,
    ) -> Result<(), ApiError> {
        self.require_in_server(actor.user_id, server_id, MANAGE_CHANNELS)?;
        for change in body.as_array().into_iter().flatten() {
            let id = change
                .get("id")
                .and_then(form::snowflake)
                .unwrap_or_default();
            let channel = self.channel_mut(id)?;
            fields::set_number(&mut channel.position, change, "position");
            self.announce_change(id)?;
        }
        Ok(())
    }

    fn announce_change(&mut self, id: Snowflake) -> Result<(), ApiError> {
        let channel = self.channel(id)?;
        let server_id = channel.server_id.ok_or_else(ApiError::dm_channel_action)?;
        let json = self.channel_json(channel);
        self.announce_in_server(server_id, "CHANNEL_UPDATE", json);
        Ok(())
    }

    fn check_parent(
        &self,
        server_id: Snowflake,
        parent_id: Option<Snowflake>,
    ) -> Result<(), ApiError> {
        let Some(parent_id) = parent_id else {
            return Ok(());
        };
        let parent = self.channels.get(&parent_id);
        if parent.is_none_or(|parent| parent.server_id != Some(server_id)) {
            return Err(invalid(
                "parent_id",
                "CHANNEL_PARENT_INVALID",
                "Category does not exist",
            ));
        }
        if parent.is_some_and(|parent| parent.kind != ChannelKind::Category) {
            return Err(invalid(
                "parent_id",
                "CHANNEL_PARENT_INVALID_TYPE",
                "Not a category",
            ));
        }
        let channels = self.channels_of(server_id);
        if channels
            .iter()
            .filter(|channel| channel.parent_id == Some(parent_id))
            .count()
            >= MAX_CHANNELS_IN_CATEGORY
        {
            let sentence = "Maximum number of channels in category reached (50)";
            return Err(invalid(
                "parent_id",
                "CHANNEL_PARENT_MAX_CHANNELS",
                sentence,
            ));
        }
        Ok(())
    }

    /// Nobody may give what they do not have, unless they are an administrator.
    fn check_overwrites(&self, actor: &Actor, channel: &Channel) -> Result<(), ApiError> {
        let Some(server) = channel.server_id.and_then(|id| self.servers.get(&id)) else {
            return Ok(());
        };
        let own = self.permissions_in_server(server, actor.user_id);
        if own & ADMINISTRATOR != 0 {
            return Ok(());
        }
        let touched = channel
            .overwrites
            .iter()
            .fold(0, |sum, overwrite| sum | overwrite.allow | overwrite.deny);
        if touched & !own != 0 || touched & MANAGE_ROLES != 0 {
            return Err(ApiError::missing_permissions());
        }
        Ok(())
    }
}

fn check_fields(body: &Value, name: &str) -> Result<(), ApiError> {
    let mut form = Form::default();
    if name.is_empty() {
        form.required("name");
    } else {
        form.between("name", name.chars().count(), (1, 100));
    }
    form.at_most("topic", form::text(body, "topic"), MAX_TOPIC);
    if body
        .get("rate_limit_per_user")
        .and_then(form::number)
        .unwrap_or_default()
        > 21_600
    {
        let sentence = "int value should be less than or equal to 21600.";
        form.refuse("rate_limit_per_user", "NUMBER_TYPE_MAX", sentence);
    }
    form.finish()
}

fn change_details(channel: &mut Channel, body: &Value) {
    fields::set_optional_text(&mut channel.topic, body, "topic");
    fields::set_number(&mut channel.position, body, "position");
    fields::set_flag(&mut channel.nsfw, body, "nsfw");
    fields::set_number(&mut channel.slowmode, body, "rate_limit_per_user");
    if body.get("permission_overwrites").is_some() {
        let list = form::list(body, "permission_overwrites");
        channel.overwrites = list.iter().filter_map(Overwrite::from_json).collect();
    }
}

/// Text channels are written in small letters with dashes, as Discord rewrites them.
fn channel_name(kind: ChannelKind, name: &str) -> String {
    if matches!(kind, ChannelKind::Category | ChannelKind::Voice) {
        return name.trim().to_owned();
    }
    let kept = name.trim().to_lowercase();
    let dashed: String = kept
        .chars()
        .map(|letter| if letter.is_whitespace() { '-' } else { letter })
        .filter(|letter| !letter.is_ascii_punctuation() || matches!(letter, '-' | '_'))
        .collect();
    let mut name = String::new();
    for letter in dashed.chars() {
        if !(letter == '-' && name.ends_with('-')) {
            name.push(letter);
        }
    }
    name
}
