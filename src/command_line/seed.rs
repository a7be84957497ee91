//! `rustmail seed`: fills an empty database for measuring.

use std::io::Write as _;

use anyhow::Result;

use crate::clock::Clock;
use crate::config::Config;
use crate::database::Database;
use crate::seeding::{self, Measure};

/// Fills the configured database and says on the way what is being done.
pub(super) async fn seed(config: Config, measure: Measure) -> Result<()> {
    let database = Database::connect(&config.database).await?;
    let mut tell = |line: String| {
        if let Err(error) = writeln!(std::io::stderr(), "{line}") {
            tracing::debug!(%error, "nobody reads how far it is");
        }
    };
    let seeded = async {
        let conn = &mut database.get().await?;
        let here = (Clock::system().now(), config.bot.timezone);
        seeding::seed(conn, measure, here, &mut tell).await
    };
    let outcome = seeded.await;
    database.shutdown().await?;
    outcome
}
