//! The files that this desk has put into its store, and those of them that nothing names: what was discarded with a draft, taken out of
//! it, or came with what was refused.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::schema::stored_files;

/// A file that this desk has put into its store.
#[derive(Debug, Clone, Copy)]
pub struct StoredFile;

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    object_key: String,
}

/// Whatever holds keys of the store. A job names the file that it needs in what it is to do, also once it was given up: somebody may have
/// it tried again.
const NAMED: &str = "
    SELECT object_key FROM attachments WHERE object_key = ANY ($1)
    UNION SELECT object_key FROM unsent_files WHERE object_key = ANY ($1)
    UNION SELECT object_key FROM avatars WHERE object_key = ANY ($1)
    UNION SELECT object_key FROM emojis WHERE object_key = ANY ($1)
    UNION SELECT named.object_key
      FROM (SELECT (regexp_matches(job::text, '[0-9a-f]{64}', 'g'))[1] AS object_key FROM outbox) AS named
     WHERE named.object_key = ANY ($1)";

impl StoredFile {
    /// Notes a file that is about to be kept, once more perhaps. Whoever has it kept has a day to name it from the next look on. Waits
    /// for whoever is removing it.
    pub async fn note(conn: &mut AsyncPgConnection, key: &str) -> QueryResult<()> {
        diesel::insert_into(stored_files::table)
            .values(stored_files::object_key.eq(key))
            .on_conflict(stored_files::object_key)
            .do_update()
            .set(stored_files::loose_since.eq(None::<DateTime<Utc>>))
            .execute(conn)
            .await?;
        Ok(())
    }

    /// Looks at the next files after one of them, at most so many, and notes which of them nothing names. Gives the last of them.
    pub async fn look_through(
        conn: &mut AsyncPgConnection,
        (after, most): (&str, i64),
        at: DateTime<Utc>,
    ) -> QueryResult<Option<String>> {
        let mut keys: Vec<String> = stored_files::table
            .filter(stored_files::object_key.gt(after))
            .order(stored_files::object_key)
            .limit(most)
            .select(stored_files::object_key)
            .load(conn)
            .await?;
        let named = named(conn, &keys).await?;
        let last = keys.last().cloned();
        keys.retain(|key| !named.contains(key));
        diesel::update(stored_files::table)
            .filter(stored_files::object_key.eq_any(&keys))
            .filter(stored_files::loose_since.is_null())
            .set(stored_files::loose_since.eq(at))
            .execute(conn)
            .await?;
        Ok(last)
    }

    /// The keys of those that have been loose since `until` at least.
    pub async fn due(
        conn: &mut AsyncPgConnection,
        until: DateTime<Utc>,
    ) -> QueryResult<Vec<String>> {
        stored_files::table
            .filter(stored_files::loose_since.le(until))
            .order((stored_files::loose_since, stored_files::object_key))
            .select(stored_files::object_key)
            .load(conn)
            .await
    }

    /// Whether a file has been loose since `until` at least, and is so still. Nobody keeps the same file until the transaction ends. One
    /// that is named again is loose no more.
    pub async fn lock_loose(
        conn: &mut AsyncPgConnection,
        key: &str,
        until: DateTime<Utc>,
    ) -> QueryResult<bool> {
        let found: Option<String> = stored_files::table
            .find(key)
            .filter(stored_files::loose_since.le(until))
            .select(stored_files::object_key)
            .for_update()
            .first(conn)
            .await
            .optional()?;
        let Some(key) = found else {
            return Ok(false);
        };
        let is_named = named(conn, std::slice::from_ref(&key))
            .await?
            .contains(&key);
        if is_named {
            Self::note(conn, &key).await?;
        }
        Ok(!is_named)
    }

    /// The file is gone.
    pub async fn forget(conn: &mut AsyncPgConnection, key: &str) -> QueryResult<()> {
        diesel::delete(stored_files::table.find(key))
            .execute(conn)
            .await?;
        Ok(())
    }
}

async fn named(conn: &mut AsyncPgConnection, keys: &[String]) -> QueryResult<HashSet<String>> {
    let found: Vec<Named> = diesel::sql_query(NAMED)
        .bind::<Array<Text>, _>(keys)
        .load(conn)
        .await?;
    Ok(found.into_iter().map(|one| one.object_key).collect())
}
