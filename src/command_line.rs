//! The command line: `rustmail` and what can be asked of it in a word.

mod check;
mod doctor;
mod seed;
mod serve;
mod verify;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::{ArgAction, Parser, Subcommand};

use crate::command_line::verify::Remedy;
use crate::config::groundwork::Groundwork;
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
    /// Run the bot, the panel and the API (the default). Without a configuration, be led through making one in a browser.
    Serve,
    /// Validate the configuration and say what would be started.
    Check,
    /// Look whether Discord, the database, the files and the panel are as they have to be, and say how to mend what is not. Changes
    /// nothing. Ends with code 1 when something has to be mended.
    Doctor,
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
    /// Compare the statistics, and what tickets say of themselves, with the rows that they are made of. Ends with code 1 when something
    /// is wrong and stays so.
    Verify {
        /// Put right what can be: the statistics are made anew from the raw rows, in one transaction.
        #[arg(long)]
        repair: bool,
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
            Command::Doctor => self.doctor(),
            Command::Schema => print(&graphql::sdl()),
            &Command::Seed { tickets, messages } => self.seed(Measure { tickets, messages }),
            Command::Verify { repair: false } => self.verify(Remedy::Report),
            Command::Verify { repair: true } => self.verify(Remedy::Repair),
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
        let environment = Environment::of_process();
        if Groundwork::is_needed(&self.config, &environment) {
            return runtime()?.block_on(serve::set_up(self.config.clone(), environment));
        }
        let Loaded { config, warnings } = self.load()?;
        for warning in warnings {
            tracing::warn!("{warning}");
        }
        runtime()?.block_on(serve::serve(config))
    }

    fn check(&self) -> Result<()> {
        let environment = Environment::of_process();
        if Groundwork::is_needed(&self.config, &environment) {
            let ground = Groundwork::read(&environment)?;
            return print(&check::without_configuration(&self.config, &ground));
        }
        let loaded = self.load()?;
        print(&check::configuration(&self.config, &loaded)?)?;
        let answer = runtime()?.block_on(check::database(&loaded.config))?;
        print(&answer)
    }

    fn doctor(&self) -> Result<()> {
        let loaded = self.load()?;
        let findings = runtime()?.block_on(doctor::doctor(&loaded))?;
        print(&findings.report)?;
        if findings.is_bad {
            bail!("{}", findings.summary);
        }
        print(&format!("{}\n", findings.summary))
    }

    fn seed(&self, measure: Measure) -> Result<()> {
        runtime()?.block_on(seed::seed(self.load()?.config, measure))
    }

    fn verify(&self, remedy: Remedy) -> Result<()> {
        let loaded = self.load()?;
        let findings = runtime()?.block_on(verify::verify(&loaded.config, remedy))?;
        print(&findings.report)?;
        match (findings.left, remedy) {
            (0, _) => Ok(()),
            (1, Remedy::Report) => {
                bail!("One thing is wrong. Put it right with: rustmail verify --repair")
            }
            (left, Remedy::Report) => {
                bail!("{left} things are wrong. Put them right with: rustmail verify --repair")
            }
            (_, Remedy::Repair) => bail!("Not everything could be put right."),
        }
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
