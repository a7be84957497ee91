//! The command line: `rustmail` and what can be asked of it in a word.

mod check;
mod seed;
mod serve;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{ArgAction, Parser, Subcommand};

use crate::config::problem::Invalid;
use crate::config::{Config, Environment, Loaded};
use crate::graphql;
use crate::seeding::Measure;

/// A support desk for Discord communities.
#[derive(Parser, Debug)]
#[command(name = "rustmail", version, disable_version_flag = true)]
pub struct CommandLine {
    /// The configuration file.
    #[arg(
        long,
        global = true,
        value_name = "PATH",
        env = "RUSTMAIL_CONFIG_PATH",
        default_value = "config.toml"
    )]
    config: PathBuf,

    /// Print the version.
    #[arg(short = 'v', long, action = ArgAction::Version)]
    version: Option<bool>,

    #[command(subcommand)]
    command: Option<Command>,
}

/// What to do; without a word it is `serve`.
#[derive(Subcommand, Debug)]
enum Command {
    /// Run the bot, the panel and the API (the default).
    Serve,
    /// Validate the configuration and say what would be started.
    Check,
    /// Print the schema of the API in GraphQL's own language.
    Schema,
    /// Fill an empty database with made-up tickets, to measure how a large desk behaves.
    Seed {
        /// How many tickets.
        #[arg(long, value_name = "COUNT", default_value_t = 1_000_000)]
        tickets: i64,
        /// How many messages each of them has.
        #[arg(long, value_name = "COUNT", default_value_t = 10)]
        messages: i64,
    },
}

/// The exit code for a configuration that cannot be started.
const INVALID_CONFIGURATION: u8 = 2;

impl CommandLine {
    /// Does what was asked for, and tells how it went.
    pub fn run(&self) -> ExitCode {
        let done = match self.command.as_ref().unwrap_or(&Command::Serve) {
            Command::Serve => self.serve(),
            Command::Check => self.check(),
            Command::Schema => print(&graphql::sdl()),
            &Command::Seed { tickets, messages } => self.seed(Measure { tickets, messages }),
        };
        let Err(error) = done else {
            return ExitCode::SUCCESS;
        };
        if let Err(unheard) = writeln!(std::io::stderr(), "{error:#}") {
            tracing::error!(%unheard, error = format!("{error:#}"), "stopped");
        }
        if error.is::<Invalid>() {
            return ExitCode::from(INVALID_CONFIGURATION);
        }
        ExitCode::FAILURE
    }

    fn serve(&self) -> Result<()> {
        let Loaded { config, warnings } = self.load()?;
        for warning in warnings {
            tracing::warn!("{warning}");
        }
        runtime()?.block_on(serve::serve(config))
    }

    fn check(&self) -> Result<()> {
        let loaded = self.load()?;
        let answer = runtime()?.block_on(check::check(&self.config, &loaded))?;
        print(&answer)
    }

    fn seed(&self, measure: Measure) -> Result<()> {
        runtime()?.block_on(seed::seed(self.load()?.config, measure))
    }

    fn load(&self) -> Result<Loaded> {
        Ok(Config::load(&self.config, &Environment::of_process())?)
    }
}

fn print(answer: &str) -> Result<()> {
    std::io::stdout()
        .write_all(answer.as_bytes())
        .context("the answer cannot be written")
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    runtime.context("the threads of the server cannot be started")
}
