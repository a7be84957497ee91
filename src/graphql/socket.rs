//! GraphQL over WebSockets: the connection on which somebody is told what happens.
//!
//! <https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md>

mod line;
mod places;

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
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use self::line::{End, Line, Message};
pub use self::places::{Place, Places};
use crate::graphql::http::answer::{self, Answer};
use crate::graphql::http::{Api, Sent, kind_of, unaccepted};
use crate::graphql::requester::{self, API_KEY};
use crate::graphql::subscribing::Occurrence;
use crate::graphql::watching::{News, Watcher};
use crate::models::actor::Actor;

/// What is spoken.
const PROTOCOL: &str = "graphql-transport-ws";
/// The most bytes of one message.
const LARGEST_MESSAGE: usize = 64 * 1024;
/// The most operations on one connection.
const MOST_OPERATIONS: usize = 20;
/// The most bytes of all of them.
const LARGEST_OPERATIONS: usize = 64 * 1024;
/// The most characters of an operation's name that are told: the reason of a close has room for 123 bytes.
///
/// <https://www.rfc-editor.org/rfc/rfc6455#section-5.5>
const LONGEST_NAME: usize = 20;
/// How long somebody may take to say who they are.
const PATIENCE: Duration = Duration::from_secs(5);

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
    operations: BTreeMap<String, Sent>,
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
    ) -> Result<(Watcher, Place), End> {
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
        let Some(place) = self.api.places.take(&actor) else {
            return Err(End::code(1013, "Too many listen already. Try again later."));
        };
        let app = Arc::clone(&self.api.app);
        let watcher = Watcher::begin(app, self.parts.clone()).await;
        let watcher = watcher.ok_or_else(|| End::code(4403, "Forbidden"))?;
        line.send(&json!({ "type": "connection_ack" })).await?;
        Ok((watcher, place))
    }

    /// Hears what is said, or tells what has happened.
    async fn go_on(&mut self, line: &mut Line, watcher: &mut Watcher) -> Result<(), End> {
        // Whoever talks without end is asked who they are all the same.
        if !watcher.may_still().await {
            return Err(End::code(4403, "Forbidden"));
        }
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
                    let name: String = id.chars().take(LONGEST_NAME).collect();
                    let why = format!("Subscriber for {name} already exists");
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
        // What is kept is the text: a value takes many times its room.
        let sent = Sent::Body(payload.to_string().into_bytes());
        let held: usize = self.operations.values().map(Sent::size).sum();
        if held + sent.size() > LARGEST_OPERATIONS {
            let why = format!(
                "The operations of a connection have at most {LARGEST_OPERATIONS} bytes together."
            );
            return line.send(&refused(&why, "TOO_LARGE")).await;
        }
        let mut request = match sent.read() {
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
        self.operations.insert(id, sent);
        Ok(())
    }

    /// Tells every operation what it has to say of something.
    async fn tell(
        &mut self,
        line: &mut Line,
        watcher: &mut Watcher,
        occurrence: Occurrence,
    ) -> Result<(), End> {
        for (id, sent) in &self.operations {
            let Ok(request) = sent.read() else {
                continue;
            };
            // Whoever takes long to take what they are told may have lost the right to it meanwhile.
            if !watcher.may_still().await {
                return Err(End::code(4403, "Forbidden"));
            }
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
