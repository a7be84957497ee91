//! How urgent tickets are, in the API.

use async_graphql::Enum;

use crate::models;

/// How urgent a ticket is.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "TicketPriority", remote = "models::ticket::Priority")]
pub enum Priority {
    /// It can wait.
    Low,
    /// As most are.
    Normal,
    /// Before the others.
    High,
    /// At once.
    Urgent,
}
