//! What the log keeps of API keys.

use diesel_async::AsyncPgConnection;
use serde_json::json;

use crate::error::Error;
use crate::models::actor::Act;
use crate::models::api_key::ApiKey;
use crate::models::event::{self, EventKind, Subject};

pub(super) async fn record(
    conn: &mut AsyncPgConnection,
    act: &Act,
    kind: EventKind,
    key: &ApiKey,
) -> Result<(), Error> {
    let details = json!({ "id": key.id.to_string(), "name": key.name });
    Ok(event::record_with(conn, act, (kind, Subject::NONE), details).await?)
}

/// What a key could do from the beginning stays known when it is gone.
pub(super) async fn record_creation(
    conn: &mut AsyncPgConnection,
    act: &Act,
    key: &ApiKey,
) -> Result<(), Error> {
    let categories = key.category_ids.iter().map(ToString::to_string);
    let categories: Vec<String> = categories.collect();
    let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.word()).collect();
    let details = json!({
        "id": key.id.to_string(),
        "name": key.name,
        "scopes": scopes,
        "categories": categories,
        "expires_at": key.expires_at,
    });
    let what = (EventKind::ApiKeyCreated, Subject::NONE);
    Ok(event::record_with(conn, act, what, details).await?)
}
