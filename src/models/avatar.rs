//! Pictures of people that were fetched from Discord.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::UserId;
use crate::schema::avatars;

/// A picture of somebody, or the record that it could not be had.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = avatars, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct Avatar {
    /// Whose it is.
    pub user_id: UserId,
    /// What Discord calls it.
    pub hash: String,
    /// The SHA-256 of its bytes in the object store, in hex; none when it could not be had.
    pub object_key: Option<String>,
    /// What kind of picture it is.
    pub media_type: String,
    /// When it was fetched, or last tried.
    pub fetched_at: DateTime<Utc>,
}

impl Avatar {
    /// The picture of this name, if it was ever fetched.
    pub async fn find(
        conn: &mut AsyncPgConnection,
        user: UserId,
        hash: &str,
    ) -> QueryResult<Option<Self>> {
        avatars::table
            .find((user, hash))
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// Keeps what became of fetching it.
    pub async fn remember(&self, conn: &mut AsyncPgConnection) -> QueryResult<()> {
        diesel::insert_into(avatars::table)
            .values(self)
            .on_conflict((avatars::user_id, avatars::hash))
            .do_update()
            .set(self)
            .execute(conn)
            .await?;
        Ok(())
    }
}
