//! API keys in the API: for people who may manage them. A program neither makes itself another key nor sees those of others.

use async_graphql::connection::Connection;
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use secrecy::ExposeSecret as _;

use crate::error::{Error, Refusal};
use crate::graphql::asking::Asking;
use crate::graphql::category::Category;
use crate::graphql::connection::{self, Cursor, Paging, Place};
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::idempotency;
use crate::graphql::user::User;
use crate::graphql::user_error::{UserError, not_an_id, outcome};
use crate::graphql::viewer::Scope;
use crate::ids::{ApiKeyId, CategoryId};
use crate::models;
use crate::models::api_key::creating::{Created, NewApiKey};

/// A credential for a program, without its secret.
pub struct ApiKey(models::api_key::ApiKey);

/// A credential for a program, without its secret.
#[Object]
impl ApiKey {
    /// The key.
    async fn id(&self) -> ID {
        GlobalId::ApiKey(self.0.id).into()
    }

    /// What it is called.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// How it begins.
    async fn prefix(&self) -> &str {
        &self.0.prefix
    }

    /// What it may do.
    async fn scopes(&self) -> Vec<Scope> {
        self.0.scopes.iter().copied().map(Scope::from).collect()
    }

    /// The restricted categories whose tickets it sees: those of them that you see yourself.
    async fn categories(&self, ctx: &Context<'_>) -> Result<Vec<Category>, Fault> {
        let asking = Asking::of(ctx)?;
        let sight = asking.act()?.actor.sight();
        let seen = self.0.category_ids.iter().copied();
        let seen: Vec<CategoryId> = seen.filter(|id| sight.sees(Some(*id))).collect();
        let mut found = asking.loaders().load_many(seen.iter().copied()).await?;
        let in_order = seen.iter().filter_map(|id| found.remove(id));
        Ok(in_order.map(Category).collect())
    }

    /// Who created it.
    async fn created_by(&self, ctx: &Context<'_>) -> Result<Option<User>, Fault> {
        let creator = Asking::of(ctx)?.loaders().load_one(self.0.created_by);
        Ok(creator.await?.map(User))
    }

    /// When it was created.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// From when it is refused; never when there is no time.
    async fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.0.expires_at
    }

    /// When it was revoked, if it was.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }

    /// When it was used last, to within ten seconds.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_used_at
    }

    /// The network address from which it was used last.
    async fn last_used_from(&self) -> Option<&str> {
        self.0.last_used_from.as_deref()
    }
}

/// What can be asked about API keys.
#[derive(Default)]
pub struct ApiKeyQuery;

