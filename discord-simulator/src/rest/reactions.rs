//! Reactions.

use super::call::Call;
use super::messages::message_id;
use super::{Answer, Reply};
use crate::api_error::ApiError;
use crate::snowflake::Snowflake;

pub(super) async fn add(call: Call) -> Answer {
    let (user_id, at) = (call.user_id()?, message_id(&call)?);
    if call.text("user_id") != "@me" {
        return Err(ApiError::not_found());
    }
    call.change(|world| world.react(user_id, at, call.text("emoji")))?;
    Ok(Reply::Nothing)
}

pub(super) async fn remove(call: Call) -> Answer {
    let (user_id, at) = (call.user_id()?, message_id(&call)?);
    let of: Snowflake = if call.text("user_id") == "@me" {
        user_id
    } else {
        call.id("user_id")?
    };
    call.change(|world| world.unreact(user_id, at, (of, call.text("emoji"))))?;
    Ok(Reply::Nothing)
}

pub(super) async fn clear(call: Call) -> Answer {
    let (user_id, at) = (call.user_id()?, message_id(&call)?);
    call.change(|world| world.clear_reactions(user_id, at))?;
    Ok(Reply::Nothing)
}

pub(super) async fn who(call: Call) -> Answer {
    let (user_id, at) = (call.user_id()?, message_id(&call)?);
    call.read(|world| {
        world.require(
            user_id,
            at.channel_id,
            crate::world::permission::READ_MESSAGE_HISTORY,
        )?;
        let message = world.message(at.channel_id, at.message_id)?;
        let reaction = message
            .reactions
            .iter()
            .find(|reaction| reaction.emoji == call.text("emoji"));
        let users = reaction.into_iter().flat_map(|reaction| &reaction.users);
        Ok(Reply::Json(users.map(|id| world.user_json(*id)).collect()))
    })
}
