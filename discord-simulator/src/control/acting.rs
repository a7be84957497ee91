//! Acting as a person.

use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::api_error::ApiError;
use crate::draft::Draft;
use crate::form;
use crate::rest::call::Call;
use crate::rest::{Answer, Reply};
use crate::snowflake::Snowflake;
use crate::world::World;
use crate::world::interaction::Progress;
use crate::world::interaction::using::{Press, Usage};
use crate::world::message::Message;
use crate::world::reaction::MessageId;
use crate::world::sending::changing::Change;

/// How long a request that waits for an answer waits.
const PATIENCE: Duration = Duration::from_secs(15);

pub(super) async fn send(call: Call) -> Answer {
    let (user_id, id) = (call.id("user_id")?, call.id("channel_id")?);
    let draft = Draft::from_json(&call.body, call.files.clone())?;
    call.change(|world| {
        let message = world.send(user_id, id, &draft)?;
        Ok(Reply::Json(world.message_json(&message, Some(user_id))))
    })
}

pub(super) async fn send_directly(call: Call) -> Answer {
    let (user_id, other) = (call.id("user_id")?, call.id("other_id")?);
    let draft = Draft::from_json(&call.body, call.files.clone())?;
    call.change(|world| {
        let id = world.open_dm(user_id, other)?;
        let message = world.send(user_id, id, &draft)?;
        Ok(Reply::Json(world.message_json(&message, Some(user_id))))
    })
}

pub(super) async fn messages(call: Call) -> Answer {
    let (user_id, id) = (call.id("user_id")?, call.id("channel_id")?);
    call.read(|world| {
        world.require(user_id, id, 0)?;
        Ok(Reply::Json(messages_json(world, user_id, id)))
    })
}

pub(super) async fn direct_messages(call: Call) -> Answer {
    let (user_id, other) = (call.id("user_id")?, call.id("other_id")?);
    call.read(|world| {
        let channel = world.find_dm(user_id, other).map(|channel| channel.id);
        let messages = channel.map(|id| messages_json(world, user_id, id));
        Ok(Reply::Json(messages.unwrap_or_else(|| json!([]))))
    })
}

pub(super) async fn edit(call: Call) -> Answer {
    let (user_id, at) = (call.id("user_id")?, place(&call)?);
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
    let (user_id, at) = (call.id("user_id")?, place(&call)?);
    call.change(|world| world.delete(&user_id.into(), at))?;
    Ok(Reply::Nothing)
}

pub(super) async fn react(call: Call) -> Answer {
    let (user_id, at) = (call.id("user_id")?, place(&call)?);
    call.change(|world| world.react(user_id, at, call.text("emoji")))?;
    Ok(Reply::Nothing)
}

pub(super) async fn unreact(call: Call) -> Answer {
    let (user_id, at) = (call.id("user_id")?, place(&call)?);
    call.change(|world| world.unreact(user_id, at, (user_id, call.text("emoji"))))?;
    Ok(Reply::Nothing)
}

pub(super) async fn type_in(call: Call) -> Answer {
    let (user_id, id) = (call.id("user_id")?, call.id("channel_id")?);
    call.change(|world| world.type_in(user_id, id))?;
    Ok(Reply::Nothing)
}

/// Uses a command; with `?wait=true` the answer comes when the bot has answered or failed to.
pub(super) async fn command(call: Call) -> Answer {
    let (user_id, id) = (call.id("user_id")?, call.id("channel_id")?);
    let usage = Usage {
        name: form::text(&call.body, "name").to_owned(),
        options: call
            .body
            .get("options")
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default(),
        files: call
            .files
            .iter()
            .map(|file| ("file".to_owned(), file.clone()))
            .collect(),
        target: form::optional_snowflake(&call.body, "target_id")?,
        focused: call
            .body
            .get("focused")
            .and_then(Value::as_str)
            .map(str::to_owned),
    };
    let interaction = call.change(|world| world.use_command(user_id, id, &usage))?;
    begun(&call, interaction).await
}

pub(super) async fn press(call: Call) -> Answer {
    let (user_id, at) = (call.id("user_id")?, place(&call)?);
    let values = form::list(&call.body, "values");
    let press = Press {
        message_id: at.message_id,
        custom_id: form::text(&call.body, "custom_id").to_owned(),
        values: values
            .iter()
            .filter_map(|value| value.as_str().map(str::to_owned))
            .collect(),
    };
    let interaction = call.change(|world| world.press(user_id, at.channel_id, &press))?;
    begun(&call, interaction).await
}

pub(super) async fn submit_modal(call: Call) -> Answer {
    let opened = call.id("interaction_id")?;
    let fields: Map<String, Value> = call
        .body
        .get("fields")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    let interaction = call.change(|world| world.submit_modal(opened, &fields))?;
    begun(&call, interaction).await
}

pub(super) async fn interaction(call: Call) -> Answer {
    let id = call.id("interaction_id")?;
    call.read(|world| state_of(world, id)).map(Reply::Json)
}

async fn begun(call: &Call, id: Snowflake) -> Answer {
    call.simulator.watch(id);
    if call.flag("wait") {
        let settled = |world: &World| {
            let progress = world.interaction(id).ok()?.progress;
            (!matches!(progress, Progress::Waiting | Progress::Thinking)).then_some(())
        };
        let waited = call
            .simulator
            .wait_for(PATIENCE, |simulator| simulator.read(settled))
            .await;
        tracing::debug!(answered = waited.is_some(), "an interaction was waited for");
    }
    call.read(|world| state_of(world, id)).map(Reply::Json)
}

/// An interaction with the messages it led to, ephemeral ones included.
fn state_of(world: &World, id: Snowflake) -> Result<Value, ApiError> {
    let interaction = world.interaction(id)?;
    let ids = interaction.original.iter().chain(&interaction.followups);
    let messages = ids.filter_map(|id| world.message(interaction.channel_id, *id).ok());
    let messages: Vec<Value> = messages
        .map(|it| world.message_json(it, Some(interaction.user_id)))
        .collect();
    Ok(json!({
        "id": id, "progress": interaction.progress, "messages": messages, "answer": interaction.answer,
    }))
}

/// What a person sees in a channel, oldest first, ephemeral answers to them included.
fn messages_json(world: &World, user_id: Snowflake, channel_id: Snowflake) -> Value {
    let messages = world
        .messages
        .get(&channel_id)
        .into_iter()
        .flat_map(|messages| messages.values());
    let seen = messages
        .filter(|message: &&Message| message.ephemeral_to.is_none_or(|only| only == user_id));
    seen.map(|message| world.message_json(message, Some(user_id)))
        .collect()
}

fn place(call: &Call) -> Result<MessageId, ApiError> {
    Ok(MessageId {
        channel_id: call.id("channel_id")?,
        message_id: call.id("message_id")?,
    })
}
