//! Who did something, as it was recorded.

use async_graphql::{Context, Enum, Object};

use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::user::User;
use crate::ids::UserId;
use crate::models;
use crate::models::block::Block;
use crate::models::closure::Closure;
use crate::models::message::{Kind, Message};
use crate::models::ticket::{Origin, Ticket};

/// The kind of somebody who does something.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "models::actor::ActorKind")]
pub enum ActorKind {
    /// The member whom a ticket belongs to.
    Member,
    /// A person who works tickets.
    Staff,
    /// A program with an API key.
    ApiKey,
    /// Rustmail itself.
    System,
}

/// Somebody who did something.
pub struct Actor {
    kind: ActorKind,
    name: String,
    account: Option<UserId>,
}

/// Somebody who did something.
#[Object]
impl Actor {
    /// What kind of actor they are.
    async fn kind(&self) -> ActorKind {
        self.kind
    }

    /// Their name at that time.
    async fn name(&self) -> &str {
        &self.name
    }

    /// Their account, for those who have one.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<User>, Fault> {
        let Some(id) = self.account else {
            return Ok(None);
        };
        Ok(Asking::of(ctx)?.loaders().load_one(id).await?.map(User))
    }
}

impl Actor {
    /// Who opened a ticket.
    pub fn who_opened(ticket: &Ticket) -> Self {
        let (kind, account) = match ticket.origin {
            Origin::Member => (ActorKind::Member, Some(UserId(ticket.opened_by_id))),
            Origin::Staff => (ActorKind::Staff, Some(UserId(ticket.opened_by_id))),
            Origin::Api => (ActorKind::ApiKey, None),
        };
        Self {
            kind,
            name: ticket.opened_by_name.clone(),
            account,
        }
    }

    /// Who wrote a message.
    pub fn who_wrote(message: &Message) -> Self {
        let kind = match (message.kind, message.author_id) {
            (Kind::Member, _) => ActorKind::Member,
            (Kind::System, _) => ActorKind::System,
            (Kind::Reply | Kind::Note, Some(_)) => ActorKind::Staff,
            (Kind::Reply | Kind::Note, None) => ActorKind::ApiKey,
        };
        Self {
            kind,
            name: message.author_name.clone(),
            account: message.author_id,
        }
    }

    /// Who asked for a closure.
    pub fn who_closes(closure: &Closure) -> Self {
        let kind = ActorKind::from(closure.actor_kind);
        Self::on_record(kind, closure.actor_id, &closure.actor_name)
    }

    /// Who placed a block.
    pub fn who_blocks(block: &Block) -> Self {
        let kind = ActorKind::from(block.actor_kind);
        Self::on_record(kind, block.actor_id, &block.actor_name)
    }

    fn on_record(kind: ActorKind, id: Option<i64>, name: &str) -> Self {
        let has_account = matches!(kind, ActorKind::Member | ActorKind::Staff);
        Self {
            kind,
            name: name.to_owned(),
            account: id.filter(|_| has_account).map(UserId),
        }
    }
}
