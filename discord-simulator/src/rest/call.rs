//! A request as the handlers get it: who calls, the parts of the path, the query, the body and the files beside it.

use std::collections::HashMap;

use axum::RequestExt;
use axum::body::Body;
use axum::extract::{FromRequest, OriginalUri, Path, Query, Request};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use serde_json::Value;

use super::body::body_of;
use super::passage::api_path;
use crate::api_error::ApiError;
use crate::draft::Upload;
use crate::form::invalid;
use crate::simulator::Simulator;
use crate::snowflake::Snowflake;
use crate::world::{Actor, World};

/// One request.
pub(crate) struct Call {
    pub(crate) simulator: Simulator,
    pub(crate) caller: Option<Caller>,
    pub(crate) query: HashMap<String, String>,
    pub(crate) body: Value,
    pub(crate) files: Vec<Upload>,
    params: HashMap<String, String>,
    reason: Option<String>,
}

/// Who calls, by token.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) user_id: Snowflake,
    pub(crate) application_id: Snowflake,
    /// What a person allowed the application; none for bots.
    pub(crate) scopes: Option<Vec<String>>,
}

impl Call {
    /// The bot that calls; people and strangers get 401.
    pub(crate) fn user_id(&self) -> Result<Snowflake, ApiError> {
        self.bot().map(|caller| caller.user_id)
    }

    /// The application whose bot calls, or 401.
    pub(crate) fn application_id(&self) -> Result<Snowflake, ApiError> {
        self.bot().map(|caller| caller.application_id)
    }

    /// The bot that calls, or the person who gave an application this scope.
    pub(crate) fn user_with_scope(&self, scope: &str) -> Result<Snowflake, ApiError> {
        let caller = self.caller.as_ref().ok_or_else(ApiError::unauthorized)?;
        if !caller.has_scope(scope) {
            return Err(ApiError::missing_scope());
        }
        Ok(caller.user_id)
    }

    fn bot(&self) -> Result<&Caller, ApiError> {
        let bot = self
            .caller
            .as_ref()
            .filter(|caller| caller.scopes.is_none());
        bot.ok_or_else(ApiError::unauthorized)
    }

    /// The caller with the reason for the audit log.
    pub(crate) fn actor(&self) -> Result<Actor, ApiError> {
        Ok(Actor {
            user_id: self.user_id()?,
            reason: self.reason.clone(),
        })
    }

    /// An id in the path.
    pub(crate) fn id(&self, name: &str) -> Result<Snowflake, ApiError> {
        let text = self.text(name);
        text.parse().map_err(|_| {
            let sentence = format!("Value \"{text}\" is not snowflake.");
            invalid(name, "NUMBER_TYPE_COERCE", sentence)
        })
    }

    /// A text in the path.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.params
            .get(name)
            .map(String::as_str)
            .unwrap_or_default()
    }

    /// A number in the query, within bounds.
    pub(crate) fn number(
        &self,
        name: &str,
        default: u64,
        bounds: (u64, u64),
    ) -> Result<u64, ApiError> {
        let Some(text) = self.query.get(name) else {
            return Ok(default);
        };
        let refusal = |code: &str, sentence: String| Err(invalid(name, code, sentence));
        match text.parse::<u64>() {
            Err(_) => refusal(
                "NUMBER_TYPE_COERCE",
                format!("Value \"{text}\" is not int."),
            ),
            Ok(number) if number < bounds.0 => {
                let sentence =
                    format!("int value should be greater than or equal to {}.", bounds.0);
                refusal("NUMBER_TYPE_MIN", sentence)
            }
            Ok(number) if number > bounds.1 => {
                let sentence = format!("int value should be less than or equal to {}.", bounds.1);
                refusal("NUMBER_TYPE_MAX", sentence)
            }
            Ok(number) => Ok(number),
        }
    }

    /// Whether the query switches something on.
    pub(crate) fn flag(&self, name: &str) -> bool {
        let value = self.query.get(name).map(|value| value.to_lowercase());
        matches!(value.as_deref(), Some("true" | "1" | "yes"))
    }

    /// An id in the query.
    pub(crate) fn query_id(&self, name: &str) -> Result<Option<Snowflake>, ApiError> {
        let Some(text) = self.query.get(name) else {
            return Ok(None);
        };
        let refusal = |_| {
            invalid(
                name,
                "NUMBER_TYPE_COERCE",
                format!("Value \"{text}\" is not snowflake."),
            )
        };
        text.parse().map(Some).map_err(refusal)
    }

    /// Changes the world and tells the gateway what happened.
    pub(crate) fn change<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        self.simulator.change(act)
    }

    /// Looks at the world.
    pub(crate) fn read<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        self.simulator.read(look)
    }
}

