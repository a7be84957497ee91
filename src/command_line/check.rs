//! `rustmail check`: says in sentences what would be started, and starts nothing.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;

use crate::config::attachments::AttachmentsConfig;
use crate::config::bot::Mode;
use crate::config::groundwork::Groundwork;
use crate::config::{Config, Loaded};
use crate::database::cluster::Cluster;
use crate::database::connector::Connector;

/// What the configuration says.
pub(super) fn configuration(path: &Path, loaded: &Loaded) -> Result<String> {
    let config = &loaded.config;
    let mut answer = String::new();
    for warning in &loaded.warnings {
        writeln!(answer, "{warning}")?;
    }
    writeln!(answer, "{} is valid.", path.display())?;
    writeln!(answer, "{}", bot(config))?;
    writeln!(answer, "{}", web(config))?;
    writeln!(answer, "{}", attachments(&config.attachments))?;
    Ok(answer)
}

/// What would be started without a configuration.
pub(super) fn without_configuration(path: &Path, groundwork: &Groundwork) -> String {
    format!(
        "There is no configuration at {}. `rustmail` would start the setup, which makes one in a browser, on {}.\n",
        path.display(),
        groundwork.server.socket_address()
    )
}

fn bot(config: &Config) -> String {
    if !config.server.role.runs_bot() {
        return "The bot would not run here (server.role).".to_owned();
    }
    let place = match config.bot.mode {
        Mode::Single { server } => format!("with members and staff in the server {server}"),
        Mode::Dual { community, staff } => {
            format!("with members in the server {community} and staff in the server {staff}")
        }
    };
    format!("The bot would run {place}, on {}.", config.discord.api_url)
}

fn web(config: &Config) -> String {
    if !config.server.role.serves_web() {
        return "The panel and the API would not run here (server.role).".to_owned();
    }
    if !config.bot.enable_panel {
        return "The panel and the API would not run (bot.enable_panel).".to_owned();
    }
    let address = config.server.socket_address();
    format!(
        "The panel and the API would listen on {address}, to be reached at {}.",
        config.public_url()
    )
}

/// Where the data would be, and whether that can be used.
///
/// # Errors
///
/// Fails when it cannot be used, with what to do.
pub(super) async fn database(config: &Config) -> Result<String> {
    let Some(url) = &config.database.url else {
        let folder = &config.database.data_dir;
        let programs = Cluster::programs_for(folder)?;
        return Ok(format!(
            "A private Postgres from {} would keep the data in {}.\n",
            programs.display(),
            folder.display()
        ));
    };
    Connector::new(url)?.check().await?;
    Ok("The Postgres of database.url would keep the data; it answers.\n".to_owned())
}

fn attachments(attachments: &AttachmentsConfig) -> String {
    match attachments {
        AttachmentsConfig::Local { directory } => {
            format!("Attachments would be kept in {}.", directory.display())
        }
        AttachmentsConfig::S3(bucket) => {
            format!("Attachments would be kept in the bucket {}.", bucket.bucket)
        }
    }
}
