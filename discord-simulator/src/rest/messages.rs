//! Messages.

use serde_json::Value;

use super::call::Call;
use super::{Answer, Reply};
use crate::api_error::ApiError;
use crate::draft::Draft;
use crate::form;
use crate::snowflake::Snowflake;
use crate::world::World;
use crate::world::message::Message;
use crate::world::message::reading::{From, Page};
use crate::world::reaction::MessageId;
use crate::world::sending::changing::Change;

pub(super) async fn list(call: Call) -> Answer {
    let (user_id, id) = (call.user_id()?, call.id("channel_id")?);
    let limit = usize::try_from(call.number("limit", 50, (1, 100))?).unwrap_or(50);
    let ids = (
        call.query_id("around")?,
        call.query_id("before")?,
        call.query_id("after")?,
    );
    let from = match ids {
        (Some(id), _, _) => From::Around(id),
        (_, Some(id), _) => From::Before(id),
        (_, _, Some(id)) => From::After(id),
        (None, None, None) => From::End,
    };
    call.read(|world| {
        let page = world.history(user_id, id, Page { from, limit })?;
        let messages = page
            .into_iter()
            .map(|message| seen_by(world, message, user_id));
        Ok(Reply::Json(messages.collect()))
    })
}

pub(super) async fn message(call: Call) -> Answer {
    let (user_id, at) = (call.user_id()?, message_id(&call)?);
    call.read(|world| {
        world.require(
            user_id,
            at.channel_id,
            crate::world::permission::READ_MESSAGE_HISTORY,
        )?;
        let message = world.message(at.channel_id, at.message_id)?;
        if message.is_ephemeral() {
            return Err(ApiError::unknown_message());
        }
        Ok(Reply::Json(seen_by(world, message, user_id)))
    })
}

pub(super) async fn create(call: Call) -> Answer {
    let (user_id, id) = (call.user_id()?, call.id("channel_id")?);
    let draft = Draft::from_json(&call.body, call.files.clone())?;
    call.change(|world| {
        let message = world.send(user_id, id, &draft)?;
        let mut json = world.message_json(&message, Some(user_id));
        if let Some(nonce) = &message.nonce {
            json["nonce"] = nonce.clone();
        }
        Ok(Reply::Json(json))
    })
}

pub(super) async fn edit(call: Call) -> Answer {
    let (user_id, at) = (call.user_id()?, message_id(&call)?);
    let change = Change {
        body: call.body.clone(),
        files: call.files.clone(),
    };
    call.change(|world| {
        let message = world.edit(user_id, at, &change)?;
        Ok(Reply::Json(world.message_json(&message, Some(user_id))))
    })
}

pub(super) async fn delete(call: Call) -> Answer {
    let (actor, at) = (call.actor()?, message_id(&call)?);
    call.change(|world| world.delete(&actor, at))?;
    Ok(Reply::Nothing)
}

pub(super) async fn delete_many(call: Call) -> Answer {
    let (actor, id) = (call.actor()?, call.id("channel_id")?);
    let ids = form::snowflakes(&call.body, "messages")?;
    call.change(|world| world.delete_many(&actor, id, &ids))?;
    Ok(Reply::Nothing)
}

/// The message that the path names.
pub(super) fn message_id(call: &Call) -> Result<MessageId, ApiError> {
    Ok(MessageId {
        channel_id: call.id("channel_id")?,
        message_id: call.id("message_id")?,
    })
}

/// The message for a reader; without the message-content intent bots see none of what others wrote in servers.
fn seen_by(world: &World, message: &Message, viewer: Snowflake) -> Value {
    let mut json = world.message_json(message, Some(viewer));
    let in_server = world
        .channels
        .get(&message.channel_id)
        .is_some_and(|channel| channel.server_id.is_some());
    let may_read = world
        .application_of_user(viewer)
        .is_none_or(|it| it.privileged.message_content);
    let is_addressed = message.author_id == viewer || message.mentions.contains(&viewer);
    if in_server && !may_read && !is_addressed {
        crate::gateway::blank(&mut json);
    }
    json
}
