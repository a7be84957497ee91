//! Which API keys there are.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::ids::ApiKeyId;
use crate::models::actor::Act;
use crate::models::api_key::ApiKey;
use crate::models::permission::Permission;
use crate::schema::api_keys;

/// Which part of the list is wanted; the newest come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The newest.
    First,
    /// Those that come after this one: older ones.
    After(ApiKeyId),
    /// The oldest.
    Last,
    /// Those that come before this one: newer ones.
    Before(ApiKeyId),
}

/// A part of the list.
#[derive(Debug, Clone)]
pub struct Listing {
    /// The keys, newest first.
    pub rows: Vec<ApiKey>,
    /// Whether there are newer ones.
    pub has_newer: bool,
    /// Whether there are older ones.
    pub has_older: bool,
}

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
        (page, most): (Page, i64),
    ) -> Result<Listing, Error> {
        act.actor.require(Permission::ManageApiKeys)?;
        let query = api_keys::table.select(Self::as_select()).into_boxed();
        let query = match page {
            Page::First => query.order(api_keys::id.desc()),
            Page::After(id) => query.filter(api_keys::id.lt(id)).order(api_keys::id.desc()),
            Page::Last => query.order(api_keys::id.asc()),
            Page::Before(id) => query.filter(api_keys::id.gt(id)).order(api_keys::id.asc()),
        };
        let found = query.limit(most + 1).load(conn).await?;
        Ok(Listing::cut(found, page, most))
    }
}

impl Listing {
    fn cut(mut rows: Vec<ApiKey>, page: Page, most: i64) -> Self {
        let shown = usize::try_from(most).unwrap_or(0);
        let has_more = rows.len() > shown;
        rows.truncate(shown);
        let (has_newer, has_older) = match page {
            Page::First => (false, has_more),
            Page::After(_) => (true, has_more),
            Page::Last => (has_more, false),
            Page::Before(_) => (has_more, true),
        };
        if matches!(page, Page::Last | Page::Before(_)) {
            rows.reverse();
        }
        Self {
            rows,
            has_newer,
            has_older,
        }
    }
}
