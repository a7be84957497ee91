//! `POST /api/externals/tickets/create`: the one address that programs written for Rustmail know.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::JsonRejection;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::Deserialize;
use serde_json::json;
use tokio::time::{Instant, timeout_at};

use crate::announcements::{Announcement, Listener};
use crate::app::App;
use crate::error::{Error, Refusal, Unauthenticated};
use crate::ids::{ChannelId, TicketId, UserId};
use crate::models::actor::Actor;
use crate::models::api_key::ApiKey;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::ticket::opening::Opening;
use crate::models::user::User;
use crate::web::failure::Failure;

/// How long to wait for the ticket's channel before answering without it.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most characters of an idempotency key.
const LONGEST_KEY: usize = 200;

/// What a program sends.
#[derive(Debug, Deserialize)]
pub struct Wish {
    discord_id: GivenId,
    staff_discord_id: Option<GivenId>,
}

/// An id, as a text or as a number.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum GivenId {
    Text(String),
    Number(i64),
}

/// Opens a ticket with a member, and answers when its channel is there.
pub async fn create(
    State(app): State<Arc<App>>,
    address: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    wish: Result<Json<Wish>, JsonRejection>,
) -> Result<Response, Failure> {
    let actor = authenticate(&app, &headers, address).await?;
    let wish = match wish {
        Ok(Json(wish)) => wish,
        Err(rejection) => return Ok(unreadable(&rejection)),
    };
    let listener = app.announcements.subscribe();
    let opening = opening(&app, &actor, &headers, &wish).await?;
    let member = opening.member.clone();
    let ticket = Ticket::open(&mut *app.db().await?, &app.act(actor), opening).await?;
    let channel = await_channel(&app, listener, ticket.id).await?;
    Ok(answer(&ticket, &member, channel))
}

async fn authenticate(
    app: &App,
    headers: &HeaderMap,
    address: Option<Extension<ConnectInfo<SocketAddr>>>,
) -> Result<Actor, Error> {
    let key = headers.get("x-api-key").ok_or(Unauthenticated::Missing)?;
    let key = key.to_str().map_err(|_| Unauthenticated::UnknownKey)?;
    let address = address
        .map(|Extension(ConnectInfo(address))| address.ip().to_string())
        .unwrap_or_default();
    let conn = &mut app.db().await?;
    let actor = ApiKey::authenticate(conn, key, app.clock.now(), &address).await?;
    actor.require_creation()?;
    Ok(actor)
}

async fn opening(
    app: &App,
    actor: &Actor,
    headers: &HeaderMap,
    wish: &Wish,
) -> Result<Opening, Error> {
    let idempotency_key = idempotency_key(actor, headers)?;
    let member = wish.discord_id.read("discord_id")?;
    let staff = wish
        .staff_discord_id
        .as_ref()
        .map(|id| id.read("staff_discord_id"))
        .transpose()?;
    if let Some(staff) = staff {
        require_staff(app, staff).await?;
    }
    let candidate = app
        .find_candidate(member)
        .await?
        .ok_or(Refusal::UnknownUser)?;
    if candidate.is_bot {
        return Err(Refusal::IsABot.into());
    }
    if !candidate.is_member {
        return Err(Refusal::NotAMember.into());
    }
    let from_staff = || app.words().text("opened-by-support").into_owned();
    let greeting = if staff.is_some() {
        Some(from_staff())
    } else {
        app.greeting()
    };
    Ok(Opening {
        member: candidate.user,
        greeting,
        call: staff,
        idempotency_key,
    })
}

impl GivenId {
    fn read(&self, field: &'static str) -> Result<UserId, Refusal> {
        let text = match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        };
        text.parse()
            .map_err(|error: crate::ids::NotAnId| Refusal::Invalid {
                field,
                why: error.to_string(),
            })
    }
}

/// A key of one program means nothing to another.
fn idempotency_key(actor: &Actor, headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let Some(given) = headers.get("idempotency-key") else {
        return Ok(None);
    };
    let given = given
        .to_str()
        .ok()
        .filter(|key| !key.is_empty() && key.len() <= LONGEST_KEY);
    let why = || "An idempotency key has 1 to 200 plain characters.".to_owned();
    let given = given.ok_or_else(|| Refusal::Invalid {
        field: "Idempotency-Key",
        why: why(),
    })?;
    Ok(actor.id().map(|id| format!("api:{id}:{given}")))
}

/// Whoever is called to a ticket must be able to work on it.
async fn require_staff(app: &App, id: UserId) -> Result<(), Error> {
    let permissions = app.permissions_of(id).await?;
    permissions
        .require(Permission::ManageTickets)
        .map_err(|_| {
            let why = "This user is not staff who may work on tickets.".to_owned();
            Refusal::Invalid {
                field: "staff_discord_id",
                why,
            }
        })?;
    Ok(())
}

/// The ticket's channel, when there is one in time.
async fn await_channel(
    app: &App,
    mut listener: Listener,
    ticket: TicketId,
) -> Result<Option<ChannelId>, Error> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let found = Ticket::get(&mut *app.db().await?, ticket).await?;
        let channel = found.and_then(|ticket| ticket.channel_id);
        if channel.is_some() || !next_change(&mut listener, ticket, deadline).await {
            return Ok(channel);
        }
    }
}

/// Waits until something happens to the ticket; not for ever.
async fn next_change(listener: &mut Listener, ticket: TicketId, deadline: Instant) -> bool {
    loop {
        match timeout_at(deadline, listener.next()).await {
            Ok(Some(Announcement::Event(event))) if event.ticket_id == Some(ticket.0) => {
                return true;
            }
            Ok(Some(Announcement::Gap)) => return true,
            Ok(Some(_)) => {}
            Ok(None) | Err(_) => return false,
        }
    }
}

fn answer(ticket: &Ticket, member: &User, channel: Option<ChannelId>) -> Response {
    let body = json!({
        "success": true,
        "channel_id": channel.map(|channel| channel.to_string()),
        "user_id": member.id.to_string(),
        "username": member.username,
        "ticket_id": ticket.id.to_string(),
    });
    // Accepted, but Discord is slow: the channel follows.
    let status = if channel.is_some() {
        StatusCode::OK
    } else {
        StatusCode::ACCEPTED
    };
    (status, Json(body)).into_response()
}

fn unreadable(rejection: &JsonRejection) -> Response {
    let status = match rejection.status() {
        StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
        status => status,
    };
    let error = match status {
        StatusCode::PAYLOAD_TOO_LARGE => "The body is too large.",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "Send the body with Content-Type: application/json.",
        _ => "The body must be a JSON object such as {\"discord_id\": \"123456789012345678\"}.",
    };
    (status, Json(json!({ "success": false, "error": error }))).into_response()
}
