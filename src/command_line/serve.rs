//! `rustmail serve`: runs the server until somebody wants it to stop.

use anyhow::Result;

use crate::config::Config;
use crate::database::Database;
use crate::shutdown;

pub(super) async fn serve(config: Config) -> Result<()> {
    let stop = shutdown::requested()?;
    let database = Database::connect(&config.database).await?;
    tracing::info!("ready");
    stop.await;
    database.shutdown().await
}
