//! What a ticket is about, where its channel goes, and who of the staff sees it.

pub mod changing;
mod locking;
pub mod ordering;
pub mod placing;
pub mod removing;

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::ids::{CategoryId, ChannelId, RoleId};
use crate::models::actor::Act;
use crate::models::permission::Permission;
use crate::schema::categories;

/// What a ticket is about.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = categories, check_for_backend(diesel::pg::Pg))]
pub struct Category {
    /// The category.
    pub id: CategoryId,
    /// What people call it.
    pub name: String,
    /// What belongs into it.
    pub description: Option<String>,
    /// The emoji that stands beside its name.
    pub emoji: Option<String>,
    /// The category of the staff server that takes its channels; the inbox when there is none.
    pub discord_category_id: Option<ChannelId>,
    /// Only who holds one of these roles sees its tickets; everybody of the staff does when there are none.
    pub staff_roles: Vec<RoleId>,
    /// Its place among the others.
    pub position: i32,
    /// Whether tickets can be put into it.
    pub enabled: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was removed, if it was. Its tickets stay in it.
    pub removed_at: Option<DateTime<Utc>>,
    /// How often it was defined, the first time included.
    pub version: i32,
}

impl Category {
    /// Whether somebody with these roles sees its tickets.
    pub fn admits(&self, roles: &[RoleId]) -> bool {
        self.staff_roles.is_empty() || roles.iter().any(|role| self.staff_roles.contains(role))
    }

    /// Every category that was not removed, in order, for somebody who may manage them: also those whose tickets they do not see.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageCategories`].
    pub async fn all(conn: &mut AsyncPgConnection, act: &Act) -> Result<Vec<Self>, Error> {
        act.actor.require(Permission::ManageCategories)?;
        Ok(Self::load_kept(conn).await?)
    }

    /// Every category that was not removed and whose tickets the actor sees, in order.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`].
    pub async fn seen(conn: &mut AsyncPgConnection, act: &Act) -> Result<Vec<Self>, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let kept = Self::load_kept(conn).await?;
        let sight = act.actor.sight();
        Ok(kept
            .into_iter()
            .filter(|category| sight.sees(Some(category.id)))
            .collect())
    }

    /// Every category whose tickets the actor sees, in order, then those that were removed and still hold tickets: what a list of tickets
    /// can be narrowed by.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`].
    pub async fn with_tickets(conn: &mut AsyncPgConnection, act: &Act) -> Result<Vec<Self>, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let holds = "EXISTS (SELECT FROM tickets WHERE tickets.category_id = categories.id)";
        let known: Vec<Self> = categories::table
            .filter(categories::removed_at.is_null().or(sql::<Bool>(holds)))
            .order((
                categories::removed_at.is_not_null(),
                categories::position,
                categories::id,
            ))
            .select(Self::as_select())
            .load(conn)
            .await?;
        let sight = act.actor.sight();
        Ok(known
            .into_iter()
            .filter(|category| sight.sees(Some(category.id)))
            .collect())
    }

    /// The categories with these ids, removed ones included, for ourselves.
    pub async fn find_all(
        conn: &mut AsyncPgConnection,
        ids: &[CategoryId],
    ) -> QueryResult<Vec<Self>> {
        categories::table
            .filter(categories::id.eq_any(ids))
            .select(Self::as_select())
            .load(conn)
            .await
    }

    /// Every category that was not removed, in order, for ourselves.
    pub(crate) async fn load_kept(conn: &mut AsyncPgConnection) -> QueryResult<Vec<Self>> {
        categories::table
            .filter(categories::removed_at.is_null())
            .order((categories::position, categories::id))
            .select(Self::as_select())
            .load(conn)
            .await
    }

    /// The category with this id, for ourselves.
    pub async fn get(conn: &mut AsyncPgConnection, id: CategoryId) -> QueryResult<Option<Self>> {
        categories::table
            .find(id)
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// The category with this id, which stays as it is until the transaction ends.
    pub(crate) async fn lock_shared(
        conn: &mut AsyncPgConnection,
        id: CategoryId,
    ) -> QueryResult<Option<Self>> {
        categories::table
            .find(id)
            .select(Self::as_select())
            .for_share()
            .first(conn)
            .await
            .optional()
    }

    /// Those of these roles for which its tickets are seen.
    pub fn roles_of(&self, roles: &[RoleId]) -> Vec<RoleId> {
        let held = roles.iter().copied();
        held.filter(|role| self.staff_roles.contains(role))
            .collect()
    }

    /// The categories whose tickets not everybody sees, but this actor does; without removed ones.
    pub async fn restricted_and_seen(
        conn: &mut AsyncPgConnection,
        act: &Act,
    ) -> QueryResult<Vec<Self>> {
        let mut restricted = Self::restricted(conn).await?;
        restricted.retain(|category| {
            category.removed_at.is_none() && act.actor.sight().sees(Some(category.id))
        });
        Ok(restricted)
    }

    /// Every category that not everybody sees, removed ones included.
    pub async fn restricted(conn: &mut AsyncPgConnection) -> QueryResult<Vec<Self>> {
        categories::table
            .filter(sql::<Bool>("cardinality(staff_roles) > 0"))
            .order(categories::id)
            .select(Self::as_select())
            .load(conn)
            .await
    }
}
