//! Where tickets come from, in the API.

use async_graphql::Enum;

use crate::models;

/// Where a ticket came from.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "TicketOrigin", remote = "models::ticket::Origin")]
pub enum Origin {
    /// The member wrote to the bot.
    Member,
    /// Staff opened it.
    Staff,
    /// A program opened it.
    Api,
}
