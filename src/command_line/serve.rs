//! `rustmail serve`: runs the server until somebody wants it to stop.

use anyhow::Result;
use tokio_util::sync::CancellationToken;

use crate::config::Config;
use crate::{server, shutdown};

pub(super) async fn serve(config: Config) -> Result<()> {
    let stop = CancellationToken::new();
    let (requested, stopping) = (shutdown::requested()?, stop.clone());
    tokio::spawn(async move {
        requested.await;
        stopping.cancel();
    });
    server::run(config, stop).await
}
