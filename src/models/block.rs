//! Blocks: members who may not open tickets, and what ends that.

pub mod changing;
pub mod ending;
pub mod listing;
mod telling;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::{BlockId, UserId};
use crate::models::actor::{Act, ActorKind};
use crate::models::duration::parse_delay;
use crate::models::event::EventKind;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::ticket::closing::Closing;
use crate::models::ticket::replying::check_characters;
use crate::models::user::User;
use crate::outbox::{self, Job};
use crate::schema::blocks;

/// The longest time for which somebody can be blocked, unless it is for good.
pub const LONGEST_BLOCK: TimeDelta = TimeDelta::days(3_650);

/// The most characters of a block's reason.
pub const LONGEST_REASON: usize = 1_000;

/// A member who may not open tickets, or might not for a while.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, QueryableByName, Selectable, Identifiable)]
#[diesel(table_name = blocks, check_for_backend(diesel::pg::Pg))]
pub struct Block {
    /// The block.
    pub id: BlockId,
    /// Who is blocked.
    pub member_id: UserId,
    /// Why, for the record; the member is not told.
    pub reason: Option<String>,
    /// What kind of actor placed it.
    pub actor_kind: ActorKind,
    /// Who placed it.
    pub actor_id: Option<i64>,
    /// The name of whoever placed it.
    pub actor_name: String,
    /// Since when.
    pub placed_at: DateTime<Utc>,
    /// Until when; for good when there is no time.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// The name of whoever lifted it; nobody when its time was over.
    pub lifted_by_name: Option<String>,
    /// How often the member has written meanwhile.
    pub messages_refused: i32,
    /// When they wrote last.
    pub last_refused_at: Option<DateTime<Utc>>,
    /// Which version of it this is: it has changed as often as this is over 1.
    pub version: i32,
}

/// How a member is blocked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Blocking {
    /// Why, for the record.
    pub reason: Option<String>,
    /// For how long; for good when it is not said.
    pub lasts: Option<TimeDelta>,
}

impl Blocking {
    /// How a member is blocked, as it was typed: a reason, and a span such as `12h` or `30d`; either may be empty.
    ///
    /// # Errors
    ///
    /// Refuses a span that cannot be understood.
    pub fn read(reason: &str, lasts: &str) -> Result<Self, Refusal> {
        let (reason, lasts) = (reason.trim(), lasts.trim());
        let of_field = |refusal| match refusal {
            Refusal::Invalid { why, .. } => Refusal::Invalid {
                field: "lasts",
                why,
            },
            refusal => refusal,
        };
        let lasts = match lasts {
            "" => None,
            lasts => Some(parse_delay(lasts).map_err(of_field)?),
        };
        let reason = Some(reason.to_owned()).filter(|reason| !reason.is_empty());
        Ok(Self { reason, lasts })
    }

    fn check(&self) -> Result<(), Refusal> {
        let reason = self.reason.as_deref().unwrap_or_default();
        check_characters("reason", reason)?;
        let length = reason.chars().count();
        if length > LONGEST_REASON {
            let limit = LONGEST_REASON;
            return Err(Refusal::TooLong { limit, length });
        }
        let is_possible = |lasts: TimeDelta| lasts > TimeDelta::zero() && lasts <= LONGEST_BLOCK;
        match self.lasts {
            Some(lasts) if !is_possible(lasts) => Err(Refusal::BlockTooLong),
            _ => Ok(()),
        }
    }
}

impl Block {
    /// Whether it keeps the member from opening tickets at `now`.
    pub fn stands(&self, now: DateTime<Utc>) -> bool {
        self.ended_at.is_none() && self.expires_at.is_none_or(|at| at > now)
    }

