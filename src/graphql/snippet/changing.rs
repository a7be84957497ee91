//! Writing, changing and removing snippets over the API.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::Snippet;
use crate::error::{Error, Refusal};
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::user_error::{UserError, not_an_id, outcome};
use crate::ids::SnippetId;
use crate::models;
use crate::models::snippet::changing::Wording;

/// A snippet to be.
#[derive(InputObject)]
pub struct CreateSnippetInput {
    /// What people type to use it: 1 to 50 letters, digits, `-` and `_`.
    key: String,
    /// What it says, in up to 4000 characters.
    content: String,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What a snippet is to be from now on.
#[derive(InputObject)]
pub struct ChangeSnippetInput {
    /// Which snippet.
    snippet_id: ID,
    /// Its key.
    key: String,
    /// What it says.
    content: String,
    /// The version that is being changed. When somebody has changed the snippet since, this is refused.
    based_on: i32,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A version to restore.
#[derive(InputObject)]
pub struct RestoreSnippetInput {
    /// Which snippet.
    snippet_id: ID,
    /// The number of the version.
    version: i32,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A snippet to remove, or to take back into use.
#[derive(InputObject)]
pub struct SnippetInput {
    /// Which snippet.
    snippet_id: ID,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct SnippetPayload {
    /// The snippet; nothing when it was refused.
    snippet: Option<Snippet>,
    /// Why it was refused.
    user_errors: Vec<UserError>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// What can be done about snippets.
#[derive(Default)]
pub struct Snippets;

#[Object]
impl Snippets {
    /// Makes a snippet.
    async fn create_snippet(
        &self,
        ctx: &Context<'_>,
        input: CreateSnippetInput,
    ) -> Result<Option<SnippetPayload>, Fault> {
        let wording = Wording {
            key: input.key,
            content: input.content,
        };
        let asking = Asking::of(ctx)?;
        let (conn, act) = (&mut *asking.db().await?, asking.act()?);
        let created = models::snippet::Snippet::create(conn, act, wording).await;
        SnippetPayload::of(created, input.client_mutation_id)
    }

    /// Gives a snippet another key or another text, as a new version.
    async fn change_snippet(
        &self,
        ctx: &Context<'_>,
        input: ChangeSnippetInput,
    ) -> Result<Option<SnippetPayload>, Fault> {
        let wording = Wording {
            key: input.key,
            content: input.content,
        };
        let place = (input.snippet_id, input.based_on);
        let changed = change(Asking::of(ctx)?, place, wording).await;
        SnippetPayload::of(changed, input.client_mutation_id)
    }

    /// Makes a snippet say again what it said in an earlier version.
    async fn restore_snippet(
        &self,
        ctx: &Context<'_>,
        input: RestoreSnippetInput,
    ) -> Result<Option<SnippetPayload>, Fault> {
        let place = (input.snippet_id, input.version);
        let restored = restore(Asking::of(ctx)?, place).await;
        SnippetPayload::of(restored, input.client_mutation_id)
    }

    /// Removes a snippet: nobody can use it any more, and its key is free.
    async fn remove_snippet(
        &self,
        ctx: &Context<'_>,
        input: SnippetInput,
    ) -> Result<Option<SnippetPayload>, Fault> {
        let removed = remove(Asking::of(ctx)?, &input.snippet_id).await;
        SnippetPayload::of(removed, input.client_mutation_id)
    }

    /// Takes a removed snippet back into use.
    async fn bring_back_snippet(
        &self,
        ctx: &Context<'_>,
        input: SnippetInput,
    ) -> Result<Option<SnippetPayload>, Fault> {
        let returned = bring_back(Asking::of(ctx)?, &input.snippet_id).await;
        SnippetPayload::of(returned, input.client_mutation_id)
    }
}

impl SnippetPayload {
    fn of(
        result: Result<models::snippet::Snippet, Error>,
        client_mutation_id: Option<String>,
    ) -> Result<Option<Self>, Fault> {
        let (snippet, user_errors) = outcome(result)?;
        Ok(Some(Self {
            snippet: snippet.map(Snippet),
            user_errors,
            client_mutation_id,
        }))
    }
}

fn read(id: &ID) -> Result<SnippetId, Refusal> {
    GlobalId::snippet(id).ok_or_else(|| not_an_id("snippetId"))
}

async fn change(
    asking: &Asking,
    (id, based_on): (ID, i32),
    wording: Wording,
) -> Result<models::snippet::Snippet, Error> {
    let (act, id) = (asking.act()?, read(&id)?);
    let conn = &mut *asking.db().await?;
    models::snippet::Snippet::change(conn, act, (id, based_on), wording).await
}

async fn restore(
    asking: &Asking,
    (id, version): (ID, i32),
) -> Result<models::snippet::Snippet, Error> {
    let (act, id) = (asking.act()?, read(&id)?);
    models::snippet::Snippet::restore(&mut *asking.db().await?, act, (id, version)).await
}

async fn remove(asking: &Asking, id: &ID) -> Result<models::snippet::Snippet, Error> {
    let (act, id) = (asking.act()?, read(id)?);
    let conn = &mut *asking.db().await?;
    models::snippet::Snippet::remove(conn, act, id).await?;
    models::snippet::Snippet::find(conn, act, id).await
}

async fn bring_back(asking: &Asking, id: &ID) -> Result<models::snippet::Snippet, Error> {
    let (act, id) = (asking.act()?, read(id)?);
    let conn = &mut *asking.db().await?;
    models::snippet::Snippet::bring_back(conn, act, id).await?;
    models::snippet::Snippet::find(conn, act, id).await
}
