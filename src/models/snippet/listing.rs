//! Lists of snippets, by their keys.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::ids::SnippetId;
use crate::models::actor::Act;
use crate::models::listing::{Listing, Page};
use crate::models::pattern;
use crate::models::snippet::{Snippet, require_reader};
use crate::schema::{snippet_versions, snippets};

/// Which snippets a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Those in use, or those that were removed.
    pub shelf: Shelf,
    /// Only those whose key or text contains this; everything when it is empty.
    pub text: String,
}

/// Where a snippet is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shelf {
    /// In use.
    #[default]
    InUse,
    /// Removed.
    Removed,
}

/// A snippet's place in a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// Its key.
    pub key: String,
    /// Its id, for removed snippets of the same key.
    pub id: SnippetId,
}

diesel::define_sql_function! {
    /// Postgres' `lower`.
    fn lower(text: Text) -> Text;
}

/// Snippets, each with its latest version.
#[diesel::dsl::auto_type]
pub(super) fn with_content() -> _ {
    let latest = snippet_versions::snippet_id
        .eq(snippets::id)
        .and(snippet_versions::number.eq(snippets::version));
    snippets::table.inner_join(snippet_versions::table.on(latest))
}

impl Snippet {
    /// The place in a list.
    pub fn place(&self) -> Key {
        Key {
            key: self.key.clone(),
            id: self.id,
        }
    }

    /// Up to `most` snippets of a list.
    ///
    /// # Errors
    ///
    /// Refuses whoever holds none of [`READERS`](crate::models::snippet::READERS).
    pub async fn list(
        conn: &mut AsyncPgConnection,
        act: &Act,
        filter: &Filter,
        (page, most): (Page<Key>, i64),
    ) -> Result<Listing<Self>, Error> {
        require_reader(&act.actor)?;
        let mut query = with_content().into_boxed();
        query = match filter.shelf {
            Shelf::InUse => query.filter(snippets::removed_at.is_null()),
            Shelf::Removed => query.filter(snippets::removed_at.is_not_null()),
        };
        if !filter.text.trim().is_empty() {
            let wanted = pattern::containing(filter.text.trim());
            let by_key = lower(snippets::key).like(wanted.clone());
            query = query.filter(by_key.or(lower(snippet_versions::content).like(wanted)));
        }
        if let Page::After(Key { key, id }) = &page {
            let behind = sql::<Bool>("(lower(snippets.key), snippets.id) > (")
                .bind::<Text, _>(key.to_lowercase())
                .sql(",")
                .bind::<BigInt, _>(*id)
                .sql(")");
            query = query.filter(behind);
        }
        if let Page::Before(Key { key, id }) = &page {
            let ahead = sql::<Bool>("(lower(snippets.key), snippets.id) < (")
                .bind::<Text, _>(key.to_lowercase())
                .sql(",")
                .bind::<BigInt, _>(*id)
                .sql(")");
            query = query.filter(ahead);
        }
        query = match page {
            Page::First | Page::After(_) => query.order((lower(snippets::key), snippets::id)),
            Page::Last | Page::Before(_) => {
                query.order((lower(snippets::key).desc(), snippets::id.desc()))
            }
        };
        let rows = query.limit(most + 1).select(Self::as_select());
        Ok(Listing::cut(rows.load(conn).await?, &page, most))
    }

    /// Up to `most` snippets that somebody may mean who has typed this: those whose key begins like it before those that contain it.
    ///
    /// # Errors
    ///
    /// Refuses whoever holds none of [`READERS`](crate::models::snippet::READERS).
    pub async fn suggest(
        conn: &mut AsyncPgConnection,
        act: &Act,
        typed: &str,
        most: i64,
    ) -> Result<Vec<Self>, Error> {
        require_reader(&act.actor)?;
        let (inside, front) = (pattern::containing(typed), pattern::beginning(typed));
        let by_key = lower(snippets::key).like(inside.clone());
        let by_content = lower(snippet_versions::content).like(inside);
        let suggested = with_content()
            .filter(snippets::removed_at.is_null())
            .filter(by_key.clone().or(by_content))
            .order((
                lower(snippets::key).like(front).desc(),
                by_key.desc(),
                lower(snippets::key),
            ))
            .limit(most)
            .select(Self::as_select());
        Ok(suggested.load(conn).await?)
    }
}