#[Object]
impl ApiKeyQuery {
    /// The API keys, newest first. Needs the permission to manage API keys.
    #[graphql(complexity = "connection::most(first, last) * (child_complexity + 1)")]
    async fn api_keys(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the front, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<Option<Connection<Cursor, ApiKey>>, Fault> {
        let paging = Paging {
            first,
            after,
            last,
            before,
        };
        let (page, most) = paging.read()?;
        let asking = Asking::of(ctx)?;
        let (conn, act) = (&mut *asking.db().await?, asking.act()?);
        let found = models::api_key::ApiKey::list(conn, act, (page, most)).await?;
        let listed = connection::listed(found, |row| (row.id, ApiKey(row)));
        Ok(Some(listed))
    }
}

impl Place for ApiKeyId {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

/// A key to create.
#[derive(InputObject)]
pub struct CreateApiKeyInput {
    /// What it is called, such as the program that will use it; up to 100 characters.
    name: String,
    /// What it may do: at least one thing, and nothing that you may not do yourself.
    scopes: Vec<Scope>,
    /// From when it is refused; never when it is left out.
    expires_at: Option<DateTime<Utc>>,
    /// The restricted categories whose tickets it sees, of those that you see yourself.
    #[graphql(default)]
    category_ids: Vec<ID>,
    /// Sending the same key again creates no second API key, and does not tell the secret again. Any text of up to 200 characters.
    idempotency_key: Option<String>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A key to revoke or to delete.
#[derive(InputObject)]
pub struct ApiKeyInput {
    /// The key.
    api_key_id: ID,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What came of creating a key.
#[derive(SimpleObject)]
pub struct CreateApiKeyPayload {
    /// The key; nothing when it was refused.
    api_key: Option<ApiKey>,
    /// The whole key, told this once; nothing when it was refused or created by an earlier request.
    secret: Option<String>,
    /// Why it was refused.
    user_errors: Vec<UserError>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct ApiKeyPayload {
    /// The id of the key; nothing when it was refused.
    api_key_id: Option<ID>,
    /// Why it was refused.
    user_errors: Vec<UserError>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// What can be done with API keys.
#[derive(Default)]
pub struct Keys;

#[Object]
impl Keys {
    /// Creates an API key. Only people can: no program makes itself another key.
    async fn create_api_key(
        &self,
        ctx: &Context<'_>,
        mut input: CreateApiKeyInput,
    ) -> Result<Option<CreateApiKeyPayload>, Fault> {
        let client_mutation_id = input.client_mutation_id.take();
        let created = create(Asking::of(ctx)?, input).await;
        let (created, user_errors) = outcome(created)?;
        let (api_key, secret) = match created {
            Some(Created { key, secret }) => (Some(ApiKey(key)), secret),
            None => (None, None),
        };
        Ok(Some(CreateApiKeyPayload {
            api_key,
            secret: secret.map(|secret| secret.expose_secret().to_owned()),
            user_errors,
            client_mutation_id,
        }))
    }

    /// Has a key refused from now on, and keeps its record. Revoking it again changes nothing.
    async fn revoke_api_key(
        &self,
        ctx: &Context<'_>,
        input: ApiKeyInput,
    ) -> Result<Option<ApiKeyPayload>, Fault> {
        let revoked = revoke(Asking::of(ctx)?, &input.api_key_id).await;
        ApiKeyPayload::of(revoked, input.client_mutation_id)
    }

    /// Removes a key and its record. What happened with it stays in the audit log.
    async fn delete_api_key(
        &self,
        ctx: &Context<'_>,
        input: ApiKeyInput,
    ) -> Result<Option<ApiKeyPayload>, Fault> {
        let deleted = delete(Asking::of(ctx)?, &input.api_key_id).await;
        ApiKeyPayload::of(deleted, input.client_mutation_id)
    }
}

impl ApiKeyPayload {
    fn of(
        result: Result<ApiKeyId, Error>,
        client_mutation_id: Option<String>,
    ) -> Result<Option<Self>, Fault> {
        let (id, user_errors) = outcome(result)?;
        Ok(Some(Self {
            api_key_id: id.map(|id| GlobalId::ApiKey(id).into()),
            user_errors,
            client_mutation_id,
        }))
    }
}

async fn create(asking: &Asking, input: CreateApiKeyInput) -> Result<Created, Error> {
    let act = asking.act()?;
    let read = |id: &ID| GlobalId::category(id).ok_or_else(|| not_an_id("categoryIds"));
    let category_ids: Result<Vec<CategoryId>, Refusal> =
        input.category_ids.iter().map(read).collect();
    let new = NewApiKey {
        name: input.name,
        scopes: input.scopes.into_iter().map(Into::into).collect(),
        expires_at: input.expires_at,
        category_ids: category_ids?,
        idempotency_key: idempotency::scoped(act, "api_key", input.idempotency_key)?,
    };
    models::api_key::ApiKey::create(&mut *asking.db().await?, act, new).await
}

async fn revoke(asking: &Asking, id: &ID) -> Result<ApiKeyId, Error> {
    let id = key_of(id)?;
    models::api_key::ApiKey::revoke(&mut *asking.db().await?, asking.act()?, id).await?;
    Ok(id)
}

async fn delete(asking: &Asking, id: &ID) -> Result<ApiKeyId, Error> {
    let id = key_of(id)?;
    models::api_key::ApiKey::delete(&mut *asking.db().await?, asking.act()?, id).await?;
    Ok(id)
}

fn key_of(id: &ID) -> Result<ApiKeyId, Refusal> {
    match GlobalId::parse(id) {
        Some(GlobalId::ApiKey(id)) => Ok(id),
        _ => Err(not_an_id("apiKeyId")),
    }
}
