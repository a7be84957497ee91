//! Servers: themselves, their channels, stickers and audit log.

use serde_json::{Value, json};

use super::call::Call;
use super::{Answer, Reply};
use crate::api_error::ApiError;
use crate::world::permission::VIEW_AUDIT_LOG;
use crate::world::sticker::Sticker;

pub(super) async fn server(call: Call) -> Answer {
    let (user_id, id) = (call.user_id()?, call.id("guild_id")?);
    let with_counts = call.flag("with_counts");
    call.read(|world| {
        let server = world
            .servers
            .get(&id)
            .filter(|server| server.members.contains_key(&user_id));
        let server = server.ok_or_else(ApiError::unknown_server)?;
        let mut json = server.to_json();
        if with_counts {
            json["approximate_member_count"] = server.members.len().into();
            json["approximate_presence_count"] = server.members.len().into();
        }
        Ok(Reply::Json(json))
    })
}

pub(super) async fn channels(call: Call) -> Answer {
    let (user_id, id) = (call.user_id()?, call.id("guild_id")?);
    call.read(|world| {
        world.require_in_server(user_id, id, 0)?;
        let channels = world
            .channels_of(id)
            .into_iter()
            .map(|channel| world.channel_json(channel));
        Ok(Reply::Json(channels.collect()))
    })
}

pub(super) async fn create_channel(call: Call) -> Answer {
    let (actor, id) = (call.actor()?, call.id("guild_id")?);
    call.change(|world| {
        let channel_id = world.create_channel(&actor, id, &call.body)?;
        Ok(Reply::Created(
            world.channel_json(world.channel(channel_id)?),
        ))
    })
}

pub(super) async fn move_channels(call: Call) -> Answer {
    let (actor, id) = (call.actor()?, call.id("guild_id")?);
    call.change(|world| world.move_channels(&actor, id, &call.body))?;
    Ok(Reply::Nothing)
}

pub(super) async fn audit_log(call: Call) -> Answer {
    let (user_id, id) = (call.user_id()?, call.id("guild_id")?);
    let limit = call.number("limit", 50, (1, 100))?;
    let kind = call.number("action_type", 0, (0, 1000))?;
    let by = call.query_id("user_id")?;
    let before = call.query_id("before")?;
    call.read(|world| {
        let server = world.require_in_server(user_id, id, VIEW_AUDIT_LOG)?;
        let entries = server.audit_log.iter().rev().filter(|entry| {
            let fits_kind = kind == 0 || u64::from(entry.act.kind) == kind;
            fits_kind
                && by.is_none_or(|id| entry.user_id == id)
                && before.is_none_or(|id| entry.id < id)
        });
        let entries: Vec<_> = entries.take(usize::try_from(limit).unwrap_or(50)).collect();
        let mut users: Vec<_> = entries.iter().map(|entry| entry.user_id).collect();
        users.sort();
        users.dedup();
        let users: Vec<Value> = users.into_iter().map(|id| world.user_json(id)).collect();
        let entries: Vec<Value> = entries.into_iter().map(|entry| entry.to_json()).collect();
        Ok(Reply::Json(json!({
            "audit_log_entries": entries, "users": users, "integrations": [], "webhooks": [],
            "guild_scheduled_events": [], "threads": [], "application_commands": [],
            "auto_moderation_rules": [],
        })))
    })
}

/// An empty list, for members of the server.
pub(super) async fn nothing(call: Call) -> Answer {
    let (user_id, id) = (call.user_id()?, call.id("guild_id")?);
    call.read(|world| world.require_in_server(user_id, id, 0).map(|_| ()))?;
    Ok(Reply::Json(json!([])))
}

pub(super) async fn no_threads(call: Call) -> Answer {
    nothing(call).await?;
    Ok(Reply::Json(json!({"threads": [], "members": []})))
}

pub(super) async fn stickers(call: Call) -> Answer {
    let (user_id, id) = (call.user_id()?, call.id("guild_id")?);
    call.read(|world| {
        let server = world.require_in_server(user_id, id, 0)?;
        Ok(Reply::Json(
            server.stickers.values().map(Sticker::to_json).collect(),
        ))
    })
}

pub(super) async fn sticker_of_server(call: Call) -> Answer {
    let (user_id, id, sticker_id) = (
        call.user_id()?,
        call.id("guild_id")?,
        call.id("sticker_id")?,
    );
    call.read(|world| {
        let server = world.require_in_server(user_id, id, 0)?;
        let sticker = server
            .stickers
            .get(&sticker_id)
            .ok_or_else(ApiError::unknown_sticker)?;
        Ok(Reply::Json(sticker.to_json()))
    })
}

pub(super) async fn sticker(call: Call) -> Answer {
    let id = call.id("sticker_id")?;
    call.read(|world| Ok(Reply::Json(world.sticker(id)?.to_json())))
}
