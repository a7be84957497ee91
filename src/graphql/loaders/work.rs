//! What the work on tickets brings along: categories, and blocks of members.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;

use crate::error::Error;
use crate::graphql::fault::Fault;
use crate::graphql::loaders::Loaders;
use crate::ids::{CategoryId, TicketId, UserId};
use crate::models::block::Block;
use crate::models::category::Category;
use crate::models::member::{History, Member};
use crate::models::presence::Presence;
use crate::models::unsent::Unsent;
use crate::models::unsent::files::UnsentFile;

/// The most blocks of a member that are told.
const MOST_BLOCKS: i64 = 50;

/// The block that keeps a member from opening tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StandingBlockOf(pub UserId);

/// Every block that a member ever had, newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BlocksOf(pub UserId);

/// Who else is in a ticket right now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PresencesOf(pub TicketId);

/// What whoever asks has been writing in a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DraftOf(pub TicketId);

/// The files of what whoever asks has been writing in a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DraftFilesOf(pub TicketId);

/// A page of a member's tickets, newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HistoryOf {
    /// The member.
    pub member: UserId,
    /// Those before this one.
    pub before: Option<TicketId>,
    /// The most tickets of the page.
    pub most: i64,
}

impl Loader<CategoryId> for Loaders {
    type Value = Category;
    type Error = Fault;

    async fn load(&self, keys: &[CategoryId]) -> Result<HashMap<CategoryId, Category>, Fault> {
        let found = Category::find_all(&mut *self.lending.db().await?, keys)
            .await
            .map_err(Error::from)?;
        Ok(found
            .into_iter()
            .map(|category| (category.id, category))
            .collect())
    }
}

impl Loader<StandingBlockOf> for Loaders {
    type Value = Block;
    type Error = Fault;

    async fn load(
        &self,
        keys: &[StandingBlockOf],
    ) -> Result<HashMap<StandingBlockOf, Block>, Fault> {
        let members: Vec<UserId> = keys.iter().map(|key| key.0).collect();
        let now = self.lending.now();
        let conn = &mut self.lending.db().await?;
        let found = Block::standing_for_all(conn, &members, now)
            .await
            .map_err(Error::from)?;
        Ok(found
            .into_iter()
            .map(|block| (StandingBlockOf(block.member_id), block))
            .collect())
    }
}

impl Loader<BlocksOf> for Loaders {
    type Value = Vec<Block>;
    type Error = Fault;

    async fn load(&self, keys: &[BlocksOf]) -> Result<HashMap<BlocksOf, Vec<Block>>, Fault> {
        let Some(act) = &self.act else {
            return Ok(HashMap::new());
        };
        let members: Vec<UserId> = keys.iter().map(|key| key.0).collect();
        let conn = &mut self.lending.db().await?;
        let found = Block::of_members(conn, act, (&members, MOST_BLOCKS)).await?;
        Ok(found
            .into_iter()
            .map(|(member, blocks)| (BlocksOf(member), blocks))
            .collect())
    }
}

impl Loader<PresencesOf> for Loaders {
    type Value = Vec<Presence>;
    type Error = Fault;

    async fn load(
        &self,
        keys: &[PresencesOf],
    ) -> Result<HashMap<PresencesOf, Vec<Presence>>, Fault> {
        let Some(act) = &self.act else {
            return Ok(HashMap::new());
        };
        let tickets: Vec<TicketId> = keys.iter().map(|key| key.0).collect();
        let conn = &mut self.lending.db().await?;
        let found = Presence::others_of_all(conn, act, &tickets)
            .await
            .map_err(Error::from)?;
        let mut groups: HashMap<PresencesOf, Vec<Presence>> = HashMap::new();
        for presence in found {
            let key = PresencesOf(presence.ticket_id);
            groups.entry(key).or_default().push(presence);
        }
        Ok(groups)
    }
}

impl Loader<DraftOf> for Loaders {
    type Value = Unsent;
    type Error = Fault;

    async fn load(&self, keys: &[DraftOf]) -> Result<HashMap<DraftOf, Unsent>, Fault> {
        let Some(act) = &self.act else {
            return Ok(HashMap::new());
        };
        let tickets: Vec<TicketId> = keys.iter().map(|key| key.0).collect();
        let conn = &mut self.lending.db().await?;
        let found = Unsent::of_all(conn, act, &tickets)
            .await
            .map_err(Error::from)?;
        let keyed = found.into_iter();
        Ok(keyed
            .map(|draft| (DraftOf(draft.ticket_id), draft))
            .collect())
    }
}

impl Loader<DraftFilesOf> for Loaders {
    type Value = Vec<UnsentFile>;
    type Error = Fault;

    async fn load(
        &self,
        keys: &[DraftFilesOf],
    ) -> Result<HashMap<DraftFilesOf, Vec<UnsentFile>>, Fault> {
        let Some(act) = &self.act else {
            return Ok(HashMap::new());
        };
        let tickets: Vec<TicketId> = keys.iter().map(|key| key.0).collect();
        let conn = &mut self.lending.db().await?;
        let found = UnsentFile::of_all(conn, act, &tickets)
            .await
            .map_err(Error::from)?;
        let mut groups: HashMap<DraftFilesOf, Vec<UnsentFile>> = HashMap::new();
        for file in found {
            let key = DraftFilesOf(file.ticket_id);
            groups.entry(key).or_default().push(file);
        }
        Ok(groups)
    }
}

impl Loader<HistoryOf> for Loaders {
    type Value = History;
    type Error = Fault;

    async fn load(&self, keys: &[HistoryOf]) -> Result<HashMap<HistoryOf, History>, Fault> {
        let Some(act) = &self.act else {
            return Ok(HashMap::new());
        };
        let mut members: HashMap<(Option<TicketId>, i64), Vec<UserId>> = HashMap::new();
        for key in keys {
            let page = (key.before, key.most);
            members.entry(page).or_default().push(key.member);
        }
        let conn = &mut self.lending.db().await?;
        let mut histories = HashMap::new();
        for ((before, most), members) in members {
            let found = Member::histories(conn, act, &members, (before, most)).await?;
            histories.extend(found.into_iter().map(|(member, history)| {
                let key = HistoryOf {
                    member,
                    before,
                    most,
                };
                (key, history)
            }));
        }
        Ok(histories)
    }
}
