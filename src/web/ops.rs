//! For whoever runs the server: does it live, may it get requests, how is it.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::app::App;
use crate::web::route::{Route, Who};

/// A database that takes longer to answer counts as gone.
const PATIENCE: Duration = Duration::from_secs(3);

/// What watches over the server asks.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/healthz", Who::Anybody, alive),
        Route::get("/readyz", Who::Anybody, ready),
        Route::get("/api/health", Who::Anybody, health),
    ]
}

/// `GET /healthz`: the process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: requests can be answered, which takes the database.
pub async fn ready(State(app): State<Arc<App>>) -> Response {
    if is_database_there(&app).await {
        return "ready\n".into_response();
    }
    (
        StatusCode::SERVICE_UNAVAILABLE,
        "the database does not answer\n",
    )
        .into_response()
}

/// `GET /api/health`: the same for programs.
pub async fn health(State(app): State<Arc<App>>) -> Response {
    if is_database_there(&app).await {
        return Json(json!({ "status": "ok", "database": "ok" })).into_response();
    }
    let body = json!({ "status": "degraded", "database": "unavailable" });
    (StatusCode::SERVICE_UNAVAILABLE, Json(body)).into_response()
}

async fn is_database_there(app: &App) -> bool {
    tokio::time::timeout(PATIENCE, app.db())
        .await
        .is_ok_and(|answer| answer.is_ok())
}
