//! Asking Discord who somebody is: OAuth2 with PKCE. The token that this gives is used at once, given back, and kept nowhere.

use std::time::Duration;

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use oauth2::basic::{BasicClient, BasicErrorResponse, BasicErrorResponseType};
use oauth2::{
    AuthType, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointNotSet,
    EndpointSet, HttpRequest, HttpResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, TokenResponse as _, TokenUrl,
};
use reqwest::{Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use crate::config::Config;
use crate::direction_marks;
use crate::ids::{RoleId, UserId};
use crate::models::user::User;

/// How long Discord may take for one answer.
const PATIENCE: Duration = Duration::from_secs(10);
const SCOPES: [&str; 2] = ["identify", "guilds.members.read"];

type Client = BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

/// Signing in with Discord, as the application that is configured.
pub struct DiscordSignIn {
    client: Client,
    http: reqwest::Client,
    rest_url: String,
    id: String,
    secret: SecretString,
    staff_server: String,
}

/// The way to Discord, begun.
pub struct Journey {
    /// Where the browser goes.
    pub address: String,
    /// What it must come back with.
    pub state: SecretString,
    /// What proves that whoever comes back with the code is us.
    pub pkce_verifier: SecretString,
}

/// Who somebody is, as Discord says.
pub struct Identity {
    /// The account.
    pub person: Person,
    /// Their roles in the staff server; `None` when they are not in it.
    pub roles: Option<Vec<RoleId>>,
}

/// An account, as Discord describes it to its owner.
#[derive(Debug, Deserialize)]
pub struct Person {
    #[serde(deserialize_with = "id_from_text")]
    id: UserId,
    username: String,
    #[serde(default, deserialize_with = "direction_marks::left_out")]
    global_name: Option<String>,
    avatar: Option<String>,
}

/// Why Discord did not say who somebody is.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The code or the token is not accepted.
    #[error("Discord does not accept this sign-in")]
    Rejected,
    /// The application is not accepted: its id or its secret is wrong.
    #[error("Discord does not accept bot.client_id and bot.client_secret")]
    Misconfigured,
    /// Too many requests.
    #[error("Discord asks to wait")]
    Busy,
    /// No answer, or none that makes sense.
    #[error("{0}")]
    Down(String),
}

#[derive(Deserialize)]
struct Membership {
    roles: Vec<String>,
}

impl DiscordSignIn {
    /// Takes the application from the configuration.
    ///
    /// # Errors
    ///
    /// Fails when it is not configured whole.
    pub fn new(config: &Config) -> Result<Self> {
        let id = config
            .bot
            .client_id
            .context("bot.client_id is missing")?
            .to_string();
        let secret = config
            .bot
            .client_secret
            .clone()
            .context("bot.client_secret is missing")?;
        let redirect = config
            .bot
            .redirect_url
            .clone()
            .context("bot.redirect_url is missing")?;
        let client = BasicClient::new(ClientId::new(id.clone()))
            .set_client_secret(ClientSecret::new(secret.expose_secret().to_owned()))
            .set_auth_type(AuthType::RequestBody)
            .set_auth_uri(AuthUrl::new(config.discord.authorize_url())?)
            .set_token_uri(TokenUrl::new(config.discord.token_url())?)
            .set_redirect_uri(RedirectUrl::from_url(redirect));
        // A redirect could carry the secret elsewhere.
        let none = reqwest::redirect::Policy::none();
        let http = reqwest::Client::builder()
            .redirect(none)
            .timeout(PATIENCE)
            .build()?;
        let staff_server = config.bot.mode.staff_server().to_string();
        let rest_url = config.discord.rest_url();
        Ok(Self {
            client,
            http,
            rest_url,
            id,
            secret,
            staff_server,
        })
    }

    /// Begins the way to Discord.
    pub fn begin(&self) -> Journey {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let scopes = SCOPES.map(|scope| Scope::new(scope.to_owned()));
        let (address, state) = self
            .client
            .authorize_url(CsrfToken::new_random)
            .add_scopes(scopes)
            .set_pkce_challenge(challenge)
            .url();
        Journey {
            address: address.into(),
            state: state.into_secret().into(),
            pkce_verifier: verifier.into_secret().into(),
        }
    }

