//! Removes files from the object store that nothing has named for a day. Whoever kept one has that long to name it.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use diesel_async::AsyncConnection as _;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::error::Error;
use crate::models::stored_file::StoredFile;

/// How long after its start a leader goes through the store: there is enough to do before.
const START: Duration = Duration::from_secs(10 * 60);
/// How often the store is gone through.
const INTERVAL: Duration = Duration::from_secs(24 * 60 * 60);
/// How long to wait when that could not be done.
const PATIENCE: Duration = Duration::from_secs(60 * 60);
/// How long a file is loose before it is removed.
const AGE: TimeDelta = TimeDelta::hours(24);
/// How many files are looked up at once.
const AT_ONCE: i64 = 500;

/// Goes through the store once a day, until `stop`. Only the leader runs this.
pub async fn run(app: Arc<App>, stop: CancellationToken) -> anyhow::Result<()> {
    let mut pause = START;
    loop {
        let swept = async {
            tokio::time::sleep(pause).await;
            sweep(&app).await
        };
        let swept = tokio::select! {
            swept = swept => swept,
            () = stop.cancelled() => return Ok(()),
        };
        pause = match swept {
            Ok(removed) => {
                tracing::info!(
                    removed,
                    "the store was gone through for files that nothing names"
                );
                INTERVAL
            }
            Err(error) => {
                tracing::warn!(error = %format_args!("{error:#}"), "the store cannot be gone through; trying again");
                PATIENCE
            }
        };
    }
}

/// Removes what has been loose for a day, then looks for what is loose now. Says how many files were removed. Only what this desk has
/// put into the store itself is looked at: others may keep theirs there, too.
///
/// # Errors
///
/// Fails when the database or the object store does.
pub async fn sweep(app: &App) -> Result<usize, Error> {
    let now = app.clock.now();
    let due = StoredFile::due(&mut *app.db().await?, now - AGE).await?;
    let mut removed = 0;
    for key in due {
        removed += usize::from(remove(app, &key).await?);
    }
    let mut last = String::new();
    loop {
        let next = (last.as_str(), AT_ONCE);
        match StoredFile::look_through(&mut *app.db().await?, next, now).await? {
            Some(seen) => last = seen,
            None => break,
        }
    }
    Ok(removed)
}

async fn remove(app: &App, key: &str) -> Result<bool, Error> {
    let until = app.clock.now() - AGE;
    let conn = &mut app.db().await?;
    conn.transaction(async |conn| {
        let is_loose = StoredFile::lock_loose(conn, key, until).await?;
        if is_loose {
            app.files.remove(key).await?;
            StoredFile::forget(conn, key).await?;
        }
        Ok(is_loose)
    })
    .await
}
