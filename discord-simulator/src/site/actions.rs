//! What a person does on the page. Each answers with the way back; a refusal is told there.

mod typed;

use std::collections::HashMap;

use axum::Form;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Value, json};

use crate::api_error::ApiError;
use crate::draft::{Draft, Upload};
use crate::rest::body::read_parts;
use crate::simulator::Simulator;
use crate::snowflake::Snowflake;
use crate::world::interaction::using::{Press, Usage};
use crate::world::message::{Reference, ReferenceKind};
use crate::world::reaction::MessageId;
use crate::world::sending::changing::Change;

/// A person in a channel.
type InChannel = Path<(Snowflake, Snowflake)>;
/// A person at a message.
type AtMessage = Path<(Snowflake, Snowflake, Snowflake)>;

/// Sends what was typed; a text that begins with a slash is a command.
pub(super) async fn send(
    State(simulator): State<Simulator>,
    Path((user_id, channel_id)): InChannel,
    parts: Multipart,
) -> Response {
    let (body, files) = match read_parts(parts).await {
        Ok(parts) => parts,
        Err(refusal) => return back(user_id, channel_id, Err(refusal)),
    };
    let files: Vec<Upload> = files
        .into_iter()
        .filter(|file| !file.filename.is_empty())
        .collect();
    let content = crate::form::text(&body, "content").replace("\r\n", "\n");
    if let Some(typed) = content.strip_prefix('/') {
        let used =
            simulator.read(|world| typed::usage(world, (user_id, channel_id), typed, &files));
        let begun = used.and_then(|usage| {
            simulator.change(|world| world.use_command(user_id, channel_id, &usage))
        });
        return back(
            user_id,
            channel_id,
            begun.map(|id| drop(simulator.watch(id))),
        );
    }
    let reply_to = body.get("reply_to").and_then(crate::form::snowflake);
    let draft = Draft {
        content,
        files,
        reference: reply_to.map(|message_id| Reference {
            kind: ReferenceKind::Reply,
            message_id,
            channel_id: None,
            server_id: None,
            must_exist: true,
        }),
        ..Draft::default()
    };
    back(
        user_id,
        channel_id,
        simulator
            .change(|world| world.send(user_id, channel_id, &draft))
            .map(drop),
    )
}

/// Uses a command from its form, or from a message's menu.
pub(super) async fn use_command(
    State(simulator): State<Simulator>,
    Path((user_id, channel_id)): InChannel,
    mut parts: Multipart,
) -> Response {
    let mut usage = Usage::default();
    while let Ok(Some(part)) = parts.next_field().await {
        let name = part.name().unwrap_or_default().to_owned();
        let filename = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.unwrap_or_default();
        let text = String::from_utf8(bytes.to_vec()).unwrap_or_default();
        match (name.strip_prefix("option:"), filename) {
            (Some(_), Some(filename)) if filename.is_empty() => {}
            (Some(option), Some(filename)) => usage = usage.file(option, &filename, bytes),
            (Some(option), None) if !text.is_empty() => usage = usage.option(option, text),
            (None, _) if name == "name" => usage.name = text,
            (None, _) if name == "target_id" => usage.target = text.parse().ok(),
            _ => {}
        }
    }
    simulator.read(|world| typed::resolve_names(world, &mut usage));
    let begun = simulator.change(|world| world.use_command(user_id, channel_id, &usage));
    back(
        user_id,
        channel_id,
        begun.map(|id| drop(simulator.watch(id))),
    )
}

pub(super) async fn edit(
    State(simulator): State<Simulator>,
    Path((user_id, channel_id, message_id)): AtMessage,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let content = form
        .get("content")
        .map(|content| content.replace("\r\n", "\n"));
    let change = Change {
        body: json!({"content": content.unwrap_or_default()}),
        ..Change::default()
    };
    let at = MessageId {
        channel_id,
        message_id,
    };
    back(
        user_id,
        channel_id,
        simulator
            .change(|world| world.edit(user_id, at, &change))
            .map(drop),
    )
}

