//! Emojis of servers that stand in messages, with their pictures as far as they were fetched from Discord.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::EmojiId;
use crate::schema::emojis;

/// An emoji of a server that stands in a message which somebody has looked at.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, AsChangeset)]
#[diesel(table_name = emojis, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct Emoji {
    /// The emoji.
    pub id: EmojiId,
    /// Whether it moves.
    pub is_animated: bool,
    /// The SHA-256 of its picture in the object store, in hex; none when it could not be had.
    pub object_key: Option<String>,
    /// What kind of picture it is.
    pub media_type: String,
    /// When it was fetched, or last tried.
    pub fetched_at: Option<DateTime<Utc>>,
}

impl Emoji {
    /// Notes that these stand in messages, and whether they move.
    pub async fn note_all(
        conn: &mut AsyncPgConnection,
        emojis: &[(EmojiId, bool)],
    ) -> QueryResult<()> {
        let rows = emojis.iter().map(|&(id, is_animated)| {
            let moves = emojis::is_animated.eq(is_animated);
            (emojis::id.eq(id), moves)
        });
        diesel::insert_into(emojis::table)
            .values(rows.collect::<Vec<_>>())
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
        Ok(())
    }

    /// Notes this one if it stands beside the name of a category.
    pub async fn note_of_categories(conn: &mut AsyncPgConnection, id: EmojiId) -> QueryResult<()> {
        let note = "INSERT INTO emojis (id, is_animated)
             SELECT $1, emoji LIKE '<a:%' FROM categories WHERE emoji LIKE '<%:' || $1 || '>' LIMIT 1
             ON CONFLICT DO NOTHING";
        diesel::sql_query(note)
            .bind::<BigInt, _>(id)
            .execute(conn)
            .await?;
        Ok(())
    }

    /// The emoji, if it stands in any message that somebody has looked at, or was noted beside a category.
    pub async fn find(conn: &mut AsyncPgConnection, id: EmojiId) -> QueryResult<Option<Self>> {
        emojis::table
            .find(id)
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// Keeps what became of fetching its picture.
    pub async fn remember(&self, conn: &mut AsyncPgConnection) -> QueryResult<()> {
        diesel::update(emojis::table.find(self.id))
            .set(self)
            .execute(conn)
            .await?;
        Ok(())
    }
}
