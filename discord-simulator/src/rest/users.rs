//! Users, applications and the way to the gateway.

use serde_json::{Value, json};

use super::call::Call;
use super::{Answer, Reply};
use crate::api_error::ApiError;
use crate::form;

pub(super) async fn gateway(call: Call) -> Answer {
    Ok(Reply::Json(json!({"url": gateway_url(&call)})))
}

pub(super) async fn gateway_for_bot(call: Call) -> Answer {
    call.user_id()?;
    Ok(Reply::Json(json!({
        "url": gateway_url(&call), "shards": 1,
        "session_start_limit": {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1},
    })))
}

pub(super) async fn me(call: Call) -> Answer {
    let user_id = call.user_with_scope("identify")?;
    let gets_email = call
        .caller
        .as_ref()
        .is_some_and(|caller| caller.scopes.is_some() && caller.has_scope("email"));
    call.read(|world| {
        let user = world.user(user_id)?;
        let mut json = user.to_private_json();
        if gets_email {
            json["email"] = format!("{}@example.com", user.username).into();
        }
        Ok(Reply::Json(json))
    })
}

/// Changes the bot's own name and pictures.
pub(super) async fn change_me(call: Call) -> Answer {
    let user_id = call.user_id()?;
    call.change(|world| world.change_profile(user_id, &call.body))
        .map(Reply::Json)
}

pub(super) async fn my_member(call: Call) -> Answer {
    let user_id = call.user_with_scope("guilds.members.read")?;
    let server_id = call.id("guild_id")?;
    call.read(|world| world.member_json(server_id, user_id).map(Reply::Json))
        .map_err(|_| ApiError::unknown_server())
}

pub(super) async fn user(call: Call) -> Answer {
    call.user_id()?;
    let id = call.id("user_id")?;
    call.read(|world| Ok(Reply::Json(world.user(id)?.to_json())))
}

pub(super) async fn open_dm(call: Call) -> Answer {
    let user_id = call.user_id()?;
    let recipient = form::optional_snowflake(&call.body, "recipient_id")?;
    let recipient = recipient.ok_or_else(ApiError::invalid_recipients)?;
    call.change(|world| {
        let id = world.open_dm(user_id, recipient)?;
        Ok(Reply::Json(
            world.dm_json(world.channel(id)?, Some(user_id)),
        ))
    })
}

pub(super) async fn my_servers(call: Call) -> Answer {
    let user_id = call.user_with_scope("guilds")?;
    let limit = call.number("limit", 200, (1, 200))?;
    let after = call.query_id("after")?.unwrap_or_default();
    let with_counts = call.flag("with_counts");
    let servers: Vec<Value> = call.read(|world| {
        let servers = world
            .servers
            .values()
            .filter(|it| it.members.contains_key(&user_id) && it.id > after);
        let shown = servers
            .take(usize::try_from(limit).unwrap_or(200))
            .map(|server| {
                let mut json = json!({
                    "id": server.id, "name": server.name, "icon": null, "banner": null,
                    "owner": server.owner_id == user_id, "features": [],
                    "permissions": world.permissions_in_server(server, user_id).to_string(),
                });
                if with_counts {
                    json["approximate_member_count"] = server.members.len().into();
                    json["approximate_presence_count"] = server.members.len().into();
                }
                json
            });
        shown.collect()
    });
    Ok(Reply::Json(Value::Array(servers)))
}

pub(super) async fn leave_server(call: Call) -> Answer {
    let user_id = call.user_id()?;
    let server_id = call.id("guild_id")?;
    call.change(|world| world.leave(server_id, user_id))?;
    Ok(Reply::Nothing)
}

pub(super) async fn application(call: Call) -> Answer {
    let id = call.application_id()?;
    call.read(|world| world.application_json(id))
        .map(Reply::Json)
}

fn gateway_url(call: &Call) -> String {
    call.simulator.base_url().replacen("http", "ws", 1) + "/gateway"
}
