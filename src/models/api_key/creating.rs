//! Creating API keys.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use rand::Rng as _;
use secrecy::{ExposeSecret, SecretString};

use crate::direction_marks;
use crate::error::{Error, Flaw, Refusal};
use crate::ids::{CategoryId, UserId};
use crate::models::actor::Act;
use crate::models::api_key::{ApiKey, MARK, PREFIX_LENGTH, Scope, hash, recording};
use crate::models::category::Category;
use crate::models::permission::Permission;
use crate::models::ticket::replying::check_characters;
use crate::schema::api_keys;

/// The most characters of a key's name.
const LONGEST_NAME: usize = 100;

/// A key about to be created.
#[derive(Debug, Clone)]
pub struct NewApiKey {
    /// What it is called.
    pub name: String,
    /// What it may do; at least one thing.
    pub scopes: Vec<Scope>,
    /// From when it is refused; in the future.
    pub expires_at: Option<DateTime<Utc>>,
    /// The restricted categories whose tickets it sees; those that everybody sees need no mention.
    pub category_ids: Vec<CategoryId>,
    /// By what it is known when the same is asked again.
    pub idempotency_key: Option<String>,
}

/// What came of creating a key.
#[derive(Debug)]
pub struct Created {
    /// The key.
    pub key: ApiKey,
    /// The whole of it; nothing when it was created by an earlier request, which was told.
    pub secret: Option<SecretString>,
}

impl ApiKey {
    /// Creates a key. The secret is returned this once: asking again with the same idempotency key gives the same key without it.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageApiKeys`], a scope whose permission the creator does not hold, a category that they do not
    /// see, no name or no scope, and an expiry that has passed.
    pub async fn create(
        conn: &mut AsyncPgConnection,
        act: &Act,
        new: NewApiKey,
    ) -> Result<Created, Error> {
        act.actor.require(Permission::ManageApiKeys)?;
        let creator = act
            .actor
            .user_id()
            .ok_or(Refusal::Forbidden("manage_api_keys"))?;
        if let Some(key) = &new.idempotency_key
            && let Some(key) = created_before(conn, key).await?
        {
            return Ok(Created { key, secret: None });
        }
        let new = new.checked(act.at)?;
        for scope in &new.scopes {
            act.actor.require(scope.needs())?;
        }
        conn.transaction(async |conn| {
            let category_ids = grantable(conn, act, &new.category_ids).await?;
            let secret = generate();
            let row = NewRow::of(&new, (creator, act.at), (&secret, &category_ids));
            let made = diesel::insert_into(api_keys::table)
                .values(row)
                .on_conflict(api_keys::idempotency_key)
                .do_nothing()
                .returning(Self::as_returning())
                .get_result(conn)
                .await
                .optional()?;
            if let Some(key) = made {
                recording::record_creation(conn, act, &key).await?;
                let secret = Some(secret);
                return Ok(Created { key, secret });
            }
            // Somebody has sent the same at the same moment.
            let key = new.idempotency_key.as_deref().unwrap_or_default();
            let found = created_before(conn, key).await?;
            let key = found.ok_or(Refusal::ApiKeyNotFound)?;
            Ok(Created { key, secret: None })
        })
        .await
    }
}

#[derive(Insertable)]
#[diesel(table_name = api_keys)]
struct NewRow<'a> {
    name: &'a str,
    key_hash: Vec<u8>,
    prefix: &'a str,
    scopes: &'a [Scope],
    created_by: UserId,
    created_at: DateTime<Utc>,
    expires_at: Option<DateTime<Utc>>,
    category_ids: &'a [CategoryId],
    idempotency_key: Option<&'a str>,
}

impl<'a> NewRow<'a> {
    fn of(
        new: &'a NewApiKey,
        (created_by, created_at): (UserId, DateTime<Utc>),
        (secret, category_ids): (&'a SecretString, &'a [CategoryId]),
    ) -> Self {
        let secret = secret.expose_secret();
        Self {
            name: &new.name,
            key_hash: hash(secret),
            prefix: &secret[..PREFIX_LENGTH],
            scopes: &new.scopes,
            created_by,
            created_at,
            expires_at: new.expires_at,
            category_ids,
            idempotency_key: new.idempotency_key.as_deref(),
        }
    }
}

async fn created_before(conn: &mut AsyncPgConnection, key: &str) -> QueryResult<Option<ApiKey>> {
    api_keys::table
        .filter(api_keys::idempotency_key.eq(key))
        .select(ApiKey::as_select())
        .first(conn)
        .await
        .optional()
}

impl NewApiKey {
    fn checked(self, now: DateTime<Utc>) -> Result<Self, Refusal> {
        let name = direction_marks::without(&self.name).trim().to_owned();
        let refuse = |field, why| Err(Refusal::Invalid { field, why });
        if name.is_empty() {
            return refuse("name", Flaw::Unnamed);
        }
        if name.chars().count() > LONGEST_NAME {
            return refuse("name", Flaw::LongName(LONGEST_NAME));
        }
        check_characters("name", &name)?;
        if self.scopes.is_empty() {
            return refuse("scopes", Flaw::NoScope);
        }
        if self.expires_at.is_some_and(|expiry| expiry <= now) {
            return refuse("expires_at", Flaw::Past);
        }
        Ok(Self { name, ..self })
    }
}

/// The wanted categories, each once. Nobody lets a program into a category that they do not see themselves.
async fn grantable(
    conn: &mut AsyncPgConnection,
    act: &Act,
    wanted: &[CategoryId],
) -> Result<Vec<CategoryId>, Error> {
    let wanted: BTreeSet<CategoryId> = wanted.iter().copied().collect();
    let seen: BTreeSet<CategoryId> = Category::restricted_and_seen(conn, act)
        .await?
        .iter()
        .map(|category| category.id)
        .collect();
    if !wanted.is_subset(&seen) {
        return Err(Refusal::CategoryNotFound.into());
    }
    Ok(wanted.into_iter().collect())
}

fn generate() -> SecretString {
    let mut random = [0; 32];
    rand::rng().fill(&mut random);
    SecretString::from(format!("{MARK}{}", hex::encode(random)))
}
