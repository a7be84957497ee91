//! The REST API, version 10: the routes, one screen of them. What each does stands in the file of its noun.

pub(crate) mod body;
pub mod call;
mod channels;
mod commands;
mod interactions;
mod members;
mod messages;
mod oauth;
pub mod passage;
mod pins;
mod reactions;
mod roles;
mod servers;
mod users;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, patch, post, put};
use axum::{Json, extract::DefaultBodyLimit};
use serde_json::Value;

use crate::api_error::ApiError;
use crate::authorize;
use crate::simulator::Simulator;

/// What a handler answers.
pub(crate) type Answer = Result<Reply, ApiError>;

/// A successful answer.
#[derive(Debug)]
pub(crate) enum Reply {
    /// 200 with a body.
    Json(Value),
    /// 201 with a body.
    Created(Value),
    /// 204.
    Nothing,
}

/// The API under every version prefix that libraries use.
pub(crate) fn router(simulator: &Simulator) -> Router<Simulator> {
    let api = routes()
        .method_not_allowed_fallback(async || ApiError::method_not_allowed())
        .layer(DefaultBodyLimit::disable())
        .route_layer(from_fn_with_state(simulator.clone(), passage::pass));
    Router::new()
        .nest("/api/v10", api.clone())
        .nest("/api/v9", api.clone())
        .nest("/api", api)
        .route(
            "/api/{*rest}",
            axum::routing::any(async || ApiError::not_found()),
        )
}

fn routes() -> Router<Simulator> {
    Router::new()
        .merge(user_routes())
        .merge(server_routes())
        .merge(channel_routes())
        .merge(message_routes())
        .merge(pin_routes())
        .merge(empty_routes())
        .merge(command_routes())
        .merge(interaction_routes())
}

fn user_routes() -> Router<Simulator> {
    Router::new()
        .route("/gateway", get(users::gateway))
        .route("/gateway/bot", get(users::gateway_for_bot))
        .route("/users/@me", get(users::me).patch(users::change_me))
        .route("/users/@me/channels", post(users::open_dm))
        .route("/users/@me/guilds", get(users::my_servers))
        .route("/users/@me/guilds/{guild_id}", delete(users::leave_server))
        .route("/users/@me/guilds/{guild_id}/member", get(users::my_member))
        .route("/users/{user_id}", get(users::user))
        .route("/applications/@me", get(users::application))
        .route("/oauth2/applications/@me", get(users::application))
        .route("/oauth2/@me", get(oauth::me))
        .route("/oauth2/token", post(oauth::token))
        .route("/oauth2/token/revoke", post(oauth::revoke))
        .route(
            "/oauth2/authorize",
            get(authorize::page).post(authorize::choose),
        )
}

fn server_routes() -> Router<Simulator> {
    Router::new()
        .route("/guilds/{guild_id}", get(servers::server))
        .route("/guilds/{guild_id}/preview", get(servers::server))
        .route(
            "/guilds/{guild_id}/channels",
            get(servers::channels)
                .post(servers::create_channel)
                .patch(servers::move_channels),
        )
        .route(
            "/guilds/{guild_id}/roles",
            get(roles::list).post(roles::create),
        )
        .route(
            "/guilds/{guild_id}/roles/{role_id}",
            get(roles::role).patch(roles::change).delete(roles::delete),
        )
        .route("/guilds/{guild_id}/members", get(members::list))
        .route("/guilds/{guild_id}/members/search", get(members::search))
        .route("/guilds/{guild_id}/members/@me", patch(members::change_me))
        .route(
            "/guilds/{guild_id}/members/{user_id}",
            get(members::member)
                .patch(members::change)
                .delete(members::kick),
        )
        .route(
            "/guilds/{guild_id}/members/{user_id}/roles/{role_id}",
            put(members::give_role).delete(members::take_role),
        )
        .route("/guilds/{guild_id}/bans", get(members::bans))
        .route(
            "/guilds/{guild_id}/bans/{user_id}",
            get(members::get_ban)
                .put(members::ban)
                .delete(members::unban),
        )
        .route("/guilds/{guild_id}/audit-logs", get(servers::audit_log))
        .route("/guilds/{guild_id}/stickers", get(servers::stickers))
        .route(
            "/guilds/{guild_id}/stickers/{sticker_id}",
            get(servers::sticker_of_server),
        )
        .route("/stickers/{sticker_id}", get(servers::sticker))
}

