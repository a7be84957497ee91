//! A request as the handlers get it: who calls, the parts of the path, the query, the body and the files beside it.

use std::collections::HashMap;

use axum::RequestExt;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Multipart, Path, Query, Request};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use serde_json::Value;

use crate::api_error::ApiError;
use crate::draft::Upload;
use crate::form::{self, invalid};
use crate::simulator::Simulator;
use crate::snowflake::Snowflake;
use crate::world::{Actor, World};

/// The largest request that is read at all; Discord's limits per file are stricter.
pub(crate) const MAX_BODY: usize = 600 << 20;

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

/// Who calls.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) user_id: Snowflake,
    pub(crate) application_id: Snowflake,
}

impl Call {
    /// The user that calls, or 401.
    pub(crate) fn user_id(&self) -> Result<Snowflake, ApiError> {
        self.caller
            .as_ref()
            .map(|caller| caller.user_id)
            .ok_or_else(ApiError::unauthorized)
    }

    /// The application that calls, or 401.
    pub(crate) fn application_id(&self) -> Result<Snowflake, ApiError> {
        self.caller
            .as_ref()
            .map(|caller| caller.application_id)
            .ok_or_else(ApiError::unauthorized)
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
        let (body, files) = body_of(request).await?;
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

/// Who a request's token belongs to; a wrong token is refused, a missing one is left to the handler.
pub(crate) fn caller_of(
    headers: &HeaderMap,
    simulator: &Simulator,
) -> Result<Option<Caller>, ApiError> {
    let Some(header) = headers.get(AUTHORIZATION) else {
        return Ok(None);
    };
    let token = header
        .to_str()
        .ok()
        .and_then(|header| header.strip_prefix("Bot "));
    let token = token.ok_or_else(ApiError::unauthorized)?;
    let caller = simulator.read(|world| {
        let application = world.application_of_token(token)?;
        Some(Caller {
            user_id: application.user_id,
            application_id: application.id,
        })
    });
    caller.map(Some).ok_or_else(ApiError::unauthorized)
}

/// The JSON body, from the whole of it or from the part `payload_json`, and the files.
async fn body_of(request: Request<Body>) -> Result<(Value, Vec<Upload>), ApiError> {
    let kind = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        let multipart = Multipart::from_request(request, &()).await;
        return read_parts(multipart.map_err(|_| ApiError::malformed_json())?).await;
    }
    let is_form = kind.starts_with("application/x-www-form-urlencoded");
    let bytes = to_bytes(request.into_body(), MAX_BODY)
        .await
        .map_err(|_| ApiError::too_large())?;
    if bytes.is_empty() {
        return Ok((Value::Null, Vec::new()));
    }
    if is_form {
        let pairs = url::form_urlencoded::parse(&bytes);
        let fields =
            pairs.map(|(key, value)| (key.into_owned(), Value::String(value.into_owned())));
        return Ok((Value::Object(fields.collect()), Vec::new()));
    }
    let body = serde_json::from_slice(&bytes).map_err(|_| ApiError::malformed_json())?;
    Ok((body, Vec::new()))
}

/// Reads the parts of a multipart body; `attachments[].id` in the JSON tells which file carries which description.
async fn read_parts(mut multipart: Multipart) -> Result<(Value, Vec<Upload>), ApiError> {
    let mut body = Value::Object(serde_json::Map::new());
    let mut files: Vec<(String, Upload)> = Vec::new();
    while let Some(part) = multipart
        .next_field()
        .await
        .map_err(|_| ApiError::malformed_json())?
    {
        let name = part.name().unwrap_or_default().to_owned();
        let filename = part.file_name().map(str::to_owned);
        let content_type = part.content_type().map(str::to_owned);
        let bytes = part.bytes().await.map_err(|_| ApiError::too_large())?;
        if name == "payload_json" {
            body = serde_json::from_slice(&bytes).map_err(|_| ApiError::malformed_json())?;
        } else if let Some(filename) = filename {
            let upload = Upload {
                filename,
                description: None,
                content_type,
                bytes,
            };
            files.push((name, upload));
        } else if let Ok(text) = String::from_utf8(bytes.to_vec()) {
            body[name] = Value::String(text);
        }
    }
    let described = files
        .into_iter()
        .map(|(name, upload)| described(&body, &name, upload));
    let described = described.collect();
    Ok((body, described))
}

/// Gives the file in part `files[n]` the name and description of `attachments[].id == n`.
fn described(body: &Value, part: &str, mut upload: Upload) -> Upload {
    let number = part
        .strip_prefix("files[")
        .and_then(|rest| rest.strip_suffix(']'));
    let number = number.and_then(|number| number.parse::<u64>().ok());
    let attachments = form::list(body, "attachments")
        .into_iter()
        .chain(form::list(&body["data"], "attachments"));
    for attachment in attachments {
        if number.is_some() && attachment.get("id").and_then(form::number) == number {
            let text = |field: &str| {
                attachment
                    .get(field)
                    .and_then(Value::as_str)
                    .map(str::to_owned)
            };
            upload.description = text("description");
            upload.filename = text("filename").unwrap_or(upload.filename);
        }
    }
    upload
}

fn percent_decoded(text: &str) -> String {
    let mut pairs = url::form_urlencoded::parse(text.as_bytes());
    pairs
        .next()
        .map(|(key, _)| key.into_owned())
        .unwrap_or_default()
}
