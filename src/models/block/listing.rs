//! Which blocks there are.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::{BlockId, UserId};
use crate::models::actor::Act;
use crate::models::block::Block;
use crate::models::permission::Permission;
use crate::schema::blocks;

/// Which blocks a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Those that keep somebody from opening tickets now.
    Now,
    /// Those that have ended.
    Ended,
}

/// Which part of a list is wanted; the newest come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The newest.
    First,
    /// Those that come after this one: older ones.
    After(BlockId),
    /// The oldest.
    Last,
    /// Those that come before this one: newer ones.
    Before(BlockId),
}

/// A part of a list.
#[derive(Debug, Clone)]
pub struct Listing {
    /// The blocks, newest first.
    pub rows: Vec<Block>,
    /// Whether there are newer ones.
    pub has_newer: bool,
    /// Whether there are older ones.
    pub has_older: bool,
}

impl Listing {
    fn cut(mut rows: Vec<Block>, page: Page, most: i64) -> Self {
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

impl Block {
    /// The block with this id, for somebody who may read tickets.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`], and when there is no such block.
    pub async fn find(conn: &mut AsyncPgConnection, act: &Act, id: BlockId) -> Result<Self, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let found = blocks::table.find(id).select(Self::as_select());
        let found = found.first(conn).await.optional()?;
        Ok(found.ok_or(Refusal::BlockNotFound)?)
    }

    /// Up to `most` blocks, newest first.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`].
    pub async fn list(
        conn: &mut AsyncPgConnection,
        act: &Act,
        standing: Standing,
        (page, most): (Page, i64),
    ) -> Result<Listing, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let over = blocks::ended_at.is_not_null().or(blocks::expires_at
            .assume_not_null()
            .le(act.at)
            .and(blocks::expires_at.is_not_null()));
        let stands = blocks::ended_at.is_null().and(
            blocks::expires_at
                .is_null()
                .or(blocks::expires_at.assume_not_null().gt(act.at)),
        );
        let mut query = blocks::table.select(Self::as_select()).into_boxed();
        query = match standing {
            Standing::Now => query.filter(stands),
            Standing::Ended => query.filter(over),
        };
        query = match page {
            Page::First => query.order(blocks::id.desc()),
            Page::After(id) => query.filter(blocks::id.lt(id)).order(blocks::id.desc()),
            Page::Last => query.order(blocks::id.asc()),
            Page::Before(id) => query.filter(blocks::id.gt(id)).order(blocks::id.asc()),
        };
        let found = query.limit(most + 1).load(conn).await?;
        Ok(Listing::cut(found, page, most))
    }

    /// Every block that a member ever had, newest first; at most `most`.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`].
    pub async fn of_member(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (member, most): (UserId, i64),
    ) -> Result<Vec<Self>, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let found = blocks::table
            .filter(blocks::member_id.eq(member))
            .order(blocks::id.desc())
            .limit(most)
            .select(Self::as_select());
        Ok(found.load(conn).await?)
    }

    /// The blocks that keep these members from opening tickets at `now`.
    pub async fn standing_for_all(
        conn: &mut AsyncPgConnection,
        members: &[UserId],
        now: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        let found: Vec<Self> = blocks::table
            .filter(blocks::member_id.eq_any(members))
            .filter(blocks::ended_at.is_null())
            .select(Self::as_select())
            .load(conn)
            .await?;
        Ok(found
            .into_iter()
            .filter(|block| block.stands(now))
            .collect())
    }

    /// The block that keeps a member from opening tickets at `now`.
    pub async fn standing(
        conn: &mut AsyncPgConnection,
        member: UserId,
        now: DateTime<Utc>,
    ) -> QueryResult<Option<Self>> {
        let unended = Self::unended(conn, member).await?;
        Ok(unended.filter(|block| block.stands(now)))
    }

    /// The block of a member that nobody has ended yet; its time may be over.
    pub(super) async fn unended(
        conn: &mut AsyncPgConnection,
        member: UserId,
    ) -> QueryResult<Option<Self>> {
        blocks::table
            .filter(blocks::member_id.eq(member))
            .filter(blocks::ended_at.is_null())
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }
}
