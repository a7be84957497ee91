//! Those who ask: programs with a key, people with a session, strangers.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use chrono::TimeDelta;
use discord_simulator::snowflake::Snowflake;
use rustmail::app::App;
use rustmail::ids::{RoleId, UserId};
use rustmail::models::actor::{Act, Actor, Staff};
use rustmail::models::api_key::creating::NewApiKey;
use rustmail::models::api_key::{ApiKey, Scope};
use rustmail::models::permission::Permissions;
use rustmail::models::session::{Arrival, Session};
use rustmail::models::user::User;
use rustmail::{graphql, session_cookie, web};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::support::test_app::{Setup, TestApp};

/// A desk whose bot stays away: nobody writes to it on Discord.
pub async fn desk() -> TestApp {
    let without_bot = true;
    TestApp::start_with(Setup {
        without_bot,
        ..Setup::default()
    })
    .await
}

/// A desk whose jobs wait for ever: what is written stays queued.
pub async fn idle_desk() -> TestApp {
    let outside = true;
    TestApp::start_with(Setup {
        outside,
        ..Setup::default()
    })
    .await
}

/// Somebody who asks, with the headers that they send along.
#[derive(Clone)]
pub struct Asker {
    router: Router,
    headers: Vec<(&'static str, String)>,
}

/// What somebody was answered.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Asker {
    /// Somebody with no credential.
    pub fn stranger(app: &Arc<App>) -> Self {
        let router = web::router(Arc::clone(app), graphql::routes(Arc::clone(app))).unwrap();
        Self {
            router,
            headers: Vec::new(),
        }
    }

    /// A program whose key may do this.
    pub async fn program(app: &Arc<App>, scopes: &[Scope]) -> Self {
        let (_, secret) = create_key(app, scopes, None).await;
        Self::stranger(app).with("x-api-key", &secret)
    }

    /// A person who is signed in, from one of our own pages.
    pub async fn person(app: &Arc<App>, who: (Snowflake, &str), roles: &[Snowflake]) -> Self {
        let cookie = cookie(app, who, roles).await;
        Self::stranger(app)
            .with("cookie", &cookie)
            .with("sec-fetch-site", "same-origin")
    }

    /// The same, sending one header more.
    pub fn with(&self, name: &'static str, value: &str) -> Self {
        let mut headers = self.headers.clone();
        headers.retain(|(known, _)| *known != name);
        headers.push((name, value.to_owned()));
        Self {
            router: self.router.clone(),
            headers,
        }
    }

    /// The data of a query or mutation that has to succeed.
    pub async fn ask(&self, query: &str, variables: Value) -> Value {
        let answer = self.try_ask(query, variables).await;
        assert!(answer.get("errors").is_none(), "{answer:#}");
        answer["data"].clone()
    }

    /// The whole answer to a query or mutation.
    pub async fn try_ask(&self, query: &str, variables: Value) -> Value {
        let answer = self
            .post(&json!({ "query": query, "variables": variables }).to_string())
            .await;
        answer.json()
    }

    /// The code of the first error of a query or mutation that has to fail.
    pub async fn code(&self, query: &str, variables: Value) -> String {
        let answer = self.try_ask(query, variables).await;
        let code = answer["errors"][0]["extensions"]["code"].as_str();
        code.unwrap_or_else(|| panic!("no code in {answer:#}"))
            .to_owned()
    }

    /// Posts a body as JSON.
    pub async fn post(&self, body: &str) -> Answer {
        let request = Request::post("/graphql").header("content-type", "application/json");
        self.send(request, body).await
    }

    /// Sends anything.
    pub async fn send(&self, request: axum::http::request::Builder, body: &str) -> Answer {
        self.send_slowly(request, Body::from(body.to_owned())).await
    }

    /// Sends anything, as fast as the body comes.
    pub async fn send_slowly(
        &self,
        mut request: axum::http::request::Builder,
        body: Body,
    ) -> Answer {
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let request = request.body(body).unwrap();
        let (parts, body) = self
            .router
            .clone()
            .oneshot(request)
            .await
            .unwrap()
            .into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// An account, remembered.
pub async fn remember(app: &App, id: UserId, name: &str) -> User {
    let user = User {
        id,
        username: name.to_owned(),
        display_name: None,
        avatar: None,
        updated_at: app.clock.now(),
    };
    user.remember(&mut app.db().await.unwrap()).await.unwrap();
    user
}

/// A key, and its secret; it expires in the given time.
pub async fn create_key(
    app: &App,
    scopes: &[Scope],
    lifetime: Option<TimeDelta>,
) -> (ApiKey, String) {
    let admin = remember(app, UserId(1), "the_owner").await;
    let new = NewApiKey {
        name: "The shop".to_owned(),
        scopes: scopes.to_vec(),
        expires_at: lifetime.map(|lifetime| app.clock.now() + lifetime),
        category_ids: Vec::new(),
        idempotency_key: None,
    };
    let conn = &mut app.db().await.unwrap();
    let created = ApiKey::create(conn, &admin_act(app, &admin), new)
        .await
        .unwrap();
    let secret = created.secret.unwrap();
    (created.key, secret.expose_secret().to_owned())
}

/// A super administrator, acting now.
pub fn admin_act(app: &App, admin: &User) -> Act {
    app.act(Actor::Staff(Staff {
        permissions: Permissions::all(),
        is_super_admin: true,
        ..Staff::on_record(admin.id, admin.username.clone())
    }))
}

/// The cookie of somebody who has just signed in.
pub async fn cookie(app: &App, (id, name): (Snowflake, &str), roles: &[Snowflake]) -> String {
    let arrival = Arrival {
        user: remember(app, UserId(id.signed()), name).await,
        roles: Some(roles.iter().map(|role| RoleId(role.signed())).collect()),
        asked_at: app.clock.now(),
        user_agent: "A browser".to_owned(),
        address: None,
        lifetime: app.config.server.session_lifetime(),
    };
    let conn = &mut app.db().await.unwrap();
    let token = Session::start(conn, app.clock.now(), arrival, None)
        .await
        .unwrap();
    format!(
        "{}={}",
        session_cookie::name(&app.config),
        token.expose_secret()
    )
}

/// A field of an answer, as text.
pub fn text(value: &Value, path: &str) -> String {
    let found = value.pointer(path).and_then(Value::as_str);
    found
        .unwrap_or_else(|| panic!("no text at {path} in {value:#}"))
        .to_owned()
}
