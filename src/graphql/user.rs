//! Discord accounts in the API.

use async_graphql::{Context, Object};

use crate::avatars;
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::snowflake::Snowflake;
use crate::models;

/// A Discord account, as it was last seen.
pub struct User(pub models::user::User);

/// A Discord account, as it was last seen.
#[Object]
impl User {
    /// The account's id on Discord.
    async fn id(&self) -> Snowflake {
        self.0.id.into()
    }

    /// The unique name.
    async fn username(&self) -> &str {
        &self.0.username
    }

    /// The name that the person chose to be shown with.
    async fn display_name(&self) -> Option<&str> {
        self.0.display_name.as_deref()
    }

    /// Where the panel keeps their picture, for whoever is signed in there; nothing when they have none.
    async fn avatar_url(&self, ctx: &Context<'_>) -> Result<Option<String>, Fault> {
        let base = Asking::of(ctx)?.app().config.public_url();
        Ok(avatars::address(&self.0).map(|path| format!("{base}{path}")))
    }
}
