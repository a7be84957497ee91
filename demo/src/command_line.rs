//! The command line of the demo.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;

use anyhow::{Context as _, Result, bail};
use clap::Parser;
use rustmail::clock::Clock;
use rustmail::shutdown;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

use crate::configuration;
use crate::desk::{Desk, Ports};
use crate::making::{Making, Past};
use crate::place::{Found, Place};
use crate::telling::{People, Terminal};

/// A support desk to try: a simulated Discord, a private database, and ninety days of conversations.
#[derive(Debug, Parser)]
#[command(name = "rustmail-demo", version)]
pub struct CommandLine {
    /// Throw the desk away that is there, and make a new one
    #[arg(long)]
    fresh: bool,
    /// The port of the panel and the API; 3002 for a new desk
    #[arg(long, value_name = "PORT")]
    panel_port: Option<u16>,
    /// The port of the simulated Discord; 3003 for a new desk
    #[arg(long, value_name = "PORT")]
    simulator_port: Option<u16>,
    /// The folder that keeps the desk
    #[arg(long, value_name = "PATH", default_value = ".demo")]
    folder: PathBuf,
    /// About how many closed tickets a new desk has
    #[arg(long, value_name = "NUMBER", default_value_t = 260)]
    tickets: usize,
}

impl CommandLine {
    /// Runs the demo until somebody stops it.
    pub fn run(self) -> ExitCode {
        match self.demonstrate() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                // Without a terminal there is nobody left to tell.
                writeln!(std::io::stderr(), "{error:#}").ok();
                ExitCode::FAILURE
            }
        }
    }

    fn demonstrate(self) -> Result<()> {
        let place = Place::new(std::path::absolute(&self.folder)?);
        let mut terminal = Terminal::default();
        let kept = self.kept_ports(&place)?;
        let ports = kept.unwrap_or(self.new_ports());
        // A desk that is open keeps its ports: nothing is taken away from under it.
        ports.check()?;
        if self.fresh {
            self.new_ports().check()?;
            place.clear()?;
        }
        let found = place.prepare()?;
        start_log(&place)?;
        let whole = match found {
            Found::Desk => self.keep((&place, ports), &mut terminal)?,
            Found::Nothing | Found::Torso => {
                if found == Found::Torso {
                    terminal.say("==> The last desk was never finished; making a new one")?;
                }
                // The server's own clock runs in another runtime: what watched the moved one ends with this runtime.
                runtime()?.block_on(self.make(&place, &mut terminal))?
            }
        };
        match whole {
            true => runtime()?.block_on(serve(&place, &mut terminal)),
            false => terminal
                .say("\nStopped before the desk was finished; the next start makes it anew."),
        }
    }

    /// The ports of the desk that is there.
    fn kept_ports(&self, place: &Place) -> Result<Option<Ports>> {
        if !place.config().exists() {
            return Ok(None);
        }
        Ports::of(&configuration::read(&place.config())?).map(Some)
    }

    /// The ports of a new desk.
    fn new_ports(&self) -> Ports {
        Ports {
            panel: self.panel_port.unwrap_or(3002),
            simulator: self.simulator_port.unwrap_or(3003),
        }
    }

    fn keep(&self, (place, ports): (&Place, Ports), terminal: &mut Terminal) -> Result<bool> {
        let asked = [
            (self.panel_port, ports.panel),
            (self.simulator_port, ports.simulator),
        ];
        let differs = |(asked, made): &(Option<u16>, u16)| asked.is_some_and(|port| port != *made);
        if asked.iter().any(differs) {
            bail!(
                "This desk was made for the ports {} and {}. Add --fresh to make a new one for other ports.",
                ports.panel,
                ports.simulator
            );
        }
        let folder = place.folder().display();
        terminal.say(&format!(
            "==> Going on with the desk in {folder} (--fresh makes a new one)"
        ))?;
        Ok(true)
    }

    /// Makes a new desk. Says whether it was finished.
    async fn make(&self, place: &Place, terminal: &mut Terminal) -> Result<bool> {
        terminal.say("==> Making a desk with a past: people, a database, ninety days of tickets (about a minute)")?;
        let making = Making {
            place: place.clone(),
            ports: self.new_ports(),
            past: Past::Lived {
                closed: self.tickets,
            },
            now: Clock::system().now(),
        };
        let stop = CancellationToken::new();
        let interrupted = shutdown::requested()?;
        let watching = stop.clone();
        tokio::spawn(async move {
            interrupted.await;
            watching.cancel();
        });
        let made = making.run(&stop, |progress| terminal.count(progress)).await;
        terminal.end_count()?;
        match made {
            Err(_) if stop.is_cancelled() => Ok(false),
            made => made.map(|()| true),
        }
    }
}

async fn serve(place: &Place, terminal: &mut Terminal) -> Result<()> {
    let interrupted = shutdown::requested()?;
    terminal.say("==> Starting the simulated Discord, the database and the server")?;
    let mut desk = Desk::open(place).await?;
    let ports = Ports::of(&configuration::read(&place.config())?)?;
    let api_key = place.read_api_key()?;
    let people = People::of(&desk.simulator)?;
    terminal.welcome(ports, (&api_key, &people))?;
    let ended = tokio::select! {
        () = interrupted => Ok(()),
        ended = desk.fail() => ended,
    };
    terminal.say("\n==> Stopping")?;
    desk.close().await?;
    ended
}

/// Everything that is logged goes to a file, so that the terminal stays readable.
fn start_log(place: &Place) -> Result<()> {
    let mut options = OpenOptions::new();
    let file = options.create(true).append(true).open(place.log());
    let file = file.with_context(|| format!("{} cannot be written", place.log().display()))?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new("warn,rustmail=info"))
        .with_ansi(false)
        .with_writer(Mutex::new(file));
    log.try_init().map_err(anyhow::Error::from_boxed)
}

fn runtime() -> Result<Runtime> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    runtime.context("the threads of the demo cannot be started")
}
