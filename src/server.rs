//! A running server: the parts that its role asks for, started together and stopped together.

use std::sync::Arc;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::{graphql, leadership, web};

/// Runs what `config` asks for until `stop`, or until a part of it cannot go on.
///
/// # Errors
///
/// Fails when something cannot be started, or cannot go on.
pub async fn run(config: Config, stop: CancellationToken) -> anyhow::Result<()> {
    let role = config.server.role;
    let listener = if role.serves_web() && config.bot.enable_panel {
        let address = config.server.socket_address();
        let bound = TcpListener::bind(address).await;
        Some(bound.with_context(|| format!("cannot listen on {address} (server.port)"))?)
    } else {
        None
    };
    let app = App::build(config, Clock::system()).await?;
    let mut parts = JoinSet::new();
    if let Some(listener) = listener {
        tracing::info!(url = app.config.public_url(), "the panel is ready");
        let router = web::router(Arc::clone(&app), graphql::routes(Arc::clone(&app)))?;
        parts.spawn(web::serve(router, listener, stop.clone()));
    }
    if role.runs_bot() {
        parts.spawn(leadership::run(Arc::clone(&app), stop.clone()));
    }
    tracing::info!("ready");
    let mut outcome = Ok(());
    while let Some(ended) = parts.join_next().await {
        // Whatever ends first, the rest must not go on alone.
        stop.cancel();
        outcome = outcome.and(ended?);
    }
    app.database.shutdown().await?;
    outcome
}
