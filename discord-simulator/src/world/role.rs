//! Roles and their hierarchy.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::audit::Act;
use super::permission::{ALL, MANAGE_ROLES, Permissions};
use super::server::Server;
use super::{Actor, World, fields};
use crate::api_error::ApiError;
use crate::form;
use crate::snowflake::Snowflake;

/// A server has at most this many roles.
const MAX_ROLES: usize = 250;

/// A role of a server.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Role {
    /// Its id; the server's own id for @everyone.
    pub id: Snowflake,
    /// Its name.
    pub name: String,
    /// What its holders may do.
    pub permissions: Permissions,
    /// Its height; 0 is @everyone.
    pub position: u64,
    /// Its colour; 0 for none.
    pub color: u64,
    /// Whether its holders are listed apart.
    pub hoist: bool,
    /// Whether everybody may mention it.
    pub mentionable: bool,
    /// The bot it belongs to; such a role cannot be given.
    pub bot_id: Option<Snowflake>,
}

impl Role {
    /// The role as Discord sends it.
    pub fn to_json(&self) -> Value {
        let mut json = json!({
            "id": self.id, "name": self.name, "description": null, "permissions": self.permissions.to_string(),
            "position": self.position, "color": self.color,
            "colors": {"primary_color": self.color, "secondary_color": null, "tertiary_color": null},
            "hoist": self.hoist, "managed": self.bot_id.is_some(), "mentionable": self.mentionable,
            "icon": null, "unicode_emoji": null, "flags": 0,
        });
        if let Some(bot_id) = self.bot_id {
            json["tags"] = json!({"bot_id": bot_id});
        }
        json
    }

    fn change(&mut self, body: &Value) {
        fields::set_text(&mut self.name, body, "name");
        fields::set_number(&mut self.permissions, body, "permissions");
        fields::set_number(&mut self.color, body, "color");
        fields::set_flag(&mut self.hoist, body, "hoist");
        fields::set_flag(&mut self.mentionable, body, "mentionable");
    }
}

impl Server {
    /// The height of a member's highest role; the owner stands above all.
    pub fn rank(&self, user_id: Snowflake) -> u64 {
        if self.owner_id == user_id {
            return u64::MAX;
        }
        let roles = self
            .members
            .get(&user_id)
            .map(|member| member.roles.as_slice())
            .unwrap_or_default();
        roles
            .iter()
            .filter_map(|id| self.roles.get(id))
            .map(|role| role.position)
            .max()
            .unwrap_or_default()
    }
}

impl World {
    /// Makes a role at the bottom, above @everyone.
    pub fn create_role(
        &mut self,
        actor: &Actor,
        server_id: Snowflake,
        body: &Value,
    ) -> Result<Role, ApiError> {
        let server = self.require_in_server(actor.user_id, server_id, MANAGE_ROLES)?;
        if server.roles.len() >= MAX_ROLES {
            return Err(ApiError::too_many_roles());
        }
        let wanted = body.get("permissions").and_then(form::number);
        if wanted.unwrap_or_default() & !self.permissions_in_server(server, actor.user_id) & ALL
            != 0
        {
            return Err(ApiError::missing_permissions());
        }
        let everyone = server
            .roles
            .get(&server_id)
            .map_or(0, |role| role.permissions);
        let mut role = Role {
            id: self.next_snowflake(),
            name: "new role".to_owned(),
            permissions: wanted.unwrap_or(everyone),
            position: 1,
            ..Role::default()
        };
        role.change(body);
        let server = self
            .servers
            .get_mut(&server_id)
            .ok_or_else(ApiError::unknown_server)?;
        server
            .roles
            .values_mut()
            .filter(|other| other.position > 0)
            .for_each(|other| other.position += 1);
        server.roles.insert(role.id, role.clone());
        self.announce_in_server(
            server_id,
            "GUILD_ROLE_CREATE",
            json!({"role": role.to_json()}),
        );
        self.audit(server_id, actor, Act::new(30, role.id));
        Ok(role)
    }

