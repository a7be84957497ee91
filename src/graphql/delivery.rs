//! Deliveries in the API.

use async_graphql::{Enum, Object};
use chrono::{DateTime, Utc};

use crate::models;

/// One of the two places on Discord where a ticket takes place.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "models::delivery::Side")]
pub enum Side {
    /// The member's direct messages.
    Dm,
    /// The ticket's channel in the staff server.
    Channel,
}

/// How far a message has come.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "models::delivery::DeliveryState")]
pub enum DeliveryState {
    /// It is on its way.
    Queued,
    /// Discord has it.
    Delivered,
    /// Discord does not take it.
    Failed,
    /// Discord has it as it was, and does not take what was made of it since.
    Outdated,
}

/// What became of a message on its way to one side.
pub struct Delivery(pub models::delivery::Delivery);

/// What became of a message on its way to one side.
#[Object]
impl Delivery {
    /// Where it goes.
    async fn side(&self) -> Side {
        self.0.side.into()
    }

    /// How far it has come.
    async fn state(&self) -> DeliveryState {
        self.0.state.into()
    }

    /// Why Discord does not take it.
    async fn failure(&self) -> Option<&str> {
        self.0.failure.as_deref()
    }

    /// Since when this is so.
    async fn changed_at(&self) -> DateTime<Utc> {
        self.0.changed_at
    }
}
