//! `rustmail serve`: runs the server until somebody wants it to stop.

use std::path::PathBuf;

use anyhow::Result;
use tokio_util::sync::CancellationToken;

use crate::config::{Config, Environment};
use crate::setup::Setup;
use crate::{server, shutdown};

pub(super) async fn serve(config: Config) -> Result<()> {
    server::run(config, stop_when_asked()?).await
}

/// Makes a configuration first, with a person in front of a browser.
pub(super) async fn set_up(path: PathBuf, environment: Environment) -> Result<()> {
    let stop = stop_when_asked()?;
    let setup = Setup::open(path, environment).await?;
    super::print(&setup.invitation())?;
    server::run_from_setup(setup, stop).await
}

fn stop_when_asked() -> Result<CancellationToken> {
    let stop = CancellationToken::new();
    let (requested, stopping) = (shutdown::requested()?, stop.clone());
    tokio::spawn(async move {
        requested.await;
        stopping.cancel();
    });
    Ok(stop)
}
