//! One instance runs the gateway and the jobs: the one that holds an advisory lock in Postgres. The lock goes with its connection, so
//! that a standby takes over when the leader dies, and a leader that loses its connection stops leading.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::database::Database;
use crate::database::connector::Driver;
use crate::models::bot::status::Hindrance;
use crate::standing::Standing;
use crate::{bot, jobs};

/// The number of the lock; another than that of whoever migrates, or nobody could start beside a leader. It says "rustlead" in ASCII.
pub const LOCK: i64 = 0x7275_7374_6c65_6164;
/// Postgres notices within half a minute when the machine of the leader is gone, and gives the lock to a standby.
const KEEPALIVES: &str = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5;
     SET tcp_keepalives_count = 3; SET tcp_user_timeout = 25000";
/// How often a standby looks whether the leader is gone.
const PATIENCE: Duration = Duration::from_millis(500);

/// Leads whenever nobody else does, until `stop`.
///
/// # Errors
///
/// Fails when the bot cannot run at all, as with a wrong token, and this process has no panel on which that could be mended.
pub async fn run(app: Arc<App>, stop: CancellationToken) -> anyhow::Result<()> {
    while !stop.is_cancelled() {
        match Lease::take(&app.database).await {
            Ok(Some(lease)) => {
                tracing::info!("this instance runs the bot now");
                app.leads.store(true, Ordering::Relaxed);
                let led = lead(&app, lease, &stop).await;
                app.leads.store(false, Ordering::Relaxed);
                led?;
            }
            Ok(None) => {}
            Err(error) => app.database.outage().note(error),
        }
        tokio::select! {
            () = tokio::time::sleep(PATIENCE) => {}
            () = stop.cancelled() => {}
        }
    }
    Ok(())
}

/// The lock, for as long as its connection lives.
struct Lease {
    _client: tokio_postgres::Client,
    driver: Driver,
}

impl Lease {
    /// Takes the lock unless somebody has it.
    async fn take(database: &Database) -> anyhow::Result<Option<Self>> {
        let (client, mut driver) = database.session().await?;
        let is_ours = {
            let asking = async {
                client.batch_execute(KEEPALIVES).await?;
                client
                    .query_one("SELECT pg_try_advisory_lock($1)", &[&LOCK])
                    .await
            };
            tokio::select! {
                row = asking => row?.get(0),
                ended = &mut driver => {
                    ended?;
                    false
                }
            }
        };
        Ok(is_ours.then_some(Self {
            _client: client,
            driver,
        }))
    }
}

async fn lead(app: &Arc<App>, lease: Lease, stop: &CancellationToken) -> anyhow::Result<()> {
    let Lease {
        _client,
        mut driver,
    } = lease;
    let leading = stop.child_token();
    let mut duties = JoinSet::new();
    duties.spawn(work(Arc::clone(app), leading.clone()));
    duties.spawn(jobs::keep_statistics::run(Arc::clone(app), leading.clone()));
    duties.spawn(jobs::sweep_files::run(Arc::clone(app), leading.clone()));
    let first = tokio::select! {
        ended = &mut driver => {
            tracing::warn!(?ended, "the connection that held the leadership is gone");
            None
        }
        first = duties.join_next() => first,
    };
    leading.cancel();
    // A duty that fails is why this instance cannot lead; all end when the leadership does.
    let mut outcome = first.map_or(Ok(()), |ended| ended?);
    while let Some(ended) = duties.join_next().await {
        outcome = outcome.and(ended?);
    }
    outcome
}

/// Runs the bot and the jobs whenever staff want it, until `leading` ends.
async fn work(app: Arc<App>, leading: CancellationToken) -> anyhow::Result<()> {
    let mut standing = app.follower.subscribe();
    while !leading.is_cancelled() {
        let wish = Wish::of(&standing.borrow_and_update());
        let turn = leading.child_token();
        if !wish.running {
            tracing::info!("the bot is stopped, as staff want it");
            tokio::select! {
                () = other_wish(&mut standing, &wish) => {}
                () = leading.cancelled() => {}
            }
            continue;
        }
        let mut duties = tokio::spawn(run_bot(Arc::clone(&app), turn.clone()));
        let ended = tokio::select! {
            outcome = &mut duties => Some(outcome?),
            () = other_wish(&mut standing, &wish) => None,
            () = leading.cancelled() => None,
        };
        turn.cancel();
        let outcome = match ended {
            Some(Ok(())) => return Ok(()),
            Some(outcome) => outcome,
            None => duties.await?,
        };
        let Some(hindrance) = hindrance(&app, outcome)? else {
            continue;
        };
        tracing::error!(%hindrance, "the bot cannot run; the panel does, and the bot tries again when it is restarted there");
        tokio::select! {
            () = bot::health::report_hindrance(&app, hindrance) => {}
            () = other_wish(&mut standing, &wish) => {}
            () = leading.cancelled() => {}
        }
    }
    Ok(())
}

/// What a person has to mend before the bot can run, where there is a panel to read of it and to mend it on. Without one the process ends
/// with it, so that whoever watches over the process sees it.
fn hindrance(app: &App, outcome: anyhow::Result<()>) -> anyhow::Result<Option<Hindrance>> {
    let Err(error) = outcome else {
        return Ok(None);
    };
    match error.downcast_ref::<Hindrance>() {
        Some(hindrance) if app.config.serves_web() => Ok(Some(*hindrance)),
        _ => Err(error),
    }
}

/// What the bot has to begin anew for. The commands describe themselves in the language of the settings.
#[derive(PartialEq, Eq)]
struct Wish {
    running: bool,
    restarts: i64,
    language: String,
}

impl Wish {
    fn of(standing: &Standing) -> Self {
        Self {
            running: standing.bot.running,
            restarts: standing.bot.restarts,
            language: standing.current.settings.language.clone(),
        }
    }
}

async fn other_wish(standing: &mut watch::Receiver<Arc<Standing>>, wish: &Wish) {
    // Without anybody who could want something else, it stays as it is.
    if standing
        .wait_for(|standing| Wish::of(standing) != *wish)
        .await
        .is_err()
    {
        std::future::pending::<()>().await;
    }
}

async fn run_bot(app: Arc<App>, turn: CancellationToken) -> anyhow::Result<()> {
    app.take_up_token();
    app.caught_up.send_replace(false);
    let mut duties = JoinSet::new();
    duties.spawn(jobs::run(Arc::clone(&app), turn.clone()));
    duties.spawn(bot::run(app, turn.clone()));
    // A duty that fails is why this instance cannot lead; both end when the leadership does.
    let mut outcome = Ok(());
    while let Some(ended) = duties.join_next().await {
        turn.cancel();
        outcome = outcome.and(ended?);
    }
    outcome
}
