//! Carrying the outbox to Discord: one file per effect. The only place from which anything goes there.
//!
//! What an effect does may have been done already by a process that was killed before it could say so. Posts therefore carry a nonce,
//! and a second attempt looks for what the first may have left.

pub mod announce;
pub mod change_profile;
pub mod copy_to_channel;
pub mod deliver_to_dm;
pub mod errand;
pub mod keep_attachments;
pub mod keep_statistics;
pub mod log_closure;
pub mod open_channel;
pub mod place_channel;
pub mod remove_channel;
pub mod remove_command;
pub mod rename_channel;
pub mod rendering;
pub mod retire_channel;
pub mod revise_copies;
pub mod sweep_files;
pub mod tell_of_block;
pub mod tell_of_maintenance;
pub mod turn_away;
pub mod typing;
pub mod withdraw_copies;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use futures::FutureExt as _;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::announcements::{Announcement, Listener};
use crate::app::App;
use crate::error::Error;
use crate::jobs::errand::{Errand, Trouble};
use crate::models::block::Block;
use crate::models::ticket::Ticket;
use crate::outbox::{self, Job, Task};

/// How many lanes are served at once.
const LANES: usize = 16;
/// How long a claimed task is ours; longer than any job takes. A new leader takes over at once all the same.
const LEASE: TimeDelta = TimeDelta::hours(2);
/// How often to look for due work that nobody announced: retries, and closures whose time has come.
const POLL: Duration = Duration::from_millis(500);
/// How long closures wait at most for what members wrote while nobody listened: it may call them off.
const CATCHING_UP: Duration = Duration::from_secs(120);
/// How long it is tried to record how a job went: well within the lease, after which somebody takes the task up again.
const RECORDING: Duration = Duration::from_secs(60 * 60);
/// The longest pause between two attempts at that.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How long to let jobs finish when the server stops.
const GRACE: Duration = Duration::from_secs(10);

/// Carries out what is in the outbox, and closes tickets whose time has come, until `stop`. Only the leader runs this.
pub async fn run(app: Arc<App>, stop: CancellationToken) -> anyhow::Result<()> {
    let mut listener = app.announcements.subscribe();
    let started_at = Instant::now();
    let mut leases_are_free = false;
    let mut running = JoinSet::new();
    let typing = tokio::spawn(typing::run(Arc::clone(&app), stop.clone()));
    while !stop.is_cancelled() {
        // Before that nothing may start: a lease that is given back later could be one of ours.
        if !leases_are_free {
            leases_are_free = release_leases(&app).await;
            if !leases_are_free {
                tokio::time::sleep(POLL).await;
                continue;
            }
        }
        if *app.caught_up.borrow() || started_at.elapsed() > CATCHING_UP {
            close_due(&app).await;
        }
        end_due_blocks(&app).await;
        let started = match start_due(&app, &mut running).await {
            Ok(started) => started,
            Err(error) => {
                tracing::error!(error = %format_args!("{error:#}"), "the outbox cannot be read; trying again");
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
    typing.await.ok();
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
        close_due(app).await;
        end_due_blocks(app).await;
        let started = start_due(app, &mut running).await?;
        if started == 0 && running.join_next().await.is_none() {
            return Ok(());
        }
    }
}

/// What a leader that died held is free again. Says whether that could be done.
async fn release_leases(app: &App) -> bool {
    let released = async { Ok::<_, Error>(outbox::release_leases(&mut *app.db().await?).await?) };
    match released.await {
        Ok(_) => true,
        Err(error) => {
            tracing::warn!(error = %format_args!("{error:#}"), "the outbox cannot be reached; trying again");
            false
        }
    }
}

/// Closes every ticket whose time has come.
async fn close_due(app: &App) {
    let closing = async {
        let conn = &mut app.db().await?;
        let now = app.clock.now();
        while Ticket::close_next_due(conn, now, app.closing())
            .await?
            .is_some()
        {}
        Ok::<_, Error>(())
    };
    if let Err(error) = closing.await {
        tracing::error!(error = %format_args!("{error:#}"), "due tickets cannot be closed; trying again");
    }
}

/// Ends every block whose time is over.
async fn end_due_blocks(app: &App) {
    let ending = async {
        let conn = &mut app.db().await?;
        while Block::end_due(conn, app.clock.now()).await? > 0 {}
        Ok::<_, Error>(())
    };
    if let Err(error) = ending.await {
        tracing::error!(error = %format_args!("{error:#}"), "blocks whose time is over cannot be ended; trying again");
    }
}

/// Starts as many tasks as there are free lanes. Says how many it started.
async fn start_due(app: &Arc<App>, running: &mut JoinSet<()>) -> Result<usize, Error> {
    let conn = &mut app.db().await?;
    let now = app.clock.now();
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
    while let Some(Announcement::Event(_) | Announcement::Presence(_)) = listener.next().await {}
}

/// Does one task and records how it went. A panic counts as a fault like any other.
async fn carry_out(app: Arc<App>, task: Task) {
    let errand = Errand::new(app, task);
    let outcome = AssertUnwindSafe(perform(&errand)).catch_unwind().await;
    let trouble = match outcome {
        Ok(Ok(())) => return,
        Ok(Err(trouble)) => trouble,
        Err(_) => Trouble::Fault(anyhow::anyhow!("the job panicked")),
    };
    if tokio::time::timeout(RECORDING, settle(&errand, &trouble))
        .await
        .is_err()
    {
        tracing::error!(job = %errand.job_name(), "the end of a job could not be recorded; it is done again when its lease is over");
    }
}

/// Records how a task went, as soon as the database takes that: its lane stands still until then.
async fn settle(errand: &Errand, trouble: &Trouble) {
    let mut pause = POLL;
    while let Err(error) = errand.settle(trouble).await {
        tracing::error!(job = %errand.job_name(), error = %format_args!("{error:#}"), "the end of a job could not be recorded; trying again");
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
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
        Job::LogClosure { ticket } => log_closure::run(errand, ticket).await,
        Job::RetireChannel { ticket, closed_at } => {
            retire_channel::run(errand, ticket, closed_at).await
        }
        Job::RemoveChannel { ticket } => remove_channel::run(errand, ticket).await,
        Job::TellOfMaintenance { user } => tell_of_maintenance::run(errand, user).await,
        Job::ChangeProfile {
            username,
            avatar,
            banner,
        } => change_profile::run(errand, username, [avatar, banner]).await,
        Job::PlaceChannel { ticket } => place_channel::run(errand, ticket).await,
        Job::RenameChannel { ticket } => rename_channel::run(errand, ticket).await,
        Job::ReopenChannel { ticket, had } => open_channel::reopen(errand, ticket, had).await,
        Job::TellOfBlock { user, until } => tell_of_block::run(errand, user, until).await,
    }
}
