//! The handle with which tests and demonstrations hold a simulator: start it, act as its people, wait for what happens.

mod acting;
mod arranging;
mod authorizing;
pub mod commanding;
mod faults;
mod judging;
mod keeping;
mod server;
mod waiting;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::faults::Faults;
use crate::files::Files;
use crate::gateway::Gateway;
use crate::openapi::Judge;
use crate::rate_limits::{Counters, RateLimits};
use crate::rest::passage::RecordedRequest;
use crate::world::World;

/// So many requests are remembered; of more, the older half is forgotten.
const MAX_REQUESTS: usize = 200_000;

/// How a simulator shall be.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it listens; port 0 takes a free one.
    pub address: SocketAddr,
    /// Where others reach it, when that is not where it listens.
    pub public_url: Option<String>,
    /// Whether rate limits are kept or only announced.
    pub rate_limits: RateLimits,
    /// The folder that keeps the world between runs; none keeps it in memory.
    pub state: Option<PathBuf>,
    /// The time of the world.
    pub clock: Clock,
    /// What ids and secrets follow from.
    pub seed: u64,
    /// How often clients must show that they live. Under a second clients cannot keep it.
    pub heartbeat_interval: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            public_url: None,
            rate_limits: RateLimits::Off,
            state: None,
            clock: Clock::real(),
            seed: 1,
            heartbeat_interval: Duration::from_millis(41_250),
        }
    }
}

/// A running simulator; clones are the same one.
#[derive(Clone)]
pub struct Simulator {
    inner: Arc<Inner>,
}

struct Inner {
    options: Options,
    base_url: String,
    world: Mutex<World>,
    gateway: Gateway,
    rate_limits: Counters,
    faults: Faults,
    files: Files,
    judge: Judge,
    requests: Mutex<Vec<RecordedRequest>>,
    /// Counts up with everything that happens, so that whoever waits looks again.
    changed: watch::Sender<u64>,
    stopping: CancellationToken,
    stopped: CancellationToken,
}

impl Simulator {
    /// Where it can be reached, such as `http://127.0.0.1:3003`.
    pub fn base_url(&self) -> String {
        self.inner.base_url.clone()
    }

    /// Where files are, such as `http://127.0.0.1:3003/cdn`.
    pub fn cdn_url(&self) -> String {
        format!("{}/cdn", self.base_url())
    }

    /// Changes the world; the gateway tells what happened before anything else can happen.
    pub fn change<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        let mut world = self.lock_world();
        let result = act(&mut world);
        for (id, bytes) in std::mem::take(&mut world.uploads) {
            self.inner.files.put(id, bytes);
        }
        let events = std::mem::take(&mut world.events);
        self.inner.gateway.dispatch(&world, &events);
        drop(world);
        self.wake();
        result
    }

    /// Looks at the world.
    pub fn read<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        look(&self.lock_world())
    }

    /// The gateway, for its faults and its counts.
    pub fn gateway(&self) -> &Gateway {
        &self.inner.gateway
    }

    /// The clock of the world.
    pub fn clock(&self) -> &Clock {
        &self.inner.options.clock
    }

    /// Every request to the API so far, in order of their answers.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.lock_requests().clone()
    }

    /// The contents of uploaded files.
    pub fn files(&self) -> &Files {
        &self.inner.files
    }

    /// Whether connections that are still open shall fall at their next request.
    pub(crate) fn is_stopping(&self) -> bool {
        self.inner.stopping.is_cancelled()
    }

    pub(crate) fn options(&self) -> &Options {
        &self.inner.options
    }

    pub(crate) fn rate_limits(&self) -> &Counters {
        &self.inner.rate_limits
    }

    pub(crate) fn record(&self, request: RecordedRequest) {
        let mut requests = self.lock_requests();
        if requests.len() >= MAX_REQUESTS {
            requests.drain(..MAX_REQUESTS / 2);
        }
        requests.push(request);
        drop(requests);
        self.wake();
    }

    /// Lets everybody who waits look again.
    pub(crate) fn wake(&self) {
        self.inner.changed.send_modify(|count| *count += 1);
    }

    fn lock_world(&self) -> MutexGuard<'_, World> {
        self.inner
            .world
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_requests(&self) -> MutexGuard<'_, Vec<RecordedRequest>> {
        self.inner
            .requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
