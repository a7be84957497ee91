//! OAuth2's token endpoints, in OAuth2's own forms and errors.

use axum::Form;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::call::Call;
use super::{Answer, Reply};
use crate::api_error::ApiError;
use crate::simulator::Simulator;
use crate::snowflake::Snowflake;
use crate::world::authorization::{Exchange, Grant, OauthError};
use crate::world::{World, timestamp};

/// The fields of a token request.
#[derive(Debug, Default, Deserialize)]
pub(super) struct TokenForm {
    grant_type: Option<String>,
    code: Option<String>,
    redirect_uri: Option<String>,
    code_verifier: Option<String>,
    refresh_token: Option<String>,
    token: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
}

pub(super) async fn token(
    State(simulator): State<Simulator>,
    headers: HeaderMap,
    Form(form): Form<TokenForm>,
) -> Response {
    let Some(application_id) = simulator.read(|world| client(world, &headers, &form)) else {
        return invalid_client();
    };
    let grant = simulator.change(|world| match form.grant_type.as_deref() {
        Some("authorization_code") => world.exchange(&Exchange {
            application_id,
            code: form.code.unwrap_or_default(),
            redirect_uri: form.redirect_uri.unwrap_or_default(),
            verifier: form.code_verifier,
        }),
        Some("refresh_token") => {
            world.refresh(application_id, &form.refresh_token.unwrap_or_default())
        }
        _ => Err(OauthError {
            error: "unsupported_grant_type",
            description: "Grant type None is not supported",
        }),
    });
    match grant {
        Ok(grant) => Json(grant_json(&grant)).into_response(),
        Err(refusal) => {
            let body = json!({"error": refusal.error, "error_description": refusal.description});
            (StatusCode::BAD_REQUEST, Json(body)).into_response()
        }
    }
}

pub(super) async fn revoke(
    State(simulator): State<Simulator>,
    headers: HeaderMap,
    Form(form): Form<TokenForm>,
) -> Response {
    let Some(application_id) = simulator.read(|world| client(world, &headers, &form)) else {
        return invalid_client();
    };
    simulator.change(|world| world.revoke(application_id, &form.token.unwrap_or_default()));
    Json(json!({})).into_response()
}

pub(super) async fn me(call: Call) -> Answer {
    let caller = call
        .caller
        .as_ref()
        .filter(|caller| caller.scopes.is_some());
    let caller = caller.ok_or_else(ApiError::unauthorized)?;
    call.read(|world| {
        let application = world.application_json(caller.application_id)?;
        let public = [
            "id",
            "name",
            "icon",
            "description",
            "type",
            "verify_key",
            "bot_public",
            "bot_require_code_grant",
            "flags",
        ];
        let application: Value = public
            .iter()
            .map(|field| ((*field).to_owned(), application[*field].clone()))
            .collect();
        let mut json = json!({
            "application": application, "scopes": caller.scopes,
            "expires": timestamp(world.now() + chrono::TimeDelta::days(7)),
        });
        if caller.has_scope("identify") {
            json["user"] = world.user_json(caller.user_id);
        }
        Ok(Reply::Json(json))
    })
}

/// The application that signs in, with Basic or with fields of the form.
fn client(world: &World, headers: &HeaderMap, form: &TokenForm) -> Option<Snowflake> {
    let basic = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Basic "));
    let decoded = basic.and_then(|basic| String::from_utf8(STANDARD.decode(basic).ok()?).ok());
    let (id, secret) = match decoded.as_ref().and_then(|pair| pair.split_once(':')) {
        Some((id, secret)) => (id, secret),
        None => (form.client_id.as_deref()?, form.client_secret.as_deref()?),
    };
    let application = world.applications.get(&id.parse().ok()?)?;
    (application.client_secret == secret).then_some(application.id)
}

fn grant_json(grant: &Grant) -> Value {
    json!({
        "token_type": "Bearer", "access_token": grant.access_token, "expires_in": 604_800,
        "refresh_token": grant.refresh_token, "scope": grant.scopes.join(" "),
    })
}

fn invalid_client() -> Response {
    (
        StatusCode::UNAUTHORIZED,
        Json(json!({"error": "invalid_client"})),
    )
        .into_response()
}
