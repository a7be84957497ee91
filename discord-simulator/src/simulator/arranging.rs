//! Arranging a world: people, applications, servers, roles and channels. What needs permission is done as the server's owner.

use serde_json::{Value, json};

use super::Simulator;
use crate::api_error::ApiError;
use crate::snowflake::Snowflake;
use crate::world::application::Application;
use crate::world::channel::{Channel, ChannelKind, Overwrite, OverwriteKind};
use crate::world::dm::Privacy;
use crate::world::permission::{ADMINISTRATOR, VIEW_CHANNEL};
use crate::world::role::RoleId;
use crate::world::{Actor, World};

impl Simulator {
    /// Registers an application with a bot and all privileged intents.
    pub fn create_application(&self, name: &str) -> Application {
        self.change(|world| world.create_application(name))
    }

    /// Changes an application, as its owner does in the developer portal.
    pub fn change_application(
        &self,
        bot: &Application,
        change: impl FnOnce(&mut Application),
    ) -> Result<(), ApiError> {
        self.change(|world| {
            let application = world.applications.get_mut(&bot.id);
            change(application.ok_or_else(ApiError::unknown_application)?);
            Ok(())
        })
    }

    /// Makes a person.
    pub fn create_user(&self, name: &str) -> Snowflake {
        self.change(|world| world.create_user(name))
    }

    /// Makes a server with one text channel.
    pub fn create_server(&self, name: &str, owner: Snowflake) -> Result<Snowflake, ApiError> {
        self.change(|world| world.create_server(name, owner))
    }

    /// Adds a bot to a server as an administrator.
    pub fn invite_bot(&self, server: Snowflake, bot: &Application) -> Result<(), ApiError> {
        self.invite_bot_with(server, bot, ADMINISTRATOR)
    }

    /// Adds a bot to a server with these permissions.
    pub fn invite_bot_with(
        &self,
        server: Snowflake,
        bot: &Application,
        permissions: u64,
    ) -> Result<(), ApiError> {
        self.change(|world| world.add_bot(server, bot.user_id, permissions))
    }

    /// Lets a person into a server.
    pub fn join(&self, server: Snowflake, user: Snowflake) -> Result<(), ApiError> {
        self.change(|world| world.join(server, user))
    }

    /// A person or bot leaves a server.
    pub fn leave(&self, server: Snowflake, user: Snowflake) -> Result<(), ApiError> {
        self.change(|world| world.leave(server, user))
    }

    /// Bans somebody.
    pub fn ban(&self, server: Snowflake, user: Snowflake) -> Result<(), ApiError> {
        self.as_owner(server, |world, owner| world.ban(owner, server, user))
    }

    /// Lifts a ban.
    pub fn unban(&self, server: Snowflake, user: Snowflake) -> Result<(), ApiError> {
        self.as_owner(server, |world, owner| world.unban(owner, server, user))
    }

    /// Makes a role with these permissions.
    pub fn create_role(
        &self,
        server: Snowflake,
        name: &str,
        permissions: u64,
    ) -> Result<Snowflake, ApiError> {
        let body = json!({"name": name, "permissions": permissions.to_string()});
        self.as_owner(server, |world, owner| {
            world.create_role(owner, server, &body).map(|role| role.id)
        })
    }

    /// Gives a member a role.
    pub fn give_role(
        &self,
        server: Snowflake,
        user: Snowflake,
        role: Snowflake,
    ) -> Result<(), ApiError> {
        self.as_owner(server, |world, owner| {
            world.give_role(owner, user, role_of(server, role))
        })
    }

    /// Takes a role from a member.
    pub fn take_role(
        &self,
        server: Snowflake,
        user: Snowflake,
        role: Snowflake,
    ) -> Result<(), ApiError> {
        self.as_owner(server, |world, owner| {
            world.take_role(owner, user, role_of(server, role))
        })
    }

    /// Removes a role.
    pub fn delete_role(&self, server: Snowflake, role: Snowflake) -> Result<(), ApiError> {
        self.as_owner(server, |world, owner| {
            world.delete_role(owner, role_of(server, role))
        })
    }

    /// Changes what a role may do.
    pub fn set_role_permissions(
        &self,
        server: Snowflake,
        role: Snowflake,
        permissions: u64,
    ) -> Result<(), ApiError> {
        let change = |world: &mut World, _: &Actor| {
            let server = world
                .servers
                .get_mut(&server)
                .ok_or_else(ApiError::unknown_server)?;
            let role = server
                .roles
                .get_mut(&role)
                .ok_or_else(ApiError::unknown_role)?;
            role.permissions = permissions;
            let json = json!({"role": role.to_json()});
            let id = server.id;
            world.announce_in_server(id, "GUILD_ROLE_UPDATE", json);
            Ok(())
        };
        self.as_owner(server, change)
    }

    /// Makes a category.
    pub fn create_category(&self, server: Snowflake, name: &str) -> Result<Snowflake, ApiError> {
        self.create_channel_from(
            server,
            &World::channel_body(name, ChannelKind::Category, &[]),
        )
    }

