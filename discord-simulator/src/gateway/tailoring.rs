//! What a session gets to see of an event: nothing, all of it, or the form its intents allow.

use serde_json::{Value, json};

use super::intents::{self, GUILDS, MESSAGE_CONTENT, Place};
use super::session::Session;
use crate::form;
use crate::world::World;
use crate::world::event::{Audience, Event};

/// The event's data for this session, if it hears of it at all.
pub(super) fn tailored(world: &World, session: &Session, event: &Event) -> Option<Value> {
    let place = match event.audience {
        Audience::Server(id) => {
            let server = world.servers.get(&id)?;
            let is_in = server.members.contains_key(&session.user_id);
            (is_in && session.shard.serves(Some(id))).then_some(Place::Server)?
        }
        Audience::Channel {
            channel_id,
            server_id,
        } => {
            let channel = world.channels.get(&channel_id)?;
            let hears = world.can_see(channel, session.user_id) && session.shard.serves(server_id);
            let place = if server_id.is_some() {
                Place::Server
            } else {
                Place::DirectMessage
            };
            hears.then_some(place)?
        }
        Audience::User(id) => {
            (id == session.user_id).then_some(())?;
            return for_one(world, session, event);
        }
    };
    if event.name == "GUILD_MEMBER_ADD" && is_about(&event.data["user"], session) {
        return None;
    }
    let about_itself =
        event.name == "GUILD_MEMBER_UPDATE" && is_about(&event.data["user"], session);
    let needed = intents::needed(event.name, place);
    if needed.is_some_and(|intent| !session.wants(intent)) && !about_itself {
        return None;
    }
    let mut data = event.data.clone();
    if place == Place::Server
        && !session.wants(MESSAGE_CONTENT)
        && hides_content(&event.data, session)
    {
        blank(&mut data);
    }
    Some(data)
}

/// Empties what the message-content intent protects.
pub(crate) fn blank(message: &mut Value) {
    if message.get("content").is_some() {
        message["content"] = json!("");
        for field in ["embeds", "attachments", "components"] {
            message[field] = json!([]);
        }
    }
    if message
        .get("referenced_message")
        .is_some_and(Value::is_object)
    {
        blank(&mut message["referenced_message"]);
    }
}

/// Events for one bot alone: interactions always, servers with the intent.
fn for_one(world: &World, session: &Session, event: &Event) -> Option<Value> {
    if event.name.starts_with("GUILD_") && !session.wants(GUILDS) {
        return None;
    }
    if event.name != "GUILD_CREATE" {
        return Some(event.data.clone());
    }
    let id = form::snowflake(&event.data["id"])?;
    session.shard.serves(Some(id)).then_some(())?;
    Some(super::ready::server_json(
        world,
        session,
        world.servers.get(&id)?,
    ))
}

/// The bot's own messages and those that mention it always carry their content.
fn hides_content(data: &Value, session: &Session) -> bool {
    let mentions = data.get("mentions").and_then(Value::as_array);
    let is_mentioned =
        mentions.is_some_and(|users| users.iter().any(|user| is_about(user, session)));
    data.get("content").is_some() && !is_about(&data["author"], session) && !is_mentioned
}

fn is_about(user: &Value, session: &Session) -> bool {
    user.get("id").and_then(form::snowflake) == Some(session.user_id)
}
