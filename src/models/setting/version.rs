//! Versions of the settings: who changed what and when, and the way back.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::error::{Error, Refusal};
use crate::ids::UserId;
use crate::models::actor::Act;
use crate::models::category::placing::follow_inbox;
use crate::models::effect::Change;
use crate::models::event::{self, EventKind, Subject};
use crate::models::permission::Permission;
use crate::models::setting::edit::Edit;
use crate::models::setting::{Key, Settings, zone};
use crate::schema::settings_versions;

/// The settings that staff have changed, with their values. All others have the values of the configuration file.
pub type Overrides = BTreeMap<Key, String>;

/// The settings in effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Current {
    /// The number of the version; 0 when nobody has changed anything yet.
    pub number: i64,
    /// What staff have changed.
    pub overrides: Overrides,
    /// The value of every setting.
    pub settings: Settings,
}

/// One setting that a version changed, with the values in effect before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Which.
    pub key: Key,
    /// Its value before.
    pub old: String,
    /// Its value since.
    pub new: String,
}

/// A version of the settings.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = settings_versions, check_for_backend(diesel::pg::Pg))]
pub struct Version {
    /// Its number.
    pub number: i64,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// Who made it.
    pub author_id: Option<UserId>,
    /// What they were called.
    pub author_name: String,
    /// The version that it went back to; 0 is the configuration file.
    pub rolled_back_to: Option<i64>,
    settings: Value,
    changes: Value,
}

impl Current {
    /// The settings in effect, over those of the configuration file.
    pub async fn load(conn: &mut AsyncPgConnection, file: &Settings) -> QueryResult<Self> {
        let newest: Option<(i64, Value)> = settings_versions::table
            .select((settings_versions::number, settings_versions::settings))
            .order(settings_versions::number.desc())
            .first(conn)
            .await
            .optional()?;
        let (number, settings) = newest.unwrap_or((0, Value::Null));
        Ok(Self::over(file, number, overrides(&settings)))
    }

    /// Saves what somebody has changed since they looked, and nothing else: what others changed meanwhile stays. Saving the value of the
    /// configuration file goes back to it.
    ///
    /// # Errors
    ///
    /// Refuses without the permission that a changed setting [needs](Key::needs), values that make no sense, and a setting that
    /// somebody else has changed meanwhile.
    pub async fn save(
        conn: &mut AsyncPgConnection,
        act: &Act,
        file: &Settings,
        edit: Edit,
    ) -> Result<Self, Error> {
        edit.require(act)?;
        conn.transaction(async |conn| {
            let now = Self::lock(conn, file).await?;
            let base = match edit.base {
                base if base == now.number => now.clone(),
                base => Self::of_version(conn, file, base).await?,
            };
            let wanted = edit.wanted(file, &base, &now)?;
            zone::check(conn, (&now.overrides, &wanted)).await?;
            let kind = EventKind::SettingsChanged;
            now.replace(conn, act, (file, wanted), (kind, None)).await
        })
        .await
    }

    /// Goes back to an earlier version; 0 is the configuration file. That makes a new version.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::EditConfiguration`], a version that does not exist or holds what makes no sense any more, and when
    /// another version is in effect than the one from which to go back.
    pub async fn roll_back(
        conn: &mut AsyncPgConnection,
        act: &Act,
        file: &Settings,
        version: impl Into<Change<i64>>,
    ) -> Result<Self, Error> {
        act.actor.require(Permission::EditConfiguration)?;
        let version: Change<i64> = version.into();
        conn.transaction(async |conn| {
            let now = Self::lock(conn, file).await?;
            version.check(&now.number)?;
            let wanted = Self::of_version(conn, file, version.to).await?.overrides;
            zone::check(conn, (&now.overrides, &wanted)).await?;
            let kind = EventKind::SettingsRolledBack;
            now.replace(conn, act, (file, wanted), (kind, Some(version.to)))
                .await
        })
        .await
    }

    /// Whether staff have changed a setting.
    pub fn is_changed(&self, key: Key) -> bool {
        self.overrides.contains_key(&key)
    }

