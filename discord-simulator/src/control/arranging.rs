//! Arranging the world.

use serde_json::{Value, json};

use crate::api_error::ApiError;
use crate::form;
use crate::rest::call::Call;
use crate::rest::{Answer, Reply};
use crate::snowflake::Snowflake;
use crate::world::permission::ADMINISTRATOR;
use crate::world::server::Server;
use crate::world::user::User;

pub(super) async fn users(call: Call) -> Answer {
    let users = call.read(|world| world.users.values().map(User::to_json).collect());
    Ok(Reply::Json(users))
}

pub(super) async fn create_user(call: Call) -> Answer {
    let name = required_text(&call, "name")?;
    call.change(|world| {
        let id = world.create_user(&name);
        Ok(Reply::Created(world.user(id)?.to_json()))
    })
}

/// Changes `dms_closed`, `nitro` and `global_name`.
pub(super) async fn change_user(call: Call) -> Answer {
    let id = call.id("user_id")?;
    let flag = |name: &str| call.body.get(name).and_then(Value::as_bool);
    call.change(|world| {
        let user = world
            .users
            .get_mut(&id)
            .ok_or_else(ApiError::unknown_user)?;
        user.dms_closed = flag("dms_closed").unwrap_or(user.dms_closed);
        user.nitro = flag("nitro").unwrap_or(user.nitro);
        if let Some(name) = call.body.get("global_name").and_then(Value::as_str) {
            user.global_name = Some(name.to_owned());
        }
        Ok(Reply::Json(user.to_json()))
    })
}

pub(super) async fn block(call: Call) -> Answer {
    call.simulator
        .block(call.id("user_id")?, call.id("other_id")?)?;
    Ok(Reply::Nothing)
}

pub(super) async fn unblock(call: Call) -> Answer {
    call.simulator
        .unblock(call.id("user_id")?, call.id("other_id")?)?;
    Ok(Reply::Nothing)
}

/// The applications with their secrets: this is the developer portal, and the machine is the developer's.
pub(super) async fn applications(call: Call) -> Answer {
    let applications = call.read(|world| json!(world.applications.values().collect::<Vec<_>>()));
    Ok(Reply::Json(applications))
}

/// Registers an application; `redirect_uris` limits where sign-in may lead.
pub(super) async fn create_application(call: Call) -> Answer {
    let name = required_text(&call, "name")?;
    let addresses = form::list(&call.body, "redirect_uris");
    let addresses: Vec<String> = addresses
        .iter()
        .filter_map(|it| it.as_str().map(str::to_owned))
        .collect();
    call.change(|world| {
        let id = world.create_application(&name).id;
        let application = world
            .applications
            .get_mut(&id)
            .ok_or_else(ApiError::unknown_application)?;
        application.redirect_uris = addresses;
        Ok(Reply::Created(json!(application)))
    })
}

pub(super) async fn servers(call: Call) -> Answer {
    let servers = call.read(|world| world.servers.values().map(Server::to_json).collect());
    Ok(Reply::Json(servers))
}

pub(super) async fn create_server(call: Call) -> Answer {
    let name = required_text(&call, "name")?;
    let owner =
        form::optional_snowflake(&call.body, "owner_id")?.ok_or_else(ApiError::unknown_user)?;
    call.change(|world| {
        let id = world.create_server(&name, owner)?;
        let server = world
            .servers
            .get(&id)
            .ok_or_else(ApiError::unknown_server)?;
        Ok(Reply::Created(server.to_json()))
    })
}

/// Adds a bot, as an administrator unless `permissions` says otherwise.
pub(super) async fn invite_bot(call: Call) -> Answer {
    let server_id = call.id("server_id")?;
    let id = form::optional_snowflake(&call.body, "application_id")?.unwrap_or_default();
    let permissions = call
        .body
        .get("permissions")
        .and_then(form::number)
        .unwrap_or(ADMINISTRATOR);
    call.change(|world| {
        let application = world
            .applications
            .get(&id)
            .ok_or_else(ApiError::unknown_application)?;
        let bot_id = application.user_id;
        world.add_bot(server_id, bot_id, permissions)
    })?;
    Ok(Reply::Nothing)
}

pub(super) async fn channels(call: Call) -> Answer {
    let id = call.id("server_id")?;
    call.read(|world| {
        let channels = world
            .channels_of(id)
            .into_iter()
            .map(|channel| world.channel_json(channel));
        Ok(Reply::Json(channels.collect()))
    })
}

pub(super) async fn create_channel(call: Call) -> Answer {
    let id = call
        .simulator
        .create_channel_from(call.id("server_id")?, &call.body)?;
    call.read(|world| Ok(Reply::Created(world.channel_json(world.channel(id)?))))
}

pub(super) async fn create_role(call: Call) -> Answer {
    let name = required_text(&call, "name")?;
    let permissions = call
        .body
        .get("permissions")
        .and_then(form::number)
        .unwrap_or_default();
    let id = call
        .simulator
        .create_role(call.id("server_id")?, &name, permissions)?;
    Ok(Reply::Created(json!({"id": id})))
}

pub(super) async fn create_sticker(call: Call) -> Answer {
    let name = required_text(&call, "name")?;
    let id = call
        .simulator
        .create_sticker(call.id("server_id")?, &name)?;
    Ok(Reply::Created(json!({"id": id})))
}

pub(super) async fn join(call: Call) -> Answer {
    let (server, user) = membership(&call)?;
    call.simulator.join(server, user)?;
    Ok(Reply::Nothing)
}

pub(super) async fn leave(call: Call) -> Answer {
    let (server, user) = membership(&call)?;
    call.simulator.leave(server, user)?;
    Ok(Reply::Nothing)
}

pub(super) async fn give_role(call: Call) -> Answer {
    let (server, user) = membership(&call)?;
    call.simulator
        .give_role(server, user, call.id("role_id")?)?;
    Ok(Reply::Nothing)
}

pub(super) async fn take_role(call: Call) -> Answer {
    let (server, user) = membership(&call)?;
    call.simulator
        .take_role(server, user, call.id("role_id")?)?;
    Ok(Reply::Nothing)
}

pub(super) async fn ban(call: Call) -> Answer {
    let (server, user) = membership(&call)?;
    call.simulator.ban(server, user)?;
    Ok(Reply::Nothing)
}

pub(super) async fn unban(call: Call) -> Answer {
    let (server, user) = membership(&call)?;
    call.simulator.unban(server, user)?;
    Ok(Reply::Nothing)
}

fn membership(call: &Call) -> Result<(Snowflake, Snowflake), ApiError> {
    Ok((call.id("server_id")?, call.id("user_id")?))
}

fn required_text(call: &Call, field: &str) -> Result<String, ApiError> {
    let text = form::text(&call.body, field);
    if text.is_empty() {
        return Err(form::invalid(
            field,
            "BASE_TYPE_REQUIRED",
            "This field is required",
        ));
    }
    Ok(text.to_owned())
}