    /// Who came back with this code.
    ///
    /// # Errors
    ///
    /// Fails when Discord does not say.
    pub async fn identify(
        &self,
        code: String,
        pkce_verifier: SecretString,
    ) -> Result<Identity, Trouble> {
        let verifier = PkceCodeVerifier::new(pkce_verifier.expose_secret().to_owned());
        let http = self.http.clone();
        let carry = move |request| carry(http.clone(), request);
        let granted = self
            .client
            .exchange_code(AuthorizationCode::new(code))
            .set_pkce_verifier(verifier)
            .request_async(&carry)
            .await;
        let token = granted.map_err(trouble)?.access_token().secret().to_owned();
        let identity = self.look(&token).await;
        self.give_back(&token).await;
        identity
    }

    async fn look(&self, token: &str) -> Result<Identity, Trouble> {
        let person: Option<Person> = self.get("/users/@me", token).await?;
        let person = person.ok_or_else(|| Trouble::Down("Discord knows no such account".into()))?;
        let membership = format!("/users/@me/guilds/{}/member", self.staff_server);
        let membership: Option<Membership> = self.get(&membership, token).await?;
        let roles = membership.map(|member| {
            member
                .roles
                .iter()
                .filter_map(|role| role.parse().ok())
                .collect()
        });
        Ok(Identity { person, roles })
    }

    /// Asks as the person who signs in. `None` when there is no such thing.
    async fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        token: &str,
    ) -> Result<Option<T>, Trouble> {
        let request = self
            .http
            .get(format!("{}{path}", self.rest_url))
            .bearer_auth(token);
        let response = check(request.send().await.map_err(unanswered)?)?;
        match response.status() {
            StatusCode::NOT_FOUND => Ok(None),
            status if status.is_success() => Ok(Some(response.json().await.map_err(unanswered)?)),
            _ => Err(Trouble::Rejected),
        }
    }

    /// The token is good for nothing from here on. Where Discord does not take it back it ends by itself, and nobody has it.
    async fn give_back(&self, token: &str) {
        let secret = self.secret.expose_secret();
        let form = [
            ("token", token),
            ("client_id", &self.id),
            ("client_secret", secret),
        ];
        let request = self
            .http
            .post(format!("{}/oauth2/token/revoke", self.rest_url))
            .form(&form);
        if let Err(error) = request.send().await {
            tracing::debug!(error = %error.without_url(), "a token was not taken back");
        }
    }
}

impl Person {
    /// What we keep of the account.
    pub fn as_user(&self, seen_at: DateTime<Utc>) -> User {
        User {
            id: self.id,
            username: self.username.clone(),
            display_name: self.global_name.clone(),
            avatar: self.avatar.clone(),
            updated_at: seen_at,
        }
    }
}

/// Carries a request of the OAuth2 library, which cannot tell a busy server from a wrong answer by itself.
async fn carry(http: reqwest::Client, request: HttpRequest) -> Result<HttpResponse, Trouble> {
    let request = request.try_into().map_err(unanswered)?;
    let response = check(http.execute(request).await.map_err(unanswered)?)?;
    let mut carried = HttpResponse::new(Vec::new());
    *carried.status_mut() = response.status();
    *carried.headers_mut() = response.headers().clone();
    *carried.body_mut() = response.bytes().await.map_err(unanswered)?.to_vec();
    Ok(carried)
}

fn check(response: Response) -> Result<Response, Trouble> {
    match response.status() {
        StatusCode::TOO_MANY_REQUESTS => Err(Trouble::Busy),
        status if status.is_server_error() || status.is_redirection() => {
            Err(Trouble::Down(format!("Discord answered {status}")))
        }
        _ => Ok(response),
    }
}

fn trouble(error: RequestTokenError<Trouble, BasicErrorResponse>) -> Trouble {
    match error {
        RequestTokenError::Request(trouble) => trouble,
        RequestTokenError::ServerResponse(refusal) => {
            use BasicErrorResponseType::{InvalidClient, UnauthorizedClient};
            if matches!(refusal.error(), InvalidClient | UnauthorizedClient) {
                tracing::error!(
                    refusal = %refusal.error(),
                    "Discord does not accept bot.client_id and bot.client_secret, so nobody can sign in"
                );
                return Trouble::Misconfigured;
            }
            tracing::warn!(refusal = %refusal.error(), "Discord did not accept a sign-in");
            Trouble::Rejected
        }
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            Trouble::Down("Discord gave no token that can be read".into())
        }
    }
}

/// Discord's ids are texts in JSON.
fn id_from_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<UserId, D::Error> {
    String::deserialize(deserializer)?
        .parse()
        .map_err(serde::de::Error::custom)
}

/// The address may carry what nobody is to see in a log.
fn unanswered(error: reqwest::Error) -> Trouble {
    Trouble::Down(format!("{:#}", anyhow::Error::new(error.without_url())))
}
