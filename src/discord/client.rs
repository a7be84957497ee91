//! Requests to Discord's REST API, with its rate limits and its refusals understood.
//!
//! <https://docs.discord.com/developers/reference>

use std::sync::{Mutex, PoisonError, RwLock};
use std::time::Duration;

use reqwest::multipart::Form;
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::Instant;

use crate::config::discord::DiscordConfig;
use crate::discord::people::Person;
use crate::discord::rate_limits::{RateLimits, Route};

/// How long one request may take before it counts as unanswered.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// A wait for a rate limit that is not worth giving up for.
const SHORT_WAIT: Duration = Duration::from_secs(2);

/// Why Discord did not do what it was asked.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Failure {
    /// Too many requests: nothing was done, and nothing will be before this has passed.
    #[error("Discord asks to wait {} ms", retry_after.as_millis())]
    RateLimited {
        /// How long to wait.
        retry_after: Duration,
    },
    /// A definite no: asking again gives the same answer.
    #[error("Discord refused: {message} ({status}, code {code})")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Discord's own code; 0 when it gives none.
        code: u32,
        /// Discord's own words.
        message: String,
    },
    /// No answer, or one that says nothing: whether it was done is not known.
    #[error("Discord did not answer: {0}")]
    Unanswered(Silence),
}

/// What came in place of an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Silence {
    /// A fault of Discord, or of something on the way there: its status is all that says something.
    #[error("it answered {0}")]
    Status(u16),
    /// Nothing within so many seconds.
    #[error("it takes longer than {0} s")]
    TooSlow(u64),
    /// Nothing, for a reason that the network gives.
    #[error("{0}")]
    Broken(String),
}

impl Failure {
    /// Whether Discord says that the thing does not exist.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Refused { status: 404, .. })
    }

    /// Whether Discord finds what was sent too large.
    pub fn is_too_large(&self) -> bool {
        matches!(
            self,
            Self::Refused { status: 413, .. } | Self::Refused { code: 40_005, .. }
        )
    }
}

/// Discord's REST API, as the bot.
pub struct Discord {
    http: reqwest::Client,
    rest_url: String,
    cdn_url: String,
    token: RwLock<SecretString>,
    limits: RateLimits,
    myself: Mutex<Option<(Instant, Person)>>,
}

impl Discord {
    /// Reaches Discord at the configured addresses.
    ///
    /// # Errors
    ///
    /// Fails when TLS cannot be set up.
    pub fn new(config: &DiscordConfig, token: SecretString) -> anyhow::Result<Self> {
        let agent = concat!(
            "DiscordBot (https://rustmail.invalid, ",
            env!("CARGO_PKG_VERSION"),
            ")"
        );
        let http = reqwest::Client::builder()
            .user_agent(agent)
            .timeout(PATIENCE)
            .build()?;
        let (rest_url, cdn_url) = (config.rest_url(), config.cdn_url.clone());
        Ok(Self {
            http,
            rest_url,
            cdn_url,
            token: RwLock::new(token),
            limits: RateLimits::default(),
            myself: Mutex::default(),
        })
    }

    /// The token with which we ask.
    pub fn token(&self) -> SecretString {
        let token = self.token.read().unwrap_or_else(PoisonError::into_inner);
        token.clone()
    }

    /// Asks with another token from now on.
    pub fn use_token(&self, new: SecretString) {
        *self.token.write().unwrap_or_else(PoisonError::into_inner) = new;
    }

    /// Where avatars and files are.
    pub fn cdn_url(&self) -> &str {
        &self.cdn_url
    }

    /// Ourselves as we were lately, and when that was.
    pub(super) fn remembered_self(&self) -> &Mutex<Option<(Instant, Person)>> {
        &self.myself
    }

    pub(super) fn http(&self) -> &reqwest::Client {
        &self.http
    }

