//! Servers, which the API calls guilds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::audit::AuditEntry;
use super::ban::Ban;
use super::channel::{ChannelKind, Overwrite};
use super::event::Audience;
use super::member::Member;
use super::permission::{ALL, EVERYONE_DEFAULT};
use super::role::Role;
use super::sticker::Sticker;
use super::{World, timestamp};
use crate::api_error::ApiError;
use crate::snowflake::Snowflake;

/// A server with everything in it except its channels.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Server {
    /// Its id.
    pub id: Snowflake,
    /// Its name.
    pub name: String,
    /// Who owns it.
    pub owner_id: Snowflake,
    /// How far it is boosted: 0 to 3, which raises the upload limit.
    pub premium_tier: u8,
    /// Its roles, @everyone included.
    pub roles: BTreeMap<Snowflake, Role>,
    /// Its members.
    pub members: BTreeMap<Snowflake, Member>,
    /// Who is banned.
    pub bans: BTreeMap<Snowflake, Ban>,
    /// Its own stickers.
    pub stickers: BTreeMap<Snowflake, Sticker>,
    /// What was done by whom, newest last.
    pub audit_log: Vec<AuditEntry>,
}

impl Server {
    /// The largest file that may be uploaded here.
    pub fn upload_limit(&self) -> u64 {
        const MEBIBYTE: u64 = 1 << 20;
        match self.premium_tier {
            0 | 1 => 10 * MEBIBYTE,
            2 => 50 * MEBIBYTE,
            _ => 100 * MEBIBYTE,
        }
    }

    /// The server as REST sends it.
    pub fn to_json(&self) -> Value {
        let roles: Vec<Value> = self.roles.values().map(Role::to_json).collect();
        let stickers: Vec<Value> = self.stickers.values().map(Sticker::to_json).collect();
        json!({
            "id": self.id, "name": self.name, "owner_id": self.owner_id, "roles": roles, "stickers": stickers,
            "icon": null, "description": null, "home_header": null, "splash": null, "discovery_splash": null,
            "features": [], "banner": null, "application_id": null, "region": "deprecated",
            "afk_channel_id": null, "afk_timeout": 300, "system_channel_id": null, "system_channel_flags": 0,
            "widget_enabled": false, "widget_channel_id": null, "verification_level": 0,
            "default_message_notifications": 0, "mfa_level": 0, "explicit_content_filter": 0,
            "max_presences": null, "max_members": 500_000, "max_stage_video_channel_users": 50,
            "max_video_channel_users": 25, "vanity_url_code": null, "premium_tier": self.premium_tier,
            "premium_subscription_count": 0, "preferred_locale": "en-US", "rules_channel_id": null,
            "safety_alerts_channel_id": null, "public_updates_channel_id": null,
            "premium_progress_bar_enabled": false, "nsfw": false, "nsfw_level": 0, "emojis": [],
            "incidents_data": null,
        })
    }
}

impl World {
    /// Makes a server with one text channel, `general`.
    pub fn create_server(
        &mut self,
        name: &str,
        owner_id: Snowflake,
    ) -> Result<Snowflake, ApiError> {
        self.user(owner_id)?;
        let id = self.next_snowflake();
        let everyone = Role {
            id,
            name: "@everyone".to_owned(),
            permissions: EVERYONE_DEFAULT,
            ..Role::default()
        };
        let server = Server {
            id,
            name: name.to_owned(),
            owner_id,
            roles: BTreeMap::from([(id, everyone)]),
            ..Server::default()
        };
        self.servers.insert(id, server);
        self.join(id, owner_id)?;
        self.create_channel(&owner_id.into(), id, &json!({"name": "general"}))?;
        Ok(id)
    }

    /// Invites an application's bot; like Discord, it brings a role of its own with these permissions.
    pub fn add_bot(
        &mut self,
        server_id: Snowflake,
        bot_id: Snowflake,
        permissions: u64,
    ) -> Result<(), ApiError> {
        let role_id = self.next_snowflake();
        let name = self.user(bot_id)?.username.clone();
        let server = self
            .servers
            .get_mut(&server_id)
            .ok_or_else(ApiError::unknown_server)?;
        let position = server
            .roles
            .values()
            .map(|role| role.position)
            .max()
            .unwrap_or_default()
            + 1;
        let role = Role {
            id: role_id,
            name,
            permissions: permissions & ALL,
            position,
            bot_id: Some(bot_id),
            ..Role::default()
        };
        server.roles.insert(role_id, role.clone());
        // The bot hears of the server first and of what changes in it afterwards; the data is taken when it is told.
        self.announce(
            "GUILD_CREATE",
            json!({"id": server_id}),
            Audience::User(bot_id),
        );
        self.announce_in_server(
            server_id,
            "GUILD_ROLE_CREATE",
            json!({"role": role.to_json()}),
        );
        self.join(server_id, bot_id)?;
        self.member_mut(server_id, bot_id)?.roles.push(role_id);
        self.announce_member(server_id, bot_id, "GUILD_MEMBER_UPDATE");
        Ok(())
    }

    /// The server as the gateway sends it: with channels and the members this session gets.
    pub fn server_create_json(
        &self,
        server: &Server,
        bot_id: Snowflake,
        members: Vec<Value>,
    ) -> Value {
        let mut json = server.to_json();
        let channels = self.channels_of(server.id);
        let channels: Vec<Value> = channels
            .into_iter()
            .map(|channel| self.channel_json(channel))
            .collect();
        let joined_at = server
            .members
            .get(&bot_id)
            .map(|member| timestamp(member.joined_at));
        json["joined_at"] = json!(joined_at);
        json["large"] = (server.members.len() > 250).into();
        json["unavailable"] = false.into();
        json["member_count"] = server.members.len().into();
        json["members"] = members.into();
        json["channels"] = channels.into();
        for empty in [
            "threads",
            "presences",
            "voice_states",
            "stage_instances",
            "guild_scheduled_events",
            "soundboard_sounds",
        ] {
            json[empty] = json!([]);
        }
        json
    }

    /// Makes a text channel, or a category when there is no other kind wanted, that only these overwrites open.
    pub fn channel_body(name: &str, kind: ChannelKind, overwrites: &[Overwrite]) -> Value {
        let overwrites: Vec<Value> = overwrites.iter().map(Overwrite::to_json).collect();
        json!({"name": name, "type": kind.number(), "permission_overwrites": overwrites})
    }
}
