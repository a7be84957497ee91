//! Who may change a category, and one at a time.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::CategoryId;
use crate::models::actor::{Act, Actor};
use crate::models::category::Category;
use crate::models::staff;

impl Category {
    /// Lets only one change categories at a time, until the transaction ends; reading goes on.
    pub(super) async fn lock_all(conn: &mut AsyncPgConnection) -> QueryResult<()> {
        diesel::sql_query("LOCK TABLE categories IN SHARE ROW EXCLUSIVE MODE")
            .execute(conn)
            .await?;
        Ok(())
    }

    /// As [`Category::lock_all`], and refuses whoever does not see the tickets of this category as it is then: somebody else may have
    /// changed it since the actor was looked up.
    pub(super) async fn lock_seen(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: CategoryId,
    ) -> Result<Self, Error> {
        let category = Self::lock_any_seen(conn, act, id).await?;
        if category.removed_at.is_some() {
            return Err(Refusal::CategoryNotFound.into());
        }
        Ok(category)
    }

    /// The same, of a category that may have been removed.
    pub(super) async fn lock_any_seen(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: CategoryId,
    ) -> Result<Self, Error> {
        Self::lock_all(conn).await?;
        let category = Self::get(conn, id).await?;
        let category = category.ok_or(Refusal::CategoryNotFound)?;
        if !category.is_open_to(conn, &act.actor).await? {
            return Err(Refusal::CategoryOutOfSight.into());
        }
        Ok(category)
    }

    /// Refuses somebody who would not see the tickets of this category, as it is now, any more.
    pub(super) async fn require_open_to(
        &self,
        conn: &mut AsyncPgConnection,
        actor: &Actor,
    ) -> Result<(), Error> {
        match self.is_open_to(conn, actor).await? {
            true => Ok(()),
            false => Err(Refusal::CategoryOutOfOwnSight.into()),
        }
    }

    async fn is_open_to(&self, conn: &mut AsyncPgConnection, actor: &Actor) -> QueryResult<bool> {
        match actor {
            Actor::Staff(person) if !person.is_super_admin => {
                Ok(self.admits(&staff::roles_of(conn, person.id).await?))
            }
            _ => Ok(actor.sight().sees(Some(self.id))),
        }
    }
}
