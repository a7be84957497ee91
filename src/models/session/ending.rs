//! Sessions as people see them: where somebody is signed in, and the end of what should not be.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::error::{Error, Refusal};
use crate::ids::{SessionId, UserId};
use crate::models::actor::{Act, Actor};
use crate::models::event::{self, EventKind, Subject};
use crate::models::permission::Permission;
use crate::models::session::Session;
use crate::models::user::User;
use crate::schema::{sessions, users};

/// The most sessions that are listed at once.
const MOST: i64 = 500;

impl Session {
    /// The sessions of everybody, used last first; the first 500.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManagePermissions`].
    pub async fn all(conn: &mut AsyncPgConnection, act: &Act) -> Result<Vec<(Self, User)>, Error> {
        act.actor.require(Permission::ManagePermissions)?;
        Ok(sessions::table
            .inner_join(users::table)
            .filter(sessions::expires_at.gt(act.at))
            .order((sessions::last_seen_at.desc(), sessions::id.desc()))
            .limit(MOST)
            .select((Self::as_select(), User::as_select()))
            .load(conn)
            .await?)
    }

    /// The sessions of one person, used last first.
    ///
    /// # Errors
    ///
    /// Refuses those of somebody else without [`Permission::ManagePermissions`].
    pub async fn all_of(
        conn: &mut AsyncPgConnection,
        act: &Act,
        user: UserId,
    ) -> Result<Vec<Self>, Error> {
        require_say_over(&act.actor, user)?;
        Ok(of(user, act.at)
            .order((sessions::last_seen_at.desc(), sessions::id.desc()))
            .limit(MOST)
            .select(Self::as_select())
            .load(conn)
            .await?)
    }

    /// Ends one session: the browser is signed out, and what it shows goes dark.
    ///
    /// # Errors
    ///
    /// Refuses those of somebody else without [`Permission::ManagePermissions`], and when there is no such session.
    pub async fn end_one(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: SessionId,
    ) -> Result<Self, Error> {
        conn.transaction(async |conn| {
            let ended: Self = diesel::delete(sessions::table.filter(sessions::id.eq(id)))
                .returning(Self::as_returning())
                .get_result(conn)
                .await
                .optional()?
                .ok_or(Refusal::SessionNotFound)?;
            // Whoever has no say over it learns nothing of it, not even that it exists.
            require_say_over(&act.actor, ended.user_id).map_err(|_| Refusal::SessionNotFound)?;
            record(conn, act, (ended.user_id, std::slice::from_ref(&ended))).await?;
            Ok(ended)
        })
        .await
    }

    /// Ends every session of a person but the one to be kept, if one is. Says how many that were.
    ///
    /// # Errors
    ///
    /// Refuses those of somebody else without [`Permission::ManagePermissions`].
    pub async fn end_all_of(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (user, kept): (UserId, Option<SessionId>),
    ) -> Result<usize, Error> {
        require_say_over(&act.actor, user)?;
        conn.transaction(async |conn| {
            let kept = kept.unwrap_or(SessionId(0));
            let others =
                sessions::table.filter(sessions::user_id.eq(user).and(sessions::id.ne(kept)));
            let ended: Vec<Self> = diesel::delete(others)
                .returning(Self::as_returning())
                .get_results(conn)
                .await?;
            if !ended.is_empty() {
                record(conn, act, (user, &ended)).await?;
            }
            Ok(ended.len())
        })
        .await
    }
}

#[diesel::dsl::auto_type(no_type_alias)]
fn of(user: UserId, now: DateTime<Utc>) -> _ {
    sessions::table
        .filter(sessions::user_id.eq(user))
        .filter(sessions::expires_at.gt(now))
}

/// Everybody has a say over their own sessions.
fn require_say_over(actor: &Actor, user: UserId) -> Result<(), Refusal> {
    match actor {
        Actor::Staff(staff) if staff.id == user => Ok(()),
        _ => actor.require(Permission::ManagePermissions),
    }
}

async fn record(
    conn: &mut AsyncPgConnection,
    act: &Act,
    (user, ended): (UserId, &[Session]),
) -> QueryResult<()> {
    let name = User::find(conn, user).await?;
    let name = name.map(|user| user.name().to_owned());
    let details = json!({ "user": user.to_string(), "name": name, "count": ended.len() });
    event::record_with(
        conn,
        act,
        (EventKind::SessionsEnded, Subject::NONE),
        details,
    )
    .await
}