/// Deletes a message; an ephemeral answer is only put out of sight.
pub(super) async fn delete(
    State(simulator): State<Simulator>,
    Path((user_id, channel_id, message_id)): AtMessage,
) -> Response {
    let at = MessageId {
        channel_id,
        message_id,
    };
    let deleted = simulator.change(|world| {
        let only = world.message(channel_id, message_id)?.ephemeral_to;
        if only == Some(user_id) {
            return world.dismiss(at);
        }
        world.delete(&user_id.into(), at)
    });
    back(user_id, channel_id, deleted)
}

/// Adds a reaction, or takes it back.
pub(super) async fn react(
    State(simulator): State<Simulator>,
    Path((user_id, channel_id, message_id)): AtMessage,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let emoji = form.get("emoji").cloned().unwrap_or_default();
    let at = MessageId {
        channel_id,
        message_id,
    };
    let reacted = simulator.change(|world| {
        let reactions = &world.message(channel_id, message_id)?.reactions;
        let mine = reactions
            .iter()
            .any(|it| it.emoji == emoji && it.users.contains(&user_id));
        if mine {
            return world.unreact(user_id, at, (user_id, &emoji));
        }
        world.react(user_id, at, &emoji)
    });
    back(user_id, channel_id, reacted)
}

/// Presses a button or chooses from a menu.
pub(super) async fn press(
    State(simulator): State<Simulator>,
    Path((user_id, channel_id, message_id)): AtMessage,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    let all = |name: &str| {
        let named = form
            .iter()
            .filter(move |(key, value)| key == name && !value.is_empty());
        named.map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    let press = Press {
        message_id,
        custom_id: all("custom_id").pop().unwrap_or_default(),
        values: all("values"),
    };
    let begun = simulator.change(|world| world.press(user_id, channel_id, &press));
    back(
        user_id,
        channel_id,
        begun.map(|id| drop(simulator.watch(id))),
    )
}

/// Sends a modal off, or closes it.
pub(super) async fn submit_modal(
    State(simulator): State<Simulator>,
    Path((_, interaction_id)): Path<(Snowflake, Snowflake)>,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let fields = form.iter().filter_map(|(key, value)| {
        let field = key.strip_prefix("field:")?;
        Some((field.to_owned(), Value::String(value.replace("\r\n", "\n"))))
    });
    let fields = fields.collect();
    let done = if form.contains_key("dismiss") {
        simulator.change(|world| world.dismiss_modal(interaction_id))
    } else {
        let begun = simulator.change(|world| world.submit_modal(interaction_id, &fields));
        begun.map(|id| drop(simulator.watch(id)))
    };
    back_to(form.get("back"), done)
}

pub(super) async fn type_in(
    State(simulator): State<Simulator>,
    Path((user_id, channel_id)): InChannel,
) -> Response {
    match simulator.change(|world| world.type_in(user_id, channel_id)) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

/// Blocks and unblocks, closes and opens direct messages.
pub(super) async fn change_settings(
    State(simulator): State<Simulator>,
    Path(user_id): Path<Snowflake>,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let other = form
        .get("other_id")
        .and_then(|id| id.parse().ok())
        .unwrap_or_default();
    let done = match form.get("change").map(String::as_str) {
        Some("block") => simulator.block(user_id, other),
        Some("unblock") => simulator.unblock(user_id, other),
        Some("close_dms") => simulator.close_dms(user_id),
        _ => simulator.open_dms(user_id),
    };
    back_to(form.get("back"), done)
}

fn back(user_id: Snowflake, channel_id: Snowflake, done: Result<(), ApiError>) -> Response {
    back_to(Some(&format!("/as/{user_id}/channels/{channel_id}")), done)
}

/// The way back to a page of this site, with the reason of a refusal.
fn back_to(page: Option<&String>, done: Result<(), ApiError>) -> Response {
    let page = page
        .filter(|page| page.starts_with("/as/"))
        .map_or("/", String::as_str);
    let Err(refusal) = done else {
        return Redirect::to(page).into_response();
    };
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("error", &typed::sentence(&refusal));
    Redirect::to(&format!("{page}?{}", query.finish())).into_response()
}
