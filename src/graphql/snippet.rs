//! Snippets in the API.

pub mod changing;

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};

use crate::error::{Error, Refusal};
use crate::graphql::asking::Asking;
use crate::graphql::connection::{self, Cursor, Paging, Place};
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::loaders::desk::VersionsOf;
use crate::models;
use crate::models::snippet::listing::{Filter, Key};

/// Where a snippet is.
#[derive(Enum, Debug, Clone, Copy, Default, PartialEq, Eq)]
#[graphql(name = "SnippetShelf", remote = "models::snippet::listing::Shelf")]
pub enum Shelf {
    /// In use.
    #[default]
    InUse,
    /// Removed.
    Removed,
}

/// A saved answer.
pub struct Snippet(pub models::snippet::Snippet);

/// A saved answer. `{{key}}` as the whole text of a reply stands for it.
#[Object]
impl Snippet {
    /// The snippet.
    async fn id(&self) -> ID {
        GlobalId::Snippet(self.0.id).into()
    }

    /// What people type to use it; upper and lower case are one.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// What it says. `{member}`, `{staff}`, `{ticket}` and `{server}` are filled in when it is used.
    async fn content(&self) -> &str {
        &self.0.content
    }

    /// The number of its latest version.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// Who made it say that, by name.
    async fn changed_by(&self) -> &str {
        &self.0.changed_by
    }

    /// When they did.
    async fn changed_at(&self) -> DateTime<Utc> {
        self.0.changed_at
    }

    /// How often a reply was made from it.
    async fn uses(&self) -> i64 {
        self.0.uses
    }

    /// When that happened last.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_used_at
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it was removed, if it was.
    async fn removed_at(&self) -> Option<DateTime<Utc>> {
        self.0.removed_at
    }

    /// Everything that it said, the latest version first.
    #[graphql(complexity = "10 * (child_complexity + 1)")]
    async fn versions(&self, ctx: &Context<'_>) -> Result<Vec<SnippetVersion>, Fault> {
        let found = Asking::of(ctx)?
            .loaders()
            .load_one(VersionsOf(self.0.id))
            .await?;
        Ok(found
            .unwrap_or_default()
            .into_iter()
            .map(SnippetVersion)
            .collect())
    }
}

/// What a snippet says, or said.
pub struct SnippetVersion(models::snippet::Version);

/// What a snippet says, or said.
#[Object]
impl SnippetVersion {
    /// Its place among the versions, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// What it says.
    async fn content(&self) -> &str {
        &self.0.content
    }

    /// Under which key it was used.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// Who wrote it, by name.
    async fn written_by(&self) -> &str {
        &self.0.author_name
    }

    /// When.
    async fn written_at(&self) -> DateTime<Utc> {
        self.0.written_at
    }
}

/// What can be asked about snippets.
#[derive(Default)]
pub struct SnippetQuery;

#[Object]
impl SnippetQuery {
    /// A snippet, removed ones included. Nothing when there is no such snippet.
    async fn snippet(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Snippet>, Fault> {
        let asking = Asking::of(ctx)?;
        let id = GlobalId::snippet(&id)
            .ok_or_else(|| Fault::bad_input("`id` is not the id of a snippet."))?;
        let conn = &mut *asking.db().await?;
        match models::snippet::Snippet::find(conn, asking.act()?, id).await {
            Ok(snippet) => Ok(Some(Snippet(snippet))),
            Err(Error::Refused(Refusal::SnippetNotFound)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Snippets, by their keys.
    #[allow(
        clippy::too_many_arguments,
        reason = "a field has the arguments that people give it"
    )]
    #[graphql(complexity = "connection::most(first, last) * (child_complexity + 1)")]
    async fn snippets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Those in use, unless it is said otherwise.")] shelf: Option<Shelf>,
        #[graphql(desc = "Only those whose key or text contains this.")] text: Option<String>,
        #[graphql(desc = "How many from the front, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<Option<Connection<Cursor, Snippet>>, Fault> {
        let paging = Paging {
            first,
            after,
            last,
            before,
        };
        let (page, most) = paging.read()?;
        let filter = Filter {
            shelf: shelf.unwrap_or_default().into(),
            text: text.unwrap_or_default(),
        };
        let asking = Asking::of(ctx)?;
        let (conn, act) = (&mut *asking.db().await?, asking.act()?);
        let found = models::snippet::Snippet::list(conn, act, &filter, (page, most)).await?;
        let listed = connection::listed(found, |row| (row.place(), Snippet(row)));
        Ok(Some(listed))
    }
}

impl Place for Key {
    fn write(&self) -> String {
        format!("{}:{}", self.key, self.id)
    }

    fn read(text: &str) -> Option<Self> {
        let (key, id) = text.rsplit_once(':')?;
        // Postgres knows no NUL.
        let key = (!key.contains('\0')).then(|| key.to_owned())?;
        let id = id.parse().ok()?;
        Some(Self { key, id })
    }
}
