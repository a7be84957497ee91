//! Answers to interactions, and what follows them through the interaction's webhook. The token in the path is the only key.

use serde_json::{Value, json};

use super::call::Call;
use super::{Answer, Reply};
use crate::api_error::ApiError;
use crate::world::World;
use crate::world::interaction::answering::Callback;
use crate::world::message::{EPHEMERAL, LOADING, Message};
use crate::world::sending::changing::Change;

pub(super) async fn answer(call: Call) -> Answer {
    let id = call
        .id("interaction_id")
        .map_err(|_| ApiError::unknown_interaction())?;
    let wants_answer = call.flag("with_response");
    call.change(|world| {
        let callback = world.answer(id, call.text("token"), &call.body, call.files.clone())?;
        if !wants_answer {
            return Ok(Reply::Nothing);
        }
        let kind = world.interaction(id)?.kind.number();
        Ok(Reply::Json(callback_json(
            world,
            kind,
            (id.to_string(), callback),
        )))
    })
}

pub(super) async fn follow_up(call: Call) -> Answer {
    let application_id = call.id("application_id")?;
    let change = change_of(&call);
    call.change(|world| {
        let message = world.follow_up(application_id, call.text("token"), change)?;
        Ok(Reply::Json(seen_by_bot(world, &message)))
    })
}

pub(super) async fn message(call: Call) -> Answer {
    let application_id = call.id("application_id")?;
    call.read(|world| {
        let message =
            world.find_answer(application_id, call.text("token"), call.text("message_id"))?;
        Ok(Reply::Json(seen_by_bot(world, message)))
    })
}

pub(super) async fn edit(call: Call) -> Answer {
    let application_id = call.id("application_id")?;
    let change = change_of(&call);
    call.change(|world| {
        let which = call.text("message_id");
        let message = world.edit_answer(application_id, call.text("token"), which, &change)?;
        Ok(Reply::Json(seen_by_bot(world, &message)))
    })
}

pub(super) async fn delete(call: Call) -> Answer {
    let application_id = call.id("application_id")?;
    call.change(|world| {
        world.delete_answer(application_id, call.text("token"), call.text("message_id"))
    })?;
    Ok(Reply::Nothing)
}

fn change_of(call: &Call) -> Change {
    Change {
        body: call.body.clone(),
        files: call.files.clone(),
    }
}

fn seen_by_bot(world: &World, message: &Message) -> Value {
    world.message_json(message, Some(message.author_id))
}

fn callback_json(world: &World, kind: u64, done: (String, Callback)) -> Value {
    let (id, callback) = done;
    let mut json = json!({"interaction": {"id": id, "type": kind}});
    if let Some(message) = &callback.message {
        json["interaction"]["response_message_id"] = json!(message.id);
        json["interaction"]["response_message_loading"] = (message.flags & LOADING != 0).into();
        json["interaction"]["response_message_ephemeral"] = (message.flags & EPHEMERAL != 0).into();
        json["resource"] = json!({"type": callback.kind, "message": seen_by_bot(world, message)});
    }
    json
}
