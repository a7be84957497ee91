//! What the work on tickets brings along: categories, and blocks of members.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;

use crate::error::Error;
use crate::graphql::fault::Fault;
use crate::graphql::loaders::Loaders;
use crate::ids::{CategoryId, UserId};
use crate::models::block::Block;
use crate::models::category::Category;

/// The block that keeps a member from opening tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StandingBlockOf(pub UserId);

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
