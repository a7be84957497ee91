//! The server: everything that lives as long as the process does.

use anyhow::Result;

use crate::config::Config;
use crate::database::Database;
use crate::shutdown;

/// Runs until somebody wants the server to stop.
pub async fn serve(config: Config) -> Result<()> {
    let stop = shutdown::requested()?;
    let database = Database::connect(&config.database).await?;
    tracing::info!("ready");
    stop.await;
    database.shutdown().await
}
