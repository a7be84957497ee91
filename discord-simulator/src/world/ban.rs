//! Bans.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::audit::Act;
use super::permission::BAN_MEMBERS;
use super::{Actor, World};
use crate::api_error::ApiError;
use crate::snowflake::Snowflake;

/// Why somebody is banned.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Ban {
    /// The reason given.
    pub reason: Option<String>,
}

impl World {
    /// Bans a user, member or not.
    pub fn ban(
        &mut self,
        actor: &Actor,
        server_id: Snowflake,
        user_id: Snowflake,
    ) -> Result<(), ApiError> {
        let server = self.require_in_server(actor.user_id, server_id, BAN_MEMBERS)?;
        if server.rank(actor.user_id) <= server.rank(user_id) {
            return Err(ApiError::missing_permissions());
        }
        self.user(user_id)?;
        let ban = Ban {
            reason: actor.reason.clone(),
        };
        let server = self
            .servers
            .get_mut(&server_id)
            .ok_or_else(ApiError::unknown_server)?;
        server.bans.insert(user_id, ban);
        if server.members.contains_key(&user_id) {
            self.leave(server_id, user_id)?;
        }
        let user = self.user_json(user_id);
        self.announce_in_server(server_id, "GUILD_BAN_ADD", json!({"user": user}));
        self.audit(server_id, actor, Act::new(22, user_id));
        Ok(())
    }

    /// Lifts a ban.
    pub fn unban(
        &mut self,
        actor: &Actor,
        server_id: Snowflake,
        user_id: Snowflake,
    ) -> Result<(), ApiError> {
        self.require_in_server(actor.user_id, server_id, BAN_MEMBERS)?;
        let server = self
            .servers
            .get_mut(&server_id)
            .ok_or_else(ApiError::unknown_server)?;
        server
            .bans
            .remove(&user_id)
            .ok_or_else(ApiError::unknown_ban)?;
        let user = self.user_json(user_id);
        self.announce_in_server(server_id, "GUILD_BAN_REMOVE", json!({"user": user}));
        self.audit(server_id, actor, Act::new(23, user_id));
        Ok(())
    }

    /// A ban as REST sends it.
    pub fn ban_json(&self, user_id: Snowflake, ban: &Ban) -> Value {
        json!({"user": self.user_json(user_id), "reason": ban.reason})
    }
}
