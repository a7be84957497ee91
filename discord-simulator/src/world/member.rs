//! Membership: who is in a server, since when, under which name, with which roles.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::audit::Act;
use super::event::Audience;
use super::permission::{
    CHANGE_NICKNAME, KICK_MEMBERS, MANAGE_NICKNAMES, MANAGE_ROLES, MODERATE_MEMBERS,
};
use super::role::RoleId;
use super::{Actor, World, timestamp};
use crate::api_error::ApiError;
use crate::form;
use crate::snowflake::Snowflake;

/// A user in a server.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Member {
    /// The name in this server.
    pub nick: Option<String>,
    /// The roles, @everyone not included.
    pub roles: Vec<Snowflake>,
    /// Since when.
    pub joined_at: DateTime<Utc>,
    /// Until when they may not speak.
    pub timed_out_until: Option<DateTime<Utc>>,
}

impl Member {
    /// The member without the user, as messages carry it.
    pub fn to_partial_json(&self) -> Value {
        json!({
            "avatar": null, "banner": null, "communication_disabled_until": self.timed_out_until.map(timestamp),
            "flags": 0, "joined_at": timestamp(self.joined_at), "nick": self.nick, "pending": false,
            "premium_since": null, "roles": self.roles, "mute": false, "deaf": false,
        })
    }
}

impl World {
    /// Lets a user into a server.
    pub fn join(&mut self, server_id: Snowflake, user_id: Snowflake) -> Result<(), ApiError> {
        self.user(user_id)?;
        let joined_at = self.now();
        let server = self
            .servers
            .get_mut(&server_id)
            .ok_or_else(ApiError::unknown_server)?;
        if server.bans.contains_key(&user_id) {
            return Err(ApiError::user_is_banned());
        }
        if server.members.contains_key(&user_id) {
            return Ok(());
        }
        let member = Member {
            joined_at,
            ..Member::default()
        };
        server.members.insert(user_id, member);
        self.announce_member(server_id, user_id, "GUILD_MEMBER_ADD");
        Ok(())
    }

    /// A user leaves a server, by will or by force.
    pub fn leave(&mut self, server_id: Snowflake, user_id: Snowflake) -> Result<(), ApiError> {
        let server = self
            .servers
            .get_mut(&server_id)
            .ok_or_else(ApiError::unknown_server)?;
        server
            .members
            .remove(&user_id)
            .ok_or_else(ApiError::unknown_member)?;
        server.roles.retain(|_, role| role.bot_id != Some(user_id));
        let user = self.user_json(user_id);
        self.announce_in_server(server_id, "GUILD_MEMBER_REMOVE", json!({"user": user}));
        self.announce(
            "GUILD_DELETE",
            json!({"id": server_id}),
            Audience::User(user_id),
        );
        Ok(())
    }

    /// Throws a member out.
    pub fn kick(
        &mut self,
        actor: &Actor,
        server_id: Snowflake,
        user_id: Snowflake,
    ) -> Result<(), ApiError> {
        let server = self.require_in_server(actor.user_id, server_id, KICK_MEMBERS)?;
        if !server.members.contains_key(&user_id) {
            return Err(ApiError::unknown_member());
        }
        if server.rank(actor.user_id) <= server.rank(user_id) {
            return Err(ApiError::missing_permissions());
        }
        self.leave(server_id, user_id)?;
        self.audit(server_id, actor, Act::new(20, user_id));
        Ok(())
    }

    /// Changes nickname, roles and timeout as the body asks.
    pub fn change_member(
        &mut self,
        actor: &Actor,
        server_id: Snowflake,
        user_id: Snowflake,
        body: &Value,
    ) -> Result<Value, ApiError> {
        let server =
            self.require_in_server(actor.user_id, server_id, needed_for(actor, user_id, body))?;
        let member = server
            .members
            .get(&user_id)
            .ok_or_else(ApiError::unknown_member)?;
        if actor.user_id != user_id && server.rank(actor.user_id) <= server.rank(user_id) {
            return Err(ApiError::missing_permissions());
        }
        let before = member.roles.clone();
        if body.get("roles").is_some_and(Value::is_array) {
            let after = form::snowflakes(body, "roles")?;
            let added = after.iter().filter(|id| !before.contains(id));
            let taken = before.iter().filter(|id| !after.contains(id));
            for role_id in added.copied().collect::<Vec<_>>() {
                self.give_role(actor, user_id, RoleId { server_id, role_id })?;
            }
            for role_id in taken.copied().collect::<Vec<_>>() {
                self.take_role(actor, user_id, RoleId { server_id, role_id })?;
            }
        }
        let member = self.member_mut(server_id, user_id)?;
        super::fields::set_optional_text(&mut member.nick, body, "nick");
        if let Some(until) = body.get("communication_disabled_until") {
            member.timed_out_until = until.as_str().and_then(|text| text.parse().ok());
        }
        self.announce_member(server_id, user_id, "GUILD_MEMBER_UPDATE");
        self.audit(server_id, actor, Act::new(24, user_id));
        self.member_json(server_id, user_id)
    }

    /// The member as REST sends it.
    pub fn member_json(&self, server_id: Snowflake, user_id: Snowflake) -> Result<Value, ApiError> {
        let server = self
            .servers
            .get(&server_id)
            .ok_or_else(ApiError::unknown_server)?;
        let member = server
            .members
            .get(&user_id)
            .ok_or_else(ApiError::unknown_member)?;
        let mut json = member.to_partial_json();
        json["user"] = self.user_json(user_id);
        Ok(json)
    }

    pub(super) fn member_mut(
        &mut self,
        server_id: Snowflake,
        user_id: Snowflake,
    ) -> Result<&mut Member, ApiError> {
        let server = self
            .servers
            .get_mut(&server_id)
            .ok_or_else(ApiError::unknown_server)?;
        server
            .members
            .get_mut(&user_id)
            .ok_or_else(ApiError::unknown_member)
    }

    pub(super) fn announce_member(
        &mut self,
        server_id: Snowflake,
        user_id: Snowflake,
        name: &'static str,
    ) {
        if let Ok(member) = self.member_json(server_id, user_id) {
            self.announce_in_server(server_id, name, member);
        }
    }
}

fn needed_for(actor: &Actor, user_id: Snowflake, body: &Value) -> u64 {
    let mut needed = 0;
    if body.get("nick").is_some() {
        let own = actor.user_id == user_id;
        needed |= if own {
            CHANGE_NICKNAME
        } else {
            MANAGE_NICKNAMES
        };
    }
    if body.get("roles").is_some() {
        needed |= MANAGE_ROLES;
    }
    if body.get("communication_disabled_until").is_some() {
        needed |= MODERATE_MEMBERS;
    }
    needed
}
