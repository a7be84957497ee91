//! One instance runs the gateway and the jobs: the one that holds an advisory lock in Postgres. The lock goes with its connection, so
//! that a standby takes over when the leader dies, and a leader that loses its connection stops leading.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::database::Database;
use crate::database::connector::Driver;
use crate::{bot, jobs};

/// The number of the lock; any that nobody else uses in this database.
const LOCK: i64 = 0x7275_7374_6d61_696c;
/// Postgres notices within half a minute when the machine of the leader is gone, and gives the lock to a standby.
const KEEPALIVES: &str = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5;
     SET tcp_keepalives_count = 3; SET tcp_user_timeout = 25000";
/// How often a standby looks whether the leader is gone.
const PATIENCE: Duration = Duration::from_millis(500);

/// Leads whenever nobody else does, until `stop`.
///
/// # Errors
///
/// Fails when the bot cannot run at all, as with a wrong token.
pub async fn run(app: Arc<App>, stop: CancellationToken) -> anyhow::Result<()> {
    while !stop.is_cancelled() {
        match Lease::take(&app.database).await {
            Ok(Some(lease)) => {
                tracing::info!("this instance runs the bot now");
                lead(&app, lease, &stop).await?;
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "cannot ask who leads; trying again"),
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
    app.caught_up.send_replace(false);
    let mut duties = JoinSet::new();
    duties.spawn(jobs::run(Arc::clone(app), leading.clone()));
    duties.spawn(jobs::keep_statistics::run(Arc::clone(app), leading.clone()));
    duties.spawn(bot::run(Arc::clone(app), leading.clone()));
    let first = tokio::select! {
        ended = &mut driver => {
            tracing::warn!(?ended, "the connection that held the leadership is gone");
            None
        }
        first = duties.join_next() => first,
    };
    leading.cancel();
    // A duty that fails is why this instance cannot lead; both end when the leadership does.
    let mut outcome = first.map_or(Ok(()), |ended| ended?);
    while let Some(ended) = duties.join_next().await {
        outcome = outcome.and(ended?);
    }
    outcome
}
