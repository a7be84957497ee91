//! The people's page: a plain chat program in which a person can be any user. Every action is a form; a little script
//! sends forms without leaving the page and fetches the page again when something happened.

mod actions;
mod commands;
mod components;
mod embeds;
mod home;
mod live;
mod messages;
mod page;
mod sidebar;
mod text;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::{get, post};

use crate::simulator::Simulator;

const STYLE: &str = include_str!("../assets/site.css");
const SCRIPT: &str = include_str!("../assets/site.js");

/// The routes; what a person does lies under their own address, so that two tabs can be two people.
pub(crate) fn router() -> Router<Simulator> {
    Router::new()
        .route("/", get(home::people))
        .route("/as/{user_id}", get(home::home))
        .route("/as/{user_id}/events", get(live::events))
        .route("/as/{user_id}/servers/{server_id}", get(home::server))
        .route("/as/{user_id}/dms/{other_id}", get(home::direct_message))
        .route("/as/{user_id}/settings", post(actions::change_settings))
        .route(
            "/as/{user_id}/modals/{interaction_id}",
            post(actions::submit_modal),
        )
        .route("/as/{user_id}/channels/{channel_id}", get(page::channel))
        .route(
            "/as/{user_id}/channels/{channel_id}/messages",
            post(actions::send),
        )
        .route(
            "/as/{user_id}/channels/{channel_id}/commands",
            post(actions::use_command),
        )
        .route(
            "/as/{user_id}/channels/{channel_id}/typing",
            post(actions::type_in),
        )
        .route(
            "/as/{user_id}/channels/{channel_id}/messages/{message_id}/edit",
            post(actions::edit),
        )
        .route(
            "/as/{user_id}/channels/{channel_id}/messages/{message_id}/delete",
            post(actions::delete),
        )
        .route(
            "/as/{user_id}/channels/{channel_id}/messages/{message_id}/react",
            post(actions::react),
        )
        .route(
            "/as/{user_id}/channels/{channel_id}/messages/{message_id}/press",
            post(actions::press),
        )
        .route(
            "/assets/site.css",
            get(async || ([(CONTENT_TYPE, "text/css")], STYLE).into_response()),
        )
        .route(
            "/assets/site.js",
            get(async || ([(CONTENT_TYPE, "text/javascript")], SCRIPT).into_response()),
        )
        .layer(DefaultBodyLimit::disable())
}
