//! Permissions given to users and to roles of the staff server.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::error::{Error, Refusal};
use crate::ids::{GrantId, RoleId, UserId};
use crate::models::actor::{Act, Actor};
use crate::models::event::{self, EventKind, Subject};
use crate::models::permission::Permission;
use crate::models::staff;
use crate::models::text_enum::text_enum;
use crate::models::user::User;
use crate::schema::grants;

text_enum! {
    /// What kind of thing a permission is given to.
    SubjectKind {
        /// One user.
        User = "user",
        /// Everybody who holds the role.
        Role = "role",
    }
}

/// A permission given to a user or a role.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = grants, check_for_backend(diesel::pg::Pg))]
pub struct Grant {
    /// The grant.
    pub id: GrantId,
    /// Whether it is given to a user or to a role.
    pub subject_kind: SubjectKind,
    /// The user or the role.
    pub subject_id: i64,
    /// What is given.
    pub permission: Permission,
    /// Who gave it.
    pub granted_by: UserId,
    /// When it was given.
    pub granted_at: DateTime<Utc>,
}

/// Who or what is given something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grantee {
    /// One person of the staff server.
    Person {
        /// Their account.
        user: User,
        /// The roles that they hold there.
        roles: Vec<RoleId>,
        /// When Discord was asked for them.
        asked_at: DateTime<Utc>,
    },
    /// Everybody who holds the role.
    Role(RoleId),
}

impl Grantee {
    /// As grants name it.
    pub fn subject(&self) -> (SubjectKind, i64) {
        match self {
            Self::Person { user, .. } => (SubjectKind::User, user.id.0),
            Self::Role(role) => (SubjectKind::Role, role.0),
        }
    }
}

impl Grant {
    /// The role that it is given to, if it is one.
    pub fn role(&self) -> Option<RoleId> {
        (self.subject_kind == SubjectKind::Role).then_some(RoleId(self.subject_id))
    }

    /// Gives a permission. Giving it again changes nothing.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManagePermissions`], and a permission that the giver does not hold.
    pub async fn give(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (subject_kind, subject_id): (SubjectKind, i64),
        permission: Permission,
    ) -> Result<(), Error> {
        let giver = may_pass_on(&act.actor, permission)?;
        conn.transaction(async |conn| {
            let given = diesel::insert_into(grants::table)
                .values((
                    grants::subject_kind.eq(subject_kind),
                    grants::subject_id.eq(subject_id),
                    grants::permission.eq(permission),
                    grants::granted_by.eq(giver),
                    grants::granted_at.eq(act.at),
                ))
                .on_conflict_do_nothing()
                .execute(conn)
                .await?;
            if given == 1 {
                let details = details(subject_kind, subject_id, permission);
                let subject = (EventKind::PermissionGranted, Subject::NONE);
                event::record_with(conn, act, subject, details).await?;
            }
            Ok(())
        })
        .await
    }

    /// Takes a permission back. Taking back what nobody holds changes nothing.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManagePermissions`], and a permission that the actor does not hold.
    pub async fn take_back(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (subject_kind, subject_id): (SubjectKind, i64),
        permission: Permission,
    ) -> Result<(), Error> {
        may_pass_on(&act.actor, permission)?;
        conn.transaction(async |conn| {
            let held = grants::table
                .filter(grants::subject_kind.eq(subject_kind))
                .filter(grants::subject_id.eq(subject_id))
                .filter(grants::permission.eq(permission));
            if diesel::delete(held).execute(conn).await? == 1 {
                let details = details(subject_kind, subject_id, permission);
                let subject = (EventKind::PermissionRevoked, Subject::NONE);
                event::record_with(conn, act, subject, details).await?;
            }
            Ok(())
        })
        .await
    }

    /// Gives several permissions at once, or none of them.
    ///
    /// # Errors
    ///
    /// As [`Grant::give`]; refuses an empty list.
    pub async fn give_all(
        conn: &mut AsyncPgConnection,
        act: &Act,
        grantee: &Grantee,
        permissions: &[Permission],
    ) -> Result<(), Error> {
        if permissions.is_empty() {
            return Err(Refusal::NothingToGrant.into());
        }
        conn.transaction(async |conn| {
            // By this the person has a name wherever the grant is listed, and is known to be in the staff server.
            if let Grantee::Person {
                user,
                roles,
                asked_at,
            } = grantee
            {
                user.remember(conn).await?;
                staff::refresh_roles(conn, user.id, Some(roles), *asked_at).await?;
            }
            for &permission in permissions {
                Self::give(conn, act, grantee.subject(), permission).await?;
            }
            Ok(())
        })
        .await
    }

    /// Takes a grant back that was found in a list.
    ///
    /// # Errors
    ///
    /// As [`Grant::take_back`]; refuses when there is no such grant any more.
    pub async fn take_back_one(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: GrantId,
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ManagePermissions)?;
        let found: Option<Self> = grants::table
            .find(id)
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()?;
        let grant = found.ok_or(Refusal::GrantNotFound)?;
        let subject = (grant.subject_kind, grant.subject_id);
        Self::take_back(conn, act, subject, grant.permission).await?;
        Ok(grant)
    }

    /// What has been given to one person or one role, for somebody who may give.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManagePermissions`].
    pub async fn listed_of(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (subject_kind, subject_id): (SubjectKind, i64),
    ) -> Result<Vec<Self>, Error> {
        act.actor.require(Permission::ManagePermissions)?;
        Ok(grants::table
            .filter(grants::subject_kind.eq(subject_kind))
            .filter(grants::subject_id.eq(subject_id))
            .order(grants::id)
            .select(Self::as_select())
            .load(conn)
            .await?)
    }

    /// Everything that has been given, for somebody who may give.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManagePermissions`].
    pub async fn listed(conn: &mut AsyncPgConnection, act: &Act) -> Result<Vec<Self>, Error> {
        act.actor.require(Permission::ManagePermissions)?;
        Ok(grants::table
            .order((grants::subject_kind, grants::subject_id, grants::id))
            .select(Self::as_select())
            .load(conn)
            .await?)
    }

    /// Everything that has been given to anybody.
    pub async fn all(conn: &mut AsyncPgConnection) -> QueryResult<Vec<Self>> {
        grants::table
            .order(grants::id)
            .select(Self::as_select())
            .load(conn)
            .await
    }

    /// What has been given to a user, directly or through a role.
    pub async fn permissions_of(
        conn: &mut AsyncPgConnection,
        user: UserId,
        roles: &[RoleId],
    ) -> QueryResult<Vec<Permission>> {
        let to_user = grants::subject_kind
            .eq(SubjectKind::User)
            .and(grants::subject_id.eq(user.0));
        let role_ids = roles.iter().map(|role| role.0).collect::<Vec<_>>();
        let to_role = grants::subject_kind
            .eq(SubjectKind::Role)
            .and(grants::subject_id.eq_any(role_ids));
        grants::table
            .filter(to_user.or(to_role))
            .select(grants::permission)
            .load(conn)
            .await
    }
}

/// Nobody hands out or takes back what they do not hold themselves.
fn may_pass_on(actor: &Actor, permission: Permission) -> Result<UserId, Refusal> {
    actor.require(Permission::ManagePermissions)?;
    actor.require(permission)?;
    actor
        .user_id()
        .ok_or(Refusal::Forbidden(Permission::ManagePermissions.word()))
}

fn details(kind: SubjectKind, subject: i64, permission: Permission) -> serde_json::Value {
    json!({ "subject": kind, "id": subject.to_string(), "permission": permission })
}
