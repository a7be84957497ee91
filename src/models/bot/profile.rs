//! The bot's profile on Discord: its name and its pictures.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::error::{Error, Refusal};
use crate::ids::UserId;
use crate::models::actor::Act;
use crate::models::cause::Setback;
use crate::models::event::{self, EventKind, Subject};
use crate::models::permission::Permission;
use crate::outbox::{self, Job, Picture};
use crate::schema::outbox as tasks;

/// How long a name may be on Discord.
const NAME_LENGTHS: std::ops::RangeInclusive<usize> = 2..=32;
/// The lane of what concerns no member: nobody's account has this id.
const OWN_LANE: UserId = UserId(0);

/// A change of the profile; what is not given stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewProfile {
    /// The name.
    pub username: Option<String>,
    /// The picture beside its messages.
    pub avatar: Option<Picture>,
    /// The picture at the top of its profile.
    pub banner: Option<Picture>,
}

impl NewProfile {
    /// Has the profile changed on Discord.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageBot`], a name that Discord would refuse, and a change of nothing.
    pub async fn give(self, conn: &mut AsyncPgConnection, act: &Act) -> Result<(), Error> {
        act.actor.require(Permission::ManageBot)?;
        if self == Self::default() {
            return Err(Refusal::NothingToChange.into());
        }
        if self.username.as_deref().is_some_and(|name| !is_name(name)) {
            return Err(Refusal::NoBotName.into());
        }
        conn.transaction(async |conn| {
            let details = json!({
                "username": self.username,
                "avatar": self.avatar.is_some(),
                "banner": self.banner.is_some(),
            });
            let what = (EventKind::ProfileChanged, Subject::NONE);
            event::record_with(conn, act, what, details).await?;
            let job = Job::ChangeProfile {
                username: self.username,
                avatar: self.avatar,
                banner: self.banner,
            };
            forget_failures(conn).await?;
            outbox::enqueue(conn, OWN_LANE, &job, act.at).await
        })
        .await
    }
}

/// A change of the profile that is on its way, or that came to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = tasks, check_for_backend(diesel::pg::Pg))]
pub struct LastChange {
    /// When it was given up.
    pub failed_at: Option<DateTime<Utc>>,
    /// Why it was not made at the last try, as it was noted.
    pub last_error: Option<String>,
    setback: Option<serde_json::Value>,
}

impl LastChange {
    /// Why, to be told to anybody; `None` where only what was noted is known.
    pub fn setback(&self) -> Option<Setback> {
        Setback::stored(self.setback.as_ref())
    }
}

/// The last change, unless it was made.
pub async fn last_change(conn: &mut AsyncPgConnection) -> QueryResult<Option<LastChange>> {
    tasks::table
        .filter(tasks::lane.eq(OWN_LANE.0))
        .order(tasks::id.desc())
        .select(LastChange::as_select())
        .first(conn)
        .await
        .optional()
}

/// What came to nothing before does not matter once something else is wanted.
async fn forget_failures(conn: &mut AsyncPgConnection) -> QueryResult<()> {
    let failed = tasks::table
        .filter(tasks::lane.eq(OWN_LANE.0))
        .filter(tasks::failed_at.is_not_null());
    diesel::delete(failed).execute(conn).await?;
    Ok(())
}

/// Discord refuses a few more, and says why.
fn is_name(name: &str) -> bool {
    let is_plain = !name.chars().any(char::is_control) && name.trim() == name;
    is_plain && NAME_LENGTHS.contains(&name.chars().count())
}
