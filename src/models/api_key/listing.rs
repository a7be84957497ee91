//! Which API keys there are.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::ids::ApiKeyId;
use crate::models::actor::Act;
use crate::models::api_key::ApiKey;
use crate::models::listing::{Listing, Page};
use crate::models::permission::Permission;
use crate::schema::api_keys;

impl ApiKey {
    /// Every key, the newest first.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageApiKeys`].
    pub async fn all(conn: &mut AsyncPgConnection, act: &Act) -> Result<Vec<Self>, Error> {
        act.actor.require(Permission::ManageApiKeys)?;
        let newest_first = api_keys::table
            .order(api_keys::id.desc())
            .select(Self::as_select());
        Ok(newest_first.load(conn).await?)
    }

    /// Up to `most` keys, the newest first.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageApiKeys`].
    pub async fn list(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (page, most): (Page<ApiKeyId>, i64),
    ) -> Result<Listing<Self>, Error> {
        act.actor.require(Permission::ManageApiKeys)?;
        let query = api_keys::table.select(Self::as_select()).into_boxed();
        let query = match page {
            Page::First => query.order(api_keys::id.desc()),
            Page::After(id) => query.filter(api_keys::id.lt(id)).order(api_keys::id.desc()),
            Page::Last => query.order(api_keys::id.asc()),
            Page::Before(id) => query.filter(api_keys::id.gt(id)).order(api_keys::id.asc()),
        };
        let found = query.limit(most + 1).load(conn).await?;
        Ok(Listing::cut(found, &page, most))
    }
}
