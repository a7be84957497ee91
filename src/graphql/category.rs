//! Categories in the API.

use async_graphql::{ID, Object};

use crate::graphql::global_id::GlobalId;
use crate::models;

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
}
