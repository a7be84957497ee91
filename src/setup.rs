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
mod signing;
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
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::config::Environment;
use crate::config::groundwork::Groundwork;
use crate::config::source::Prepared;
use crate::obstacles;
use crate::setup::desk::{Desk, Obstacle, Proposal, Stage};
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
    proposed: mpsc::UnboundedReceiver<Proposal>,
    listener: std::net::TcpListener,
    address: String,
}

/// A setup in front of a browser.
pub struct Running {
    desk: Arc<Desk>,
    proposed: mpsc::UnboundedReceiver<Proposal>,
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
        let (desk, proposed) = Desk::new(path, environment, groundwork, door);
        Ok(Self {
            address: format!("{base}/setup/{key}"),
            desk: Arc::new(desk),
            proposed,
            listener,
        })
    }

    /// The address that lets one browser in.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What is said in the terminal.
    pub fn invitation(&self) -> String {
        let path = self.desk.path.display();
        let address = &self.address;
        let elsewhere = self.elsewhere();
        format!(
            "There is no configuration at {path} yet. Open this address in a browser to set Rustmail up:\n\n    \
             {address}\n\n\
             It lets in one browser: the first that begins with it.\n{elsewhere}\
             Nothing is written before the last step. Ctrl-C stops.\n"
        )
    }

    /// How the address is opened from another machine: the token and the secrets must not cross a network in plain text.
    fn elsewhere(&self) -> String {
        let Some(host) = self.address.strip_prefix("http://") else {
            return String::new();
        };
        let host = host.split('/').next().unwrap_or_default();
        let (name, port) = host.rsplit_once(':').unwrap_or((host, "80"));
        let path = self.address.rsplit('/').next().unwrap_or_default();
        format!(
            "From another machine, forward the port first, so that nobody on the way reads the token and the secrets:\n\n    \
             ssh -L {port}:{name}:{port} THIS-MACHINE\n\n\
             Then open http://localhost:{port}/setup/{path} there.\n"
        )
    }

    /// Leads a browser through the setup.
    ///
    /// # Errors
    ///
    /// Fails when the listener cannot be used.
    pub fn run(self, stop: &CancellationToken) -> Result<Running> {
        let Self {
            desk,
            proposed,
            listener,
            ..
        } = self;
        let closing = stop.child_token();
        let accepting = TcpListener::from_std(listener.try_clone()?)?;
        let serving = tokio::spawn(web::serving::serve(
            router(&desk),
            accepting,
            closing.clone(),
        ));
        Ok(Running {
            desk,
            proposed,
            listener,
            serving,
            closing,
        })
    }
}

impl Running {
    /// The next configuration that somebody wants to start with. Nothing when the setup is stopped before.
    ///
    /// # Errors
    ///
    /// Fails when nothing can be accepted any more.
    pub async fn proposal(&mut self) -> Result<Option<Proposal>> {
        tokio::select! {
            proposal = self.proposed.recv() => Ok(proposal),
            served = &mut self.serving => {
                served??;
                Ok(None)
            }
        }
    }

    /// Writes the file of a configuration with which a server can start. Says whether that could be done; the browser is told otherwise.
    pub fn keep(&self, file: Prepared) -> bool {
        match file.keep() {
            Ok(()) => {
                tracing::info!(path = %self.desk.path.display(), "the configuration is written");
                self.desk.forget();
                true
            }
            Err(error) => {
                self.desk.object(Obstacle::Unwritten(error));
                false
            }
        }
    }

    /// Tells the browser why no server can start with what it wanted. Nothing is written, and it may want something else.
    pub fn refuse(&self, obstacle: &anyhow::Error) {
        tracing::warn!("no server can start with what was entered: {obstacle:#}");
        let obstacle = obstacles::Obstacle::of(obstacle);
        self.desk.object(Obstacle::NoStart(obstacle));
    }

    /// Leads the browser on: to the panel if there is one, or to the news that the bot runs. Gives the listener to whoever serves the panel.
    ///
    /// # Errors
    ///
    /// Fails when the listener cannot be used.
    pub async fn hand_over(
        self,
        panel: Option<String>,
        mut bot_is_up: watch::Receiver<bool>,
        stop: CancellationToken,
    ) -> Result<Option<TcpListener>> {
        if let Some(panel) = panel {
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
fn steps() -> [Step; 17] {
    [
        (Method::GET, "/setup", get(visit::home)),
        (Method::GET, DOOR, get(door::look)),
        (Method::POST, DOOR, post(door::open)),
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
