//! The control endpoints: whatever a test can do in Rust, a script or another process does here with JSON.
//!
//! Acting as a person is `/control/users/{user_id}/…`, arranging the world `/control/servers/…`, breaking things
//! `/control/faults` and `/control/gateway`.

mod acting;
mod arranging;
mod steering;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, patch, post, put};

use crate::simulator::Simulator;

/// The routes.
pub(crate) fn router() -> Router<Simulator> {
    Router::new()
        .nest(
            "/control",
            people().merge(places()).merge(steering_routes()),
        )
        .layer(DefaultBodyLimit::disable())
}

fn people() -> Router<Simulator> {
    Router::new()
        .route("/users", get(arranging::users).post(arranging::create_user))
        .route("/users/{user_id}", patch(arranging::change_user))
        .route(
            "/users/{user_id}/blocks/{other_id}",
            put(arranging::block).delete(arranging::unblock),
        )
        .route(
            "/users/{user_id}/dms/{other_id}/messages",
            get(acting::direct_messages).post(acting::send_directly),
        )
        .route(
            "/users/{user_id}/channels/{channel_id}/messages",
            get(acting::messages).post(acting::send),
        )
        .route(
            "/users/{user_id}/channels/{channel_id}/messages/{message_id}",
            patch(acting::edit).delete(acting::delete),
        )
        .route(
            "/users/{user_id}/channels/{channel_id}/messages/{message_id}/reactions/{emoji}",
            put(acting::react).delete(acting::unreact),
        )
        .route(
            "/users/{user_id}/channels/{channel_id}/typing",
            post(acting::type_in),
        )
        .route(
            "/users/{user_id}/channels/{channel_id}/commands",
            post(acting::command),
        )
        .route(
            "/users/{user_id}/channels/{channel_id}/messages/{message_id}/presses",
            post(acting::press),
        )
        .route("/interactions/{interaction_id}", get(acting::interaction))
        .route(
            "/interactions/{interaction_id}/modal",
            post(acting::submit_modal),
        )
}

fn places() -> Router<Simulator> {
    Router::new()
        .route(
            "/applications",
            get(arranging::applications).post(arranging::create_application),
        )
        .route(
            "/servers",
            get(arranging::servers).post(arranging::create_server),
        )
        .route("/servers/{server_id}/bots", post(arranging::invite_bot))
        .route(
            "/servers/{server_id}/channels",
            get(arranging::channels).post(arranging::create_channel),
        )
        .route("/servers/{server_id}/roles", post(arranging::create_role))
        .route(
            "/servers/{server_id}/stickers",
            post(arranging::create_sticker),
        )
        .route(
            "/servers/{server_id}/members/{user_id}",
            put(arranging::join).delete(arranging::leave),
        )
        .route(
            "/servers/{server_id}/members/{user_id}/roles/{role_id}",
            put(arranging::give_role).delete(arranging::take_role),
        )
        .route(
            "/servers/{server_id}/bans/{user_id}",
            put(arranging::ban).delete(arranging::unban),
        )
}

fn steering_routes() -> Router<Simulator> {
    Router::new()
        .route(
            "/faults",
            get(steering::faults)
                .post(steering::add_fault)
                .delete(steering::clear_faults),
        )
        .route(
            "/gateway",
            get(steering::gateway).post(steering::disturb_gateway),
        )
        .route("/clock", get(steering::clock).post(steering::move_clock))
        .route("/requests", get(steering::requests))
        .route("/violations", get(steering::violations))
        .route("/world", get(steering::world))
}
