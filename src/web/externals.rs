//! `POST /api/externals/tickets/create`: the one address that programs written for Rustmail know.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::Deserialize;
use serde_json::json;
use tokio::time::{Instant, timeout_at};

use crate::announcements::{Announcement, Listener};
use crate::app::App;
use crate::client_address::ClientAddress;
use crate::error::{Error, Flaw, Refusal, Unauthenticated};
use crate::ids::{TicketId, UserId};
use crate::models::actor::{Act, Actor};
use crate::models::ticket::Ticket;
use crate::models::ticket::opening::{self, Opening};
use crate::models::user::User;
use crate::web::failure::Failure;
use crate::web::route::{Route, Who};

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

/// What programs may do without the API.
pub fn routes() -> Vec<Route> {
    vec![Route::post(
        "/api/externals/tickets/create",
        Who::Program,
        create,
    )]
}

/// Opens a ticket with a member, and answers when its channel is there.
pub async fn create(
    State(app): State<Arc<App>>,
    client: Option<Extension<ClientAddress>>,
    headers: HeaderMap,
    wish: Result<Json<Wish>, JsonRejection>,
) -> Result<Response, Failure> {
    let actor = authenticate(&app, &headers, client).await?;
    let wish = match wish {
        Ok(Json(wish)) => wish,
        Err(rejection) => return Ok(unreadable(&rejection)),
    };
    let listener = app.announcements.subscribe();
    let (ticket, member) = open(&app, &app.act(actor), &headers, &wish).await?;
    let ticket = await_channel(&app, listener, ticket).await?;
    Ok(answer(&ticket, &member))
}

async fn authenticate(
    app: &App,
    headers: &HeaderMap,
    client: Option<Extension<ClientAddress>>,
) -> Result<Actor, Error> {
    let key = headers.get("x-api-key").ok_or(Unauthenticated::Missing)?;
    let Extension(client) = client.unwrap_or_default();
    let actor = app.authenticate(key.to_str().unwrap_or_default(), client);
    let actor = actor.await?;
    actor.require_creation()?;
    Ok(actor)
}

/// The ticket, and the member as we know them. Discord is asked only when this request did not open it before.
async fn open(
    app: &App,
    act: &Act,
    headers: &HeaderMap,
    wish: &Wish,
) -> Result<(Ticket, User), Error> {
    let idempotency_key = idempotency_key(&act.actor, headers)?;
    let member = wish.discord_id.read("discord_id")?;
    if let Some(opened) = opened_before(app, act, member, idempotency_key.as_deref()).await? {
        return Ok(opened);
    }
    app.rate_limits.count_opening(&act.actor)?;
    let opening = Opening {
        idempotency_key,
        ..opening(app, member, wish).await?
    };
    let member = opening.member.clone();
    let ticket = Ticket::open(&mut *app.db().await?, act, opening).await?;
    Ok((ticket, member))
}

async fn opened_before(
    app: &App,
    act: &Act,
    member: UserId,
    key: Option<&str>,
) -> Result<Option<(Ticket, User)>, Error> {
    let conn = &mut app.db().await?;
    let Some(ticket) = opening::may_open(conn, act, member, key).await? else {
        return Ok(None);
    };
    let member = User::find(conn, member).await?;
    Ok(member.map(|member| (ticket, member)))
}

async fn opening(app: &App, member: UserId, wish: &Wish) -> Result<Opening, Error> {
    let staff = wish
        .staff_discord_id
        .as_ref()
        .map(|id| id.read("staff_discord_id"))
        .transpose()?;
    if let Some(staff) = staff
        && !app.can_be_called(staff).await?
    {
        return Err(nobody_to_call().into());
    }
    Ok(Opening {
        member: app.candidate_for_ticket(member).await?,
        greeting: app.greeting_by(staff),
        call: staff,
        idempotency_key: None,
    })
}

fn nobody_to_call() -> Refusal {
    Refusal::Invalid {
        field: "staff_discord_id",
        why: Flaw::NotStaff,
    }
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
                why: error.into(),
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
    let given = given.ok_or(Refusal::Invalid {
        field: "Idempotency-Key",
        why: Flaw::IdempotencyKey,
    })?;
    Ok(actor.id().map(|id| format!("api:{id}:{given}")))
}

/// The ticket with its channel, when there is one in time. A closed ticket gets none any more.
async fn await_channel(
    app: &App,
    mut listener: Listener,
    mut ticket: Ticket,
) -> Result<Ticket, Error> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let found = Ticket::get(&mut *app.db().await?, ticket.id).await?;
        ticket = found.unwrap_or(ticket);
        let is_settled = ticket.channel_id.is_some() || ticket.is_closed();
        if is_settled || !next_change(&mut listener, ticket.id, deadline).await {
            return Ok(ticket);
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

fn answer(ticket: &Ticket, member: &User) -> Response {
    let channel = ticket.channel_id;
    let body = json!({
        "success": true,
        "channel_id": channel.map(|channel| channel.to_string()),
        "user_id": member.id.to_string(),
        "username": member.username,
        "ticket_id": ticket.id.to_string(),
    });
    // Accepted, but Discord is slow: the channel follows.
    let status = if channel.is_some() || ticket.is_closed() {
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
