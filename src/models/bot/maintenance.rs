//! Maintenance: only super administrators may use commands, and members are told that answers take longer. What anybody writes is kept
//! as ever.

use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::error::{Error, Refusal};
use crate::ids::UserId;
use crate::models::actor::Act;
use crate::models::bot::Control;
use crate::models::event::{self, EventKind, Subject};
use crate::models::permission::Permission;
use crate::models::ticket::replying::check_characters;
use crate::outbox::{self, Job};
use crate::schema::{bot_control, maintenance_notices};

/// The most characters of what members are told: Discord shows as many as one message.
const LONGEST_NOTICE: usize = 2000;

impl Control {
    /// Begins the maintenance, or changes what members are told while it lasts; an empty notice stands for the usual words.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageBot`], and a notice that is too long.
    pub async fn begin_maintenance(
        conn: &mut AsyncPgConnection,
        act: &Act,
        notice: &str,
    ) -> Result<(), Error> {
        act.actor.require(Permission::ManageBot)?;
        let notice = checked(notice)?;
        conn.transaction(async |conn| {
            let now = Self::lock(conn).await?;
            if now.maintenance_since.is_some() && now.maintenance_notice == notice {
                return Ok(());
            }
            let since = now.maintenance_since.unwrap_or(act.at);
            diesel::update(bot_control::table)
                .set((
                    bot_control::maintenance_since.eq(since),
                    bot_control::maintenance_notice.eq(&notice),
                ))
                .execute(conn)
                .await?;
            let what = (EventKind::MaintenanceBegun, Subject::NONE);
            Ok(event::record_with(conn, act, what, json!({ "notice": notice })).await?)
        })
        .await
    }

    /// Ends the maintenance. Ending it twice changes nothing.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageBot`].
    pub async fn end_maintenance(conn: &mut AsyncPgConnection, act: &Act) -> Result<(), Error> {
        act.actor.require(Permission::ManageBot)?;
        conn.transaction(async |conn| {
            if Self::lock(conn).await?.maintenance_since.is_none() {
                return Ok(());
            }
            diesel::update(bot_control::table)
                .set(bot_control::maintenance_since.eq(None::<chrono::DateTime<chrono::Utc>>))
                .execute(conn)
                .await?;
            diesel::delete(maintenance_notices::table)
                .execute(conn)
                .await?;
            Ok(event::record(conn, act, EventKind::MaintenanceEnded, Subject::NONE).await?)
        })
        .await
    }

    /// Has a member who wrote be told of the maintenance, once while it lasts.
    pub async fn tell_of_maintenance(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        member: UserId,
    ) -> Result<(), Error> {
        let Some(since) = self.maintenance_since else {
            return Ok(());
        };
        conn.transaction(async |conn| {
            let is_news = diesel::insert_into(maintenance_notices::table)
                .values((
                    maintenance_notices::member_id.eq(member),
                    maintenance_notices::maintenance_since.eq(since),
                ))
                .on_conflict_do_nothing()
                .execute(conn)
                .await?;
            if is_news == 1 {
                let job = Job::TellOfMaintenance { user: member };
                outbox::enqueue(conn, member, &job, act.at).await?;
            }
            Ok(())
        })
        .await
    }
}

fn checked(notice: &str) -> Result<String, Refusal> {
    let notice = notice.replace("\r\n", "\n").trim().to_owned();
    check_characters("notice", &notice)?;
    let length = notice.chars().count();
    if length > LONGEST_NOTICE {
        let limit = LONGEST_NOTICE;
        return Err(Refusal::TooLong { limit, length });
    }
    Ok(notice)
}
