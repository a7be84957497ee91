//! Changing a block that stands: why it was placed, and until when.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Flaw, Refusal};
use crate::ids::BlockId;
use crate::models::actor::Act;
use crate::models::block::{Block, Blocking};
use crate::models::effect::Effect;
use crate::models::event::EventKind;
use crate::models::permission::Permission;
use crate::schema::blocks;

/// What is to be different about a block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Why, for the record: nothing keeps what there is, an empty text takes it away.
    pub reason: Option<String>,
    /// Until when.
    pub until: Until,
}

/// Until when a block is to stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Until {
    /// As it does now.
    #[default]
    Kept,
    /// For good.
    ForGood,
    /// For so long from now on.
    Lasting(TimeDelta),
    /// Until this very time.
    At(DateTime<Utc>),
}

impl Until {
    /// Until when, as it was typed: a span such as `12h` or `30d`, or nothing, which keeps it as it is.
    ///
    /// # Errors
    ///
    /// Refuses a span that cannot be understood.
    pub fn read(lasts: &str) -> Result<Self, Refusal> {
        let lasts = Blocking::read("", lasts)?.lasts;
        Ok(lasts.map_or(Self::Kept, Self::Lasting))
    }

    /// For good, when no span was typed beside it.
    ///
    /// # Errors
    ///
    /// Refuses a span.
    pub fn for_good(lasts: &str) -> Result<Self, Refusal> {
        match lasts.trim() {
            "" => Ok(Self::ForGood),
            _ => Err(Refusal::BlockForGoodAndTime),
        }
    }
}

impl Block {
    /// Changes why a block stands and until when. The same again changes nothing. An open ticket's channel is told of another end.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], when there is no such block, when it has ended, whoever does not see why it was
    /// placed, when somebody has changed it since its version `based_on`, and what [`Block::place`] refuses.
    pub async fn change(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (id, based_on): (BlockId, i32),
        change: Change,
    ) -> Result<Effect<Self>, Error> {
        act.actor.require(Permission::ManageTickets)?;
        change.check(act.at)?;
        conn.transaction(async |conn| {
            let before = Self::lock(conn, id).await?;
            if !before.stands(act.at) {
                return Err(Refusal::BlockEnded.into());
            }
            let veiled = Self::veiled(conn, act, &[before.member_id]).await?;
            if veiled.contains(&before.member_id) {
                return Err(Refusal::BlockOutOfSight.into());
            }
            let reason = match change.reason {
                Some(reason) => Some(reason.trim().to_owned()).filter(|text| !text.is_empty()),
                None => before.reason.clone(),
            };
            let expires_at = match change.until {
                Until::Kept => before.expires_at,
                Until::ForGood => None,
                Until::Lasting(lasts) => Some(act.at + lasts),
                Until::At(time) => Some(time),
            };
            if (&reason, expires_at) == (&before.reason, before.expires_at) {
                return Ok(Effect::none(before));
            }
            if before.version != based_on {
                return Err(Refusal::BlockOutdated.into());
            }
            let after: Self = diesel::update(&before)
                .set((
                    blocks::reason.eq(reason),
                    blocks::expires_at.eq(expires_at),
                    blocks::version.eq(before.version + 1),
                ))
                .returning(Self::as_returning())
                .get_result(conn)
                .await?;
            let mut details = after.told();
            details["before"] = before.told();
            let what = (EventKind::BlockChanged, details);
            after.record_with(conn, act, what).await?;
            if after.expires_at != before.expires_at {
                after.tell_of_placing(conn, act).await?;
            }
            Ok(Effect::change(before, after))
        })
        .await
    }
}

impl Change {
    fn check(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        let lasts = match self.until {
            Until::Lasting(lasts) => Some(lasts),
            Until::At(time) if time <= now => {
                return Err(Refusal::Invalid {
                    field: "lasts",
                    why: Flaw::Delay,
                });
            }
            Until::At(time) => Some(time - now),
            Until::Kept | Until::ForGood => None,
        };
        let reason = self.reason.clone();
        Blocking { reason, lasts }.check()
    }
}
