//! The page: servers and direct messages, the channels beside them, the conversation and the box to write in.

use std::collections::HashMap;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use super::{commands, messages, sidebar};
use crate::api_error::ApiError;
use crate::simulator::Simulator;
use crate::snowflake::Snowflake;
use crate::world::World;
use crate::world::channel::Channel;
use crate::world::user::User;

/// What a person is looking at.
pub(super) struct Place<'a> {
    pub(super) world: &'a World,
    pub(super) user: &'a User,
    pub(super) channel: &'a Channel,
    /// The message that is being answered.
    pub(super) reply: Option<Snowflake>,
    /// The message that is being edited.
    pub(super) edit: Option<Snowflake>,
    /// Where the shown part of the history ends.
    pub(super) before: Option<Snowflake>,
    /// Why the last action was refused.
    pub(super) notice: Option<String>,
}

impl Place<'_> {
    /// The address of the channel for this person.
    pub(super) fn address(&self) -> String {
        format!("/as/{}/channels/{}", self.user.id, self.channel.id)
    }
}

/// A channel as a person sees it.
pub(super) async fn channel(
    State(simulator): State<Simulator>,
    Path((user_id, channel_id)): Path<(Snowflake, Snowflake)>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let id = |name: &str| query.get(name).and_then(|id| id.parse().ok());
    simulator.read(|world| {
        let user = match world.user(user_id) {
            Ok(user) => user,
            Err(refusal) => return refused(&refusal),
        };
        let channel = match world.require(user_id, channel_id, 0) {
            Ok(channel) => channel,
            Err(refusal) => {
                return (StatusCode::NOT_FOUND, gone(world, user, &refusal)).into_response();
            }
        };
        let place = Place {
            world,
            user,
            channel,
            reply: id("reply"),
            edit: id("edit"),
            before: id("before"),
            notice: query.get("error").cloned(),
        };
        shown(&place).into_response()
    })
}

/// A page without a channel.
pub(super) fn empty(world: &World, user: &User) -> Markup {
    frame(
        user,
        html! {
            (sidebar::places(world, user, None))
            nav id="channels" {}
            main id="conversation" class="empty" {
                p { "Choose a server or a direct message on the left." }
            }
        },
    )
}

/// A page that says why something cannot be shown.
pub(super) fn refused(refusal: &ApiError) -> Response {
    let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::BAD_REQUEST);
    let page = document(
        "Not possible",
        html! { main class="choice" { h1 { (refusal.message) } a href="/" { "Back" } } },
    );
    (status, page).into_response()
}

/// The picture of a user.
pub(super) fn avatar(id: Snowflake) -> Markup {
    html! { img class="avatar" src={ "/cdn/avatars/" (id) "/a.png" } alt="" width="40" height="40" loading="lazy"; }
}

/// A whole document.
pub(super) fn document(title: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · Simulated Discord" }
                link rel="stylesheet" href="/assets/site.css";
                link rel="icon" href="/cdn/embed/avatars/0.png";
                script src="/assets/site.js" defer {}
            }
            body { (body) }
        }
    }
}

fn shown(place: &Place) -> Markup {
    let title = sidebar::channel_title(place.world, place.channel, place.user.id);
    frame(
        place.user,
        html! {
            (sidebar::places(place.world, place.user, Some(place.channel)))
            (sidebar::channels(place))
            main id="conversation" data-channel-id=(place.channel.id) {
                header {
                    h1 id="channel-name" { (title) }
                    @if let Some(topic) = &place.channel.topic { p id="topic" { (topic) } }
                }
                (messages::list(place))
                footer {
                    (notice(place))
                    (commands::open_modal(place))
                    (composer(place))
                    (typing(place))
                }
            }
        },
    )
}

/// The channel has gone, or was never to be seen; the rest of the page stays usable.
fn gone(world: &World, user: &User, refusal: &ApiError) -> Markup {
    frame(
        user,
        html! {
            (sidebar::places(world, user, None))
            nav id="channels" {}
            main id="conversation" class="empty" { p id="gone" { (refusal.message) } }
        },
    )
}

fn frame(user: &User, columns: Markup) -> Markup {
    let content = html! {
        div id="app" data-user-id=(user.id) data-events={ "/as/" (user.id) "/events" } { (columns) }
    };
    document(user.display_name(), content)
}

fn notice(place: &Place) -> Markup {
    html! {
        div id="notice" role="alert" {
            @if let Some(notice) = &place.notice { p { (notice) } }
        }
    }
}

fn composer(place: &Place) -> Markup {
    let title = sidebar::channel_title(place.world, place.channel, place.user.id);
    let answered = place
        .reply
        .and_then(|id| place.world.message(place.channel.id, id).ok());
    html! {
        @if let Some(message) = answered {
            p id="replying" {
                "Replying to " strong { (place.world.user_json(message.author_id)["username"].as_str().unwrap_or("?")) }
                " " a href=(place.address()) { "Cancel" }
            }
        }
        form id="composer" method="post" action={ (place.address()) "/messages" } enctype="multipart/form-data"
            data-typing={ (place.address()) "/typing" } {
            @if let Some(message) = answered { input type="hidden" name="reply_to" value=(message.id); }
            label class="attach" title="Attach files" {
                span aria-hidden="true" { "+" }
                input type="file" name="files" multiple aria-label="Attach files";
                output id="attached" {}
            }
            textarea name="content" rows="1" placeholder={ "Message " (title) } aria-label="Message" autofocus {}
            button id="send" { "Send" }
        }
        (commands::forms(place))
    }
}

fn typing(place: &Place) -> Markup {
    let typing = place
        .world
        .typing_in(place.channel.id)
        .into_iter()
        .filter(|id| *id != place.user.id);
    let names = typing
        .filter_map(|id| place.world.users.get(&id))
        .map(|user| user.display_name().to_owned());
    let names: Vec<String> = names.collect();
    html! {
        p id="typing" aria-live="polite" {
            @if !names.is_empty() {
                strong { (names.join(", ")) }
                @if names.len() == 1 { " is typing…" } @else { " are typing…" }
            }
        }
    }
}
