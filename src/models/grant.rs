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
use crate::models::text_enum::text_enum;
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

impl Grant {
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
