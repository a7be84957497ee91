//! Replacing secrets: checked, written where they are kept, and on record. A new token is used at once, any other secret from the next
//! start on.

mod checking;

use diesel::sql_types::BigInt;
use diesel_async::{AsyncConnection as _, RunQueryDsl as _};
use secrecy::SecretString;
use serde_json::json;

use crate::app::App;
use crate::config::source::Secret;
use crate::doctor::finding::Reason;
use crate::error::Error;
use crate::models::actor::Act;
use crate::models::bot::Control;
use crate::models::event::{self, EventKind, Subject};

/// The number of the lock of whoever changes the file. It says "rustfile" in ASCII.
const LOCK: i64 = 0x7275_7374_6669_6c65;

/// Why a secret is not replaced.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// Nothing was given.
    #[error("nothing was given")]
    Missing,
    /// Discord does not know the token.
    #[error("Discord does not know this token")]
    UnknownToken,
    /// The token is of another bot, which is called like this.
    #[error("this is the token of another bot, {0}")]
    OtherBot(String),
    /// Discord does not know this secret together with the client id.
    #[error("the client secret does not belong to the client id")]
    WrongClientSecret,
    /// It is no address of Postgres.
    #[error("it is no address of Postgres")]
    NoPostgres,
    /// The database cannot be used, for this reason.
    #[error("the database cannot be used: {0:?}")]
    NoDatabase(Reason),
    /// The store of attachments does not take files, for this reason.
    #[error("the store does not take files: {0:?}")]
    NoStore(Reason),
    /// Discord does not answer.
    #[error("Discord does not answer")]
    Unasked,
    /// The value cannot be used, or the file cannot be written.
    #[error("{0}")]
    Unwritten(String),
    /// Whoever asks may not, or something is broken.
    #[error(transparent)]
    Error(#[from] Error),
}

/// Replaces a secret.
///
/// # Errors
///
/// Refuses everybody but super administrators, what does not do what it is for when it is tried, the token of another bot, and what cannot
/// be written.
pub async fn replace(app: &App, act: &Act, secret: Secret, value: &str) -> Result<(), Unfit> {
    act.actor
        .require_super_admin()
        .map_err(|refusal| Unfit::Error(refusal.into()))?;
    let value = value.trim();
    if value.is_empty() {
        return Err(Unfit::Missing);
    }
    checking::check(app, secret, value).await?;
    write(app, act, (secret, value)).await?;
    if secret == Secret::Token {
        app.discord.use_token(SecretString::from(value.to_owned()));
        let heard = app.follower.refresh().await;
        heard.map_err(|error| Unfit::Error(error.into()))?;
    }
    Ok(())
}

async fn write(app: &App, act: &Act, (secret, value): (Secret, &str)) -> Result<(), Unfit> {
    let conn = &mut app.db().await.map_err(Unfit::Error)?;
    // No secret is another without a line in the log: it stands there before the file changes, and is taken back when that fails.
    conn.transaction(async |conn| {
        // The file is read, changed and written as a whole: of two people one would take back what the other has done.
        let lock = diesel::sql_query("SELECT pg_advisory_xact_lock($1)");
        lock.bind::<BigInt, _>(LOCK).execute(conn).await?;
        let what = (EventKind::SecretReplaced, Subject::NONE);
        let details = json!({ "key": secret.key() });
        let recorded = event::record_with(conn, act, what, details).await;
        recorded.map_err(|error| Unfit::Error(error.into()))?;
        if secret == Secret::Token {
            Control::come_back(conn).await?;
        }
        let written = app.config.source.replace(secret, value);
        written.map_err(|error| Unfit::Unwritten(without(&format!("{error:#}"), value)))
    })
    .await
}

impl From<diesel::result::Error> for Unfit {
    fn from(error: diesel::result::Error) -> Self {
        Self::Error(error.into())
    }
}

/// What was said, without the secret.
fn without(said: &str, value: &str) -> String {
    said.replace(value, "…")
}
