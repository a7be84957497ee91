//! Application commands, global and of one server.

use serde_json::Value;

use super::call::Call;
use super::{Answer, Reply};
use crate::api_error::ApiError;
use crate::world::command::{Command, Scope};

pub(super) async fn list(call: Call) -> Answer {
    let scope = scope_of(&call)?;
    call.read(|world| {
        let commands = world.commands_in(scope).into_iter().map(Command::to_json);
        Ok(Reply::Json(commands.collect()))
    })
}

pub(super) async fn register_all(call: Call) -> Answer {
    let scope = scope_of(&call)?;
    let commands = call.change(|world| world.register_all(scope, &call.body))?;
    Ok(Reply::Json(
        commands.iter().map(Command::to_json).collect::<Value>(),
    ))
}

pub(super) async fn register(call: Call) -> Answer {
    let scope = scope_of(&call)?;
    let (command, is_new) = call.change(|world| world.register(scope, &call.body))?;
    let json = command.to_json();
    Ok(if is_new {
        Reply::Created(json)
    } else {
        Reply::Json(json)
    })
}

pub(super) async fn command(call: Call) -> Answer {
    let (scope, id) = (scope_of(&call)?, call.id("command_id")?);
    call.read(|world| Ok(Reply::Json(world.command(scope, id)?.to_json())))
}

pub(super) async fn change(call: Call) -> Answer {
    let (scope, id) = (scope_of(&call)?, call.id("command_id")?);
    let command = call.change(|world| world.change_command(scope, id, &call.body))?;
    Ok(Reply::Json(command.to_json()))
}

pub(super) async fn delete(call: Call) -> Answer {
    let (scope, id) = (scope_of(&call)?, call.id("command_id")?);
    call.change(|world| world.delete_command(scope, id))?;
    Ok(Reply::Nothing)
}

/// Whose commands the path means; another application's are refused.
fn scope_of(call: &Call) -> Result<Scope, ApiError> {
    let application_id = call.id("application_id")?;
    if application_id != call.application_id()? {
        return Err(ApiError::new(
            403,
            20012,
            "You are not authorized to perform this action on this application",
        ));
    }
    let server_id = if call.text("guild_id").is_empty() {
        None
    } else {
        Some(call.id("guild_id")?)
    };
    Ok(Scope {
        application_id,
        server_id,
    })
}
