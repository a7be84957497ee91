//! What is known before there is a configuration file: what the environment says, and the defaults.

use std::io::ErrorKind;
use std::path::Path;

use super::Config;
use super::discord::DiscordConfig;
use super::environment::Environment;
use super::problem::{Invalid, Problem};
use super::reading::{Document, Reader};
use super::server::ServerConfig;
use super::warning::Warning;

/// What a server that has no configuration yet has to know.
#[derive(Clone, Debug)]
pub struct Groundwork {
    /// Where this server listens.
    pub server: ServerConfig,
    /// Where Discord is.
    pub discord: DiscordConfig,
    /// Variables without effect and the like: worth a line in the log, no reason to refuse.
    pub warnings: Vec<Warning>,
}

impl Groundwork {
    /// Whether there is no configuration at all: no file at `path`, and nothing in the environment that says which bot this is.
    pub fn is_needed(path: &Path, environment: &Environment) -> bool {
        let found = std::fs::symlink_metadata(path);
        let is_missing = found.is_err_and(|error| error.kind() == ErrorKind::NotFound);
        is_missing && !environment.names_a_bot()
    }

    /// Reads what the environment says.
    ///
    /// # Errors
    ///
    /// Tells which variables will not do. What is missing is for the setup to ask.
    pub fn read(environment: &Environment) -> Result<Self, Invalid> {
        let document = Document::empty();
        let mut reader = Reader::new(&document, environment);
        Config::read(&mut reader, Path::new(""));
        let (problems, warnings) = reader.finish();
        let problems = problems.into_iter().filter(Problem::is_of_environment);
        let problems: Vec<Problem> = problems.collect();
        if !problems.is_empty() {
            return Err(Invalid::new(problems));
        }
        let mut reader = Reader::new(&document, environment);
        Ok(Self {
            server: ServerConfig::read(&mut reader),
            discord: DiscordConfig::read(&mut reader),
            warnings,
        })
    }
}
