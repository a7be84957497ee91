//! Discord accounts as we last saw them: members and staff alike.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::UserId;
use crate::schema::users;

/// A Discord account.
#[derive(
    Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, Insertable, AsChangeset,
)]
#[diesel(table_name = users, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct User {
    /// The account.
    pub id: UserId,
    /// The unique name, without which nobody is.
    pub username: String,
    /// The name that the person chose to be shown with.
    pub display_name: Option<String>,
    /// The hash of the avatar, for the CDN's address.
    pub avatar: Option<String>,
    /// When we last saw the account.
    pub updated_at: DateTime<Utc>,
}

impl User {
    /// The name to show to people.
    pub fn name(&self) -> &str {
        self.display_name.as_deref().unwrap_or(&self.username)
    }

    /// Keeps what we now know of the account.
    pub async fn remember(&self, conn: &mut AsyncPgConnection) -> QueryResult<()> {
        diesel::insert_into(users::table)
            .values(self)
            .on_conflict(users::id)
            .do_update()
            .set(self)
            .execute(conn)
            .await?;
        Ok(())
    }

    /// The account with this id, if we have seen it.
    pub async fn find(conn: &mut AsyncPgConnection, id: UserId) -> QueryResult<Option<Self>> {
        users::table
            .find(id)
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// The account with this id, locked until the transaction ends: whoever opens a ticket for it waits.
    pub(crate) async fn lock(
        conn: &mut AsyncPgConnection,
        id: UserId,
    ) -> QueryResult<Option<Self>> {
        users::table
            .find(id)
            .select(Self::as_select())
            .for_update()
            .first(conn)
            .await
            .optional()
    }

    /// The accounts with these ids, in no particular order.
    pub async fn find_all(conn: &mut AsyncPgConnection, ids: &[UserId]) -> QueryResult<Vec<Self>> {
        users::table
            .filter(users::id.eq_any(ids))
            .select(Self::as_select())
            .load(conn)
            .await
    }
}
