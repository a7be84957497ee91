//! The setup: where there is no configuration yet, one browser is led from the bot's token to a file, and the server goes on by itself.
//!
//! It stands beside the panel and has the panel's gate, headers and looks, but no database: all that it knows is in memory until the
//! file is written, and nothing of it is logged.

mod asking;
mod category;
mod desk;
mod door;
mod draft;
mod gate;
mod language;
mod panel;
mod people;
mod review;
mod servers;
mod start;
mod text;
mod token;
mod visit;

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, StatusCode};
use axum::routing::{MethodRouter, get, post};
use axum::{Router, middleware};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::config::groundwork::Groundwork;
use crate::config::{Config, Environment};
use crate::setup::desk::{Desk, Stage};
use crate::setup::door::Door;
use crate::web::headers::Surroundings;
use crate::web::{self, FORM_LIMIT, assets, ops};

/// How long the last page may take to be fetched, before the panel takes its place.
const LAST_LOOK: Duration = Duration::from_secs(10);
/// How long the last page stays when nothing takes its place.
const LONG_LAST_LOOK: Duration = Duration::from_secs(60);

/// A setup that waits for its browser.
pub struct Setup {
    desk: Arc<Desk>,
    listener: std::net::TcpListener,
    address: String,
}

/// A setup whose file is written, and whose last page is still to be seen.
pub struct Finished {
    /// What was written, with what the environment says over it.
    pub config: Config,
    desk: Arc<Desk>,
    listener: std::net::TcpListener,
    serving: JoinHandle<Result<()>>,
    closing: CancellationToken,
}

impl Setup {
    /// Prepares a setup of the file at `path`, and listens.
    ///
    /// # Errors
    ///
    /// Fails when a variable of the environment will not do, and when nothing can listen there.
    pub async fn open(path: PathBuf, environment: Environment) -> Result<Self> {
        let groundwork = Groundwork::read(&environment)?;
        for warning in &groundwork.warnings {
            tracing::warn!("{warning}");
        }
        let wanted = groundwork.server.socket_address();
        let bound = TcpListener::bind(wanted).await;
        let listener = bound.with_context(|| {
            format!("cannot listen on {wanted} (RUSTMAIL_SERVER_PORT names another port)")
        })?;
        let listener = listener.into_std()?;
        let (door, key) = Door::new();
        let base = base_address(&groundwork, listener.local_addr()?.port());
        Ok(Self {
            address: format!("{base}/setup/{key}"),
            desk: Arc::new(Desk::new(path, environment, groundwork, door)),
            listener,
        })
    }

    /// The address that works once.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What is said in the terminal.
    pub fn invitation(&self) -> String {
        let path = self.desk.path.display();
        let address = &self.address;
        let elsewhere = match self.address.starts_with("http://localhost:") {
            true => " From another machine, put the name of this one in place of localhost.",
            false => "",
        };
        format!(
            "There is no configuration at {path} yet. Open this address in a browser to set Rustmail up:\n\n    \
             {address}\n\n\
             It works once, in the browser that opens it first.{elsewhere}\n\
             Nothing is written before the last step. Ctrl-C stops.\n"
        )
    }

    /// Leads a browser through the setup. Nothing when it is stopped before the file is written.
    ///
    /// # Errors
    ///
    /// Fails when nothing can be accepted any more.
    pub async fn run(self, stop: &CancellationToken) -> Result<Option<Finished>> {
        let Self { desk, listener, .. } = self;
        let written = desk.take_written();
        let closing = stop.child_token();
        let accepting = TcpListener::from_std(listener.try_clone()?)?;
        let mut serving = tokio::spawn(web::serve(router(&desk), accepting, closing.clone()));
        tokio::select! {
            config = written => Ok(Some(Finished {
                config: config.context("the setup has been given up")?,
                desk,
                listener,
                serving,
                closing,
            })),
            served = &mut serving => {
                served??;
                Ok(None)
            }
        }
    }
}

impl Finished {
    /// Leads the browser on: to the panel, or to the news that the bot runs. Gives the listener to whoever serves the panel.
    ///
    /// # Errors
    ///
    /// Fails when the listener cannot be used.
    pub async fn hand_over(
        self,
        mut bot_is_up: watch::Receiver<bool>,
        stop: CancellationToken,
    ) -> Result<Option<TcpListener>> {
        if self.config.serves_web() {
            let panel = format!("{}/", self.config.public_url());
            self.desk.enter(Stage::Panel(panel));
            // Connections that are open already may end while the panel takes new ones.
            self.close_after(LAST_LOOK, &stop).await;
            return Ok(Some(TcpListener::from_std(self.listener)?));
        }
        tokio::select! {
            // Nobody says any more that it is up only when everything ends.
            _ = bot_is_up.wait_for(|up| *up) => {}
            () = stop.cancelled() => {}
        }
        self.desk.enter(Stage::Bot);
        self.close_after(LONG_LAST_LOOK, &stop).await;
        self.serving.await??;
        Ok(None)
    }