fn channel_routes() -> Router<Simulator> {
    Router::new()
        .route(
            "/channels/{channel_id}",
            get(channels::channel)
                .patch(channels::change)
                .delete(channels::delete),
        )
        .route(
            "/channels/{channel_id}/permissions/{overwrite_id}",
            put(channels::set_overwrite).delete(channels::delete_overwrite),
        )
        .route("/channels/{channel_id}/typing", post(channels::type_in))
}

fn message_routes() -> Router<Simulator> {
    Router::new()
        .route(
            "/channels/{channel_id}/messages",
            get(messages::list).post(messages::create),
        )
        .route(
            "/channels/{channel_id}/messages/bulk-delete",
            post(messages::delete_many),
        )
        .route(
            "/channels/{channel_id}/messages/{message_id}",
            get(messages::message)
                .patch(messages::edit)
                .delete(messages::delete),
        )
        .route(
            "/channels/{channel_id}/messages/{message_id}/reactions",
            delete(reactions::clear),
        )
        .route(
            "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}",
            get(reactions::who),
        )
        .route(
            "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}/{user_id}",
            put(reactions::add).delete(reactions::remove),
        )
}

fn pin_routes() -> Router<Simulator> {
    let one = put(pins::pin).delete(pins::unpin);
    Router::new()
        .route("/channels/{channel_id}/pins", get(pins::list_plainly))
        .route("/channels/{channel_id}/pins/{message_id}", one.clone())
        .route("/channels/{channel_id}/messages/pins", get(pins::list))
        .route("/channels/{channel_id}/messages/pins/{message_id}", one)
}

/// What nobody here has any of, so that libraries that ask for it go on.
fn empty_routes() -> Router<Simulator> {
    let nothing = get(servers::nothing);
    Router::new()
        .route("/guilds/{guild_id}/emojis", nothing.clone())
        .route("/guilds/{guild_id}/invites", nothing.clone())
        .route("/guilds/{guild_id}/webhooks", nothing.clone())
        .route("/guilds/{guild_id}/integrations", nothing)
        .route(
            "/guilds/{guild_id}/threads/active",
            get(servers::no_threads),
        )
}

fn command_routes() -> Router<Simulator> {
    let list = get(commands::list)
        .post(commands::register)
        .put(commands::register_all);
    let one = get(commands::command)
        .patch(commands::change)
        .delete(commands::delete);
    Router::new()
        .route("/applications/{application_id}/commands", list.clone())
        .route(
            "/applications/{application_id}/commands/{command_id}",
            one.clone(),
        )
        .route(
            "/applications/{application_id}/guilds/{guild_id}/commands",
            list,
        )
        .route(
            "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}",
            one,
        )
}

fn interaction_routes() -> Router<Simulator> {
    Router::new()
        .route(
            "/interactions/{interaction_id}/{token}/callback",
            post(interactions::answer),
        )
        .route(
            "/webhooks/{application_id}/{token}",
            post(interactions::follow_up),
        )
        .route(
            "/webhooks/{application_id}/{token}/messages/{message_id}",
            get(interactions::message)
                .patch(interactions::edit)
                .delete(interactions::delete),
        )
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        match self {
            Self::Json(value) => Json(value).into_response(),
            Self::Created(value) => (StatusCode::CREATED, Json(value)).into_response(),
            Self::Nothing => StatusCode::NO_CONTENT.into_response(),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self.body())).into_response();
        if let Some(retry) = &self.retry {
            passage::announce_wait(response.headers_mut(), retry);
        }
        response
    }
}
