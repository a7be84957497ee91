//! A desk that runs: the simulated Discord and the server, in this process, started and stopped together.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use discord_simulator::clock::Clock as SimulatedClock;
use discord_simulator::{Options, Simulator};
use rustmail::config::Config;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::configuration;
use crate::place::Place;

/// How long the server may take to be ready.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often to look whether it is.
const GLANCE: Duration = Duration::from_millis(50);

/// Where a desk is to be reached on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ports {
    /// The panel and the API.
    pub panel: u16,
    /// The simulated Discord.
    pub simulator: u16,
}

impl Ports {
    /// The ports that a desk was made for.
    ///
    /// # Errors
    ///
    /// Fails when its configuration names no simulator.
    pub fn of(config: &Config) -> Result<Self> {
        let port = config.discord.api_url.rsplit(':').next();
        let simulator = port.and_then(|port| port.parse().ok());
        Ok(Self {
            panel: config.server.port,
            simulator: simulator.context("discord.api_url has no port")?,
        })
    }

    /// Refuses ports that somebody else listens on.
    ///
    /// # Errors
    ///
    /// Names the port that is taken.
    pub fn check(self) -> Result<()> {
        for port in [self.panel, self.simulator] {
            if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err() {
                bail!(
                    "Port {port} is taken, perhaps by another demo. Stop what listens there, or choose other ports with --fresh \
                     --panel-port and --simulator-port."
                );
            }
        }
        Ok(())
    }
}

/// A desk that runs.
pub struct Desk {
    /// The simulated Discord.
    pub simulator: Simulator,
    server: JoinHandle<Result<()>>,
    stop: CancellationToken,
    panel_url: String,
}

impl Desk {
    /// Opens the desk that was made in `place`, and waits until it is ready for people.
    ///
    /// # Errors
    ///
    /// Fails when the simulator or the server cannot be started.
    pub async fn open(place: &Place) -> Result<Self> {
        let config = configuration::read(&place.config())?;
        let ports = Ports::of(&config)?;
        let simulator = start_simulator(place, (ports, SimulatedClock::real())).await?;
        let stop = CancellationToken::new();
        let mut desk = Self {
            simulator,
            server: tokio::spawn(rustmail::server::run(config, stop.clone())),
            stop,
            panel_url: configuration::panel_url(ports.panel),
        };
        match desk.become_ready().await {
            Ok(()) => Ok(desk),
            Err(error) => {
                desk.close().await?;
                Err(error)
            }
        }
    }

    /// Waits until the server ends by itself, which it should not.
    ///
    /// # Errors
    ///
    /// Tells why it ended.
    pub async fn fail(&mut self) -> Result<()> {
        (&mut self.server).await??;
        bail!("the server has ended")
    }

    /// Stops the server, then the simulator, and waits for both.
    ///
    /// # Errors
    ///
    /// Tells what the server could not bring to its end.
    pub async fn close(self) -> Result<()> {
        self.stop.cancel();
        let ended = if self.server.is_finished() {
            Ok(Ok(()))
        } else {
            self.server.await
        };
        self.simulator.stop().await;
        ended?
    }

    async fn become_ready(&mut self) -> Result<()> {
        let address = format!("{}/readyz", self.panel_url);
        let client = reqwest::Client::builder().timeout(PATIENCE).build()?;
        let ready = async {
            loop {
                let answer = client.get(&address).send().await;
                if answer.is_ok_and(|answer| answer.status().is_success()) {
                    return;
                }
                tokio::time::sleep(GLANCE).await;
            }
        };
        tokio::select! {
            ended = &mut self.server => {
                ended??;
                bail!("the server has ended before it was ready")
            }
            ready = tokio::time::timeout(PATIENCE, ready) => {
                ready.context("the server did not become ready")?;
            }
        }
        self.simulator.until_connected().await
    }
}

pub(crate) async fn start_simulator(
    place: &Place,
    (ports, clock): (Ports, SimulatedClock),
) -> Result<Simulator> {
    Simulator::start(Options {
        address: SocketAddr::from((Ipv4Addr::LOCALHOST, ports.simulator)),
        state: Some(place.discord()),
        clock,
        ..Options::default()
    })
    .await
}