    /// Makes a category that only these roles and members see, and whoever sees everything.
    pub fn create_private_category(
        &self,
        server: Snowflake,
        name: &str,
        seen_by: &[(Snowflake, OverwriteKind)],
    ) -> Result<Snowflake, ApiError> {
        // The role that everybody has bears the id of the server.
        let everybody = Overwrite {
            id: server,
            kind: OverwriteKind::Role,
            allow: 0,
            deny: VIEW_CHANNEL,
        };
        let some = seen_by.iter().map(|&(id, kind)| Overwrite {
            id,
            kind,
            allow: VIEW_CHANNEL,
            deny: 0,
        });
        let overwrites: Vec<Overwrite> = std::iter::once(everybody).chain(some).collect();
        let body = World::channel_body(name, ChannelKind::Category, &overwrites);
        self.create_channel_from(server, &body)
    }

    /// Makes a text channel, in a category or outside.
    pub fn create_channel(
        &self,
        server: Snowflake,
        name: &str,
        parent: Option<Snowflake>,
    ) -> Result<Snowflake, ApiError> {
        self.create_channel_from(
            server,
            &json!({"name": name, "type": 0, "parent_id": parent}),
        )
    }

    /// Makes a channel from the body of a REST request.
    pub fn create_channel_from(
        &self,
        server: Snowflake,
        body: &Value,
    ) -> Result<Snowflake, ApiError> {
        self.as_owner(server, |world, owner| {
            world.create_channel(owner, server, body)
        })
    }

    /// Sets what one role or member may do in a channel.
    pub fn set_overwrite(&self, channel: Snowflake, overwrite: Overwrite) -> Result<(), ApiError> {
        let server = self
            .channel(channel)?
            .server_id
            .ok_or_else(ApiError::dm_channel_action)?;
        self.as_owner(server, |world, owner| {
            world.set_overwrite(owner, channel, overwrite)
        })
    }

    /// Somebody drags a channel under a category, if they may.
    pub fn drag(
        &self,
        user: Snowflake,
        channel: Snowflake,
        category: Snowflake,
    ) -> Result<(), ApiError> {
        let body = json!({ "parent_id": category.to_string() });
        self.change(|world| {
            world
                .change_channel(&user.into(), channel, &body)
                .map(|_| ())
        })
    }

    /// Somebody deletes a channel, if they may.
    pub fn delete_channel(&self, user: Snowflake, channel: Snowflake) -> Result<(), ApiError> {
        self.change(|world| world.delete_channel(&user.into(), channel).map(|_| ()))
    }

    /// Adds a sticker to a server.
    pub fn create_sticker(&self, server: Snowflake, name: &str) -> Result<Snowflake, ApiError> {
        self.change(|world| world.create_sticker(server, name))
    }

    /// Sets how far a server is boosted.
    pub fn set_premium_tier(&self, server: Snowflake, tier: u8) -> Result<(), ApiError> {
        self.change(|world| {
            let server = world
                .servers
                .get_mut(&server)
                .ok_or_else(ApiError::unknown_server)?;
            server.premium_tier = tier;
            Ok(())
        })
    }

    /// Gives a person Nitro: longer messages, larger files.
    pub fn give_nitro(&self, user: Snowflake) -> Result<(), ApiError> {
        self.change(|world| {
            world
                .users
                .get_mut(&user)
                .ok_or_else(ApiError::unknown_user)?
                .nitro = true;
            Ok(())
        })
    }

    /// A person takes no more messages from people they only share a server with.
    pub fn close_dms(&self, user: Snowflake) -> Result<(), ApiError> {
        self.change(|world| world.set_dms(user, Privacy::Closed))
    }

    /// A person takes messages again.
    pub fn open_dms(&self, user: Snowflake) -> Result<(), ApiError> {
        self.change(|world| world.set_dms(user, Privacy::Open))
    }

    /// A person blocks a bot, or another person.
    pub fn block(&self, user: Snowflake, blocked: Snowflake) -> Result<(), ApiError> {
        self.change(|world| world.block(user, blocked))
    }

    /// A person lifts a block.
    pub fn unblock(&self, user: Snowflake, blocked: Snowflake) -> Result<(), ApiError> {
        self.change(|world| world.unblock(user, blocked))
    }

    /// The channels of a server, in the order people see them.
    pub fn channels(&self, server: Snowflake) -> Vec<Channel> {
        self.read(|world| world.channels_of(server).into_iter().cloned().collect())
    }

    /// One channel.
    pub fn channel(&self, id: Snowflake) -> Result<Channel, ApiError> {
        self.read(|world| world.channel(id).cloned())
    }

    fn as_owner<T>(
        &self,
        server: Snowflake,
        act: impl FnOnce(&mut World, &Actor) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        self.change(|world| {
            let owner = world
                .servers
                .get(&server)
                .ok_or_else(ApiError::unknown_server)?
                .owner_id;
            act(world, &owner.into())
        })
    }
}

fn role_of(server_id: Snowflake, role_id: Snowflake) -> RoleId {
    RoleId { server_id, role_id }
}
