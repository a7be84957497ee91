//! Discord accounts as we last saw them: members and staff alike.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::UserId;
use crate::models::wording::naming::Naming;
use crate::schema::users;

/// A Discord account.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Queryable,
    QueryableByName,
    Selectable,
    Identifiable,
    Insertable,
    AsChangeset,
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
            .for_no_key_update()
            .first(conn)
            .await
            .optional()
    }

    /// Locks those of these accounts that nobody else has locked, and gives their ids.
    pub(crate) async fn lock_free(
        conn: &mut AsyncPgConnection,
        ids: &[UserId],
    ) -> QueryResult<Vec<UserId>> {
        users::table
            .filter(users::id.eq_any(ids))
            .select(users::id)
            .for_no_key_update()
            .skip_locked()
            .load(conn)
            .await
    }

    /// The accounts with these ids, in no particular order.
    pub async fn find_all(conn: &mut AsyncPgConnection, ids: &[UserId]) -> QueryResult<Vec<Self>> {
        users::table
            .filter(users::id.eq_any(ids))
            .select(Self::as_select())
            .load(conn)
            .await
    }

    /// Up to `most` accounts whose id is what somebody typed, or whose names have words that begin like it, whatever the accents; those
    /// first who are called exactly so, then those whom it fits best, then those who were here last. Every search for a person is this
    /// one.
    pub async fn named_like(
        conn: &mut AsyncPgConnection,
        typed: &str,
        most: i64,
    ) -> QueryResult<Vec<Self>> {
        let typed = typed.trim().trim_start_matches(['@', '#']);
        // Discord writes a mention like this.
        let id = typed.trim_start_matches("<@").trim_start_matches('!');
        let id = id.trim_end_matches('>').parse().unwrap_or(0_i64);
        let naming = Naming::read(typed);
        sql_query(NAMED_LIKE)
            .bind::<Text, _>(naming.as_ref().map(Naming::query).unwrap_or_default())
            .bind::<BigInt, _>(id)
            .bind::<Text, _>(typed.replace('\0', ""))
            .bind::<Text, _>(naming.as_ref().map(Naming::whole).unwrap_or_default())
            .bind::<BigInt, _>(most)
            .load(conn)
            .await
    }
}

/// A short beginning fits very many names; only so many are put in order, and whoever has the whole words is among them.
const NAMED_LIKE: &str = "
    WITH found (id) AS (
        SELECT $2
         UNION (SELECT id FROM users WHERE $4 <> '' AND search @@ to_tsquery('simple', $4) LIMIT 500)
         UNION (SELECT id FROM users WHERE $1 <> '' AND search @@ to_tsquery('simple', $1) LIMIT 500)
    )
    SELECT id, username, display_name, avatar, updated_at
      FROM found JOIN users USING (id)
     ORDER BY id = $2 DESC,
              lower(folded($3)) IN (lower(folded(username)), lower(folded(coalesce(display_name, username)))) DESC,
              CASE WHEN $1 = '' THEN 0 ELSE ts_rank(search, to_tsquery('simple', $1), 1) END DESC,
              updated_at DESC, id
     LIMIT $5";
