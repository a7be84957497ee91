//! GraphQL over WebSockets: the connection on which somebody is told what happens.
//!
//! <https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md>

mod line;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::Response as Told;
use async_graphql::parser::types::OperationType;
use axum::extract::{FromRequestParts as _, WebSocketUpgrade};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use self::line::{End, Line, Message};
use crate::graphql::http::answer::{self, Answer};
use crate::graphql::http::{Api, kind_of, parameters, unaccepted};
use crate::graphql::requester::{self, API_KEY};
use crate::graphql::subscribing::Occurrence;
use crate::graphql::watching::{News, Watcher};
use crate::models::actor::Actor;

/// What is spoken.
const PROTOCOL: &str = "graphql-transport-ws";
/// The most bytes of one message.
const LARGEST_MESSAGE: usize = 256 * 1024;
/// The most connections on which somebody is told something.
const MOST_OPEN: usize = 500;
/// The most connections that have not said yet who they are.
const MOST_WAITING: usize = 50;
/// The most operations on one connection.
const MOST_OPERATIONS: usize = 20;
/// How long somebody may take to say who they are.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many connections there may be.
#[derive(Clone)]
pub struct Places {
    waiting: Arc<Semaphore>,
    open: Arc<Semaphore>,
}

impl Default for Places {
    fn default() -> Self {
        Self {
            waiting: Arc::new(Semaphore::new(MOST_WAITING)),
            open: Arc::new(Semaphore::new(MOST_OPEN)),
        }
    }
}

impl Places {
    /// A place among those who have not said yet who they are.
    fn wait(&self) -> Result<OwnedSemaphorePermit, Answer> {
        let place = Arc::clone(&self.waiting).try_acquire_owned();
        place.map_err(|_| {
            let why = "Too many connections are being opened: try again in a moment.";
            Answer::refused(StatusCode::SERVICE_UNAVAILABLE, why)
        })
    }

    /// A place among those who are told something, if there is one left.
    pub fn take(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.open).try_acquire_owned().ok()
    }
}

