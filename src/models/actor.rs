//! Who acts, and when. Every verb is told; there is no ambient current user.

use chrono::{DateTime, Utc};

use crate::error::Refusal;
use crate::ids::{ApiKeyId, UserId};
use crate::models::api_key::Scope;
use crate::models::permission::{Permission, Permissions};
use crate::models::sight::Sight;
use crate::models::text_enum::text_enum;

/// Somebody who does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// The member whom a ticket belongs to.
    Member {
        /// Their account.
        id: UserId,
        /// Their name as people see it.
        name: String,
    },
    /// A person with permissions.
    Staff(Staff),
    /// A program with an API key.
    ApiKey {
        /// The key.
        id: ApiKeyId,
        /// The key's name.
        name: String,
        /// What the key may do.
        scopes: Vec<Scope>,
        /// Which tickets the key sees.
        sight: Sight,
    },
    /// Rustmail itself: a due time came, a channel vanished.
    System,
}

/// A person who works tickets, with what they may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Their account.
    pub id: UserId,
    /// Their name as people see it.
    pub name: String,
    /// What they may do.
    pub permissions: Permissions,
    /// Which tickets they see.
    pub sight: Sight,
    /// Whether the configuration lets them do everything.
    pub is_super_admin: bool,
}

impl Staff {
    /// Somebody by whom something was done, for the record: with no permission, since that was checked when it happened.
    pub fn on_record(id: UserId, name: String) -> Self {
        Self {
            id,
            name,
            permissions: Permissions::none(),
            sight: Sight::everything(),
            is_super_admin: false,
        }
    }
}

text_enum! {
    /// The kind of an actor, as it is recorded.
    ActorKind {
        /// The member whom a ticket belongs to.
        Member = "member",
        /// A person with permissions.
        Staff = "staff",
        /// A program with an API key.
        ApiKey = "api_key",
        /// Rustmail itself.
        System = "system",
    }
}

impl Actor {
    /// The kind, as it is recorded.
    pub fn kind(&self) -> ActorKind {
        match self {
            Self::Member { .. } => ActorKind::Member,
            Self::Staff(_) => ActorKind::Staff,
            Self::ApiKey { .. } => ActorKind::ApiKey,
            Self::System => ActorKind::System,
        }
    }

    /// The id, as it is recorded: a user's or an API key's.
    pub fn id(&self) -> Option<i64> {
        match self {
            Self::Member { id, .. } => Some(id.0),
            Self::Staff(staff) => Some(staff.id.0),
            Self::ApiKey { id, .. } => Some(id.0),
            Self::System => None,
        }
    }

    /// The account, for those who have one.
    pub fn user_id(&self) -> Option<UserId> {
        match self {
            Self::Member { id, .. } => Some(*id),
            Self::Staff(staff) => Some(staff.id),
            Self::ApiKey { .. } | Self::System => None,
        }
    }

    /// The account of somebody who works tickets: what they did is their achievement.
    pub fn staff_id(&self) -> Option<UserId> {
        match self {
            Self::Staff(staff) => Some(staff.id),
            Self::Member { .. } | Self::ApiKey { .. } | Self::System => None,
        }
    }

    /// The name, as people see it.
    pub fn name(&self) -> &str {
        match self {
            Self::Member { name, .. } | Self::ApiKey { name, .. } => name,
            Self::Staff(staff) => &staff.name,
            Self::System => "Rustmail",
        }
    }

    /// Which tickets the actor sees. A member is told of no ticket but their own by the verbs; Rustmail itself sees all.
    pub fn sight(&self) -> &Sight {
        static EVERYTHING: Sight = Sight::EVERYTHING;
        match self {
            Self::Staff(staff) => &staff.sight,
            Self::ApiKey { sight, .. } => sight,
            Self::Member { .. } | Self::System => &EVERYTHING,
        }
    }

    /// Refuses everybody but those whom the configuration lets do everything.
    ///
    /// # Errors
    ///
    /// [`Refusal::Forbidden`].
    pub fn require_super_admin(&self) -> Result<(), Refusal> {
        match self {
            Self::Staff(staff) if staff.is_super_admin => Ok(()),
            _ => Err(Refusal::Forbidden("super_admin")),
        }
    }

    /// Refuses unless the actor is an API key that may create tickets.
    ///
    /// # Errors
    ///
    /// [`Refusal::Forbidden`].
    pub fn require_creation(&self) -> Result<(), Refusal> {
        match self {
            Self::ApiKey { scopes, .. } if scopes.contains(&Scope::CreateTicket) => Ok(()),
            _ => Err(Refusal::Forbidden(Scope::CreateTicket.word())),
        }
    }

    /// Refuses unless the actor may use `permission`; an API key may when it has the matching scope.
    ///
    /// # Errors
    ///
    /// [`Refusal::Forbidden`].
    pub fn require(&self, permission: Permission) -> Result<(), Refusal> {
        match self {
            Self::System => Ok(()),
            Self::Staff(staff) => staff.permissions.require(permission),
            Self::Member { .. } => Err(Refusal::Forbidden(permission.word())),
            Self::ApiKey { scopes, .. } => {
                let held = scopes
                    .iter()
                    .any(|scope| scope.allows() == Some(permission));
                if held {
                    Ok(())
                } else {
                    Err(Refusal::Forbidden(permission.word()))
                }
            }
        }
    }
}

/// An actor and the moment in which they act.
#[derive(Debug, Clone)]
pub struct Act {
    /// Who.
    pub actor: Actor,
    /// When.
    pub at: DateTime<Utc>,
}

impl Act {
    /// `actor`, acting at `at`.
    pub fn new(actor: Actor, at: DateTime<Utc>) -> Self {
        Self { actor, at }
    }

    /// Rustmail itself, acting at `at`.
    pub fn of_system(at: DateTime<Utc>) -> Self {
        Self {
            actor: Actor::System,
            at,
        }
    }
}
