//! API keys: credentials for integrators. A key is 256 random bits, shown once; only its SHA-256 is kept, which needs no salt because
//! nobody can guess what it is the hash of.

pub mod creating;
pub mod listing;
mod recording;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use sha2::{Digest, Sha256};

use crate::error::{Error, Refusal, Unauthenticated};
use crate::ids::{ApiKeyId, CategoryId, UserId};
use crate::models::actor::{Act, Actor};
use crate::models::event::EventKind;
use crate::models::permission::Permission;
use crate::models::sight::Sight;
use crate::models::text_enum::text_enum;
use crate::schema::api_keys;

text_enum! {
    /// Something that an API key may do.
    Scope {
        /// Open tickets.
        CreateTicket = "create_ticket",
        /// Read tickets.
        ReadTickets = "read_tickets",
        /// Reply to tickets and close them.
        UpdateTicket = "update_ticket",
    }
}

impl Scope {
    /// The permission that whoever gives the scope to a key must hold: nobody hands out more than they have.
    pub fn needs(self) -> Permission {
        self.allows().unwrap_or(Permission::ManageTickets)
    }

    /// The permission of people that the scope matches; a key may open tickets without being able to work on them.
    pub fn allows(self) -> Option<Permission> {
        match self {
            Self::CreateTicket => None,
            Self::ReadTickets => Some(Permission::ViewTickets),
            Self::UpdateTicket => Some(Permission::ManageTickets),
        }
    }
}

/// What every key begins with.
const MARK: &str = "rustmail_";
/// How many characters of a key are kept to recognise it by: the mark and 8 hex digits.
const PREFIX_LENGTH: usize = MARK.len() + 8;
/// A key's last use is noted at most this often.
const USE_RESOLUTION: TimeDelta = TimeDelta::seconds(10);

/// A credential for integrators, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = api_keys, check_for_backend(diesel::pg::Pg))]
pub struct ApiKey {
    /// The key's id; not a secret.
    pub id: ApiKeyId,
    /// What it is called.
    pub name: String,
    /// How it begins.
    pub prefix: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// Who created it.
    pub created_by: UserId,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// From when it is refused.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it was used last.
    pub last_used_at: Option<DateTime<Utc>>,
    /// From which address it was used last.
    pub last_used_from: Option<String>,
    /// The restricted categories whose tickets it sees.
    pub category_ids: Vec<CategoryId>,
}

impl ApiKey {
    /// Invalidates a key and keeps its record. Revoking it again changes nothing.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageApiKeys`], and when there is no such key.
    pub async fn revoke(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: ApiKeyId,
    ) -> Result<(), Error> {
        act.actor.require(Permission::ManageApiKeys)?;
        conn.transaction(async |conn| {
            let key = Self::lock(conn, id).await?;
            if key.revoked_at.is_some() {
                return Ok(());
            }
            diesel::update(&key)
                .set(api_keys::revoked_at.eq(act.at))
                .execute(conn)
                .await?;
            recording::record(conn, act, EventKind::ApiKeyRevoked, &key).await
        })
        .await
    }

    /// Removes a key and its record; the events about it stay.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageApiKeys`], and when there is no such key.
    pub async fn delete(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: ApiKeyId,
    ) -> Result<(), Error> {
        act.actor.require(Permission::ManageApiKeys)?;
        conn.transaction(async |conn| {
            let key = Self::lock(conn, id).await?;
            diesel::delete(&key).execute(conn).await?;
            recording::record(conn, act, EventKind::ApiKeyDeleted, &key).await
        })
        .await
    }

    /// Who holds this secret. Notes the use, and from where.
    ///
    /// # Errors
    ///
    /// Refuses an unknown, an expired and a revoked key.
    pub async fn authenticate(
        conn: &mut AsyncPgConnection,
        secret: &str,
        now: DateTime<Utc>,
        address: &str,
    ) -> Result<Actor, Error> {
        if !looks_like_a_key(secret) {
            return Err(Unauthenticated::UnknownKey.into());
        }
        let found: Option<Self> = api_keys::table
            .filter(api_keys::key_hash.eq(hash(secret)))
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()?;
        let key = found.ok_or(Unauthenticated::UnknownKey)?;
        if key.revoked_at.is_some() {
            return Err(Unauthenticated::RevokedKey.into());
        }
        if key.expires_at.is_some_and(|expiry| expiry <= now) {
            return Err(Unauthenticated::ExpiredKey.into());
        }
        key.note_use(conn, now, address).await?;
        Ok(Actor::ApiKey {
            id: key.id,
            name: key.name,
            scopes: key.scopes,
            sight: Sight::into_categories(conn, &key.category_ids).await?,
        })
    }

    async fn note_use(
        &self,
        conn: &mut AsyncPgConnection,
        now: DateTime<Utc>,
        address: &str,
    ) -> QueryResult<()> {
        let fresh = self
            .last_used_at
            .is_some_and(|last| now - last < USE_RESOLUTION);
        if fresh && self.last_used_from.as_deref() == Some(address) {
            return Ok(());
        }
        diesel::update(self)
            .set((
                api_keys::last_used_at.eq(now),
                api_keys::last_used_from.eq(address),
            ))
            .execute(conn)
            .await?;
        Ok(())
    }

    async fn lock(conn: &mut AsyncPgConnection, id: ApiKeyId) -> Result<Self, Error> {
        let found = api_keys::table
            .find(id)
            .select(Self::as_select())
            .for_update()
            .first(conn)
            .await;
        Ok(found.optional()?.ok_or(Refusal::ApiKeyNotFound)?)
    }
}

fn looks_like_a_key(secret: &str) -> bool {
    secret.strip_prefix(MARK).is_some_and(|digits| {
        digits.len() == 64
            && digits
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}
