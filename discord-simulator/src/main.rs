//! Runs the simulator as a program of its own, for demonstrations and for bots in any language.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use clap::Parser;
use discord_simulator::rate_limits::RateLimits;
use discord_simulator::{Options, Simulator};
use tokio::signal::unix::{SignalKind, signal};

/// A Discord that runs on this machine.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// The address to listen on.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    bind: IpAddr,
    /// The port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 3003)]
    port: u16,
    /// Where others reach it, when that is not where it listens.
    #[arg(long)]
    public_url: Option<String>,
    /// The folder that keeps the world between runs. Without it everything is forgotten at the end.
    #[arg(long)]
    state: Option<PathBuf>,
    /// Keeps Discord's rate limits instead of only announcing them.
    #[arg(long)]
    rate_limits: bool,
    /// What ids and secrets follow from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::INFO)
        .init();
    let limits = if arguments.rate_limits {
        RateLimits::Real
    } else {
        RateLimits::Off
    };
    let simulator = Simulator::start(Options {
        address: SocketAddr::new(arguments.bind, arguments.port),
        public_url: arguments.public_url,
        rate_limits: limits,
        state: arguments.state,
        seed: arguments.seed,
        ..Options::default()
    })
    .await?;
    tracing::info!("the simulated Discord is at {}", simulator.base_url());
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted?,
        _ = terminated.recv() => {}
    }
    simulator.stop().await;
    Ok(())
}