    fn over(file: &Settings, number: i64, overrides: Overrides) -> Self {
        let mut settings = file.clone();
        for (key, text) in &overrides {
            // What was right when it was saved may not be any more; the file has the say then.
            if let Err(wrong) = settings.set(*key, text) {
                tracing::warn!(key = key.word(), %wrong, "a setting in the database is not understood");
            }
        }
        Self {
            number,
            overrides,
            settings,
        }
    }

    /// The settings in effect, which nobody else changes until the transaction ends.
    async fn lock(conn: &mut AsyncPgConnection, file: &Settings) -> QueryResult<Self> {
        diesel::sql_query("LOCK TABLE settings_versions IN SHARE ROW EXCLUSIVE MODE")
            .execute(conn)
            .await?;
        Self::load(conn, file).await
    }

    /// The settings that were in effect with a version; 0 is the configuration file.
    ///
    /// # Errors
    ///
    /// Refuses a version that does not exist.
    pub async fn of_version(
        conn: &mut AsyncPgConnection,
        file: &Settings,
        number: i64,
    ) -> Result<Self, Error> {
        if number == 0 {
            return Ok(Self::over(file, 0, Overrides::new()));
        }
        let found: Option<Value> = settings_versions::table
            .find(number)
            .select(settings_versions::settings)
            .first(conn)
            .await
            .optional()?;
        let found = found.ok_or(Refusal::VersionNotFound)?;
        Ok(Self::over(file, number, overrides(&found)))
    }

    /// Makes a new version, unless it would change nothing.
    async fn replace(
        self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        (file, wanted): (&Settings, Overrides),
        (kind, rolled_back_to): (EventKind, Option<i64>),
    ) -> Result<Self, Error> {
        let next = Self::over(file, self.number + 1, wanted);
        let contradictions = next.settings.contradictions();
        if !contradictions.is_empty() {
            return Err(Refusal::Settings(contradictions).into());
        }
        let changes = differences(&self.settings, &next.settings);
        if changes.is_empty() && self.overrides == next.overrides {
            return Ok(self);
        }
        let details = json!({
            "version": next.number, "changes": changes, "rolled_back_to": rolled_back_to,
        });
        diesel::insert_into(settings_versions::table)
            .values((
                settings_versions::number.eq(next.number),
                settings_versions::at.eq(act.at),
                settings_versions::author_id.eq(act.actor.user_id()),
                settings_versions::author_name.eq(act.actor.name()),
                settings_versions::settings.eq(json!(next.overrides)),
                settings_versions::changes.eq(json!(changes)),
                settings_versions::rolled_back_to.eq(rolled_back_to),
            ))
            .execute(conn)
            .await?;
        event::record_with(conn, act, (kind, Subject::NONE), details).await?;
        follow_inbox(conn, act.at, (&self.settings, &next.settings)).await?;
        Ok(next)
    }
}

impl Version {
    /// The versions, newest first; those before `before` when it is given.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewConfiguration`].
    pub async fn history(
        conn: &mut AsyncPgConnection,
        act: &Act,
        before: Option<i64>,
        limit: i64,
    ) -> Result<Vec<Self>, Error> {
        act.actor.require(Permission::ViewConfiguration)?;
        let versions = settings_versions::table
            .filter(settings_versions::number.lt(before.unwrap_or(i64::MAX)))
            .order(settings_versions::number.desc())
            .limit(limit)
            .select(Self::as_select())
            .load(conn)
            .await?;
        Ok(versions)
    }

    /// What it changed.
    pub fn differences(&self) -> Vec<Difference> {
        let changes = self.changes.as_array().into_iter().flatten();
        // A setting that this program does not know has no name to show.
        let known = changes.filter_map(|change| serde_json::from_value(change.clone()).ok());
        known.collect()
    }
}

/// Keys that this program does not know are left out: an older one may run beside a newer.
fn overrides(settings: &Value) -> Overrides {
    let known = settings.as_object().into_iter().flatten();
    let known =
        known.filter_map(|(key, value)| Some((Key::from_word(key)?, value.as_str()?.to_owned())));
    known.collect()
}

fn differences(old: &Settings, new: &Settings) -> Vec<Difference> {
    let keys = Key::ALL.iter().copied();
    let both = keys.map(|key| Difference {
        key,
        old: old.text(key),
        new: new.text(key),
    });
    both.filter(|one| one.old != one.new).collect()
}
