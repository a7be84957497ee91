//! GraphQL over server-sent events: the stream on which somebody is told what happens, one operation each.
//!
//! <https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md>

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::{Request, Response as Told, ServerError};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures::stream::{self, Stream};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::answer::{self, Answer};
use super::{Api, Sent};
use crate::error::Unauthenticated;
use crate::graphql::socket::Place;
use crate::graphql::subscribing::Occurrence;
use crate::graphql::watching::{News, Watcher};
use crate::models::actor::Actor;

/// How often a line is sent that means nothing, so that whatever lies between keeps the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Opens the stream. What cannot be told is refused on it, as the protocol has it: whoever listens to events reads nothing else.
///
/// # Errors
///
/// Refuses a stranger, and one too many.
pub async fn open(
    api: &Api,
    parts: Parts,
    (sent, request): (Sent, Request),
    actor: Option<Actor>,
) -> Result<Response, Answer> {
    let actor = actor.ok_or_else(unknown)?;
    let Some(place) = api.places.take(&actor) else {
        let why = "Too many listen already: try again later.";
        return Err(Answer::refused(StatusCode::SERVICE_UNAVAILABLE, why));
    };
    let stop = parts.extensions.get::<CancellationToken>().cloned();
    // Whatever is committed from here on is heard.
    let watcher = Watcher::begin(Arc::clone(&api.app), parts).await;
    let watcher = watcher.ok_or_else(unknown)?;
    let looked = api.tell(request, watcher.actor(), Occurrence(None)).await;
    let mut errors: Vec<_> = looked.into_iter().flat_map(|told| told.errors).collect();
    if !errors.is_empty() {
        answer::name_mistakes(&mut errors);
        return Ok(refuse(&errors));
    }
    let telling = Telling {
        api: api.clone(),
        watcher,
        sent,
        told: VecDeque::new(),
        stop: stop.unwrap_or_default(),
        is_over: false,
        _place: place,
    };
    let events = Sse::new(telling.events()).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    Ok(([("x-accel-buffering", "no")], events).into_response())
}

/// The stream on which nothing is told but why.
fn refuse(errors: &[ServerError]) -> Response {
    let why = json!({ "errors": errors }).to_string();
    let events = [
        Event::default().event("next").data(why),
        Event::default().event("complete").data(""),
    ];
    Sse::new(stream::iter(events.map(Ok::<_, Infallible>))).into_response()
}

fn unknown() -> Answer {
    let why = Unauthenticated::Missing.to_string();
    Answer::refused_with(StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", why)
}

/// A stream that is open somewhere.
struct Telling {
    api: Api,
    watcher: Watcher,
    sent: Sent,
    /// What has not been told yet.
    told: VecDeque<Told>,
    stop: CancellationToken,
    is_over: bool,
    _place: Place,
}

impl Telling {
    fn events(self) -> impl Stream<Item = Result<Event, Infallible>> {
        stream::unfold(self, |mut telling| async move {
            let event = telling.next().await?;
            Some((Ok(event), telling))
        })
    }

    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(mut told) = self.told.pop_front() {
                answer::name_failures(&mut told.errors);
                let told = serde_json::to_string(&told).unwrap_or_default();
                return Some(Event::default().event("next").data(told));
            }
            if self.is_over {
                return None;
            }
            let stop = self.stop.clone();
            let news = tokio::select! {
                news = self.watcher.next() => news,
                () = stop.cancelled() => News::Over,
            };
            match news {
                News::Event(event) => self.execute(Occurrence(Some(event))).await,
                News::Missed => {
                    let why = "Events were missed. Read what there is, and listen again.";
                    return Some(self.complete(Some((why, "EVENTS_MISSED"))));
                }
                News::Gone => {
                    let why = "You may not listen any more.";
                    return Some(self.complete(Some((why, "UNAUTHENTICATED"))));
                }
                News::Over => return Some(self.complete(None)),
            }
        }
    }

    async fn execute(&mut self, occurrence: Occurrence) {
        if let Ok(request) = self.sent.read() {
            let actor = self.watcher.actor();
            self.told
                .extend(self.api.tell(request, actor, occurrence).await);
        }
    }

    /// The last event, with the reason where there is one.
    fn complete(&mut self, why: Option<(&str, &str)>) -> Event {
        self.is_over = true;
        let complete = Event::default().event("complete");
        match why {
            Some((why, code)) => {
                let errors = json!([{ "message": why, "extensions": { "code": code } }]);
                complete.data(json!({ "errors": errors }).to_string())
            }
            None => complete.data(""),
        }
    }
}