    /// Changes a role below the actor's own.
    pub fn change_role(
        &mut self,
        actor: &Actor,
        ids: RoleId,
        body: &Value,
    ) -> Result<Role, ApiError> {
        self.require_above(actor.user_id, ids)?;
        let role = self.role_mut(ids)?;
        role.change(body);
        let role = role.clone();
        self.announce_in_server(
            ids.server_id,
            "GUILD_ROLE_UPDATE",
            json!({"role": role.to_json()}),
        );
        self.audit(ids.server_id, actor, Act::new(31, role.id));
        Ok(role)
    }

    /// Deletes a role and takes it from everybody.
    pub fn delete_role(&mut self, actor: &Actor, ids: RoleId) -> Result<(), ApiError> {
        self.require_above(actor.user_id, ids)?;
        if ids.role_id == ids.server_id || self.role_mut(ids)?.bot_id.is_some() {
            return Err(ApiError::invalid_role());
        }
        let server = self
            .servers
            .get_mut(&ids.server_id)
            .ok_or_else(ApiError::unknown_server)?;
        server.roles.remove(&ids.role_id);
        server
            .members
            .values_mut()
            .for_each(|member| member.roles.retain(|id| *id != ids.role_id));
        self.announce_in_server(
            ids.server_id,
            "GUILD_ROLE_DELETE",
            json!({"role_id": ids.role_id}),
        );
        self.audit(ids.server_id, actor, Act::new(32, ids.role_id));
        Ok(())
    }

    /// Gives a member a role below the actor's own.
    pub fn give_role(
        &mut self,
        actor: &Actor,
        user_id: Snowflake,
        ids: RoleId,
    ) -> Result<(), ApiError> {
        self.change_member_roles(actor, user_id, ids, |roles| {
            if !roles.contains(&ids.role_id) {
                roles.push(ids.role_id);
            }
        })
    }

    /// Takes a role from a member.
    pub fn take_role(
        &mut self,
        actor: &Actor,
        user_id: Snowflake,
        ids: RoleId,
    ) -> Result<(), ApiError> {
        self.change_member_roles(actor, user_id, ids, |roles| {
            roles.retain(|id| *id != ids.role_id)
        })
    }

    fn change_member_roles(
        &mut self,
        actor: &Actor,
        user_id: Snowflake,
        ids: RoleId,
        change: impl FnOnce(&mut Vec<Snowflake>),
    ) -> Result<(), ApiError> {
        self.require_above(actor.user_id, ids)?;
        if ids.role_id == ids.server_id || self.role_mut(ids)?.bot_id.is_some() {
            return Err(ApiError::invalid_role());
        }
        let member = self.member_mut(ids.server_id, user_id)?;
        change(&mut member.roles);
        self.announce_member(ids.server_id, user_id, "GUILD_MEMBER_UPDATE");
        self.audit(ids.server_id, actor, Act::new(25, user_id));
        Ok(())
    }

    /// Refuses whoever may not manage this role.
    fn require_above(&self, user_id: Snowflake, ids: RoleId) -> Result<(), ApiError> {
        let server = self.require_in_server(user_id, ids.server_id, MANAGE_ROLES)?;
        let role = server
            .roles
            .get(&ids.role_id)
            .ok_or_else(ApiError::unknown_role)?;
        if server.rank(user_id) <= role.position {
            return Err(ApiError::missing_permissions());
        }
        Ok(())
    }

    fn role_mut(&mut self, ids: RoleId) -> Result<&mut Role, ApiError> {
        let server = self
            .servers
            .get_mut(&ids.server_id)
            .ok_or_else(ApiError::unknown_server)?;
        server
            .roles
            .get_mut(&ids.role_id)
            .ok_or_else(ApiError::unknown_role)
    }
}

/// A role and the server it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct RoleId {
    /// The server.
    pub server_id: Snowflake,
    /// The role.
    pub role_id: Snowflake,
}
