//! Removing categories, and taking them back.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::CategoryId;
use crate::models::actor::Act;
use crate::models::category::Category;
use crate::models::category::changing::refuse_too_many;
use crate::models::event::EventKind;
use crate::models::permission::Permission;
use crate::schema::categories;

impl Category {
    /// Up to `most` removed categories, those that were removed last first, for somebody who may manage them.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageCategories`].
    pub async fn removed(
        conn: &mut AsyncPgConnection,
        act: &Act,
        most: i64,
    ) -> Result<Vec<Self>, Error> {
        act.actor.require(Permission::ManageCategories)?;
        let removed = categories::table
            .filter(categories::removed_at.is_not_null())
            .order((categories::removed_at.desc(), categories::id.desc()))
            .limit(most)
            .select(Self::as_select());
        Ok(removed.load(conn).await?)
    }

    /// Removes a category. Its tickets stay in it, and whoever could not see them still cannot. Its name is free for another.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageCategories`], when there is no such category, and whoever does not see its tickets.
    pub async fn remove(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: CategoryId,
    ) -> Result<(), Error> {
        act.actor.require(Permission::ManageCategories)?;
        conn.transaction(async |conn| {
            let category = Self::lock_seen(conn, act, id).await?;
            diesel::update(categories::table.find(id))
                .set(categories::removed_at.eq(act.at))
                .execute(conn)
                .await?;
            category.record(conn, act, EventKind::CategoryRemoved).await
        })
        .await
    }

    /// Takes a removed category back into use, as it was. Doing it again changes nothing.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageCategories`], when there is no such category, whoever does not see its tickets, when its name
    /// is in use by now, and one more that is switched on than there can be.
    pub async fn bring_back(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: CategoryId,
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ManageCategories)?;
        conn.transaction(async |conn| {
            let removed = Self::lock_any_seen(conn, act, id).await?;
            if removed.removed_at.is_none() {
                return Ok(removed);
            }
            if removed.enabled {
                refuse_too_many(conn).await?;
            }
            let taken = Refusal::CategoryNameTaken(removed.name.clone());
            let returned: Self = diesel::update(categories::table.find(id))
                .set(categories::removed_at.eq(None::<DateTime<Utc>>))
                .returning(Self::as_returning())
                .get_result(conn)
                .await
                .map_err(|error| taken.in_place_of(error))?;
            returned
                .record(conn, act, EventKind::CategoryBroughtBack)
                .await?;
            Ok(returned)
        })
        .await
    }
}