    /// Keeps a member from opening tickets. A block that stands is replaced; an open ticket stays open, and is told of it in its channel.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], somebody whom we have never seen, a reason that is too long, and a time that is
    /// none or over [`LONGEST_BLOCK`].
    pub async fn place(
        conn: &mut AsyncPgConnection,
        act: &Act,
        member: UserId,
        blocking: Blocking,
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ManageTickets)?;
        blocking.check()?;
        conn.transaction(async |conn| {
            let block = Self::put(conn, act, member, blocking).await?;
            block.tell_of_placing(conn, act).await?;
            Ok(block)
        })
        .await
    }

    /// The same, and closes their open ticket, if there is one that the actor sees.
    ///
    /// # Errors
    ///
    /// Refuses as [`Block::place`] and [`Ticket::close`] do.
    pub async fn place_and_close(
        conn: &mut AsyncPgConnection,
        act: &Act,
        member: UserId,
        (blocking, closing): (Blocking, Closing),
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ManageTickets)?;
        blocking.check()?;
        conn.transaction(async |conn| {
            let block = Self::put(conn, act, member, blocking).await?;
            let open = Ticket::open_for(conn, member).await?;
            match open.filter(|ticket| act.actor.sight().sees(ticket.category_id)) {
                Some(ticket) => {
                    Ticket::close(conn, act, ticket.id, closing).await?;
                }
                None => block.tell_of_placing(conn, act).await?,
            }
            Ok(block)
        })
        .await
    }

    /// Places a block again that was lifted: for the same reason and until the same time. Whoever does it need not be told the reason.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], when there is no such block, when its time is over, and when the member is or has been
    /// blocked since.
    pub async fn place_again(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: BlockId,
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ManageTickets)?;
        conn.transaction(async |conn| {
            let lifted = Self::lock(conn, id).await?;
            let standing = Self::standing(conn, lifted.member_id, act.at).await?;
            let newest: BlockId = blocks::table
                .filter(blocks::member_id.eq(lifted.member_id))
                .order(blocks::id.desc())
                .select(blocks::id)
                .first(conn)
                .await?;
            if standing.is_some() || newest != id {
                return Err(Refusal::ChangedMeanwhile.into());
            }
            let lasts = lifted.expires_at.map(|until| until - act.at);
            if lasts.is_some_and(|lasts| lasts <= TimeDelta::zero()) {
                return Err(Refusal::BlockEnded.into());
            }
            let reason = lifted.reason;
            let blocking = Blocking { reason, lasts };
            let block = Self::put(conn, act, lifted.member_id, blocking).await?;
            block.tell_of_placing(conn, act).await?;
            block.seen_by(conn, act).await
        })
        .await
    }

    /// The blocked member has written: no ticket is opened, and they are told so the first time. The caller holds the lock on the
    /// member's row.
    pub(crate) async fn turn_away(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
    ) -> Result<(), Error> {
        diesel::update(self)
            .set((
                blocks::messages_refused.eq(blocks::messages_refused + 1),
                blocks::last_refused_at.eq(act.at),
            ))
            .execute(conn)
            .await?;
        if self.messages_refused > 0 {
            return Ok(());
        }
        self.record(conn, act, EventKind::BlockedMemberWrote)
            .await?;
        let job = Job::TellOfBlock {
            user: self.member_id,
            until: self.expires_at,
        };
        outbox::enqueue(conn, self.member_id, &job, act.at).await
    }

    /// Puts a block in the place of the one that stands.
    async fn put(
        conn: &mut AsyncPgConnection,
        act: &Act,
        member: UserId,
        blocking: Blocking,
    ) -> Result<Self, Error> {
        // Whoever receives a message of theirs locks the same row: no ticket is opened past this block.
        let member = User::lock(conn, member).await?;
        let member = member.ok_or(Refusal::UnknownUser)?.id;
        if let Some(earlier) = Self::unended(conn, member).await? {
            let ended = earlier.end(conn, act).await?;
            if earlier.stands(act.at) {
                ended.record(conn, act, EventKind::BlockReplaced).await?;
            } else {
                let time = Act::of_system(act.at);
                ended.record(conn, &time, EventKind::BlockExpired).await?;
            }
        }
        let block = Self::insert(conn, act, member, blocking).await?;
        block.record(conn, act, EventKind::MemberBlocked).await?;
        Ok(block)
    }

    async fn insert(
        conn: &mut AsyncPgConnection,
        act: &Act,
        member: UserId,
        blocking: Blocking,
    ) -> QueryResult<Self> {
        diesel::insert_into(blocks::table)
            .values((
                blocks::member_id.eq(member),
                blocks::reason.eq(blocking.reason.filter(|reason| !reason.is_empty())),
                blocks::actor_kind.eq(act.actor.kind()),
                blocks::actor_id.eq(act.actor.id()),
                blocks::actor_name.eq(act.actor.name()),
                blocks::placed_at.eq(act.at),
                blocks::expires_at.eq(blocking.lasts.map(|lasts| act.at + lasts)),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
            .await
    }
}