    /// Tells the browser why the server cannot start.
    ///
    /// # Errors
    ///
    /// Fails when the page cannot be served.
    pub async fn tell_failure(self, error: &anyhow::Error, stop: &CancellationToken) -> Result<()> {
        self.desk.enter(Stage::Failed(format!("{error:#}")));
        self.close_after(LAST_LOOK, stop).await;
        self.serving.await?
    }

    /// Stops serving as soon as the last page has been fetched.
    async fn close_after(&self, patience: Duration, stop: &CancellationToken) {
        tokio::select! {
            () = self.desk.last_page_is_seen() => {}
            () = tokio::time::sleep(patience) => {}
            () = stop.cancelled() => {}
        }
        self.closing.cancel();
    }
}

/// What is said to whoever asks whether the desk is ready.
const UNDER_WAY: (StatusCode, &str) = (
    StatusCode::SERVICE_UNAVAILABLE,
    "the desk is being set up\n",
);

/// The address that lets a browser in: the key stands in its place.
pub const DOOR: &str = "/setup/{key}";

/// An address of the setup: how it is asked for, where it is, and who answers.
type Step = (Method, &'static str, MethodRouter<Arc<Desk>>);

/// Every address of the setup that is only for the browser that it is bound to, and the door.
fn steps() -> [Step; 16] {
    [
        (Method::GET, "/setup", get(visit::home)),
        (Method::GET, DOOR, get(door::open)),
        (Method::GET, "/setup/token", get(token::show)),
        (Method::POST, "/setup/token", post(token::take)),
        (Method::GET, "/setup/servers", get(servers::show)),
        (Method::POST, "/setup/servers", post(servers::take)),
        (Method::GET, "/setup/category", get(category::show)),
        (Method::POST, "/setup/category", post(category::take)),
        (Method::GET, "/setup/panel", get(panel::show)),
        (Method::POST, "/setup/panel", post(panel::take)),
        (Method::GET, "/setup/language", get(language::show)),
        (Method::POST, "/setup/language", post(language::take)),
        (Method::GET, "/setup/review", get(review::show)),
        (Method::POST, "/setup/review", post(review::take)),
        (Method::GET, "/setup/start", get(start::show)),
        (Method::POST, "/language", post(language::choose)),
    ]
}

/// The addresses of the setup, each with the method by which it is asked for.
pub fn addresses() -> Vec<(Method, &'static str)> {
    let steps = steps().into_iter();
    steps.map(|(method, path, _)| (method, path)).collect()
}

/// Everything that the setup answers.
fn router(desk: &Arc<Desk>) -> Router {
    let steps = steps()
        .into_iter()
        .fold(Router::new(), |router, (_, path, answer)| {
            router.route(path, answer)
        })
        .fallback(visit::lost)
        .with_state(Arc::clone(desk))
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(middleware::from_fn_with_state(Arc::clone(desk), gate::pass));
    // Whoever watches over the process must neither end it nor send people to it while it is set up.
    let files = Router::new()
        .route("/assets/{*path}", get(assets::show))
        .route("/healthz", get(ops::alive))
        .route("/readyz", get(|| async { UNDER_WAY }));
    let surroundings = Surroundings {
        server: &desk.groundwork.server,
        public_url: &desk.public_url(),
    };
    surroundings.around(steps.merge(files))
}

/// Where a browser of this machine, or of whoever reads the terminal, finds the setup.
fn base_address(groundwork: &Groundwork, port: u16) -> String {
    if let Some(url) = &groundwork.server.public_url {
        return url.as_str().trim_end_matches('/').to_owned();
    }
    match groundwork.server.bind_address {
        IpAddr::V4(Ipv4Addr::LOCALHOST) => format!("http://localhost:{port}"),
        address if address.is_unspecified() => format!("http://localhost:{port}"),
        IpAddr::V4(address) => format!("http://{address}:{port}"),
        IpAddr::V6(address) => format!("http://[{address}]:{port}"),
    }
}
