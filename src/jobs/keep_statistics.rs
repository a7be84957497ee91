//! Keeps the statistics: adds what was counted lately to the roll-ups, and makes them anew when the configured time zone changed.
//!
//! The figures are right without it; they are only read more slowly the longer nobody does this.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::error::Error;
use crate::models::statistics::keeping;

/// How often what was counted is added up.
const INTERVAL: Duration = Duration::from_secs(2);
/// How long to wait when that could not be done.
const PATIENCE: Duration = Duration::from_secs(30);

/// Keeps them until `stop`. Only the leader runs this.
pub async fn run(app: Arc<App>, stop: CancellationToken) -> anyhow::Result<()> {
    while !stop.is_cancelled() {
        let pause = match keep(&app).await {
            Ok(()) => INTERVAL,
            Err(error) => {
                tracing::warn!(error = %format_args!("{error:#}"), "the statistics cannot be added up; trying again");
                PATIENCE
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = stop.cancelled() => {}
        }
    }
    Ok(())
}

async fn keep(app: &App) -> Result<(), Error> {
    let conn = &mut app.db().await?;
    let zone = app.settings().time_zone;
    if keeping::settle_zone(conn, zone).await? {
        tracing::info!(%zone, "the days of the statistics are those of this time zone now");
    }
    keeping::fold(conn).await?;
    Ok(())
}