/// Whether a request asks for a WebSocket.
pub fn is_wanted(parts: &Parts) -> bool {
    let upgrade = parts.headers.get("upgrade");
    upgrade.is_some_and(|wanted| wanted.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

/// Opens the connection.
///
/// # Errors
///
/// Refuses what is no handshake, another protocol, a credential that is none, a page of another site, and one too many.
pub async fn open(api: &Api, mut parts: Parts) -> Result<Response, Answer> {
    let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, &()).await;
    let no_handshake = |_| {
        let why = "This is no handshake of a WebSocket.";
        Answer::refused(StatusCode::BAD_REQUEST, why)
    };
    let upgrade = upgrade.map_err(no_handshake)?.protocols([PROTOCOL]);
    if upgrade.selected_protocol().is_none() {
        let why = "Offer the subprotocol graphql-transport-ws.";
        return Err(Answer::refused(StatusCode::BAD_REQUEST, why));
    }
    let known = requester::find(&api.app, &parts).await;
    let known = known.map_err(unaccepted)?;
    // Strangers who say nothing keep nobody out who is known.
    let place = match known {
        Some(_) => None,
        None => Some(api.places.wait()?),
    };
    let stop = parts.extensions.get::<CancellationToken>().cloned();
    let conversation = Conversation {
        api: api.clone(),
        parts,
        operations: BTreeMap::new(),
    };
    let upgrade = upgrade
        .max_message_size(LARGEST_MESSAGE)
        .max_frame_size(LARGEST_MESSAGE);
    Ok(upgrade.on_upgrade(async move |socket| {
        let mut line = Line::new(socket);
        let stop = stop.unwrap_or_default();
        let talking = conversation.hold(&mut line, (known, place));
        let end = tokio::select! {
            end = talking => end,
            () = stop.cancelled() => End::Code(1001, "The server stops.".to_owned()),
        };
        line.close(end).await;
    }))
}

/// A connection, with what its asker listens to: each operation by its id, as it was sent.
struct Conversation {
    api: Api,
    parts: Parts,
    operations: BTreeMap<String, Value>,
}

impl Conversation {
    /// Talks until there is a reason to end.
    async fn hold(
        mut self,
        line: &mut Line,
        (known, place): (Option<Actor>, Option<OwnedSemaphorePermit>),
    ) -> End {
        match self.begin(line, (known, place)).await {
            Ok((mut watcher, _place)) => loop {
                if let Err(end) = self.go_on(line, &mut watcher).await {
                    return end;
                }
            },
            Err(end) => end,
        }
    }

    /// Finds out who it is. They keep a place among those who listen in exchange for one among those who wait.
    async fn begin(
        &mut self,
        line: &mut Line,
        (known, _waiting): (Option<Actor>, Option<OwnedSemaphorePermit>),
    ) -> Result<(Watcher, OwnedSemaphorePermit), End> {
        let first = timeout(PATIENCE, line.first()).await;
        let late = |_| End::code(4408, "Connection initialisation timeout");
        let given = first.map_err(late)??;
        let actor = match key_in(given.as_ref()) {
            Some(key) => {
                self.parts.headers.insert(API_KEY, key);
                let found = requester::find(&self.api.app, &self.parts).await;
                found.map_err(|_| End::code(4403, "Forbidden"))?
            }
            None => known,
        };
        let actor = actor.ok_or_else(|| End::code(4403, "Forbidden"))?;
        let Some(place) = self.api.places.take() else {
            return Err(End::code(1013, "Too many listen already. Try again later."));
        };
        let app = Arc::clone(&self.api.app);
        let watcher = Watcher::new(app, self.parts.clone(), actor);
        line.send(&json!({ "type": "connection_ack" })).await?;
        Ok((watcher, place))
    }

    /// Hears what is said, or tells what has happened.
    async fn go_on(&mut self, line: &mut Line, watcher: &mut Watcher) -> Result<(), End> {
        tokio::select! {
            message = line.receive() => self.hear(line, watcher, message?).await,
            news = watcher.next() => match news {
                News::Event(event) => {
                    self.tell(line, watcher, Occurrence(Some(event))).await
                }
                News::Missed => {
                    let why = "Events were missed. Read what there is, and listen again.";
                    Err(End::code(4503, why))
                }
                News::Gone => Err(End::code(4403, "Forbidden")),
                News::Over => Err(End::code(1001, "The server stops.")),
            },
        }
    }

    async fn hear(
        &mut self,
        line: &mut Line,
        watcher: &Watcher,
        message: Message,
    ) -> Result<(), End> {
        match message {
            Message::ConnectionInit { .. } => {
                Err(End::code(4429, "Too many initialisation requests"))
            }
            Message::Ping { payload } => {
                let pong = match payload {
                    Some(payload) => json!({ "type": "pong", "payload": payload }),
                    None => json!({ "type": "pong" }),
                };
                line.send(&pong).await
            }
            Message::Pong => Ok(()),
            Message::Complete { id } => {
                self.operations.remove(&id);
                Ok(())
            }
            Message::Subscribe { id, payload } => {
                if self.operations.contains_key(&id) {
                    let why = format!("Subscriber for {id} already exists");
                    return Err(End::Code(4409, why));
                }
                self.subscribe(line, watcher, (id, payload)).await
            }
        }
    }

    /// Looks whether the operation could be told of anything; then it is, from now on.
    async fn subscribe(
        &mut self,
        line: &mut Line,
        watcher: &Watcher,
        (id, payload): (String, Value),
    ) -> Result<(), End> {
        let refuse = |errors: Value| json!({ "id": &id, "type": "error", "payload": errors });
        let refused = |why: &str, code: &str| {
            refuse(json!([{ "message": why, "extensions": { "code": code } }]))
        };
        if self.operations.len() >= MOST_OPERATIONS {
            let why = "This connection has as many operations as it can have.";
            return line.send(&refused(why, "TOO_MANY_OPERATIONS")).await;
        }
        let mut request = match parameters::from_value(payload.clone()) {
            Ok(request) => request,
            Err(why) => return line.send(&refused(&why, "BAD_REQUEST")).await,
        };
        if kind_of(&mut request).is_some_and(|kind| kind != OperationType::Subscription) {
            let why = "Queries and mutations are sent over HTTP.";
            return line.send(&refused(why, "NOT_A_SUBSCRIPTION")).await;
        }
        let looked = self.api.tell(request, watcher.actor(), Occurrence(None));
        let answers = looked.await;
        let mut errors: Vec<_> = answers.into_iter().flat_map(|told| told.errors).collect();
        if !errors.is_empty() {
            answer::name_mistakes(&mut errors);
            let errors = serde_json::to_value(&errors).unwrap_or_default();
            return line.send(&refuse(errors)).await;
        }
        self.operations.insert(id, payload);
        Ok(())
    }

    /// Tells every operation what it has to say of something.
    async fn tell(
        &mut self,
        line: &mut Line,
        watcher: &Watcher,
        occurrence: Occurrence,
    ) -> Result<(), End> {
        for (id, payload) in &self.operations {
            let Ok(request) = parameters::from_value(payload.clone()) else {
                continue;
            };
            let told: Vec<Told> = self.api.tell(request, watcher.actor(), occurrence).await;
            for mut answer in told {
                answer::name_failures(&mut answer.errors);
                let next = json!({ "id": id, "type": "next", "payload": answer });
                line.send(&next).await?;
            }
        }
        Ok(())
    }
}

/// The key that a page sends along, since no page can set a header of a WebSocket.
fn key_in(payload: Option<&Value>) -> Option<HeaderValue> {
    let sent = payload?.as_object()?.iter();
    let mut named = sent.filter(|(name, _)| name.eq_ignore_ascii_case(API_KEY.as_str()));
    let key = named.next()?.1.as_str()?;
    HeaderValue::from_str(key).ok()
}
