//! The port: whoever connects gets a place, has some time to ask, and is answered.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use axum::extract::ConnectInfo;
use axum::serve::Listener;
use axum::{Extension, Router};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tower::Layer as _;

use crate::web::live;

/// How long somebody who is connected may take until they have asked for something, be it the next thing. That is longer than proxies
/// keep a connection that they do not use, two minutes with Caddy, so that none is closed while they send on it.
const ASKING: Duration = Duration::from_secs(130);
/// How long requests may take to end when the server stops.
const GRACE: Duration = Duration::from_secs(10);
/// How many files the process asks to have open at once: every connection is one.
const FILES: u64 = 65_536;
/// The most connections at once, where the system allows that many files.
const MOST_CONNECTIONS: u64 = 16_384;
/// How often the log tells that all places are taken.
const REMINDER: Duration = Duration::from_secs(60);

/// Serves `router` until `stop`. Requests that are being answered may end, live streams end at once.
///
/// # Errors
///
/// Fails when nothing can be accepted any more.
pub async fn serve(
    router: Router,
    mut listener: TcpListener,
    stop: CancellationToken,
) -> Result<()> {
    let router = router
        .layer(Extension(live::Stopping(stop.clone())))
        .layer(Extension(stop.clone()));
    let mut places = Places::of_this_process();
    let open = GracefulShutdown::new();
    let accepting = async {
        loop {
            let place = places.take().await?;
            let (stream, peer) = Listener::accept(&mut listener).await;
            let answering = answering(&router, (stream, peer), &open);
            tokio::spawn(async move {
                answering.await;
                drop(place);
            });
        }
    };
    let accepted: Result<()> = tokio::select! {
        ended = accepting => ended,
        () = stop.cancelled() => Ok(()),
    };
    drop(listener);
    tokio::select! {
        () = open.shutdown() => {}
        () = tokio::time::sleep(GRACE) => {}
    }
    accepted
}

/// Answers on one connection, until whoever is there closes it, takes too long to ask, or the server stops.
fn answering(
    router: &Router,
    (stream, peer): (TcpStream, SocketAddr),
    open: &GracefulShutdown,
) -> impl Future<Output = ()> + use<> {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection stays with Nagle's algorithm");
    }
    let service = Extension(ConnectInfo(peer)).layer(router.clone());
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(ASKING);
    let connection = builder
        .serve_connection_with_upgrades(TokioIo::new(stream), TowerToHyperService::new(service));
    let connection = open.watch(connection.into_owned());
    async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection broke off");
        }
    }
}

/// The connections that may still be opened. Whoever comes when there is none waits in the system's queue.
struct Places {
    free: Arc<Semaphore>,
    told_at: Option<Instant>,
}

impl Places {
    /// Half of the files that the process may have open: the others are for the database, for Discord and for attachments.
    fn of_this_process() -> Self {
        let most = (files_allowed() / 2).clamp(64, MOST_CONNECTIONS);
        Self {
            free: Arc::new(Semaphore::new(usize::try_from(most).unwrap_or(64))),
            told_at: None,
        }
    }

    async fn take(&mut self) -> Result<OwnedSemaphorePermit> {
        let is_known = self.told_at.is_some_and(|at| at.elapsed() < REMINDER);
        if self.free.available_permits() == 0 && !is_known {
            self.told_at = Some(Instant::now());
            tracing::warn!("every connection that this process may have is taken: others wait");
        }
        Ok(Arc::clone(&self.free).acquire_owned().await?)
    }
}

/// How many files this process may have open, after asking the system for as many as the port could need.
fn files_allowed() -> u64 {
    let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE) else {
        return 1024;
    };
    let wanted = FILES.min(hard).max(soft);
    match setrlimit(Resource::RLIMIT_NOFILE, wanted, hard) {
        Ok(()) => wanted,
        Err(error) => {
            tracing::debug!(%error, "the process cannot have more files open");
            soft
        }
    }
}
