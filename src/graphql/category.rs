//! Categories in the API.

pub mod changing;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};

use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::snowflake::Snowflake;
use crate::models;
use crate::models::permission::Permission;

/// The most removed categories that are told.
const MOST_REMOVED: i64 = 100;

/// What a ticket is about.
pub struct Category(pub models::category::Category);

/// What a ticket is about.
#[Object]
impl Category {
    /// The category.
    async fn id(&self) -> ID {
        GlobalId::Category(self.0.id).into()
    }

    /// What people call it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What belongs into it.
    async fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// The emoji that stands beside its name.
    async fn emoji(&self) -> Option<&str> {
        self.0.emoji.as_deref()
    }

    /// Whether tickets can be put into it.
    async fn enabled(&self) -> bool {
        self.0.enabled
    }

    /// The category of the staff server that takes its channels; the inbox when there is none.
    async fn discord_category_id(&self) -> Option<Snowflake> {
        self.0.discord_category_id.map(Snowflake::from)
    }

    /// Only who holds one of these roles sees its tickets; everybody of the staff does when there are none.
    async fn staff_role_ids(&self) -> Vec<Snowflake> {
        let roles = self.0.staff_roles.iter().copied();
        roles.map(Snowflake::from).collect()
    }

    /// How often it was defined, the first time included. Whoever changes it says on which version that is based.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was removed, if it was. Its tickets stay in it.
    async fn removed_at(&self) -> Option<DateTime<Utc>> {
        self.0.removed_at
    }
}

/// What can be asked about categories.
#[derive(Default)]
pub struct CategoryQuery;

#[Object]
impl CategoryQuery {
    /// The categories in their order: those whose tickets the asker sees, or all for who may manage them.
    #[graphql(complexity = "25 * (child_complexity + 1)")]
    async fn categories(&self, ctx: &Context<'_>) -> Result<Option<Vec<Category>>, Fault> {
        let asking = Asking::of(ctx)?;
        let (conn, act) = (&mut *asking.db().await?, asking.act()?);
        let found = match act.actor.require(Permission::ManageCategories) {
            Ok(()) => models::category::Category::all(conn, act).await?,
            Err(_) => models::category::Category::seen(conn, act).await?,
        };
        Ok(Some(found.into_iter().map(Category).collect()))
    }

    /// The removed categories, those that were removed last first, at most 100, for who may manage them.
    #[graphql(complexity = "25 * (child_complexity + 1)")]
    async fn removed_categories(&self, ctx: &Context<'_>) -> Result<Option<Vec<Category>>, Fault> {
        let asking = Asking::of(ctx)?;
        let (conn, act) = (&mut *asking.db().await?, asking.act()?);
        let found = models::category::Category::removed(conn, act, MOST_REMOVED).await?;
        Ok(Some(found.into_iter().map(Category).collect()))
    }
}
