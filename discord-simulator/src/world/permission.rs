//! Permission bits and how Discord computes them: base, roles, overwrites.

use super::World;
use super::channel::{Channel, OverwriteKind};
use super::server::Server;
use crate::api_error::ApiError;
use crate::snowflake::Snowflake;

/// One permission, or several at once.
pub type Permissions = u64;

/// KICK_MEMBERS.
pub const KICK_MEMBERS: Permissions = 1 << 1;
/// BAN_MEMBERS.
pub const BAN_MEMBERS: Permissions = 1 << 2;
/// ADMINISTRATOR.
pub const ADMINISTRATOR: Permissions = 1 << 3;
/// MANAGE_CHANNELS.
pub const MANAGE_CHANNELS: Permissions = 1 << 4;
/// MANAGE_GUILD.
pub const MANAGE_SERVER: Permissions = 1 << 5;
/// ADD_REACTIONS.
pub const ADD_REACTIONS: Permissions = 1 << 6;
/// VIEW_AUDIT_LOG.
pub const VIEW_AUDIT_LOG: Permissions = 1 << 7;
/// VIEW_CHANNEL.
pub const VIEW_CHANNEL: Permissions = 1 << 10;
/// SEND_MESSAGES.
pub const SEND_MESSAGES: Permissions = 1 << 11;
/// SEND_TTS_MESSAGES.
pub const SEND_TTS_MESSAGES: Permissions = 1 << 12;
/// MANAGE_MESSAGES.
pub const MANAGE_MESSAGES: Permissions = 1 << 13;
/// EMBED_LINKS.
pub const EMBED_LINKS: Permissions = 1 << 14;
/// ATTACH_FILES.
pub const ATTACH_FILES: Permissions = 1 << 15;
/// READ_MESSAGE_HISTORY.
pub const READ_MESSAGE_HISTORY: Permissions = 1 << 16;
/// MENTION_EVERYONE.
pub const MENTION_EVERYONE: Permissions = 1 << 17;
/// CHANGE_NICKNAME.
pub const CHANGE_NICKNAME: Permissions = 1 << 26;
/// MANAGE_NICKNAMES.
pub const MANAGE_NICKNAMES: Permissions = 1 << 27;
/// MANAGE_ROLES.
pub const MANAGE_ROLES: Permissions = 1 << 28;
/// USE_APPLICATION_COMMANDS.
pub const USE_COMMANDS: Permissions = 1 << 31;
/// MODERATE_MEMBERS.
pub const MODERATE_MEMBERS: Permissions = 1 << 40;
/// Every bit that Discord has given a meaning.
pub const ALL: Permissions = (1 << 53) - 1;
/// What @everyone may do in a new server.
pub const EVERYONE_DEFAULT: Permissions =
    1_071_698_660_929 | VIEW_CHANNEL | SEND_MESSAGES | USE_COMMANDS;
/// What everybody may do in direct messages.
pub const IN_DIRECT_MESSAGES: Permissions = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | ADD_REACTIONS
    | MENTION_EVERYONE
    | USE_COMMANDS;

impl World {
    /// What a member may do in a server, before the overwrites of a channel.
    pub fn permissions_in_server(&self, server: &Server, user_id: Snowflake) -> Permissions {
        let Some(member) = server.members.get(&user_id) else {
            return 0;
        };
        if server.owner_id == user_id {
            return ALL;
        }
        let everyone = server
            .roles
            .get(&server.id)
            .map_or(0, |role| role.permissions);
        let roles = member.roles.iter().filter_map(|id| server.roles.get(id));
        let permissions = roles.fold(everyone, |sum, role| sum | role.permissions);
        if permissions & ADMINISTRATOR != 0 {
            ALL
        } else {
            permissions
        }
    }

    /// What a user may do in a channel.
    pub fn permissions_in(&self, channel: &Channel, user_id: Snowflake) -> Permissions {
        let Some(server_id) = channel.server_id else {
            let is_here = channel.recipients.contains(&user_id);
            return if is_here { IN_DIRECT_MESSAGES } else { 0 };
        };
        let Some(server) = self.servers.get(&server_id) else {
            return 0;
        };
        let base = self.permissions_in_server(server, user_id);
        if base & ADMINISTRATOR != 0 {
            return ALL;
        }
        let permissions = with_overwrites(base, channel, server, user_id);
        if permissions & VIEW_CHANNEL == 0 {
            return 0;
        }
        if permissions & SEND_MESSAGES == 0 {
            return permissions
                & !(MENTION_EVERYONE | SEND_TTS_MESSAGES | ATTACH_FILES | EMBED_LINKS);
        }
        permissions
    }

    /// Whether a user can see a channel.
    pub fn can_see(&self, channel: &Channel, user_id: Snowflake) -> bool {
        self.permissions_in(channel, user_id) & VIEW_CHANNEL != 0
    }

    /// The channel, if the user may see it and do these things there.
    pub fn require(
        &self,
        user_id: Snowflake,
        channel_id: Snowflake,
        needed: Permissions,
    ) -> Result<&Channel, ApiError> {
        let channel = self
            .channels
            .get(&channel_id)
            .ok_or_else(ApiError::unknown_channel)?;
        let permissions = self.permissions_in(channel, user_id);
        if permissions & VIEW_CHANNEL == 0 {
            return Err(ApiError::missing_access());
        }
        if permissions & needed != needed {
            return Err(ApiError::missing_permissions());
        }
        Ok(channel)
    }

    /// The server, if the user is in it and may do these things there.
    pub fn require_in_server(
        &self,
        user_id: Snowflake,
        server_id: Snowflake,
        needed: Permissions,
    ) -> Result<&Server, ApiError> {
        let server = self
            .servers
            .get(&server_id)
            .ok_or_else(ApiError::unknown_server)?;
        if !server.members.contains_key(&user_id) {
            return Err(ApiError::missing_access());
        }
        if self.permissions_in_server(server, user_id) & needed != needed {
            return Err(ApiError::missing_permissions());
        }
        Ok(server)
    }
}

/// Applies a channel's overwrites in Discord's order: everyone, all roles together, the member.
fn with_overwrites(
    base: Permissions,
    channel: &Channel,
    server: &Server,
    user_id: Snowflake,
) -> Permissions {
    let roles = server
        .members
        .get(&user_id)
        .map(|member| member.roles.as_slice())
        .unwrap_or_default();
    let mut permissions = base;
    let (mut role_allow, mut role_deny) = (0, 0);
    let (mut own_allow, mut own_deny) = (0, 0);
    for overwrite in &channel.overwrites {
        match overwrite.kind {
            OverwriteKind::Role if overwrite.id == server.id => {
                permissions = permissions & !overwrite.deny | overwrite.allow;
            }
            OverwriteKind::Role if roles.contains(&overwrite.id) => {
                role_allow |= overwrite.allow;
                role_deny |= overwrite.deny;
            }
            OverwriteKind::Member if overwrite.id == user_id => {
                own_allow |= overwrite.allow;
                own_deny |= overwrite.deny;
            }
            OverwriteKind::Role | OverwriteKind::Member => {}
        }
    }
    permissions = permissions & !role_deny | role_allow;
    permissions & !own_deny | own_allow
}
