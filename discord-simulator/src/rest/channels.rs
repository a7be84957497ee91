//! Channels.

use serde_json::Value;

use super::call::Call;
use super::{Answer, Reply};
use crate::world::channel::Overwrite;

pub(super) async fn channel(call: Call) -> Answer {
    let (user_id, id) = (call.user_id()?, call.id("channel_id")?);
    call.read(|world| {
        let channel = world.require(user_id, id, 0)?;
        Ok(Reply::Json(world.channel_json_for(channel, user_id)))
    })
}

pub(super) async fn change(call: Call) -> Answer {
    let (actor, id) = (call.actor()?, call.id("channel_id")?);
    let keeps_limits = call.simulator.rate_limits().are_real();
    call.change(|world| {
        world.require(actor.user_id, id, crate::world::permission::MANAGE_CHANNELS)?;
        if keeps_limits {
            world.check_rename_limit(id, &call.body)?;
        }
        world
            .change_channel(&actor, id, &call.body)
            .map(Reply::Json)
    })
}

pub(super) async fn delete(call: Call) -> Answer {
    let (actor, id) = (call.actor()?, call.id("channel_id")?);
    call.change(|world| {
        let channel = world.require(actor.user_id, id, 0)?;
        if channel.server_id.is_none() {
            return Ok(Reply::Json(world.dm_json(channel, Some(actor.user_id))));
        }
        world.delete_channel(&actor, id).map(Reply::Json)
    })
}

pub(super) async fn set_overwrite(call: Call) -> Answer {
    let (actor, id, of) = (
        call.actor()?,
        call.id("channel_id")?,
        call.id("overwrite_id")?,
    );
    let mut body = call.body.clone();
    if body.is_object() {
        body["id"] = Value::String(of.to_string());
    }
    let overwrite = Overwrite::from_json(&body);
    let missing = || crate::form::invalid("type", "BASE_TYPE_REQUIRED", "This field is required");
    let overwrite = overwrite.ok_or_else(missing)?;
    call.change(|world| world.set_overwrite(&actor, id, overwrite))?;
    Ok(Reply::Nothing)
}

pub(super) async fn delete_overwrite(call: Call) -> Answer {
    let (actor, id, of) = (
        call.actor()?,
        call.id("channel_id")?,
        call.id("overwrite_id")?,
    );
    call.change(|world| world.delete_overwrite(&actor, id, of))?;
    Ok(Reply::Nothing)
}

pub(super) async fn type_in(call: Call) -> Answer {
    let (user_id, id) = (call.user_id()?, call.id("channel_id")?);
    call.change(|world| world.type_in(user_id, id))?;
    Ok(Reply::Nothing)
}
