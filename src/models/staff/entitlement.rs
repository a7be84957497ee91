//! What somebody may do and see, and why: the same rules as for the person themselves, told one by one.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::{RoleId, UserId};
use crate::models::actor::Act;
use crate::models::category::Category;
use crate::models::grant::{Grant, SubjectKind};
use crate::models::permission::{Permission, Permissions};
use crate::models::staff::Appointments;
use crate::models::user::User;
use crate::schema::{grants, staff};

/// Why somebody holds a permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The configuration names them as a super administrator.
    SuperAdminUser,
    /// The configuration names one of their roles as super administrators'.
    SuperAdminRole(RoleId),
    /// The configuration names them as staff.
    StaffUser,
    /// The configuration names one of their roles as staff's.
    StaffRole(RoleId),
    /// It was given to them, or to one of their roles.
    Granted(Grant),
    /// Another permission that they hold brings it along.
    Implied(Permission),
}

/// A restricted category, and whether somebody sees its tickets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    /// The category.
    pub category: Category,
    /// Whether they see its tickets.
    pub is_seen: bool,
    /// The roles of theirs for which they do.
    pub by: Vec<RoleId>,
}

/// Somebody with what they may do and see, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entitled {
    /// The person.
    pub user: User,
    /// Whether they are in the staff server, as far as is known.
    pub is_present: bool,
    /// The roles that they hold there.
    pub roles: Vec<RoleId>,
    /// Whether the configuration lets them do everything.
    pub is_super_admin: bool,
    /// Whether they may do anything at all: who has left the staff server may not.
    pub counts: bool,
    /// What was given to them, used or not.
    pub grants: Vec<Grant>,
    /// Every category that not everybody sees.
    pub admissions: Vec<Admission>,
    appointed: Vec<Reason>,
}

impl Entitled {
    /// Somebody, for who may give permissions.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManagePermissions`], and when nobody of this id is known.
    pub async fn find(
        conn: &mut AsyncPgConnection,
        act: &Act,
        appointments: &Appointments,
        id: UserId,
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ManagePermissions)?;
        let user = User::find(conn, id).await?.ok_or(Refusal::PersonNotFound)?;
        let row: Option<(Vec<RoleId>, bool)> = staff::table
            .find(id)
            .select((staff::roles, staff::present))
            .first(conn)
            .await
            .optional()?;
        let (roles, is_present) = row.unwrap_or_default();
        let grants = grants_to(conn, id, &roles).await?;
        let restricted = Category::restricted(conn).await?;
        let is_super_admin = appointments.make_super_admin(id, &roles);
        let admit = |category: Category| Admission {
            is_seen: is_super_admin || category.admits(&roles),
            by: category.roles_of(&roles),
            category,
        };
        let mut entitled = Self {
            admissions: restricted.into_iter().map(admit).collect(),
            appointed: appointed(appointments, id, &roles),
            counts: is_present || appointments.super_admin_users.contains(&id),
            user,
            is_present,
            roles,
            is_super_admin,
            grants,
        };
        // Whoever may see no tickets sees those of no category either.
        let sees_tickets = entitled.permissions().include(Permission::ViewTickets);
        for admission in &mut entitled.admissions {
            admission.is_seen &= sees_tickets;
        }
        Ok(entitled)
    }

    /// What they hold now.
    pub fn permissions(&self) -> Permissions {
        let held = Permission::ALL.iter().copied();
        held.filter(|&one| self.counts && !self.reasons(one).is_empty())
            .collect()
    }

    /// Why they hold a permission; empty when they do not.
    pub fn reasons(&self, permission: Permission) -> Vec<Reason> {
        let mut reasons = self.direct_reasons(permission);
        let brings = |other: &Permission| {
            let brought: Permissions = [*other].into_iter().collect();
            *other != permission
                && brought.include(permission)
                && !self.direct_reasons(*other).is_empty()
        };
        let bringing = Permission::ALL.iter().copied().filter(brings);
        // Who was told "everything" need not be told each way in which that comes about.
        if reasons.is_empty() {
            reasons.extend(bringing.map(Reason::Implied));
        }
        reasons
    }

    fn direct_reasons(&self, permission: Permission) -> Vec<Reason> {
        let appointed = self.appointed.iter().filter(|reason| match reason {
            Reason::SuperAdminUser | Reason::SuperAdminRole(_) => true,
            _ => permission == Permission::ManageTickets,
        });
        let granted = self
            .grants
            .iter()
            .filter(|grant| grant.permission == permission);
        let granted = granted.cloned().map(Reason::Granted);
        appointed.cloned().chain(granted).collect()
    }
}

fn appointed(appointments: &Appointments, id: UserId, roles: &[RoleId]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if appointments.super_admin_users.contains(&id) {
        reasons.push(Reason::SuperAdminUser);
    }
    if appointments.staff_users.contains(&id) {
        reasons.push(Reason::StaffUser);
    }
    for role in roles {
        if appointments.super_admin_roles.contains(role) {
            reasons.push(Reason::SuperAdminRole(*role));
        }
        if appointments.staff_roles.contains(role) {
            reasons.push(Reason::StaffRole(*role));
        }
    }
    reasons
}

async fn grants_to(
    conn: &mut AsyncPgConnection,
    id: UserId,
    roles: &[RoleId],
) -> QueryResult<Vec<Grant>> {
    let to_user = grants::subject_kind
        .eq(SubjectKind::User)
        .and(grants::subject_id.eq(id.0));
    let role_ids: Vec<i64> = roles.iter().map(|role| role.0).collect();
    let to_role = grants::subject_kind
        .eq(SubjectKind::Role)
        .and(grants::subject_id.eq_any(role_ids));
    grants::table
        .filter(to_user.or(to_role))
        .order(grants::id)
        .select(Grant::as_select())
        .load(conn)
        .await
}

/// Everybody who is or was among the staff, or was given something: by name, those with `text` in it.
///
/// # Errors
///
/// Refuses without [`Permission::ManagePermissions`].
pub async fn people(
    conn: &mut AsyncPgConnection,
    act: &Act,
    appointments: &Appointments,
    text: &str,
) -> Result<Vec<(User, bool)>, Error> {
    act.actor.require(Permission::ManagePermissions)?;
    let staff: Vec<(UserId, bool)> = staff::table
        .select((staff::user_id, staff::present))
        .load(conn)
        .await?;
    let granted: Vec<i64> = grants::table
        .filter(grants::subject_kind.eq(SubjectKind::User))
        .select(grants::subject_id)
        .load(conn)
        .await?;
    let present: Vec<UserId> = staff.iter().filter(|one| one.1).map(|one| one.0).collect();
    let mut ids: Vec<UserId> = staff.into_iter().map(|one| one.0).collect();
    ids.extend(granted.into_iter().map(UserId));
    ids.extend(
        appointments
            .super_admin_users
            .iter()
            .chain(&appointments.staff_users),
    );
    let wanted = text.trim().to_lowercase();
    let has_it = |user: &User| {
        user.name().to_lowercase().contains(&wanted)
            || user.username.to_lowercase().contains(&wanted)
            || user.id.to_string() == wanted
    };
    let found = User::find_all(conn, &ids).await?.into_iter().filter(has_it);
    let mut people: Vec<(User, bool)> = found
        .map(|user| {
            let is_present = present.contains(&user.id);
            (user, is_present)
        })
        .collect();
    people.sort_by_cached_key(|(user, _)| (user.name().to_lowercase(), user.id));
    Ok(people)
}
