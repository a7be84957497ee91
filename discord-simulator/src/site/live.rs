//! Telling open pages that something happened.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream;

use crate::simulator::Simulator;

/// Many changes at once are told as one.
const CALM: Duration = Duration::from_millis(60);

/// A stream with one event per change; the page fetches itself again.
pub(super) async fn events(State(simulator): State<Simulator>) -> impl IntoResponse {
    let changes = simulator.changes();
    let stream = stream::unfold(changes, |mut changes| async move {
        changes.changed().await.ok()?;
        tokio::time::sleep(CALM).await;
        let count = *changes.borrow_and_update();
        Some((
            Ok::<_, Infallible>(Event::default().event("change").data(count.to_string())),
            changes,
        ))
    });
    (
        [("x-accel-buffering", "no")],
        Sse::new(stream).keep_alive(KeepAlive::default()),
    )
}
