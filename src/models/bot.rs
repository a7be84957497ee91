//! The bot as staff control it: whether it runs, whether it is being worked on, how it is called. The process that leads obeys, and says
//! how the bot is.

pub mod maintenance;
pub mod profile;
pub mod status;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::models::actor::Act;
use crate::models::event::{self, EventKind, Subject};
use crate::models::permission::Permission;
use crate::schema::bot_control;

/// What staff want of the bot.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = bot_control, check_for_backend(diesel::pg::Pg))]
pub struct Control {
    /// Whether it shall be connected to Discord. While it is not, nothing is received or sent; everything waits.
    pub running: bool,
    /// How many restarts have been asked for.
    pub restarts: i64,
    /// Since when only super administrators may use commands.
    pub maintenance_since: Option<DateTime<Utc>>,
    /// What members are told meanwhile; empty for the usual words.
    pub maintenance_notice: String,
}

impl Control {
    /// What staff want now.
    pub async fn load(conn: &mut AsyncPgConnection) -> QueryResult<Self> {
        bot_control::table
            .select(Self::as_select())
            .first(conn)
            .await
    }

    /// Has the bot connect. What has waited is received and sent then.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageBot`], and when it runs already.
    pub async fn start(conn: &mut AsyncPgConnection, act: &Act) -> Result<(), Error> {
        act.actor.require(Permission::ManageBot)?;
        conn.transaction(async |conn| {
            if Self::lock(conn).await?.running {
                return Err(Refusal::BotIsRunning.into());
            }
            set_running(conn, Running::Yes).await?;
            Ok(event::record(conn, act, EventKind::BotStarted, Subject::NONE).await?)
        })
        .await
    }

    /// Takes the bot off Discord until it is started again. What is to be sent waits, and what is written to it is caught up with.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageBot`], and when it does not run.
    pub async fn stop(conn: &mut AsyncPgConnection, act: &Act) -> Result<(), Error> {
        act.actor.require(Permission::ManageBot)?;
        conn.transaction(async |conn| {
            if !Self::lock(conn).await?.running {
                return Err(Refusal::BotIsStopped.into());
            }
            set_running(conn, Running::No).await?;
            Ok(event::record(conn, act, EventKind::BotStopped, Subject::NONE).await?)
        })
        .await
    }

    /// Has the bot leave Discord and come back.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageBot`], and when it does not run.
    pub async fn restart(conn: &mut AsyncPgConnection, act: &Act) -> Result<(), Error> {
        act.actor.require(Permission::ManageBot)?;
        conn.transaction(async |conn| {
            if !Self::lock(conn).await?.running {
                return Err(Refusal::BotIsStopped.into());
            }
            Self::come_back(conn).await?;
            Ok(event::record(conn, act, EventKind::BotRestarted, Subject::NONE).await?)
        })
        .await
    }

    /// Has the bot come back if it runs: something that it starts with is another. Part of the verb that changed it, which says who may
    /// and leaves the trace.
    pub async fn come_back(conn: &mut AsyncPgConnection) -> QueryResult<()> {
        diesel::update(bot_control::table)
            .set(bot_control::restarts.eq(bot_control::restarts + 1))
            .execute(conn)
            .await?;
        Ok(())
    }

    async fn lock(conn: &mut AsyncPgConnection) -> QueryResult<Self> {
        bot_control::table
            .select(Self::as_select())
            .for_update()
            .first(conn)
            .await
    }
}

enum Running {
    Yes,
    No,
}

async fn set_running(conn: &mut AsyncPgConnection, running: Running) -> QueryResult<()> {
    diesel::update(bot_control::table)
        .set(bot_control::running.eq(matches!(running, Running::Yes)))
        .execute(conn)
        .await?;
    Ok(())
}
