//! GraphQL over HTTP, after its specification: what may be sent how, and what an answer looks like.
//!
//! <https://graphql.github.io/graphql-over-http/draft/>

pub mod answer;
pub mod media;
pub mod parameters;
pub mod stream;

use std::sync::Arc;
use std::time::Duration;

use async_graphql::Request;
use async_graphql::parser::types::OperationType;
use axum::body::Body;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use futures::StreamExt as _;

use self::answer::Answer;
use self::media::Media;
use crate::app::App;
use crate::error::Refusal;
use crate::graphql::ApiSchema;
use crate::graphql::asking::Asking;
use crate::graphql::batching::Batches;
use crate::graphql::fault::Fault;
use crate::graphql::limits::{self, Begun};
use crate::graphql::requester::{self, Unaccepted};
use crate::graphql::socket::{self, Places};
use crate::graphql::subscribing::Occurrence;
use crate::models::actor::Actor;

/// The most bytes of a request.
const LARGEST_BODY: usize = 256 * 1024;
/// What is said to whoever subscribes where nothing can be told.
const NEEDS_A_STREAM: &str = "Subscriptions are told as a stream: ask with Accept: text/event-stream, or over graphql-transport-ws.";
/// How long a request may take to come in, and then its answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the API needs to answer.
#[derive(Clone)]
pub struct Api {
    /// The app.
    pub app: Arc<App>,
    /// The schema.
    pub schema: ApiSchema,
    /// How many may be told what happens.
    pub places: Places,
}

/// A request as it was sent: it is read anew whenever it is executed.
pub enum Sent {
    /// In the address.
    Address(String),
    /// In the body.
    Body(Vec<u8>),
}

impl Sent {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// Says, for whoever wrote the program, what is wrong with it.
    pub fn read(&self) -> Result<Request, String> {
        match self {
            Self::Address(query) => parameters::from_address(query),
            Self::Body(body) => parameters::from_body(body),
        }
    }

    /// How many bytes it has.
    pub fn size(&self) -> usize {
        match self {
            Self::Address(query) => query.len(),
            Self::Body(body) => body.len(),
        }
    }
}

/// Answers one request.
pub async fn answer(State(api): State<Api>, request: axum::extract::Request) -> Response {
    let (parts, body) = request.into_parts();
    if socket::is_wanted(&parts) {
        let opened = socket::open(&api, parts).await;
        return opened.unwrap_or_else(|refused| refused.send(Media::Json));
    }
    let (media, takes_events) = (
        media::wanted(&parts.headers),
        media::takes_events(&parts.headers),
    );
    if media.is_none() && !takes_events {
        return Answer::refused(StatusCode::NOT_ACCEPTABLE, media::NOT_ACCEPTABLE)
            .send(Media::Json);
    }
    let answer = api.reply(parts, body, (media, takes_events)).await;
    answer.unwrap_or_else(|refused| refused.send(media.unwrap_or(Media::Json)))
}

impl Api {
    /// What a request comes to; `Err` is an answer as well, given early. What it is asked in decides nothing: many programs name
    /// every media type with everything that they ask.
    async fn reply(
        &self,
        parts: Parts,
        body: Body,
        (media, takes_events): (Option<Media>, bool),
    ) -> Result<Response, Answer> {
        let (sent, actor) = self.receive(&parts, body).await?;
        let mut request = read(&sent)?;
        let kind = kind_of(&mut request);
        let is_subscription = kind == Some(OperationType::Subscription);
        if takes_events && (is_subscription || kind.is_none() && media.is_none()) {
            return stream::open(self, parts, (sent, request), actor).await;
        }
        if is_subscription {
            return Err(Answer::invalid_with("NEEDS_A_STREAM", NEEDS_A_STREAM));
        }
        let Some(media) = media else {
            let why = "Only subscriptions are answered with text/event-stream.";
            return Err(Answer::refused(StatusCode::NOT_ACCEPTABLE, why));
        };
        let changes = kind == Some(OperationType::Mutation);
        if changes && matches!(sent, Sent::Address(_)) {
            return Err(Answer::not_allowed(
                "POST",
                "Mutations have to be sent with POST.",
            ));
        }
        Ok(self.execute(request, actor).await?.send(media))
    }

