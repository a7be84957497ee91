//! The end of a block: somebody lifts it, or its time is over.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::{BlockId, UserId};
use crate::models::actor::Act;
use crate::models::block::Block;
use crate::models::event::EventKind;
use crate::models::permission::Permission;
use crate::models::user::User;
use crate::outbox::Notice;
use crate::schema::blocks;

/// How many blocks are ended at once when their time is over.
const MOST_AT_ONCE: i64 = 100;

impl Block {
    /// Lets the member open tickets again, and tells an open ticket's channel.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], when there is no such block, and when it has ended.
    pub async fn lift(conn: &mut AsyncPgConnection, act: &Act, id: BlockId) -> Result<Self, Error> {
        act.actor.require(Permission::ManageTickets)?;
        conn.transaction(async |conn| {
            let block = Self::lock(conn, id).await?;
            if !block.stands(act.at) {
                return Err(Refusal::BlockEnded.into());
            }
            let lifted = block.end(conn, act).await?;
            lifted.record(conn, act, EventKind::BlockLifted).await?;
            let by = Some(act.actor.name().to_owned());
            lifted
                .tell(conn, act, Notice::MemberUnblocked { by })
                .await?;
            lifted.seen_by(conn, act).await
        })
        .await
    }

    /// Ends the blocks whose time is over. Says how many those were; there may be more when it is as many as fit into one go.
    pub async fn end_due(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> Result<usize, Error> {
        conn.transaction(async |conn| {
            let is_due = blocks::ended_at.is_null().and(blocks::expires_at.le(now));
            let members: Vec<UserId> = blocks::table
                .filter(is_due)
                .order(blocks::expires_at)
                .limit(MOST_AT_ONCE)
                .select(blocks::member_id)
                .load(conn)
                .await?;
            let members = User::lock_free(conn, &members).await?;
            let due: Vec<Self> = blocks::table
                .filter(is_due.and(blocks::member_id.eq_any(members)))
                .order(blocks::expires_at)
                .select(Self::as_select())
                .load(conn)
                .await?;
            let act = Act::of_system(now);
            for block in &due {
                diesel::update(block)
                    .set(blocks::ended_at.eq(block.expires_at))
                    .execute(conn)
                    .await?;
                block.record(conn, &act, EventKind::BlockExpired).await?;
                let notice = Notice::MemberUnblocked { by: None };
                block.tell(conn, &act, notice).await?;
            }
            Ok(due.len())
        })
        .await
    }

    /// A block of a member who is locked, as whoever receives a message of theirs locks them before anything else.
    pub(super) async fn lock(conn: &mut AsyncPgConnection, id: BlockId) -> Result<Self, Error> {
        let block = blocks::table.find(id);
        let member = block.select(blocks::member_id).first(conn).await;
        let member: UserId = member.optional()?.ok_or(Refusal::BlockNotFound)?;
        User::lock(conn, member).await?;
        Ok(block.select(Self::as_select()).first(conn).await?)
    }

    /// Ends it; one whose time was over already ends at that time, by nobody.
    pub(super) async fn end(&self, conn: &mut AsyncPgConnection, act: &Act) -> QueryResult<Self> {
        let is_lifted = self.stands(act.at);
        let lifted_by_name = is_lifted.then(|| act.actor.name());
        let ended_at = if is_lifted {
            Some(act.at)
        } else {
            self.expires_at
        };
        diesel::update(self)
            .set((
                blocks::ended_at.eq(ended_at),
                blocks::lifted_by_id.eq(act.actor.id().filter(|_| is_lifted)),
                blocks::lifted_by_name.eq(lifted_by_name),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
            .await
    }
}
