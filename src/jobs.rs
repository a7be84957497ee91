//! Carrying the outbox to Discord: one file per effect. The only place from which anything goes there.
//!
//! What an effect does may have been done already by a process that was killed before it could say so. Posts therefore carry a nonce,
//! and a second attempt looks for what the first may have left.

pub mod announce;
pub mod copy_to_channel;
pub mod deliver_to_dm;
pub mod errand;
pub mod keep_attachments;
pub mod open_channel;
pub mod remove_channel;
pub mod remove_command;
pub mod rendering;
pub mod revise_copies;
pub mod turn_away;
pub mod withdraw_copies;

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::announcements::{Announcement, Listener};
use crate::app::App;
use crate::error::Error;
use crate::jobs::errand::{Errand, Trouble};
use crate::models::ticket::Ticket;
use crate::outbox::{self, Job, Task};

/// How many lanes are served at once.
const LANES: usize = 16;
/// How long a claimed task is ours; longer than any job takes. A new leader takes over at once all the same.
const LEASE: TimeDelta = TimeDelta::minutes(15);
/// How often to look for due work that nobody announced: retries, and closures whose time has come.
const POLL: Duration = Duration::from_millis(500);
/// How long to let jobs finish when the server stops.
const GRACE: Duration = Duration::from_secs(10);

/// Carries out what is in the outbox, and closes tickets whose time has come, until `stop`. Only the leader runs this.
pub async fn run(app: Arc<App>, stop: CancellationToken) -> anyhow::Result<()> {
    let mut listener = app.announcements.subscribe();
    outbox::release_leases(&mut *app.db().await?).await?;
    let mut running = JoinSet::new();
    while !stop.is_cancelled() {
        let started = match start_due(&app, &mut running).await {
            Ok(started) => started,
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be read; trying again");
                0
            }
        };
        if started == 0 {
            tokio::select! {
                () = wait_for_job(&mut listener) => {}
                Some(_) = running.join_next() => {}
                () = tokio::time::sleep(POLL) => {}
                () = stop.cancelled() => {}
            }
        }
    }
    let finish = async { while running.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, finish).await.is_err() {
        tracing::warn!("some jobs did not end in time; the next start takes them up again");
    }
    Ok(())
}

/// Carries out everything that is due, and what that leads to, then returns. What is to be tried again later stays.
///
/// # Errors
///
/// Fails when the outbox cannot be read.
pub async fn drain(app: &Arc<App>) -> Result<(), Error> {
    let mut running = JoinSet::new();
    loop {
        let started = start_due(app, &mut running).await?;
        if started == 0 && running.join_next().await.is_none() {
            return Ok(());
        }
    }
}

/// Closes due tickets and starts as many tasks as there are free lanes. Says how many it started.
async fn start_due(app: &Arc<App>, running: &mut JoinSet<()>) -> Result<usize, Error> {
    let conn = &mut app.db().await?;
    let now = app.clock.now();
    while Ticket::close_next_due(conn, now, app.farewell())
        .await?
        .is_some()
    {}
    while running.try_join_next().is_some() {}
    let free = i64::try_from(LANES.saturating_sub(running.len())).unwrap_or(0);
    if free == 0 {
        return Ok(0);
    }
    let tasks = outbox::claim(conn, now, LEASE, free).await?;
    let started = tasks.len();
    for task in tasks {
        running.spawn(carry_out(Arc::clone(app), task));
    }
    Ok(started)
}

async fn wait_for_job(listener: &mut Listener) {
    while let Some(Announcement::Event(_)) = listener.next().await {}
}

/// Does one task and records how it went. A panic counts as a fault like any other.
async fn carry_out(app: Arc<App>, task: Task) {
    let errand = Arc::new(Errand::new(app, task));
    let doing = Arc::clone(&errand);
    let outcome = tokio::spawn(async move { perform(&doing).await }).await;
    let trouble = match outcome {
        Ok(Ok(())) => return,
        Ok(Err(trouble)) => trouble,
        Err(panic) => Trouble::Fault(anyhow::anyhow!("the job panicked: {panic}")),
    };
    if let Err(error) = errand.settle(trouble).await {
        // The lease runs out, and the task is taken up again.
        tracing::error!(job = %errand.job_name(), %error, "the end of a job could not be recorded");
    }
}

async fn perform(errand: &Errand) -> Result<(), Trouble> {
    match errand.job()? {
        Job::OpenChannel { ticket, call } => open_channel::run(errand, ticket, call).await,
        Job::KeepAttachments { message } => keep_attachments::run(errand, message).await,
        Job::DeliverToDm { message } => deliver_to_dm::run(errand, message).await,
        Job::CopyToChannel { message } => copy_to_channel::run(errand, message).await,
        Job::ReviseCopies { message } => revise_copies::run(errand, message).await,
        Job::WithdrawCopies { message } => withdraw_copies::run(errand, message).await,
        Job::RemoveCommand { channel, post } => remove_command::run(errand, channel, post).await,
        Job::Announce { ticket, notice } => announce::run(errand, ticket, &notice).await,
        Job::TurnAway { user } => turn_away::run(errand, user).await,
        Job::RemoveChannel { ticket } => remove_channel::run(errand, ticket).await,
    }
}
