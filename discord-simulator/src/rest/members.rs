//! Members, their roles, and bans.

use serde_json::Value;

use super::call::Call;
use super::roles::role_id;
use super::{Answer, Reply};
use crate::api_error::ApiError;
use crate::snowflake::Snowflake;
use crate::world::World;
use crate::world::permission::BAN_MEMBERS;

pub(super) async fn list(call: Call) -> Answer {
    let (user_id, id) = (call.user_id()?, call.id("guild_id")?);
    let limit = call.number("limit", 1, (1, 1000))?;
    let after = call.query_id("after")?.unwrap_or_default();
    let may_list = call.read(|world| {
        world
            .application_of_user(user_id)
            .is_some_and(|it| it.privileged.members)
    });
    if !may_list {
        return Err(ApiError::missing_access());
    }
    call.read(|world| {
        let server = world.require_in_server(user_id, id, 0)?;
        let ids = server
            .members
            .keys()
            .copied()
            .filter(|member| *member > after);
        Ok(Reply::Json(members_json(
            world,
            id,
            ids.take(usize::try_from(limit).unwrap_or(1)),
        )))
    })
}

pub(super) async fn search(call: Call) -> Answer {
    let (user_id, id) = (call.user_id()?, call.id("guild_id")?);
    let limit = call.number("limit", 1, (1, 1000))?;
    let query = call
        .query
        .get("query")
        .map(|query| query.to_lowercase())
        .unwrap_or_default();
    call.read(|world| {
        let server = world.require_in_server(user_id, id, 0)?;
        let found = server.members.iter().filter(|(member_id, member)| {
            let username = world
                .users
                .get(member_id)
                .map(|user| user.username.to_lowercase());
            let nick = member.nick.as_ref().map(|nick| nick.to_lowercase());
            [username, nick]
                .iter()
                .flatten()
                .any(|name| name.starts_with(&query))
        });
        let ids = found
            .map(|(id, _)| *id)
            .take(usize::try_from(limit).unwrap_or(1));
        Ok(Reply::Json(members_json(world, id, ids)))
    })
}

pub(super) async fn member(call: Call) -> Answer {
    let (user_id, id, member) = (call.user_id()?, call.id("guild_id")?, call.id("user_id")?);
    call.read(|world| {
        world.require_in_server(user_id, id, 0)?;
        world.user(member)?;
        world.member_json(id, member).map(Reply::Json)
    })
}

pub(super) async fn change(call: Call) -> Answer {
    let (actor, id, member) = (call.actor()?, call.id("guild_id")?, call.id("user_id")?);
    call.change(|world| world.change_member(&actor, id, member, &call.body))
        .map(Reply::Json)
}

pub(super) async fn change_me(call: Call) -> Answer {
    let (actor, id) = (call.actor()?, call.id("guild_id")?);
    call.change(|world| world.change_member(&actor, id, actor.user_id, &call.body))
        .map(Reply::Json)
}

pub(super) async fn kick(call: Call) -> Answer {
    let (actor, id, member) = (call.actor()?, call.id("guild_id")?, call.id("user_id")?);
    call.change(|world| world.kick(&actor, id, member))?;
    Ok(Reply::Nothing)
}

pub(super) async fn give_role(call: Call) -> Answer {
    let (actor, user_id, ids) = (call.actor()?, call.id("user_id")?, role_id(&call)?);
    call.change(|world| world.give_role(&actor, user_id, ids))?;
    Ok(Reply::Nothing)
}

pub(super) async fn take_role(call: Call) -> Answer {
    let (actor, user_id, ids) = (call.actor()?, call.id("user_id")?, role_id(&call)?);
    call.change(|world| world.take_role(&actor, user_id, ids))?;
    Ok(Reply::Nothing)
}

pub(super) async fn bans(call: Call) -> Answer {
    let (user_id, id) = (call.user_id()?, call.id("guild_id")?);
    call.read(|world| {
        let server = world.require_in_server(user_id, id, BAN_MEMBERS)?;
        let bans = server.bans.iter().map(|(id, ban)| world.ban_json(*id, ban));
        Ok(Reply::Json(bans.collect()))
    })
}

pub(super) async fn get_ban(call: Call) -> Answer {
    let (user_id, id, banned) = (call.user_id()?, call.id("guild_id")?, call.id("user_id")?);
    call.read(|world| {
        let server = world.require_in_server(user_id, id, BAN_MEMBERS)?;
        let ban = server.bans.get(&banned).ok_or_else(ApiError::unknown_ban)?;
        Ok(Reply::Json(world.ban_json(banned, ban)))
    })
}

pub(super) async fn ban(call: Call) -> Answer {
    let (actor, id, banned) = (call.actor()?, call.id("guild_id")?, call.id("user_id")?);
    call.change(|world| world.ban(&actor, id, banned))?;
    Ok(Reply::Nothing)
}

pub(super) async fn unban(call: Call) -> Answer {
    let (actor, id, banned) = (call.actor()?, call.id("guild_id")?, call.id("user_id")?);
    call.change(|world| world.unban(&actor, id, banned))?;
    Ok(Reply::Nothing)
}

fn members_json(
    world: &World,
    server_id: Snowflake,
    ids: impl Iterator<Item = Snowflake>,
) -> Value {
    ids.filter_map(|id| world.member_json(server_id, id).ok())
        .collect()
}
