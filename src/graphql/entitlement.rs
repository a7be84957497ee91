//! What a person may do and see, and why, in the API.

use async_graphql::{Context, Enum, Object, SimpleObject};

use crate::error::{Error, Refusal};
use crate::graphql::asking::Asking;
use crate::graphql::category::Category;
use crate::graphql::fault::Fault;
use crate::graphql::grant::Grant;
use crate::graphql::snowflake::Snowflake;
use crate::graphql::user::User;
use crate::graphql::viewer::Permission;
use crate::models;
use crate::models::staff::entitlement::{Admission, Entitled, Reason};

/// A person with what they may do and see.
pub struct Entitlement(Entitled);

/// In which way somebody came by a permission.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntitlementReasonKind {
    /// The configuration names them as a super administrator.
    SuperAdminUser,
    /// The configuration names a role of theirs as super administrators'.
    SuperAdminRole,
    /// The configuration names them as staff.
    StaffUser,
    /// The configuration names a role of theirs as staff's.
    StaffRole,
    /// It was given to them, or to a role of theirs.
    Granted,
    /// Another permission that they hold brings it along.
    Implied,
}

/// Why somebody holds a permission.
#[derive(SimpleObject)]
pub struct EntitlementReason {
    /// In which way they came by it.
    kind: EntitlementReasonKind,
    /// The role by which they hold it, if it is by one.
    role_id: Option<Snowflake>,
    /// The grant, if it was given.
    grant: Option<Grant>,
    /// The permission that brings it along, if one does.
    implied_by: Option<Permission>,
}

/// A permission that somebody holds, with every reason.
#[derive(SimpleObject)]
pub struct HeldPermission {
    /// What they may do.
    permission: Permission,
    /// Why.
    reasons: Vec<EntitlementReason>,
}

/// A category that not everybody sees, and whether somebody does.
#[derive(SimpleObject)]
pub struct CategoryAdmission {
    /// The category.
    category: Category,
    /// Whether they see its tickets.
    is_seen: bool,
    /// The roles of theirs for which they do.
    role_ids: Vec<Snowflake>,
}

/// A person with what they may do and see.
#[Object]
impl Entitlement {
    /// The person.
    async fn user(&self) -> User {
        User(self.0.user.clone())
    }

    /// Whether they are in the staff server, as far as is known.
    async fn is_present(&self) -> bool {
        self.0.is_present
    }

    /// Whether what they hold counts: for whoever has left the staff server it does not.
    async fn counts(&self) -> bool {
        self.0.counts
    }

    /// Whether the configuration lets them do everything.
    async fn is_super_admin(&self) -> bool {
        self.0.is_super_admin
    }

    /// The roles that they hold in the staff server.
    async fn role_ids(&self) -> Vec<Snowflake> {
        let roles = self.0.roles.iter().copied();
        roles.map(Snowflake::from).collect()
    }

    /// What they hold, and why; whether it counts, `counts` tells.
    async fn permissions(&self) -> Vec<HeldPermission> {
        let all = models::permission::Permission::ALL.iter().copied();
        let held = all.map(|one| HeldPermission {
            permission: one.into(),
            reasons: self.0.reasons(one).into_iter().map(Into::into).collect(),
        });
        held.filter(|held| !held.reasons.is_empty()).collect()
    }

    /// The categories that not everybody sees, as far as whoever asks does.
    async fn admissions(&self, ctx: &Context<'_>) -> Result<Vec<CategoryAdmission>, Fault> {
        let act = Asking::of(ctx)?.act()?;
        let sight = act.actor.sight();
        let admissions = self.0.admissions.iter().cloned();
        let seen = admissions.filter(|one| sight.sees(Some(one.category.id)));
        Ok(seen.map(Into::into).collect())
    }
}

impl From<Reason> for EntitlementReason {
    fn from(reason: Reason) -> Self {
        use EntitlementReasonKind as Kind;
        let bare = |kind| Self {
            kind,
            role_id: None,
            grant: None,
            implied_by: None,
        };
        match reason {
            Reason::SuperAdminUser => bare(Kind::SuperAdminUser),
            Reason::StaffUser => bare(Kind::StaffUser),
            Reason::SuperAdminRole(role) => Self {
                role_id: Some(role.into()),
                ..bare(Kind::SuperAdminRole)
            },
            Reason::StaffRole(role) => Self {
                role_id: Some(role.into()),
                ..bare(Kind::StaffRole)
            },
            Reason::Granted(grant) => Self {
                role_id: grant.role().map(Into::into),
                grant: Some(Grant(grant)),
                ..bare(Kind::Granted)
            },
            Reason::Implied(by) => Self {
                implied_by: Some(by.into()),
                ..bare(Kind::Implied)
            },
        }
    }
}

impl From<Admission> for CategoryAdmission {
    fn from(admission: Admission) -> Self {
        Self {
            category: Category(admission.category),
            is_seen: admission.is_seen,
            role_ids: admission.by.into_iter().map(Into::into).collect(),
        }
    }
}

/// What can be asked about what people may do.
#[derive(Default)]
pub struct EntitlementQuery;

#[Object]
impl EntitlementQuery {
    /// What a person may do and see, and why; nothing for somebody who was never seen. Needs the permission to manage permissions.
    #[graphql(complexity = "50 + child_complexity")]
    async fn entitlement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person's id on Discord.")] user_id: Snowflake,
    ) -> Result<Option<Entitlement>, Fault> {
        let asking = Asking::of(ctx)?;
        let appointments = asking.app().appointments();
        let conn = &mut *asking.db().await?;
        match Entitled::find(conn, asking.act()?, appointments, user_id.into()).await {
            Ok(found) => Ok(Some(Entitlement(found))),
            Err(Error::Refused(Refusal::PersonNotFound)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