    pub(super) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        read(self.send(Method::GET, path, |request| request).await?).await
    }

    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &Value,
    ) -> Result<T, Failure> {
        read(
            self.send(Method::POST, path, |request| request.json(body))
                .await?,
        )
        .await
    }

    pub(super) async fn post_form<T: DeserializeOwned>(
        &self,
        path: &str,
        form: Form,
    ) -> Result<T, Failure> {
        read(
            self.send(Method::POST, path, |request| request.multipart(form))
                .await?,
        )
        .await
    }

    pub(super) async fn patch(&self, path: &str, body: &Value) -> Result<(), Failure> {
        self.send(Method::PATCH, path, |request| request.json(body))
            .await?;
        Ok(())
    }

    /// Changes something, and gives what it is now.
    pub(super) async fn patched<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &Value,
    ) -> Result<T, Failure> {
        read(
            self.send(Method::PATCH, path, |request| request.json(body))
                .await?,
        )
        .await
    }

    /// Changes something that Discord counts on its own, under this word.
    pub(super) async fn patch_as(
        &self,
        counted: &str,
        path: &str,
        body: &Value,
    ) -> Result<(), Failure> {
        let route = Route::of(&Method::PATCH, path).counted_as(counted);
        let request = self.http.request(Method::PATCH, self.url(path));
        self.send_on(&route, request.json(body)).await?;
        Ok(())
    }

    pub(super) async fn delete(&self, path: &str) -> Result<(), Failure> {
        self.send(Method::DELETE, path, |request| request).await?;
        Ok(())
    }

    /// Posts nothing, for routes that want nothing.
    pub(super) async fn touch(&self, path: &str) -> Result<(), Failure> {
        self.send(Method::POST, path, |request| {
            request.header("content-length", 0)
        })
        .await?;
        Ok(())
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        fill: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Result<Response, Failure> {
        let route = Route::of(&method, path);
        let request = self.http.request(method, self.url(path));
        self.send_on(&route, fill(request)).await
    }

    async fn send_on(&self, route: &Route, request: RequestBuilder) -> Result<Response, Failure> {
        let wait = self.limits.reserve(route);
        if wait > SHORT_WAIT {
            return Err(Failure::RateLimited { retry_after: wait });
        }
        tokio::time::sleep(wait).await;
        let authorization = format!("Bot {}", self.token().expose_secret());
        let request = request.header("authorization", authorization);
        let response = request.send().await.map_err(unanswered)?;
        self.limits
            .note(route, response.status(), response.headers());
        judge(response).await
    }

    /// The address of a route.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.rest_url)
    }
}

async fn judge(response: Response) -> Result<Response, Failure> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    if status.is_server_error() {
        return Err(Failure::Unanswered(Silence::Status(status.as_u16())));
    }
    let header = response.headers().get("retry-after").cloned();
    let body = response.text().await.map_err(unanswered)?;
    let body: Complaint = serde_json::from_str(&body).unwrap_or_default();
    if status == StatusCode::TOO_MANY_REQUESTS {
        let header = header.and_then(|value| value.to_str().ok()?.parse().ok());
        let seconds: f64 = body.retry_after.or(header).unwrap_or(1.0);
        let retry_after = Duration::try_from_secs_f64(seconds).unwrap_or(SHORT_WAIT);
        return Err(Failure::RateLimited { retry_after });
    }
    let message = body.message.unwrap_or_else(|| status.to_string());
    Err(Failure::Refused {
        status: status.as_u16(),
        code: body.code.unwrap_or(0),
        message,
    })
}

/// What Discord says when it refuses.
#[derive(Default, Deserialize)]
struct Complaint {
    code: Option<u32>,
    message: Option<String>,
    retry_after: Option<f64>,
}

async fn read<T: DeserializeOwned>(response: Response) -> Result<T, Failure> {
    response.json().await.map_err(unanswered)
}

/// The address of a request may carry a token, so it is left out of the message.
pub(super) fn unanswered(error: reqwest::Error) -> Failure {
    let reason = format!("{:#}", anyhow::Error::new(error.without_url()));
    Failure::Unanswered(Silence::Broken(reason))
}
