//! `rustmail verify`: compares the figures that are kept with the rows that they are made of.

use std::fmt::Write as _;

use anyhow::{Result, bail};

use crate::config::Config;
use crate::database::{Connection, Database};
use crate::models::statistics::keeping;
use crate::models::statistics::verifying::differences;
use crate::models::ticket::verifying::{self, Flawed};
use crate::standing;

/// What to do about what is wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
    /// Say it.
    Report,
    /// Say it, and put it right.
    Repair,
}

/// What was found.
pub(super) struct Findings {
    /// A sentence for each thing, and one that says how it stands.
    pub report: String,
    /// How many things are still wrong.
    pub left: usize,
}

/// Compares everything, beside whoever works.
pub(super) async fn verify(config: &Config, remedy: Remedy) -> Result<Findings> {
    let database = Database::connect(&config.database).await?;
    let findings = compare(&mut database.get().await?, config, remedy).await;
    database.shutdown().await?;
    findings
}

async fn compare(conn: &mut Connection, config: &Config, remedy: Remedy) -> Result<Findings> {
    let (flaws, figures) = (verifying::flaws(conn).await?, differences(conn).await?);
    let mut report = String::new();
    for flaw in &flaws {
        writeln!(report, "{flaw}")?;
    }
    for figure in &figures {
        writeln!(report, "{figure}")?;
    }
    let found = flaws.len() + figures.len();
    if found == 0 {
        writeln!(report, "Everything is as it should be.")?;
    }
    if found == 0 || remedy == Remedy::Report {
        return Ok(Findings {
            report,
            left: found,
        });
    }
    verifying::mend(conn).await?;
    let zone = standing::settings(conn, config).await?.time_zone;
    keeping::rebuild(conn, zone).await?;
    let left = left_after_repair(conn).await?;
    writeln!(report, "What could be put right was.")?;
    for flaw in &left {
        writeln!(report, "Not put right: {flaw}")?;
    }
    Ok(Findings {
        report,
        left: left.len(),
    })
}

async fn left_after_repair(conn: &mut Connection) -> Result<Vec<Flawed>> {
    let still = differences(conn).await?;
    if let Some(figure) = still.first() {
        bail!("The statistics were made anew and are wrong again: {figure}");
    }
    Ok(verifying::flaws(conn).await?)
}
