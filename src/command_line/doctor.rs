//! `rustmail doctor`: looks whether everything is as the desk needs it, beside a server that runs or without one.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use anyhow::Result;
use words::{Language, Words};

use crate::clock::Clock;
use crate::config::{Config, Loaded};
use crate::database::cluster::{Cluster, Neighbour, Settings};
use crate::discord::Discord;
use crate::doctor::database::Whereabouts;
use crate::doctor::finding::{Diagnosis, State};
use crate::doctor::panel::Here;
use crate::doctor::{Examination, Stage};
use crate::obstacles::Obstacle;

/// What was found.
pub(super) struct Findings {
    /// Every finding in a line, in groups.
    pub report: String,
    /// How it stands altogether.
    pub summary: String,
    /// Whether something has to be mended.
    pub is_bad: bool,
}

/// Looks at everything, and says on the way what at.
pub(super) async fn doctor(loaded: &Loaded) -> Result<Findings> {
    let config = &loaded.config;
    let words = Words::of(Language::English);
    let discord = Discord::new(&config.discord, config.bot.token.clone())?;
    let database = Private::find(config).await;
    let examination = Examination {
        config,
        warnings: &loaded.warnings,
        discord: &discord,
        whereabouts: database.whereabouts.clone(),
        clock: &Clock::system(),
        here: Here::CommandLine,
    };
    let diagnosis = examination.run(|stage| tell(stage, words)).await;
    // Stopping takes a moment, and nobody else may wait for that thread.
    tokio::task::spawn_blocking(move || drop(database)).await?;
    Ok(Findings {
        report: report(&diagnosis, words)?,
        summary: diagnosis.summary(words),
        is_bad: diagnosis.count(State::Bad) > 0,
    })
}

/// Where the database is, and what keeps it there.
struct Private {
    whereabouts: Whereabouts,
    _cluster: Option<Cluster>,
    _neighbour: Option<Neighbour>,
}

impl Private {
    /// The database that is configured. A private one that nobody runs is started for as long as this lives; one that was never made
    /// is not made.
    async fn find(config: &Config) -> Self {
        let mut found = Self {
            whereabouts: Whereabouts::Closed,
            _cluster: None,
            _neighbour: None,
        };
        let folder = config.database.data_dir.clone();
        if let Some(url) = &config.database.url {
            found.whereabouts = Whereabouts::At(url.clone());
            return found;
        }
        match Neighbour::find(&folder) {
            Ok(Some(neighbour)) => {
                found.whereabouts = Whereabouts::Private(neighbour.url(), folder);
                found._neighbour = Some(neighbour);
            }
            Ok(None) if Cluster::is_made(&folder) => match start(&folder, config).await {
                Ok(cluster) => {
                    found.whereabouts = Whereabouts::Private(cluster.url(), folder);
                    found._cluster = Some(cluster);
                }
                Err(error) => found.whereabouts = Whereabouts::Missing(Obstacle::of(&error)),
            },
            Ok(None) => {
                found.whereabouts = match Cluster::programs_for(&folder) {
                    Ok(_) => Whereabouts::NotMade(folder),
                    Err(error) => Whereabouts::Missing(Obstacle::of(&error)),
                }
            }
            // A server runs here, as a user who keeps its data to itself.
            Err(error) => tracing::debug!(%error, "the private database is closed to this user"),
        }
        found
    }
}

async fn start(folder: &Path, config: &Config) -> Result<Cluster> {
    let (folder, settings) = (
        folder.to_owned(),
        Settings::durable(config.database.max_connections),
    );
    tokio::task::spawn_blocking(move || Cluster::start(&folder, settings)).await?
}

fn tell(stage: Stage, words: &Words) {
    let line = match stage {
        Stage::Asking => words.text("doctor-stage-asking"),
        Stage::Servers => words.text("doctor-stage-servers"),
    };
    if let Err(error) = writeln!(std::io::stderr(), "{line}") {
        tracing::debug!(%error, "nobody reads how far it is");
    }
}

fn report(diagnosis: &Diagnosis, words: &Words) -> Result<String> {
    let mut report = String::new();
    for group in &diagnosis.groups {
        writeln!(report, "{}", group.aspect.name(words))?;
        for finding in &group.findings {
            let mark = match finding.state {
                State::Good => '✓',
                State::Warning => '!',
                State::Bad => '✗',
                State::Unknown => '?',
            };
            writeln!(report, "  {mark} {}", finding.sentence(words))?;
        }
    }
    Ok(report)
}
