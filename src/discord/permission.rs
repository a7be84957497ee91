//! What Discord lets the bot do in a server and its channels.
//!
//! <https://docs.discord.com/developers/topics/permissions>

use crate::discord::channels::Channel;
use crate::discord::overwrites::Holder;
use crate::discord::server::WholeServer;
use crate::ids::{RoleId, ServerId, UserId};

/// Something that the bot has to be allowed to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BotPermission {
    /// See channels.
    ViewChannels,
    /// Create, change and remove channels.
    ManageChannels,
    /// Write messages.
    SendMessages,
    /// Remove messages of others.
    ManageMessages,
    /// Write messages with embeds.
    EmbedLinks,
    /// Send files.
    AttachFiles,
    /// Read what was written before.
    ReadMessageHistory,
}

/// Whoever has this may do everything, whatever a channel says.
pub(super) const ADMINISTRATOR: u64 = 1 << 3;
/// Changing for whom a channel is takes this.
const MANAGE_ROLES: u64 = 1 << 28;

impl BotPermission {
    /// Everything that the bot needs in the staff server.
    pub const NEEDED: [Self; 7] = [
        Self::ViewChannels,
        Self::ManageChannels,
        Self::SendMessages,
        Self::ManageMessages,
        Self::EmbedLinks,
        Self::AttachFiles,
        Self::ReadMessageHistory,
    ];

    /// What it takes to post in a channel that belongs to no ticket.
    pub const TO_POST: [Self; 3] = [Self::ViewChannels, Self::SendMessages, Self::EmbedLinks];

    /// Discord's bit for it.
    pub fn bit(self) -> u64 {
        match self {
            Self::ViewChannels => 1 << 10,
            Self::ManageChannels => 1 << 4,
            Self::SendMessages => 1 << 11,
            Self::ManageMessages => 1 << 13,
            Self::EmbedLinks => 1 << 14,
            Self::AttachFiles => 1 << 15,
            Self::ReadMessageHistory => 1 << 16,
        }
    }

    /// The bits that an invitation asks for: everything that is needed, and what it takes to change for whom a ticket's channel is.
    pub fn all_bits() -> u64 {
        Self::NEEDED
            .into_iter()
            .fold(MANAGE_ROLES, |bits, one| bits | one.bit())
    }

    /// What is needed and not held.
    pub fn missing(held: u64) -> Vec<Self> {
        let needed = Self::NEEDED.into_iter();
        needed
            .filter(|one| held & (one.bit() | ADMINISTRATOR) == 0)
            .collect()
    }
}

/// Somebody in a server, or everybody there.
#[derive(Debug, Clone)]
pub struct Occupant<'a> {
    server: &'a WholeServer,
    /// Nobody has the id 0.
    user: UserId,
    roles: Vec<RoleId>,
}

impl<'a> Occupant<'a> {
    /// A member of the server, with these roles.
    pub fn member(server: &'a WholeServer, user: UserId, roles: Vec<RoleId>) -> Self {
        Self {
            server,
            user,
            roles,
        }
    }

    /// Whoever is in the server, without any role.
    pub fn everyone(server: &'a WholeServer) -> Self {
        Self::member(server, UserId(0), Vec::new())
    }

    /// Whether everybody in a server may look into one of its channels.
    pub fn everyone_sees(server: &'a WholeServer, channel: &Channel) -> bool {
        Self::everyone(server).may_in(channel, BotPermission::ViewChannels)
    }

