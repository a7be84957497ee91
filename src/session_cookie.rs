//! The cookie of a browser that is signed in, and the token that proves that a request was meant by one of our own pages.
//!
//! The panel and the API read the same cookie; only the panel writes it.

use axum::http::header::{COOKIE, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::app::App;
use crate::config::Config;
use crate::error::Error;
use crate::models::actor::Staff;
use crate::models::permission::Permission;
use crate::models::session::Session;

/// The header in which scripts send the token of their page.
pub const CSRF_HEADER: HeaderName = HeaderName::from_static("x-csrf-token");

/// Tells where a request comes from; browsers set it, and no script can.
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// A person whose browser is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The browser's session.
    pub session: Session,
    /// The person, with what they may do now.
    pub staff: Staff,
    /// The token that their pages send back with everything that changes something.
    pub csrf_token: String,
}

impl SignedIn {
    /// Whoever is signed in with the cookie of this request.
    ///
    /// # Errors
    ///
    /// Fails when the database does.
    pub async fn find(app: &App, headers: &HeaderMap) -> Result<Option<Self>, Error> {
        let Some(token) = token(headers, name(&app.config)) else {
            return Ok(None);
        };
        let session = Session::find(&mut *app.db().await?, token, until(app)).await?;
        Self::of(app, token, session).await
    }

    /// The same without using the session: a page that only stays open does not keep anybody signed in.
    ///
    /// # Errors
    ///
    /// Fails when the database does.
    pub async fn peek(app: &App, headers: &HeaderMap) -> Result<Option<Self>, Error> {
        let Some(token) = token(headers, name(&app.config)) else {
            return Ok(None);
        };
        let session = Session::peek(&mut *app.db().await?, token, until(app)).await?;
        Self::of(app, token, session).await
    }

    async fn of(app: &App, token: &str, session: Option<Session>) -> Result<Option<Self>, Error> {
        let Some(session) = session else {
            return Ok(None);
        };
        Self::with(app, session, csrf_token(token)).await
    }

    /// The same person as they are now; nothing when they are signed out. Uses no session.
    ///
    /// # Errors
    ///
    /// Fails when the database does.
    pub async fn again(&self, app: &App) -> Result<Option<Self>, Error> {
        // No connection is held while Discord may be asked.
        let until = until(app);
        let found = self.session.again(&mut *app.db().await?, until).await?;
        let Some(session) = found else {
            return Ok(None);
        };
        Self::with(app, session, self.csrf_token.clone()).await
    }

    async fn with(app: &App, session: Session, csrf_token: String) -> Result<Option<Self>, Error> {
        app.refresh_roles(session.user_id).await?;
        let staff = app.staff(session.user_id).await?;
        Ok(staff.map(|staff| Self {
            session,
            staff,
            csrf_token,
        }))
    }

    /// Stands for what the person may do and see: as long as that is the same, so is this.
    pub fn mark(&self) -> String {
        let staff = &self.staff;
        let held: Vec<&str> = staff.permissions.iter().map(Permission::word).collect();
        let text = format!("{} {held:?} {:?}", staff.id, staff.sight.hidden());
        hex::encode(&Sha256::digest(text)[..8])
    }

    /// Whether `given` is the token of this session. Takes the same time for every wrong one.
    pub fn accepts(&self, given: &str) -> bool {
        self.csrf_token.as_bytes().ct_eq(given.as_bytes()).into()
    }
}

/// Now, and how long a session lives after it was used last.
fn until(app: &App) -> (DateTime<Utc>, TimeDelta) {
    (app.clock.now(), app.config.server.session_lifetime())
}

/// The cookie's name.
///
/// Browsers keep a `__Host-` cookie only over TLS, and some of them on this machine; a panel that is reached otherwise has to do without
/// that protection.
pub fn name(config: &Config) -> &'static str {
    if is_secure(config) {
        "__Host-rustmail_session"
    } else {
        "rustmail_session"
    }
}

/// Whether the cookie may be marked as one for secure connections only.
pub fn is_secure(config: &Config) -> bool {
    // Safari keeps no secure cookie of http://localhost.
    config.public_url().starts_with("https://")
}

/// Whether nobody on the way can read what browsers and the panel say to each other: it is secure, or stays on this machine.
pub fn is_private(config: &Config) -> bool {
    let url = url::Url::parse(&config.public_url());
    let host = url.as_ref().ok().and_then(url::Url::host_str);
    is_secure(config) || matches!(host, Some("localhost" | "127.0.0.1" | "[::1]"))
}

/// The value of the cookie, as the browser sent it.
pub fn token<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers
        .get_all(COOKIE)
        .into_iter()
        .filter_map(|line| line.to_str().ok());
    let mut pairs = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(given, _)| *given == name)
        .map(|(_, value)| value)
}

/// The token that goes with a session's token: whoever knows this one does not know that one.
pub fn csrf_token(session_token: &str) -> String {
    hex::encode(Sha256::digest(format!("csrf of {session_token}")))
}

/// Which site made a request, by what the browser says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Site {
    /// One of our own pages, or the person themselves.
    Own,
    /// A page of somebody else.
    Foreign,
    /// The browser says nothing, or it is none.
    Unknown,
}

impl Site {
    /// The site that made this request.
    pub fn of(config: &Config, headers: &HeaderMap) -> Self {
        Self::seen_at(&config.public_url(), headers)
    }

    /// The site that made this request to a server that people reach at `address`.
    pub fn seen_at(address: &str, headers: &HeaderMap) -> Self {
        let text = |name: &HeaderName| headers.get(name)?.to_str().ok();
        let known = |own: bool| if own { Self::Own } else { Self::Foreign };
        if let Some(site) = text(&FETCH_SITE) {
            return known(matches!(site, "same-origin" | "none"));
        }
        let Some(origin) = text(&ORIGIN) else {
            return Self::Unknown;
        };
        let authority = origin.split_once("://").map(|(_, authority)| authority);
        let is_host = authority.is_some_and(|authority| text(&HOST) == Some(authority));
        known(is_host || origin == address)
    }
}
