//! Pinned messages, under the present address and the older one.

use serde_json::{Value, json};

use super::call::Call;
use super::messages::message_id;
use super::{Answer, Reply};
use crate::api_error::ApiError;
use crate::world::permission::READ_MESSAGE_HISTORY;
use crate::world::sending::changing::Pin;

pub(super) async fn list(call: Call) -> Answer {
    let items = pinned(&call)?.into_iter().map(|message| {
        let moment = message["timestamp"].clone();
        json!({"pinned_at": moment, "message": message})
    });
    let items: Vec<Value> = items.collect();
    Ok(Reply::Json(json!({"items": items, "has_more": false})))
}

pub(super) async fn list_plainly(call: Call) -> Answer {
    Ok(Reply::Json(pinned(&call)?.into()))
}

pub(super) async fn pin(call: Call) -> Answer {
    set(&call, Pin::In)
}

pub(super) async fn unpin(call: Call) -> Answer {
    set(&call, Pin::Out)
}

fn set(call: &Call, pin: Pin) -> Answer {
    let (actor, at) = (call.actor()?, message_id(call)?);
    call.change(|world| world.set_pinned(&actor, at, pin))?;
    Ok(Reply::Nothing)
}

/// The pinned messages, newest first.
fn pinned(call: &Call) -> Result<Vec<Value>, ApiError> {
    let (user_id, id) = (call.user_id()?, call.id("channel_id")?);
    call.read(|world| {
        world.require(user_id, id, READ_MESSAGE_HISTORY)?;
        let messages = world
            .messages
            .get(&id)
            .into_iter()
            .flat_map(|messages| messages.values().rev());
        let pinned = messages.filter(|message| message.pinned);
        Ok(pinned
            .map(|message| world.message_json(message, Some(user_id)))
            .collect())
    })
}
