//! The objects behind the ids that an interaction carries.

use serde_json::{Map, Value, json};

use crate::form;
use crate::snowflake::Snowflake;
use crate::world::World;

const USER_MENU: u64 = 5;
const ROLE_MENU: u64 = 6;
const MENTIONABLE_MENU: u64 = 7;
const CHANNEL_MENU: u64 = 8;

impl World {
    /// A user and, in a server, their membership.
    pub(super) fn resolved_user(&self, channel_id: Snowflake, id: Snowflake) -> Value {
        let mut resolved = json!({"users": one(id, self.user_json(id))});
        let channel = self.channels.get(&channel_id);
        let server = channel
            .and_then(|channel| channel.server_id)
            .and_then(|id| self.servers.get(&id));
        if let (Some(channel), Some(member)) =
            (channel, server.and_then(|server| server.members.get(&id)))
        {
            let mut member = member.to_partial_json();
            member["permissions"] = self.permissions_in(channel, id).to_string().into();
            resolved["members"] = one(id, member);
        }
        resolved
    }

    /// A channel of the same server.
    pub(super) fn resolved_channel(&self, channel_id: Snowflake, id: Snowflake) -> Option<Value> {
        let server_id = self.channels.get(&channel_id)?.server_id;
        let channel = self
            .channels
            .get(&id)
            .filter(|channel| channel.server_id == server_id)?;
        let mut json = self.channel_json(channel);
        json["permissions"] = "0".into();
        Some(json!({"channels": one(id, json)}))
    }

    /// A role of the server.
    pub(super) fn resolved_role(&self, channel_id: Snowflake, id: Snowflake) -> Option<Value> {
        let server_id = self.channels.get(&channel_id)?.server_id?;
        let role = self.servers.get(&server_id)?.roles.get(&id)?;
        Some(json!({"roles": one(id, role.to_json())}))
    }

    /// What the values chosen in a menu stand for.
    pub(super) fn resolved_values(
        &self,
        channel_id: Snowflake,
        menu: &Value,
        values: &[String],
    ) -> Value {
        let kind = menu.get("type").and_then(form::number).unwrap_or_default();
        let mut resolved = json!({});
        for id in values
            .iter()
            .filter_map(|value| value.parse::<Snowflake>().ok())
        {
            let user = || {
                self.users
                    .contains_key(&id)
                    .then(|| self.resolved_user(channel_id, id))
            };
            let found = match kind {
                USER_MENU => user(),
                ROLE_MENU => self.resolved_role(channel_id, id),
                MENTIONABLE_MENU => self.resolved_role(channel_id, id).or_else(user),
                CHANNEL_MENU => self.resolved_channel(channel_id, id),
                _ => None,
            };
            merge(&mut resolved, found.unwrap_or_default());
        }
        resolved
    }
}

/// Adds the objects of one kind to those that are there.
pub(super) fn merge(into: &mut Value, more: Value) {
    let Value::Object(more) = more else { return };
    for (kind, objects) in more {
        let Value::Object(objects) = objects else {
            continue;
        };
        for (id, object) in objects {
            into[&kind][id] = object;
        }
    }
}

fn one(id: Snowflake, object: Value) -> Value {
    let mut map = Map::new();
    map.insert(id.to_string(), object);
    Value::Object(map)
}
