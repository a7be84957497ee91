//! Keeps Postgres running: a thread that starts it, starts it again when it dies, and stops it.
//!
//! The thread lives exactly as long as the cluster, because the kernel ends Postgres with the thread that started it.

use std::path::Path;
use std::process::Child;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::postmaster::Launch;

/// How often a running Postgres is looked after.
const LOOK: Duration = Duration::from_millis(200);

/// How often somebody who starts is told that it is not ready yet.
const REPORT: Duration = Duration::from_secs(10);

/// Ends its Postgres when dropped.
pub(super) struct Supervision {
    /// Dropping it is the order to stop.
    order: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Supervision {
    /// Starts Postgres and waits until it answers.
    pub(super) fn start(launch: Launch) -> Result<Self> {
        let (order, stopped) = channel();
        let (report, started) = channel();
        let thread = std::thread::Builder::new()
            .name("private database".to_owned())
            .spawn(move || watch(&launch, &stopped, &report))?;
        started
            .recv()
            .context("the private database's thread ended")??;
        Ok(Self {
            order: Some(order),
            thread: Some(thread),
        })
    }
}

impl Drop for Supervision {
    fn drop(&mut self) {
        drop(self.order.take());
        if self
            .thread
            .take()
            .is_some_and(|thread| thread.join().is_err())
        {
            tracing::error!("the private database's thread panicked");
        }
    }
}

fn watch(launch: &Launch, stopped: &Receiver<()>, report: &Sender<Result<()>>) {
    let started = start(launch);
    let (started, mut child) = match started {
        Ok(child) => (Ok(()), Some(child)),
        Err(error) => (Err(error), None),
    };
    if report.send(started).is_err() {
        tracing::debug!("nobody waits for the private database any more");
    }
    while let Some(running) = &mut child
        && stopped.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout)
    {
        let Ok(Some(status)) = running.try_wait() else {
            continue;
        };
        tracing::error!(%status, "the private database ended unexpectedly and is started again");
        match start(launch) {
            Ok(again) => *running = again,
            Err(error) => tracing::error!(
                error = format!("{error:#}"),
                "the private database does not start"
            ),
        }
    }
    if let Some(mut child) = child {
        stop(&mut child);
    }
}

/// Returns once Postgres accepts connections.
fn start(launch: &Launch) -> Result<Child> {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        match try_start(launch)? {
            Attempt::Ready(child) => return Ok(child),
            // For a moment after the death of a Postgres its sessions are still ending.
            Attempt::Ended(words)
                if words.contains("shared memory block") && Instant::now() < deadline =>
            {
                std::thread::sleep(LOOK);
            }
            Attempt::Ended(words) => bail!("Postgres ended while it started. It said: {words}"),
        }
    }
}

/// How an attempt to start went.
enum Attempt {
    Ready(Child),
    /// With what Postgres had to say.
    Ended(String),
}

fn try_start(launch: &Launch) -> Result<Attempt> {
    let written_before = std::fs::metadata(&launch.log).map_or(0, |log| log.len());
    let mut child = launch.start()?;
    let mut next_report = Instant::now() + REPORT;
    while !launch.is_ready(child.id()) {
        if child.try_wait()?.is_some() {
            return Ok(Attempt::Ended(last_words(&launch.log, written_before)));
        }
        if Instant::now() >= next_report {
            tracing::info!("the private database is not ready yet: it recovers from a crash");
            next_report += REPORT;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(Attempt::Ready(child))
}

fn last_words(log: &Path, written_before: u64) -> String {
    let log = std::fs::read(log).unwrap_or_default();
    let start = usize::try_from(written_before)
        .unwrap_or(usize::MAX)
        .min(log.len());
    String::from_utf8_lossy(&log[start..]).trim().to_owned()
}

/// Lets sessions end (fast shutdown), and insists where that takes too long.
fn stop(child: &mut Child) {
    for (signal, patience) in [
        (Signal::SIGINT, 30),
        (Signal::SIGQUIT, 10),
        (Signal::SIGKILL, 5),
    ] {
        let Ok(pid) = i32::try_from(child.id()) else {
            return;
        };
        let deadline = Instant::now() + Duration::from_secs(patience);
        // Nothing but this thread reaps the child, so that its number is still its own.
        let sent = kill(Pid::from_raw(pid), signal);
        tracing::debug!(pid, %signal, ?sent, "asked the private database to stop");
        while Instant::now() < deadline {
            if !matches!(child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    tracing::error!("the private database does not stop");
}
