//! Files in the object store that nothing names: what was discarded with a draft, taken out of it, or came with what was refused.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::schema::loose_files;

/// A file in the object store that nothing named when it was last looked for.
#[derive(Debug, Clone, Copy)]
pub struct LooseFile;

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

impl LooseFile {
    /// Notes those of these keys that nothing names.
    pub async fn note(
        conn: &mut AsyncPgConnection,
        keys: &[String],
        at: DateTime<Utc>,
    ) -> QueryResult<()> {
        let named = named(conn, keys).await?;
        let rows: Vec<_> = keys
            .iter()
            .filter(|key| !named.contains(*key))
            .map(|key| {
                (
                    loose_files::object_key.eq(key),
                    loose_files::found_at.eq(at),
                )
            })
            .collect();
        if rows.is_empty() {
            return Ok(());
        }
        diesel::insert_into(loose_files::table)
            .values(rows)
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
        Ok(())
    }

    /// The keys of those that were found up to `until`.
    pub async fn due(
        conn: &mut AsyncPgConnection,
        until: DateTime<Utc>,
    ) -> QueryResult<Vec<String>> {
        loose_files::table
            .filter(loose_files::found_at.le(until))
            .order((loose_files::found_at, loose_files::object_key))
            .select(loose_files::object_key)
            .load(conn)
            .await
    }

    /// Whether a file that was found up to `until` is loose still. Nobody keeps the same file until the transaction ends.
    pub async fn lock(
        conn: &mut AsyncPgConnection,
        key: &str,
        until: DateTime<Utc>,
    ) -> QueryResult<bool> {
        let found: Option<String> = loose_files::table
            .find(key)
            .filter(loose_files::found_at.le(until))
            .select(loose_files::object_key)
            .for_update()
            .first(conn)
            .await
            .optional()?;
        let Some(key) = found else {
            return Ok(false);
        };
        let named = named(conn, std::slice::from_ref(&key)).await?;
        Ok(!named.contains(&key))
    }

    /// The file is gone, or somebody is about to name it: from now on it stays for another day. Waits for whoever is removing it.
    pub async fn forget(conn: &mut AsyncPgConnection, key: &str) -> QueryResult<()> {
        diesel::delete(loose_files::table.find(key))
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
