//! Choosing who to be, and finding the way to a channel.

use std::collections::HashMap;

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::page::{self, refused};
use crate::api_error::ApiError;
use crate::simulator::Simulator;
use crate::snowflake::Snowflake;
use crate::world::World;
use crate::world::channel::{Channel, ChannelKind};
use crate::world::user::User;

/// Everybody there is; `?as=` goes straight to one of them.
pub(super) async fn people(
    State(simulator): State<Simulator>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    if let Some(user_id) = query.get("as").and_then(|id| id.parse::<Snowflake>().ok()) {
        return Redirect::to(&format!("/as/{user_id}")).into_response();
    }
    simulator.read(choice).into_response()
}

/// A person's start: the direct messages with a bot, or the first channel they see.
pub(super) async fn home(
    State(simulator): State<Simulator>,
    Path(user_id): Path<Snowflake>,
) -> Response {
    simulator.read(|world| {
        let Some(user) = world.users.get(&user_id) else {
            return refused(&ApiError::unknown_user());
        };
        page::empty(world, user).into_response()
    })
}

/// The first channel of a server that the person sees.
pub(super) async fn server(
    State(simulator): State<Simulator>,
    Path((user_id, server_id)): Path<(Snowflake, Snowflake)>,
) -> Response {
    let first = simulator.read(|world| {
        let channels = world.channels_of(server_id).into_iter();
        let mut seen = channels.filter(|channel| is_readable(world, channel, user_id));
        seen.next().map(|channel| channel.id)
    });
    match first {
        Some(id) => Redirect::to(&format!("/as/{user_id}/channels/{id}")).into_response(),
        None => Redirect::to(&format!("/as/{user_id}")).into_response(),
    }
}

/// The direct messages with somebody.
pub(super) async fn direct_message(
    State(simulator): State<Simulator>,
    Path((user_id, other_id)): Path<(Snowflake, Snowflake)>,
) -> Response {
    match simulator.change(|world| world.open_dm(user_id, other_id)) {
        Ok(id) => Redirect::to(&format!("/as/{user_id}/channels/{id}")).into_response(),
        Err(refusal) => refused(&refusal),
    }
}

/// Whether a channel has messages that a person may read.
pub(super) fn is_readable(world: &World, channel: &Channel, user_id: Snowflake) -> bool {
    channel.kind != ChannelKind::Category && world.can_see(channel, user_id)
}

fn choice(world: &World) -> Markup {
    let people = world.people();
    page::document(
        "Who are you?",
        html! {
            main class="choice" {
                h1 { "Who are you?" }
                p { "This is a simulated Discord. Choose a person; open another tab to be somebody else at the same time." }
                @if people.is_empty() { p id="nobody" { "Nobody lives here yet." } }
                ul class="people" {
                    @for user in &people {
                        li { a href={ "/as/" (user.id) } data-user-id=(user.id) {
                            (page::avatar(user.id))
                            span class="who" {
                                strong { (user.display_name()) }
                                small { (places(world, user)) }
                            }
                        } }
                    }
                }
            }
        },
    )
}

/// The servers of a person, with their roles there.
fn places(world: &World, user: &User) -> String {
    let servers = world.servers.values().filter_map(|server| {
        let member = server.members.get(&user.id)?;
        let roles = member
            .roles
            .iter()
            .filter_map(|id| server.roles.get(id))
            .map(|role| role.name.as_str());
        let roles: Vec<&str> = roles.collect();
        let suffix = if roles.is_empty() {
            String::new()
        } else {
            format!(" ({})", roles.join(", "))
        };
        Some(format!("{}{suffix}", server.name))
    });
    servers.collect::<Vec<_>>().join(", ")
}