    /// What was sent, and by whom.
    async fn receive(&self, parts: &Parts, body: Body) -> Result<(Sent, Option<Actor>), Answer> {
        let is_reading = parts.method == Method::GET || parts.method == Method::HEAD;
        if !is_reading && parts.method != Method::POST {
            let why = "Send queries with GET or POST, and mutations with POST.";
            return Err(Answer::not_allowed("GET, POST", why));
        }
        if !is_reading && !media::is_json(&parts.headers) {
            let why = "The body must be sent as application/json.";
            return Err(Answer::refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, why));
        }
        let sent = match is_reading {
            true => Sent::Address(parts.uri.query().unwrap_or_default().to_owned()),
            false => Sent::Body(read_in_time(body).await?),
        };
        // The body may take long; what its sender may do counts when it is here.
        let actor = requester::find(&self.app, parts)
            .await
            .map_err(unaccepted)?;
        Ok((sent, actor))
    }

    /// What an operation tells of an occurrence, to whoever they are now: nothing, where it has nothing to say of it.
    pub async fn tell(
        &self,
        request: Request,
        actor: &Actor,
        occurrence: Occurrence,
    ) -> Vec<async_graphql::Response> {
        let batches = Batches::default();
        let asking = Asking::new(Arc::clone(&self.app), Some(actor.clone()), batches.clone());
        let request = request.data(asking).data(occurrence);
        let told = self.schema.execute_stream(request).collect::<Vec<_>>();
        let told = tokio::time::timeout(PATIENCE, batches.run(told)).await;
        let too_late = || async_graphql::Response::from_errors(vec![answer::too_late()]);
        told.unwrap_or_else(|_| vec![too_late()])
    }

    async fn execute(&self, request: Request, actor: Option<Actor>) -> Result<Answer, Answer> {
        let begun = Begun::default();
        let batches = Batches::default();
        let asking = Asking::new(Arc::clone(&self.app), actor, batches.clone());
        let request = request.data(asking).data(begun.clone());
        let execution = batches.run(self.schema.execute(request));
        let Ok(response) = tokio::time::timeout(PATIENCE, execution).await else {
            let status = StatusCode::GATEWAY_TIMEOUT;
            return Err(Answer::refused_with(status, "TIMEOUT", answer::TOO_LATE));
        };
        if begun.has() {
            return Ok(Answer::executed(response));
        }
        Ok(Answer::invalid(response.errors))
    }
}

fn read(sent: &Sent) -> Result<Request, Answer> {
    sent.read()
        .map_err(|why| Answer::refused(StatusCode::BAD_REQUEST, why))
}

/// The body, as long as it comes in time.
async fn read_in_time(body: Body) -> Result<Vec<u8>, Answer> {
    let Ok(read) = tokio::time::timeout(PATIENCE, read_all(body)).await else {
        let why = "The body took too long to come in.";
        return Err(Answer::refused_with(
            StatusCode::REQUEST_TIMEOUT,
            "TIMEOUT",
            why,
        ));
    };
    read
}

/// The body, as long as it is not too large; what comes after that is not read.
async fn read_all(body: Body) -> Result<Vec<u8>, Answer> {
    let mut pieces = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.next().await {
        let broken = |_| Answer::refused(StatusCode::BAD_REQUEST, "The body broke off.");
        bytes.extend_from_slice(&piece.map_err(broken)?);
        if bytes.len() > LARGEST_BODY {
            let why = format!("A request has at most {LARGEST_BODY} bytes.");
            return Err(Answer::refused(StatusCode::PAYLOAD_TOO_LARGE, why));
        }
    }
    Ok(bytes)
}

/// What kind of operation is to be executed. What cannot be read, or leaves open which operation is meant, is of none, and is refused
/// when it is executed.
pub fn kind_of(request: &mut Request) -> Option<OperationType> {
    let wanted = request.operation_name.clone();
    let document = limits::check(request).ok()?;
    let mut operations = document.operations.iter();
    let meant = match wanted {
        Some(wanted) => operations.find(|(name, _)| name.is_some_and(|name| *name == wanted)),
        None => operations.next().filter(|_| operations.next().is_none()),
    };
    meant.map(|(_, operation)| operation.node.ty)
}

/// Why somebody is not accepted, as an answer.
pub fn unaccepted(why: Unaccepted) -> Answer {
    match why {
        Unaccepted::BadKey(why) => {
            let status = match why {
                Refusal::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
                _ => StatusCode::UNAUTHORIZED,
            };
            Answer::refused_with(status, why.code(), why.to_string())
        }
        Unaccepted::NotOurPage => {
            let why = "Send the token of your page in the X-CSRF-Token header.";
            Answer::refused_with(StatusCode::FORBIDDEN, "CSRF_TOKEN_MISSING", why)
        }
        Unaccepted::Fault(error) => {
            let fault = Fault::from(error);
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            Answer::refused_with(status, fault.code(), fault.message())
        }
    }
}
