//! Somebody at the door: a browser on its way through Discord and back, and what it is told.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Extension;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::app::App;
use crate::client_address::ClientAddress;
use crate::error::Error;
use crate::models::session::{self, Arrival, Session, SignIn};
use crate::session_cookie;
use crate::web::failure::Failure;
use crate::web::sign_in::discord::{DiscordSignIn, Identity, Trouble};
use crate::web::sign_in::{self, Returned, own_path};
use crate::web::visit::Visit;

/// A browser on its way in.
pub struct Door {
    /// The long-lived parts of the server.
    pub app: Arc<App>,
    /// The way to Discord.
    pub discord: Arc<DiscordSignIn>,
    visit: Visit,
    headers: HeaderMap,
    address: Option<IpAddr>,
}

/// Why somebody is not signed in.
pub(super) enum Problem {
    Denied,
    NoCookie,
    Expired,
    Rejected,
    Misconfigured,
    Busy,
    Down,
}

impl FromRequestParts<Arc<App>> for Door {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        let client = parts.extensions.get::<ClientAddress>().copied();
        let counted = app.rate_limits.count_sign_in(client.unwrap_or_default());
        counted.map_err(|refusal| Failure::from(refusal).into_response())?;
        let discord = Extension::from_request_parts(parts, app).await;
        let Extension(discord) = discord.map_err(IntoResponse::into_response)?;
        let visit = Visit::from_request_parts(parts, app).await;
        Ok(Self {
            app: Arc::clone(app),
            discord,
            visit: visit.map_err(IntoResponse::into_response)?,
            headers: parts.headers.clone(),
            address: client.and_then(|client| client.0),
        })
    }
}

impl Door {
    /// The token that binds a sign-in to this browser. Two at once share it, so that both can be ended; one that no sign-in was given
    /// may have been put there by somebody else, and is replaced.
    pub(super) async fn binding(
        &self,
        conn: &mut AsyncPgConnection,
    ) -> Result<SecretString, Error> {
        if let Some(held) = self.held_binding()
            && SignIn::is_begun_by(conn, held, self.app.clock.now()).await?
        {
            return Ok(held.to_owned().into());
        }
        Ok(session::random_token())
    }

    /// Whether the browser is here under another host or port than people are told.
    pub(super) fn is_elsewhere(&self) -> bool {
        let host = self.headers.get(header::HOST);
        let host = host.and_then(|host| host.to_str().ok());
        let (Some(host), Ok(own)) = (host, Url::parse(&self.app.config.public_url())) else {
            return false;
        };
        let Ok(here) = Url::parse(&format!("{}://{host}", own.scheme())) else {
            return false;
        };
        let place = |url: &Url| {
            (
                url.host_str().map(str::to_owned),
                url.port_or_known_default(),
            )
        };
        place(&here) != place(&own)
    }

    /// The token that this browser was given when it set out.
    pub(super) fn held_binding(&self) -> Option<&str> {
        session_cookie::token(
            &self.headers,
            sign_in::browser_cookie_name(&self.app.config),
        )
    }

    /// Who came back, if they agreed and Discord says who they are.
    pub(super) async fn identify(
        &self,
        returned: Returned,
        pkce_verifier: SecretString,
    ) -> Result<Identity, Problem> {
        match (returned.code, returned.error.as_deref()) {
            (Some(code), None) => Ok(self.discord.identify(code, pkce_verifier).await?),
            (_, Some("access_denied")) => Err(Problem::Denied),
            _ => Err(Problem::Rejected),
        }
    }

    /// Signs the browser in, in place of whoever was signed in before. The identity is what Discord said when it was asked at `asked_at`.
    pub(super) async fn let_in(
        &self,
        (identity, asked_at): (Identity, DateTime<Utc>),
        return_to: &str,
    ) -> Result<Response, Error> {
        let app = &self.app;
        let user_agent = self.headers.get(header::USER_AGENT);
        let user_agent = user_agent.and_then(|value| value.to_str().ok());
        let arrival = Arrival {
            user: identity.person.as_user(app.clock.now()),
            roles: identity.roles,
            asked_at,
            user_agent: user_agent.unwrap_or_default().to_owned(),
            address: self.address.map(|address| address.to_string()),
            lifetime: app.config.server.session_lifetime(),
        };
        let previous = session_cookie::token(&self.headers, session_cookie::name(&app.config));
        let conn = &mut app.db().await?;
        let token = Session::start(conn, app.clock.now(), arrival, previous).await?;
        let cookie = sign_in::session_cookie(&app.config, token.expose_secret()).to_string();
        let cookies = AppendHeaders([(header::SET_COOKIE, cookie)]);
        Ok((cookies, Redirect::to(own_path(return_to))).into_response())
    }

    /// Says why nobody was signed in, and offers to begin again.
    pub(super) fn refuse(&self, return_to: &str, problem: Problem) -> Response {
        let words = self.visit.words;
        let (status, why) = match problem {
            Problem::Denied => (StatusCode::FORBIDDEN, words.text("sign-in-denied")),
            Problem::NoCookie => (StatusCode::BAD_REQUEST, words.text("sign-in-no-cookie")),
            Problem::Expired => (StatusCode::BAD_REQUEST, words.text("sign-in-expired")),
            Problem::Rejected => (StatusCode::BAD_REQUEST, words.text("sign-in-rejected")),
            Problem::Misconfigured => {
                (StatusCode::BAD_GATEWAY, words.text("sign-in-misconfigured"))
            }
            Problem::Busy => (
                StatusCode::SERVICE_UNAVAILABLE,
                words.text("sign-in-discord-busy"),
            ),
            Problem::Down => (StatusCode::BAD_GATEWAY, words.text("sign-in-discord-down")),
        };
        let invitation = views::sign_in::SignIn {
            typed: Vec::new(),
            return_to: own_path(return_to).to_owned(),
            refusal: Some(why.into_owned()),
        };
        let page = views::sign_in::page(&self.visit.reader(&self.app), &invitation);
        (status, page).into_response()
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Rejected => Self::Rejected,
            Trouble::Misconfigured => Self::Misconfigured,
            Trouble::Busy => Self::Busy,
            Trouble::Down(why) => {
                tracing::warn!(why, "signing in failed");
                Self::Down
            }
        }
    }
}
