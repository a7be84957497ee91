//! Roles.

use super::call::Call;
use super::{Answer, Reply};
use crate::api_error::ApiError;
use crate::world::role::{Role, RoleId};

pub(super) async fn list(call: Call) -> Answer {
    let (user_id, id) = (call.user_id()?, call.id("guild_id")?);
    call.read(|world| {
        let server = world.require_in_server(user_id, id, 0)?;
        Ok(Reply::Json(
            server.roles.values().map(Role::to_json).collect(),
        ))
    })
}

pub(super) async fn role(call: Call) -> Answer {
    let (user_id, ids) = (call.user_id()?, role_id(&call)?);
    call.read(|world| {
        let server = world.require_in_server(user_id, ids.server_id, 0)?;
        let role = server
            .roles
            .get(&ids.role_id)
            .ok_or_else(ApiError::unknown_role)?;
        Ok(Reply::Json(role.to_json()))
    })
}

pub(super) async fn create(call: Call) -> Answer {
    let (actor, id) = (call.actor()?, call.id("guild_id")?);
    let role = call.change(|world| world.create_role(&actor, id, &call.body))?;
    Ok(Reply::Json(role.to_json()))
}

pub(super) async fn change(call: Call) -> Answer {
    let (actor, ids) = (call.actor()?, role_id(&call)?);
    let role = call.change(|world| world.change_role(&actor, ids, &call.body))?;
    Ok(Reply::Json(role.to_json()))
}

pub(super) async fn delete(call: Call) -> Answer {
    let (actor, ids) = (call.actor()?, role_id(&call)?);
    call.change(|world| world.delete_role(&actor, ids))?;
    Ok(Reply::Nothing)
}

/// The role that the path names.
pub(super) fn role_id(call: &Call) -> Result<RoleId, ApiError> {
    Ok(RoleId {
        server_id: call.id("guild_id")?,
        role_id: call.id("role_id")?,
    })
}
