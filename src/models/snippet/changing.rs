//! Making snippets, changing what they say, and removing them.

use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::error::{Error, Refusal};
use crate::ids::SnippetId;
use crate::models::actor::Act;
use crate::models::event::{self, EventKind, Subject};
use crate::models::permission::Permission;
use crate::models::snippet::{LONGEST_CONTENT, Snippet, is_key};
use crate::models::ticket::replying::check_characters;
use crate::schema::{snippet_versions, snippets};

/// What a snippet is to be.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    /// What people type to use it.
    pub key: String,
    /// What it says.
    pub content: String,
}

impl Snippet {
    /// Makes a snippet.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageSnippets`], a key that is none or that is in use, and a text that is empty or too long.
    pub async fn create(
        conn: &mut AsyncPgConnection,
        act: &Act,
        wording: Wording,
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ManageSnippets)?;
        let wording = wording.checked()?;
        conn.transaction(async |conn| {
            let id: SnippetId = diesel::insert_into(snippets::table)
                .values((
                    snippets::key.eq(&wording.key),
                    snippets::created_at.eq(act.at),
                ))
                .returning(snippets::id)
                .get_result(conn)
                .await
                .map_err(|error| taken(&wording.key).in_place_of(error))?;
            insert_version(conn, act, (id, 1), &wording).await?;
            let snippet = Self::find(conn, act, id).await?;
            snippet.record(conn, act, EventKind::SnippetCreated).await?;
            Ok(snippet)
        })
        .await
    }

    /// Gives a snippet another key or another text, as a new version. The same again changes nothing.
    ///
    /// # Errors
    ///
    /// Refuses as [`Snippet::create`] does, and when somebody has changed it since its version `based_on`.
    pub async fn change(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (id, based_on): (SnippetId, i32),
        wording: Wording,
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ManageSnippets)?;
        let wording = wording.checked()?;
        conn.transaction(async |conn| {
            let snippet = Self::lock(conn, act, id).await?;
            if snippet.key == wording.key && snippet.content == wording.content {
                return Ok(snippet);
            }
            if snippet.version != based_on {
                return Err(Refusal::SnippetOutdated.into());
            }
            diesel::update(snippets::table.find(id))
                .set(snippets::key.eq(&wording.key))
                .execute(conn)
                .await
                .map_err(|error| taken(&wording.key).in_place_of(error))?;
            snippet.say(conn, act, &wording).await?;
            let changed = Self::find(conn, act, id).await?;
            changed.record(conn, act, EventKind::SnippetChanged).await?;
            Ok(changed)
        })
        .await
    }

    /// Makes a snippet say again what it said in an earlier version.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageSnippets`], and when there is no such snippet or version.
    pub async fn restore(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (id, number): (SnippetId, i32),
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ManageSnippets)?;
        conn.transaction(async |conn| {
            let snippet = Self::lock(conn, act, id).await?;
            let content: Option<String> = snippet_versions::table
                .find((id, number))
                .select(snippet_versions::content)
                .first(conn)
                .await
                .optional()?;
            let content = content.ok_or(Refusal::SnippetNotFound)?;
            if snippet.content == content {
                return Ok(snippet);
            }
            let key = snippet.key.clone();
            snippet.say(conn, act, &Wording { key, content }).await?;
            let restored = Self::find(conn, act, id).await?;
            restored
                .record(conn, act, EventKind::SnippetChanged)
                .await?;
            Ok(restored)
        })
        .await
    }

    /// Removes a snippet: nobody can use it any more, and its key is free. Removing it again changes nothing.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageSnippets`], and when there is no such snippet.
    pub async fn remove(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: SnippetId,
    ) -> Result<(), Error> {
        act.actor.require(Permission::ManageSnippets)?;
        conn.transaction(async |conn| {
            let snippet = Self::lock_any(conn, act, id).await?;
            if snippet.removed_at.is_some() {
                return Ok(());
            }
            diesel::update(snippets::table.find(id))
                .set(snippets::removed_at.eq(act.at))
                .execute(conn)
                .await?;
            snippet.record(conn, act, EventKind::SnippetRemoved).await
        })
        .await
    }

    /// Takes a removed snippet back into use.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageSnippets`], when there is no such snippet, and when its key is in use by now.
    pub async fn bring_back(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: SnippetId,
    ) -> Result<(), Error> {
        act.actor.require(Permission::ManageSnippets)?;
        conn.transaction(async |conn| {
            let snippet = Self::lock_any(conn, act, id).await?;
            if snippet.removed_at.is_none() {
                return Ok(());
            }
            diesel::update(snippets::table.find(id))
                .set(snippets::removed_at.eq(None::<chrono::DateTime<chrono::Utc>>))
                .execute(conn)
                .await
                .map_err(|error| taken(&snippet.key).in_place_of(error))?;
            snippet
                .record(conn, act, EventKind::SnippetBroughtBack)
                .await
        })
        .await
    }

    async fn lock(conn: &mut AsyncPgConnection, act: &Act, id: SnippetId) -> Result<Self, Error> {
        let snippet = Self::lock_any(conn, act, id).await?;
        if snippet.removed_at.is_some() {
            return Err(Refusal::SnippetNotFound.into());
        }
        Ok(snippet)
    }

    async fn lock_any(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: SnippetId,
    ) -> Result<Self, Error> {
        let locked: Option<SnippetId> = snippets::table
            .find(id)
            .select(snippets::id)
            .for_update()
            .first(conn)
            .await
            .optional()?;
        locked.ok_or(Refusal::SnippetNotFound)?;
        Self::find(conn, act, id).await
    }

    /// Adds a version.
    async fn say(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        wording: &Wording,
    ) -> QueryResult<()> {
        let next = self.version + 1;
        insert_version(conn, act, (self.id, next), wording).await?;
        diesel::update(snippets::table.find(self.id))
            .set(snippets::version.eq(next))
            .execute(conn)
            .await?;
        Ok(())
    }

    async fn record(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        kind: EventKind,
    ) -> Result<(), Error> {
        let id = self.id.to_string();
        let details = json!({ "id": id, "key": self.key, "version": self.version });
        Ok(event::record_with(conn, act, (kind, Subject::NONE), details).await?)
    }
}

impl Wording {
    fn checked(self) -> Result<Self, Refusal> {
        let key = self.key.trim().to_owned();
        if !is_key(&key) {
            return Err(Refusal::SnippetKeyInvalid);
        }
        // Browsers send the ends of lines as two characters.
        let content = self.content.replace("\r\n", "\n").trim().to_owned();
        check_characters("content", &content)?;
        let length = content.chars().count();
        match length {
            0 => Err(Refusal::SnippetEmpty),
            1..=LONGEST_CONTENT => Ok(Self { key, content }),
            _ => Err(Refusal::TooLong {
                limit: LONGEST_CONTENT,
                length,
            }),
        }
    }
}

async fn insert_version(
    conn: &mut AsyncPgConnection,
    act: &Act,
    (snippet, number): (SnippetId, i32),
    wording: &Wording,
) -> QueryResult<()> {
    diesel::insert_into(snippet_versions::table)
        .values((
            snippet_versions::snippet_id.eq(snippet),
            snippet_versions::number.eq(number),
            snippet_versions::content.eq(&wording.content),
            snippet_versions::key.eq(&wording.key),
            snippet_versions::author_id.eq(act.actor.user_id()),
            snippet_versions::author_name.eq(act.actor.name()),
            snippet_versions::written_at.eq(act.at),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

fn taken(key: &str) -> Refusal {
    Refusal::SnippetKeyTaken(key.to_owned())
}
