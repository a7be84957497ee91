//! Which blocks there are.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::{BlockId, UserId};
use crate::models::actor::Act;
use crate::models::block::Block;
use crate::models::listing::{Listing, Page};
use crate::models::permission::Permission;
use crate::models::ticket::within;
use crate::schema::{blocks, tickets};

/// Which blocks a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Those that keep somebody from opening tickets now.
    Now,
    /// Those that have ended.
    Ended,
}

impl Block {
    /// The block with this id, for somebody who may read tickets. Why it was placed is told as by [`Block::list`].
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`], and when there is no such block.
    pub async fn find(conn: &mut AsyncPgConnection, act: &Act, id: BlockId) -> Result<Self, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let found = blocks::table.find(id).select(Self::as_select());
        let found: Option<Self> = found.first(conn).await.optional()?;
        let found = found.ok_or(Refusal::BlockNotFound)?;
        found.seen_by(conn, act).await
    }

    /// Up to `most` blocks, newest first. Whoever sees none of a member's tickets is not told why they were blocked, nor how often they
    /// wrote since.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`].
    pub async fn list(
        conn: &mut AsyncPgConnection,
        act: &Act,
        standing: Standing,
        (page, most): (Page<BlockId>, i64),
    ) -> Result<Listing<Self>, Error> {
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
        let mut listing = Listing::cut(found, &page, most);
        Self::veil(conn, act, &mut listing.rows).await?;
        Ok(listing)
    }

    /// Every block that a member ever had, newest first; at most `most`. Why they were placed is told as by [`Block::list`].
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`].
    pub async fn of_member(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (member, most): (UserId, i64),
    ) -> Result<Vec<Self>, Error> {
        let mut blocks = Self::of_members(conn, act, (&[member], most)).await?;
        Ok(blocks.remove(&member).unwrap_or_default())
    }

    /// The same of several members.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`].
    pub async fn of_members(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (members, most): (&[UserId], i64),
    ) -> Result<HashMap<UserId, Vec<Self>>, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let mut found: Vec<Self> = sql_query(NEWEST_OF_EACH)
            .bind::<Array<BigInt>, _>(members)
            .bind::<BigInt, _>(most)
            .load(conn)
            .await?;
        Self::veil(conn, act, &mut found).await?;
        let mut groups: HashMap<UserId, Vec<Self>> = HashMap::new();
        for block in found {
            groups.entry(block.member_id).or_default().push(block);
        }
        Ok(groups)
    }

    /// Those of these members who have tickets, but none that the actor sees: of their blocks, the actor is not told why.
    pub async fn veiled(
        conn: &mut AsyncPgConnection,
        act: &Act,
        members: &[UserId],
    ) -> QueryResult<HashSet<UserId>> {
        let sight = act.actor.sight();
        if sight.hidden().is_empty() || members.is_empty() {
            return Ok(HashSet::new());
        }
        let of_them = || {
            tickets::table
                .filter(tickets::member_id.eq_any(members.to_vec()))
                .select(tickets::member_id)
                .distinct()
        };
        let mut veiled: HashSet<UserId> = of_them().load(conn).await?.into_iter().collect();
        let seen: Vec<UserId> = of_them().filter(within(sight)).load(conn).await?;
        for member in seen {
            veiled.remove(&member);
        }
        Ok(veiled)
    }

    /// Takes away from these blocks what the actor is not told.
    pub(in crate::models) async fn veil(
        conn: &mut AsyncPgConnection,
        act: &Act,
        blocks: &mut [Self],
    ) -> QueryResult<()> {
        let members: Vec<UserId> = blocks.iter().map(|block| block.member_id).collect();
        let veiled = Self::veiled(conn, act, &members).await?;
        for block in blocks {
            if veiled.contains(&block.member_id) {
                block.reason = None;
                block.messages_refused = 0;
                block.last_refused_at = None;
            }
        }
        Ok(())
    }

    /// The block as far as the actor is told of it.
    pub(super) async fn seen_by(
        self,
        conn: &mut AsyncPgConnection,
        act: &Act,
    ) -> Result<Self, Error> {
        let mut block = [self];
        Self::veil(conn, act, &mut block).await?;
        let [block] = block;
        Ok(block)
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

const NEWEST_OF_EACH: &str = "
    SELECT newest.* FROM unnest($1) AS wanted (member_id) CROSS JOIN LATERAL (
        SELECT id, member_id, reason, actor_kind, actor_id, actor_name, placed_at, expires_at, ended_at, lifted_by_name,
               messages_refused, last_refused_at, version
        FROM blocks WHERE blocks.member_id = wanted.member_id ORDER BY blocks.id DESC LIMIT $2
    ) AS newest ORDER BY newest.id DESC";
