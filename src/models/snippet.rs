//! Snippets: saved answers. Whoever may see tickets may read and use them; each change of what one says is a version of its own.

pub mod changing;
pub mod filling;
pub mod listing;
pub mod using;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::{SnippetId, UserId};
use crate::models::actor::{Act, Actor};
use crate::models::permission::Permission;
use crate::schema::{snippet_versions, snippets};

/// The most characters of what a snippet says.
pub const LONGEST_CONTENT: usize = 4_000;
/// The most characters of a key.
pub const LONGEST_KEY: usize = 50;

/// Who may read snippets: those who use them, and those who write them.
pub const READERS: &[Permission] = &[Permission::ViewTickets, Permission::ManageSnippets];

/// A saved answer.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = snippets, check_for_backend(diesel::pg::Pg))]
pub struct Snippet {
    /// The snippet.
    pub id: SnippetId,
    /// What people type to use it; upper and lower case are one.
    pub key: String,
    /// The number of its latest version.
    pub version: i32,
    /// How often a reply was made from it.
    pub uses: i64,
    /// When that happened last.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was removed, if it was.
    pub removed_at: Option<DateTime<Utc>>,
    /// What it says.
    #[diesel(select_expression = snippet_versions::content)]
    pub content: String,
    /// Who made it say that, by name.
    #[diesel(select_expression = snippet_versions::author_name)]
    pub changed_by: String,
    /// When they did.
    #[diesel(select_expression = snippet_versions::written_at)]
    pub changed_at: DateTime<Utc>,
}

/// What a snippet says, or said.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = snippet_versions, check_for_backend(diesel::pg::Pg))]
pub struct Version {
    /// The snippet.
    pub snippet_id: SnippetId,
    /// Its place among the versions, from 1.
    pub number: i32,
    /// What it says.
    pub content: String,
    /// Under which key it was used.
    pub key: String,
    /// Who wrote it; nobody's account when it was a program.
    pub author_id: Option<UserId>,
    /// The name of whoever wrote it, at that time.
    pub author_name: String,
    /// When.
    pub written_at: DateTime<Utc>,
}

impl Snippet {
    /// The snippet with this id, removed ones included.
    ///
    /// # Errors
    ///
    /// Refuses whoever holds none of [`READERS`], and when there is no such snippet.
    pub async fn find(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: SnippetId,
    ) -> Result<Self, Error> {
        require_reader(&act.actor)?;
        let found = Self::get(conn, id).await?;
        Ok(found.ok_or(Refusal::SnippetNotFound)?)
    }

    /// Everything that a snippet said, the latest version first.
    ///
    /// # Errors
    ///
    /// Refuses whoever holds none of [`READERS`].
    pub async fn versions(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: SnippetId,
    ) -> Result<Vec<Version>, Error> {
        require_reader(&act.actor)?;
        let versions = snippet_versions::table
            .filter(snippet_versions::snippet_id.eq(id))
            .order(snippet_versions::number.desc())
            .select(Version::as_select());
        Ok(versions.load(conn).await?)
    }

    /// Everything that these snippets said, the latest versions first, for whoever was given the snippets.
    pub async fn versions_of_all(
        conn: &mut AsyncPgConnection,
        ids: &[SnippetId],
    ) -> QueryResult<Vec<Version>> {
        snippet_versions::table
            .filter(snippet_versions::snippet_id.eq_any(ids))
            .order(snippet_versions::number.desc())
            .select(Version::as_select())
            .load(conn)
            .await
    }

    /// The snippet with this id, removed ones included, for ourselves.
    pub(crate) async fn get(
        conn: &mut AsyncPgConnection,
        id: SnippetId,
    ) -> QueryResult<Option<Self>> {
        listing::with_content()
            .filter(snippets::id.eq(id))
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// The snippets with these ids, removed ones included, for ourselves.
    pub(crate) async fn get_all(
        conn: &mut AsyncPgConnection,
        ids: &[SnippetId],
    ) -> QueryResult<Vec<Self>> {
        listing::with_content()
            .filter(snippets::id.eq_any(ids))
            .select(Self::as_select())
            .load(conn)
            .await
    }

    /// The snippet that is used under this key, for ourselves.
    pub async fn keyed(conn: &mut AsyncPgConnection, key: &str) -> QueryResult<Option<Self>> {
        listing::with_content()
            .filter(snippets::removed_at.is_null())
            .filter(listing::lower(snippets::key).eq(key.to_lowercase()))
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }
}

/// Refuses whoever neither uses nor writes snippets.
fn require_reader(actor: &Actor) -> Result<(), Refusal> {
    match READERS.iter().any(|&one| actor.require(one).is_ok()) {
        true => Ok(()),
        false => actor.require(Permission::ViewTickets),
    }
}

/// Whether a text can be a key: letters, digits, `-` and `_`.
pub fn is_key(text: &str) -> bool {
    let of_key = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=LONGEST_KEY).contains(&text.len()) && text.bytes().all(of_key)
}
