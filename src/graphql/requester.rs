//! Who asks: a program with an API key, a person whose browser is signed in, or nobody in particular.

use async_graphql::{Context, Guard};
use axum::http::request::Parts;
use axum::http::{HeaderName, Method};

use crate::app::App;
use crate::client_address::ClientAddress;
use crate::error::{Error, Refusal};
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::socket;
use crate::models::actor::Actor;
use crate::models::permission::Permission;
use crate::session_cookie::{CSRF_HEADER, SignedIn, Site};

/// The header with the key of a program.
pub const API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// Why it was not accepted that somebody asks.
#[derive(Debug)]
pub enum Unaccepted {
    /// The API key is not one that opens anything, or too many of those were tried.
    BadKey(Refusal),
    /// The cookie is good, but nothing shows that one of our pages sent it.
    NotOurPage,
    /// A fault of ours.
    Fault(Error),
}

/// Whoever asks. A key goes before a cookie, so that a page of ours can try a key out.
///
/// # Errors
///
/// Refuses a key that is unknown, expired or revoked, and a cookie on a `POST` or a WebSocket that another site may have made.
pub async fn find(app: &App, parts: &Parts) -> Result<Option<Actor>, Unaccepted> {
    if let Some(key) = parts.headers.get(&API_KEY) {
        return authenticate(app, parts, key.to_str().unwrap_or_default())
            .await
            .map(Some);
    }
    let signed_in = SignedIn::find(app, &parts.headers)
        .await
        .map_err(Unaccepted::Fault)?;
    let Some(signed_in) = signed_in else {
        return Ok(None);
    };
    // Any page of any site can open a WebSocket, and read what comes over it.
    let is_exposed = parts.method == Method::POST || socket::is_wanted(parts);
    if is_exposed && !is_our_page(app, parts, &signed_in) {
        return Err(Unaccepted::NotOurPage);
    }
    Ok(Some(Actor::Staff(signed_in.staff)))
}

/// Whoever asked, as they are now; nothing when they may not ask any more. It does not keep anybody signed in.
///
/// # Errors
///
/// Fails when it cannot be known.
pub async fn again(app: &App, parts: &Parts) -> Result<Option<Actor>, Error> {
    if let Some(key) = parts.headers.get(&API_KEY) {
        return match authenticate(app, parts, key.to_str().unwrap_or_default()).await {
            Ok(actor) => Ok(Some(actor)),
            Err(Unaccepted::Fault(error)) => Err(error),
            Err(Unaccepted::BadKey(_) | Unaccepted::NotOurPage) => Ok(None),
        };
    }
    let signed_in = SignedIn::peek(app, &parts.headers).await?;
    Ok(signed_in.map(|signed_in| Actor::Staff(signed_in.staff)))
}

async fn authenticate(app: &App, parts: &Parts, key: &str) -> Result<Actor, Unaccepted> {
    let client = parts.extensions.get::<ClientAddress>().copied();
    let found = app.authenticate(key, client.unwrap_or_default()).await;
    found.map_err(|error| match error {
        Error::Refused(why) => Unaccepted::BadKey(why),
        error => Unaccepted::Fault(error),
    })
}

fn is_our_page(app: &App, parts: &Parts, signed_in: &SignedIn) -> bool {
    if let Some(token) = parts.headers.get(&CSRF_HEADER) {
        return token.to_str().is_ok_and(|token| signed_in.accepts(token));
    }
    Site::of(&app.config, &parts.headers) == Site::Own
}

/// Lets those through who may read tickets. The verbs check what is asked of them; this is for what loaders bring along with a
/// ticket that somebody may open without being able to read it.
pub struct MayRead;

impl Guard for MayRead {
    async fn check(&self, ctx: &Context<'_>) -> async_graphql::Result<()> {
        Ok(may_read(ctx)?)
    }
}

fn may_read(ctx: &Context<'_>) -> Result<(), Fault> {
    Ok(Asking::of(ctx)?
        .act()?
        .actor
        .require(Permission::ViewTickets)?)
}
