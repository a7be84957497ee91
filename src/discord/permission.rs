//! What somebody may do in a server and in its channels, worked out as Discord does it: what everybody may, what roles add, and what
//! the overwrites of a channel give and take.
//!
//! <https://docs.discord.com/developers/topics/permissions#permission-overwrites>

use serde_json::Value;

use crate::discord::channels::Channel;
use crate::discord::overwrites::{FOR_MEMBER, FOR_ROLE, bits, is_of};
use crate::discord::server::Server;
use crate::ids::{RoleId, UserId};

const ADMINISTRATOR: u64 = 1 << 3;

/// Something that the bot has to be able to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// See that a channel is there, and look into it.
    ViewChannels,
    /// Make, change and remove channels.
    ManageChannels,
    /// Write.
    SendMessages,
    /// Remove what others wrote.
    ManageMessages,
    /// Write with embeds.
    EmbedLinks,
    /// Write with files.
    AttachFiles,
    /// Read what was written before.
    ReadMessageHistory,
    /// Change who may look into a channel that is there already.
    ManageRoles,
}

/// Somebody in a server, or everybody there.
#[derive(Debug, Clone)]
pub struct Holder<'a> {
    server: &'a Server,
    user: Option<UserId>,
    roles: Vec<RoleId>,
}

impl Permission {
    /// What the desk cannot do without.
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

    /// Its bit: <https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags>.
    pub fn bit(self) -> u64 {
        match self {
            Self::ManageChannels => 1 << 4,
            Self::ViewChannels => 1 << 10,
            Self::SendMessages => 1 << 11,
            Self::ManageMessages => 1 << 13,
            Self::EmbedLinks => 1 << 14,
            Self::AttachFiles => 1 << 15,
            Self::ReadMessageHistory => 1 << 16,
            Self::ManageRoles => 1 << 28,
        }
    }
}

impl<'a> Holder<'a> {
    /// A member of the server.
    pub fn member(server: &'a Server, user: UserId, roles: Vec<RoleId>) -> Self {
        Self {
            server,
            user: Some(user),
            roles,
        }
    }

    /// Whoever is in the server, without any role.
    pub fn everyone(server: &'a Server) -> Self {
        Self {
            server,
            user: None,
            roles: Vec::new(),
        }
    }

    /// The server.
    pub fn server(&self) -> &Server {
        self.server
    }

    /// Whether they may do this in the server, before any channel has a say.
    pub fn may(&self, permission: Permission) -> bool {
        self.base() & permission.bit() != 0
    }

    /// Whether they may do this in a channel.
    pub fn may_in(&self, channel: &Channel, permission: Permission) -> bool {
        self.in_channel(channel.overwrites()) & permission.bit() != 0
    }

    /// Those of `needed` that they have nowhere.
    pub fn lacks(&self, needed: &[Permission]) -> Vec<Permission> {
        let needed = needed.iter().copied();
        needed.filter(|&one| !self.may(one)).collect()
    }

    /// Those of `needed` that they have in the server, and that the overwrites of a channel take from them.
    pub fn loses_in(&self, channel: &Channel, needed: &[Permission]) -> Vec<Permission> {
        let needed = needed.iter().copied();
        needed
            .filter(|&one| self.may(one) && !self.may_in(channel, one))
            .collect()
    }

    fn base(&self) -> u64 {
        let is_owner = self.user.is_some_and(|user| user.0 == self.server.owner_id);
        if is_owner {
            return u64::MAX;
        }
        let held = self.server.roles.iter().filter(|role| {
            role.id == self.server.id || self.roles.iter().any(|held| held.0 == role.id)
        });
        let base = held.fold(0, |sum, role| sum | role.permissions);
        if base & ADMINISTRATOR != 0 {
            return u64::MAX;
        }
        base
    }

