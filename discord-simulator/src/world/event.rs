//! What happened, for the gateway: a name, the data, and who may hear of it.

use serde_json::Value;

use super::World;
use super::channel::Channel;
use crate::snowflake::Snowflake;

/// One thing that happened.
#[derive(Debug, Clone)]
pub struct Event {
    /// The gateway's name, such as `MESSAGE_CREATE`.
    pub name: &'static str,
    /// The payload as a session with every intent gets it.
    pub data: Value,
    /// Who hears of it.
    pub audience: Audience,
}

/// Who hears of an event.
#[derive(Debug, Clone, Copy)]
pub enum Audience {
    /// Every bot in a server.
    Server(Snowflake),
    /// Every bot that can see a channel of this server.
    Channel {
        /// The channel.
        channel_id: Snowflake,
        /// Its server; none for direct messages.
        server_id: Option<Snowflake>,
    },
    /// One bot, by its user.
    User(Snowflake),
}

impl World {
    pub(crate) fn announce(&mut self, name: &'static str, data: Value, audience: Audience) {
        self.events.push(Event {
            name,
            data,
            audience,
        });
    }

    pub(crate) fn announce_in_server(
        &mut self,
        server_id: Snowflake,
        name: &'static str,
        mut data: Value,
    ) {
        data["guild_id"] = server_id.to_string().into();
        self.announce(name, data, Audience::Server(server_id));
    }

    /// Announces something in a channel; the server's id is added where there is one.
    pub(crate) fn announce_in_channel(
        &mut self,
        channel_id: Snowflake,
        name: &'static str,
        mut data: Value,
    ) {
        let server_id = self
            .channels
            .get(&channel_id)
            .and_then(|channel: &Channel| channel.server_id);
        if let Some(server_id) = server_id {
            data["guild_id"] = server_id.to_string().into();
        }
        let audience = Audience::Channel {
            channel_id,
            server_id,
        };
        self.announce(name, data, audience);
    }
}
