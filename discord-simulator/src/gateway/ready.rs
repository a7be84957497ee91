//! What a session gets first: itself, its servers, and member lists on request.

use serde_json::{Value, json};

use super::intents::{GUILD_MEMBERS, GUILD_PRESENCES};
use super::session::{Session, Shard};
use crate::form;
use crate::snowflake::Snowflake;
use crate::world::World;
use crate::world::server::Server;

/// Members come in pieces of so many.
const CHUNK: usize = 1000;

/// The data of READY.
pub(super) fn ready_json(world: &World, session: &Session) -> Value {
    let flags = world
        .applications
        .get(&session.application_id)
        .map(|application| application.flags());
    let gateway = world.base_url.replacen("http", "ws", 1) + "/gateway";
    let servers = servers_of(world, session.user_id, session.shard);
    let servers: Vec<Value> = servers
        .map(|server| json!({"id": server.id, "unavailable": true}))
        .collect();
    let mut user = world.user_json(session.user_id);
    user["verified"] = true.into();
    user["mfa_enabled"] = false.into();
    user["email"] = Value::Null;
    json!({
        "v": 10, "user": user, "guilds": servers, "session_id": session.id, "session_type": "normal",
        "resume_gateway_url": gateway, "shard": [session.shard.index, session.shard.count],
        "application": {"id": session.application_id, "flags": flags.unwrap_or_default()},
        "private_channels": [], "presences": [], "relationships": [], "user_settings": {},
        "guild_join_requests": [], "geo_ordered_rtc_regions": [], "_trace": ["simulator"],
    })
}

/// The servers of a bot that one shard serves.
pub(super) fn servers_of(
    world: &World,
    user_id: Snowflake,
    shard: Shard,
) -> impl Iterator<Item = &Server> {
    let servers = world
        .servers
        .values()
        .filter(move |server| server.members.contains_key(&user_id));
    servers.filter(move |server| shard.serves(Some(server.id)))
}

/// The data of GUILD_CREATE: all members of a small server with the presence intent, otherwise only the bot itself.
pub(super) fn server_json(world: &World, session: &Session, server: &Server) -> Value {
    let is_small = server.members.len() as u64 <= session.large_threshold;
    let gets_all = session.wants(GUILD_PRESENCES) && is_small;
    let ids = server
        .members
        .keys()
        .filter(|id| gets_all || **id == session.user_id);
    let members: Vec<Value> = ids
        .filter_map(|id| world.member_json(server.id, *id).ok())
        .collect();
    world.server_create_json(server, session.user_id, members)
}

/// Answers a request for members with one or more chunks.
pub(super) fn send_members(world: &World, session: &mut Session, request: &Value) {
    let server_id = request
        .get("guild_id")
        .and_then(form::snowflake)
        .unwrap_or_default();
    let Some(server) = world.servers.get(&server_id) else {
        return;
    };
    if !server.members.contains_key(&session.user_id) {
        return;
    }
    let asked: Vec<Snowflake> = match request.get("user_ids") {
        Some(Value::Array(ids)) => ids.iter().filter_map(form::snowflake).collect(),
        Some(one) => form::snowflake(one).into_iter().collect(),
        None => Vec::new(),
    };
    let by_ids = request.get("user_ids").is_some();
    let found = if by_ids {
        asked
            .iter()
            .copied()
            .filter(|id| server.members.contains_key(id))
            .collect()
    } else {
        matching(world, session, server, request)
    };
    let missing: Vec<&Snowflake> = asked
        .iter()
        .filter(|id| !server.members.contains_key(id))
        .collect();
    let count = found.len().div_ceil(CHUNK).max(1);
    for index in 0..count {
        let ids = found.iter().skip(index * CHUNK).take(CHUNK);
        let members: Vec<Value> = ids
            .filter_map(|id| world.member_json(server_id, *id).ok())
            .collect();
        let mut chunk = json!({
            "guild_id": server_id, "members": members, "chunk_index": index, "chunk_count": count,
        });
        if !missing.is_empty() {
            chunk["not_found"] = json!(missing);
        }
        if let Some(nonce) = request.get("nonce") {
            chunk["nonce"] = nonce.clone();
        }
        session.push("GUILD_MEMBERS_CHUNK", chunk);
    }
}

/// Members whose name begins with the query; the whole list needs the members intent.
fn matching(world: &World, session: &Session, server: &Server, request: &Value) -> Vec<Snowflake> {
    let query = form::text(request, "query").to_lowercase();
    let limit = request
        .get("limit")
        .and_then(form::number)
        .unwrap_or_default();
    if query.is_empty() && !session.wants(GUILD_MEMBERS) {
        return Vec::new();
    }
    let most = match limit {
        0 if query.is_empty() => usize::MAX,
        0 => 100,
        limit => usize::try_from(limit).unwrap_or(usize::MAX),
    };
    let fits = |id: &Snowflake| {
        let nick = server
            .members
            .get(id)
            .and_then(|member| member.nick.clone())
            .unwrap_or_default();
        let user = world.users.get(id);
        let names = [
            nick.as_str(),
            user.map_or("", |user| &user.username),
            user.map_or("", |user| user.display_name()),
        ];
        names
            .iter()
            .any(|name| name.to_lowercase().starts_with(&query))
    };
    server
        .members
        .keys()
        .copied()
        .filter(fits)
        .take(most)
        .collect()
}
