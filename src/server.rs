//! A running server: the parts that its role asks for, started together and stopped together.

use std::sync::Arc;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::app::{App, token};
use crate::clock::Clock;
use crate::config::Config;
use crate::setup::Setup;
use crate::{graphql, leadership, web};

/// Runs what `config` asks for until `stop`, or until a part of it cannot go on.
///
/// # Errors
///
/// Fails when something cannot be started, or cannot go on.
pub async fn run(config: Config, stop: CancellationToken) -> anyhow::Result<()> {
    let listener = if config.serves_web() {
        let address = config.server.socket_address();
        let bound = TcpListener::bind(address).await;
        Some(bound.with_context(|| format!("cannot listen on {address} (server.port)"))?)
    } else {
        None
    };
    let app = App::build(config, Clock::system()).await?;
    run_parts(app, async { Ok(listener) }, stop).await
}

/// Runs the setup, and then what came of it, on the same port and in the same process.
///
/// # Errors
///
/// Fails when the setup cannot go on, and then like [`run`].
pub async fn run_from_setup(setup: Setup, stop: CancellationToken) -> anyhow::Result<()> {
    let mut setup = setup.run(&stop)?;
    let app = loop {
        let Some(proposal) = setup.proposal().await? else {
            return Ok(());
        };
        // The file is written only when it is known that a server can start with it.
        match App::build(proposal.config, Clock::system()).await {
            Ok(app) if setup.keep(proposal.file) => break app,
            Ok(app) => app.database.shutdown().await?,
            Err(obstacle) => setup.refuse(&obstacle),
        }
    };
    let bot_is_up = app.caught_up.subscribe();
    let panel = format!("{}/", app.config.public_url());
    let panel = app.config.serves_web().then_some(panel);
    let listener = setup.hand_over(panel, bot_is_up, stop.clone());
    run_parts(app, listener, stop).await
}

/// Runs the parts of a desk; the panel as soon as there is a listener for it.
async fn run_parts(
    app: Arc<App>,
    listener: impl Future<Output = anyhow::Result<Option<TcpListener>>> + Send + 'static,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let role = app.config.server.role;
    let mut parts = JoinSet::new();
    let serving = serve(Arc::clone(&app), listener, stop.clone());
    if role.runs_bot() {
        parts.spawn(leadership::run(Arc::clone(&app), stop.clone()));
    }
    parts.spawn(serving);
    let (following, stopping) = (Arc::clone(&app), stop.clone());
    tokio::spawn(async move { token::follow(following, stopping).await });
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

/// Serves the panel and the API; without a listener it only waits for the end.
async fn serve(
    app: Arc<App>,
    listener: impl Future<Output = anyhow::Result<Option<TcpListener>>>,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let Some(listener) = listener.await? else {
        stop.cancelled().await;
        return Ok(());
    };
    tracing::info!(url = app.config.public_url(), "the panel is ready");
    let router = web::router(Arc::clone(&app), graphql::routes(app))?;
    web::serving::serve(router, listener, stop).await
}
