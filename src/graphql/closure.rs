//! Closures in the API.

use async_graphql::{Enum, ID, Object};
use chrono::{DateTime, Utc};

use crate::graphql::actor::Actor;
use crate::graphql::global_id::GlobalId;
use crate::models;

/// What a closing came about by.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "models::cause::ClosureCause")]
pub enum ClosureCause {
    /// Somebody removed the channel on Discord.
    ChannelRemoved,
}

/// The act and record of closing a ticket.
pub struct Closure(pub models::closure::Closure);

/// The act and record of closing a ticket.
#[Object]
impl Closure {
    /// The closure.
    async fn id(&self) -> ID {
        GlobalId::Closure(self.0.id).into()
    }

    /// Who asked for it.
    async fn requested_by(&self) -> Actor {
        Actor::who_closes(&self.0)
    }

    /// When it was asked for.
    async fn requested_at(&self) -> DateTime<Utc> {
        self.0.requested_at
    }

    /// Why, in the words of whoever asked for it.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// What it came about by, where nobody gave a reason.
    async fn cause(&self) -> Option<ClosureCause> {
        self.0.cause.map(ClosureCause::from)
    }

    /// Whether the member is told nothing.
    async fn silent(&self) -> bool {
        self.0.silent
    }

    /// When it happens, or was to happen.
    async fn due_at(&self) -> DateTime<Utc> {
        self.0.due_at
    }

    /// When it happened; nothing while it is still to come.
    async fn done_at(&self) -> Option<DateTime<Utc>> {
        self.0.done_at
    }
}