    /// Everybody first, then all roles together, then the member.
    fn in_channel(&self, overwrites: &Value) -> u64 {
        let mut held = self.base();
        if held & ADMINISTRATOR != 0 {
            return held;
        }
        let overwrites = overwrites.as_array().map(Vec::as_slice).unwrap_or_default();
        let of = |whom: (u64, i64)| {
            let meant = overwrites.iter().filter(move |one| is_of(one, whom));
            meant.fold((0, 0), |(allow, deny), one| {
                (allow | bits(one, "allow"), deny | bits(one, "deny"))
            })
        };
        let everyone = of((FOR_ROLE, self.server.id));
        let roles = self.roles.iter().map(|role| of((FOR_ROLE, role.0)));
        let roles = roles.fold((0, 0), |sum, one| (sum.0 | one.0, sum.1 | one.1));
        let own = self.user.map_or((0, 0), |user| of((FOR_MEMBER, user.0)));
        for (allow, deny) in [everyone, roles, own] {
            held = held & !deny | allow;
        }
        held
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SERVER: i64 = 10;
    const ROLE: i64 = 20;
    const OTHER: i64 = 21;
    const BOT: UserId = UserId(30);
    const VIEW: u64 = 1 << 10;
    const SEND: u64 = 1 << 11;

    /// A server in which everybody may do this, and who holds the bot's role may do that.
    fn server(everyone: u64, bots: u64) -> Server {
        let role = |id: i64, permissions: u64| json!({ "id": id.to_string(), "name": "", "position": 0, "permissions": permissions.to_string() });
        serde_json::from_value(json!({
            "id": SERVER.to_string(), "name": "Staff", "owner_id": "99",
            "roles": [role(SERVER, everyone), role(ROLE, bots), role(OTHER, ADMINISTRATOR)],
        }))
        .unwrap()
    }

    fn overwrite(id: i64, kind: u64, (allow, deny): (u64, u64)) -> Value {
        json!({ "id": id.to_string(), "type": kind, "allow": allow.to_string(), "deny": deny.to_string() })
    }

    #[test]
    fn overwrites_have_their_say_in_discords_order() {
        let (everyone, role, own) = (
            |rule| overwrite(SERVER, FOR_ROLE, rule),
            |rule| overwrite(ROLE, FOR_ROLE, rule),
            |rule| overwrite(BOT.0, FOR_MEMBER, rule),
        );
        let cases = [
            (vec![], true, true),
            (vec![everyone((0, VIEW))], false, true),
            (vec![role((VIEW, 0)), everyone((0, VIEW))], true, true),
            (vec![role((0, SEND)), everyone((SEND, 0))], true, false),
            (vec![own((SEND, 0)), role((0, SEND))], true, true),
            (vec![own((0, VIEW)), role((VIEW, 0))], false, true),
            (vec![overwrite(OTHER, FOR_ROLE, (0, VIEW))], true, true),
        ];
        let server = server(VIEW, SEND);
        let bot = Holder::member(&server, BOT, vec![RoleId(ROLE)]);
        for (overwrites, sees, writes) in cases {
            let held = bot.in_channel(&Value::Array(overwrites.clone()));
            assert_eq!(held & VIEW != 0, sees, "{overwrites:?}");
            assert_eq!(held & SEND != 0, writes, "{overwrites:?}");
        }
    }

    #[test]
    fn administrators_and_the_owner_may_do_everything_everywhere() {
        let server = server(0, 0);
        let closed = json!([overwrite(SERVER, FOR_ROLE, (0, VIEW))]);
        for holder in [
            Holder::member(&server, BOT, vec![RoleId(OTHER)]),
            Holder::member(&server, UserId(99), Vec::new()),
        ] {
            assert!(holder.lacks(&Permission::NEEDED).is_empty());
            assert!(holder.in_channel(&closed) & VIEW != 0);
        }
        let everyone = Holder::everyone(&server);
        assert_eq!(everyone.lacks(&Permission::NEEDED), Permission::NEEDED);
    }
}