impl FromRequest<Simulator> for Call {
    type Rejection = ApiError;

    async fn from_request(
        mut request: Request<Body>,
        simulator: &Simulator,
    ) -> Result<Self, ApiError> {
        let caller = caller_of(request.headers(), simulator)?;
        let params = request
            .extract_parts::<Path<HashMap<String, String>>>()
            .await;
        let query = request
            .extract_parts::<Query<HashMap<String, String>>>()
            .await;
        let reason = request
            .headers()
            .get("x-audit-log-reason")
            .and_then(|value| value.to_str().ok());
        let reason = reason.map(percent_decoded);
        let (method, path) = (request.method().to_string(), whole_path(&request));
        let (body, files) = body_of(request).await?;
        if let Some(path) = api_path(&path) {
            simulator.judge().judge_request(&method, path, &body);
        }
        Ok(Self {
            simulator: simulator.clone(),
            caller,
            params: params.map(|Path(params)| params).unwrap_or_default(),
            query: query.map(|Query(query)| query).unwrap_or_default(),
            body,
            files,
            reason,
        })
    }
}

impl Caller {
    /// Whether it may do what this scope allows; bots may.
    pub(crate) fn has_scope(&self, scope: &str) -> bool {
        self.scopes
            .as_ref()
            .is_none_or(|scopes| scopes.iter().any(|given| given == scope))
    }
}

/// Who a request's token belongs to; a wrong token is refused, a missing one is left to the handler.
pub(crate) fn caller_of(
    headers: &HeaderMap,
    simulator: &Simulator,
) -> Result<Option<Caller>, ApiError> {
    let Some(header) = headers.get(AUTHORIZATION) else {
        return Ok(None);
    };
    let header = header.to_str().map_err(|_| ApiError::unauthorized())?;
    // Clients of the token endpoint sign in with Basic, which its handler reads.
    if header.starts_with("Basic ") {
        return Ok(None);
    }
    let caller = match header.split_once(' ') {
        Some(("Bot", token)) => simulator.read(|world| bot_of(world, token)),
        Some(("Bearer", token)) => simulator.read(|world| person_of(world, token)),
        _ => None,
    };
    caller.map(Some).ok_or_else(ApiError::unauthorized)
}

fn bot_of(world: &World, token: &str) -> Option<Caller> {
    let application = world.application_of_token(token)?;
    Some(Caller {
        user_id: application.user_id,
        application_id: application.id,
        scopes: None,
    })
}

fn person_of(world: &World, token: &str) -> Option<Caller> {
    let grant = world.grant(token)?;
    Some(Caller {
        user_id: grant.user_id,
        application_id: grant.application_id,
        scopes: Some(grant.scopes.clone()),
    })
}

/// The path with its prefix, which nested routers take away; some libraries encode the `@` of `@me`.
fn whole_path(request: &Request<Body>) -> String {
    let original = request.extensions().get::<OriginalUri>();
    let uri = original.map_or(request.uri(), |original| &original.0);
    uri.path().replace("%40", "@")
}

fn percent_decoded(text: &str) -> String {
    let mut pairs = url::form_urlencoded::parse(text.as_bytes());
    pairs
        .next()
        .map(|(key, _)| key.into_owned())
        .unwrap_or_default()
}