    /// The server.
    pub fn server(&self) -> &'a WholeServer {
        self.server
    }

    /// Whether they may do this in a channel.
    pub fn may_in(&self, channel: &Channel, permission: BotPermission) -> bool {
        let held = self.in_channel(channel);
        held & (permission.bit() | ADMINISTRATOR) != 0
    }

    /// What the bot needs and they may not do in the server.
    pub fn lacks(&self) -> Vec<BotPermission> {
        BotPermission::missing(self.in_server())
    }

    /// Those of `needed` that they may do in the server, and that the overwrites of a channel take from them.
    pub fn loses_in(&self, channel: &Channel, needed: &[BotPermission]) -> Vec<BotPermission> {
        let held = self.in_server();
        let needed = needed.iter().copied();
        needed
            .filter(|one| held & (one.bit() | ADMINISTRATOR) != 0)
            .filter(|&one| !self.may_in(channel, one))
            .collect()
    }

    /// Whether they may change for whom a channel is.
    pub fn may_manage_roles(&self) -> bool {
        self.in_server() & (MANAGE_ROLES | ADMINISTRATOR) != 0
    }

    /// What they may do before a channel says otherwise. The owner may do what an administrator may.
    fn in_server(&self) -> u64 {
        if self.user.0 == self.server.owner_id {
            return ADMINISTRATOR;
        }
        let held = self.server.roles.iter().filter(|role| {
            role.id == self.server.id || self.roles.iter().any(|held| held.0 == role.id)
        });
        held.fold(0, |sum, role| sum | role.permissions)
    }

    fn in_channel(&self, channel: &Channel) -> u64 {
        channel.permissions_of(Holder {
            server: ServerId(self.server.id),
            user: self.user,
            roles: &self.roles,
            permissions: self.in_server(),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const SERVER: i64 = 10;
    const ROLE: i64 = 20;
    const RULERS: i64 = 21;
    const BOT: UserId = UserId(30);
    const OWNER: UserId = UserId(99);

    /// A server in which everybody may see, and who holds the bot's role may write.
    fn server() -> WholeServer {
        let (view, send) = (
            BotPermission::ViewChannels.bit(),
            BotPermission::SendMessages.bit(),
        );
        let role = |id: i64, bits: u64| json!({ "id": id.to_string(), "name": "", "position": 0, "permissions": bits.to_string() });
        let server = json!({
            "id": SERVER.to_string(), "name": "Staff", "owner_id": OWNER.to_string(),
            "roles": [role(SERVER, view), role(ROLE, send), role(RULERS, ADMINISTRATOR)],
        });
        serde_json::from_value(server).unwrap()
    }

    /// A channel that takes seeing from everybody and writing from the bot's role.
    fn closed() -> Channel {
        let overwrite = |id: i64, permission: BotPermission| -> Value {
            json!({ "id": id.to_string(), "type": 0, "allow": "0", "deny": permission.bit().to_string() })
        };
        let channel = json!({ "id": "5", "type": 4, "permission_overwrites": [
            overwrite(SERVER, BotPermission::ViewChannels), overwrite(ROLE, BotPermission::SendMessages),
        ] });
        serde_json::from_value(channel).unwrap()
    }

    #[test]
    fn what_a_channel_takes_is_told_from_what_nobody_gave() {
        let server = server();
        let bot = Occupant::member(&server, BOT, vec![RoleId(ROLE)]);
        let both = [BotPermission::ViewChannels, BotPermission::SendMessages];
        assert_eq!(bot.loses_in(&closed(), &BotPermission::NEEDED), both);
        assert_eq!(bot.lacks().len(), BotPermission::NEEDED.len() - 2);
        let everyone = Occupant::everyone(&server);
        assert!(!everyone.may_in(&closed(), BotPermission::ViewChannels));
        assert!(!bot.may_manage_roles());
    }

    #[test]
    fn administrators_and_the_owner_may_do_everything_everywhere() {
        let server = server();
        for occupant in [
            Occupant::member(&server, BOT, vec![RoleId(RULERS)]),
            Occupant::member(&server, OWNER, Vec::new()),
        ] {
            assert!(occupant.lacks().is_empty());
            assert!(
                occupant
                    .loses_in(&closed(), &BotPermission::NEEDED)
                    .is_empty()
            );
            assert!(occupant.may_in(&closed(), BotPermission::ManageMessages));
            assert!(occupant.may_manage_roles());
        }
    }
}
