//! Indexes and references of tables that are about to be filled: built afterwards, all at once, they cost a fraction.

use anyhow::Result;
use diesel::sql_types::{Array, Text};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl as _, SimpleAsyncConnection as _};

/// What was set aside, and how it comes back.
#[derive(Debug, QueryableByName)]
pub(super) struct Definition {
    /// What it is called.
    #[diesel(sql_type = Text)]
    pub name: String,
    /// The statement that builds it.
    #[diesel(sql_type = Text)]
    pub statement: String,
    #[diesel(sql_type = Text)]
    removal: String,
}

/// What can be rebuilt: references, and every index that no constraint stands on.
const REBUILDABLE: &str = "
    SELECT conname::text AS name,
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS statement,
           format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS removal
      FROM pg_constraint
     WHERE contype = 'f' AND conrelid::regclass::text = ANY($1)
     UNION ALL
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid), format('DROP INDEX %s', indexrelid::regclass)
      FROM pg_index
     WHERE indrelid::regclass::text = ANY($1)
       AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
     ORDER BY 1";

/// Removes what can be rebuilt from these tables.
pub(super) async fn set_aside(
    conn: &mut AsyncPgConnection,
    tables: &[&str],
) -> Result<Vec<Definition>> {
    let definitions: Vec<Definition> = sql_query(REBUILDABLE)
        .bind::<Array<Text>, _>(tables)
        .load(conn)
        .await?;
    for definition in &definitions {
        conn.batch_execute(&definition.removal).await?;
    }
    Ok(definitions)
}
