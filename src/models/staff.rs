//! The people of the staff server: which roles they hold, and what they may do because of that.

pub mod colleagues;
pub mod entitlement;
pub mod holders;

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::{RoleId, UserId};
use crate::models::actor::Staff;
use crate::models::grant::Grant;
use crate::models::permission::{Permission, Permissions};
use crate::models::sight::Sight;
use crate::models::user::User;
use crate::schema::staff;

/// Who may do what by the configuration, before any grant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Appointments {
    /// May do everything.
    pub super_admin_users: HashSet<UserId>,
    /// May do everything.
    pub super_admin_roles: HashSet<RoleId>,
    /// May work tickets.
    pub staff_users: HashSet<UserId>,
    /// May work tickets.
    pub staff_roles: HashSet<RoleId>,
}

impl Appointments {
    /// Whether the configuration lets somebody do everything.
    pub fn make_super_admin(&self, user: UserId, roles: &[RoleId]) -> bool {
        self.super_admin_users.contains(&user) || holds_any(roles, &self.super_admin_roles)
    }

    /// Whether the configuration lets somebody work tickets.
    pub fn make_staff(&self, user: UserId, roles: &[RoleId]) -> bool {
        self.staff_users.contains(&user) || holds_any(roles, &self.staff_roles)
    }
}

fn holds_any(roles: &[RoleId], wanted: &HashSet<RoleId>) -> bool {
    roles.iter().any(|role| wanted.contains(role))
}

/// What a user may do who holds these roles in the staff server.
pub async fn permissions_of(
    conn: &mut AsyncPgConnection,
    appointments: &Appointments,
    user: UserId,
    roles: &[RoleId],
) -> QueryResult<Permissions> {
    if appointments.make_super_admin(user, roles) {
        return Ok(Permissions::all());
    }
    let mut held = Grant::permissions_of(conn, user, roles).await?;
    if appointments.make_staff(user, roles) {
        held.push(Permission::ManageTickets);
    }
    Ok(held.into_iter().collect())
}

/// The person with what they may do and see who hold these roles in the staff server.
pub async fn with_roles(
    conn: &mut AsyncPgConnection,
    appointments: &Appointments,
    user: &User,
    roles: &[RoleId],
) -> QueryResult<Staff> {
    let is_super_admin = appointments.make_super_admin(user.id, roles);
    let sight = if is_super_admin {
        Sight::everything()
    } else {
        Sight::with_roles(conn, roles).await?
    };
    Ok(Staff {
        permissions: permissions_of(conn, appointments, user.id, roles).await?,
        sight,
        is_super_admin,
        ..Staff::on_record(user.id, user.name().to_owned())
    })
}

/// Everybody whose roles in the staff server we keep.
pub async fn known(conn: &mut AsyncPgConnection) -> QueryResult<Vec<UserId>> {
    staff::table.select(staff::user_id).load(conn).await
}

/// Everybody of the staff who is in the staff server.
pub async fn present(conn: &mut AsyncPgConnection) -> QueryResult<Vec<UserId>> {
    staff::table
        .filter(staff::present)
        .select(staff::user_id)
        .load(conn)
        .await
}

/// The roles that somebody holds in the staff server, as far as we know them.
pub(crate) async fn roles_of(
    conn: &mut AsyncPgConnection,
    user: UserId,
) -> QueryResult<Vec<RoleId>> {
    let roles: Option<Vec<i64>> = staff::table
        .find(user)
        .select(staff::roles)
        .first(conn)
        .await
        .optional()?;
    let roles = roles.unwrap_or_default().into_iter();
    Ok(roles.map(RoleId).collect())
}

/// When the roles of somebody were told last; nothing when they never were.
pub async fn refreshed_at(
    conn: &mut AsyncPgConnection,
    user: UserId,
) -> QueryResult<Option<DateTime<Utc>>> {
    staff::table
        .find(user)
        .select(staff::refreshed_at)
        .first(conn)
        .await
        .optional()
}

/// Notes somebody whom we have not met, with the roles that they held when they wrote. They may have lost them since, so these are not
/// vouched for: whoever relies on them asks Discord first. Of somebody known it changes nothing, or what was written before a role was
/// lost would bring it back.
pub async fn meet(conn: &mut AsyncPgConnection, user: UserId, roles: &[RoleId]) -> QueryResult<()> {
    diesel::insert_into(staff::table)
        .values((
            staff::user_id.eq(user),
            staff::roles.eq(in_order(roles)),
            staff::present.eq(true),
            staff::refreshed_at.eq(DateTime::UNIX_EPOCH),
        ))
        .on_conflict(staff::user_id)
        .do_nothing()
        .execute(conn)
        .await?;
    Ok(())
}

/// Keeps what Discord said when it was asked at `at`: the roles, or that the user is not there. What was told since then stays. The
/// user must be remembered already.
pub async fn refresh_roles(
    conn: &mut AsyncPgConnection,
    user: UserId,
    roles: Option<&[RoleId]>,
    at: DateTime<Utc>,
) -> QueryResult<()> {
    let held = in_order(roles.unwrap_or_default());
    let older = staff::table
        .filter(staff::user_id.eq(user))
        .filter(staff::refreshed_at.le(at));
    diesel::update(older)
        .set((
            staff::roles.eq(held.clone()),
            staff::present.eq(roles.is_some()),
            staff::refreshed_at.eq(at),
        ))
        .execute(conn)
        .await?;
    if roles.is_none() {
        return Ok(());
    }
    diesel::insert_into(staff::table)
        .values((
            staff::user_id.eq(user),
            staff::roles.eq(held),
            staff::present.eq(true),
            staff::refreshed_at.eq(at),
        ))
        .on_conflict(staff::user_id)
        .do_nothing()
        .execute(conn)
        .await?;
    Ok(())
}

/// Discord tells the same roles in any order; the same ones must not look like others.
fn in_order(roles: &[RoleId]) -> Vec<i64> {
    let mut ids: Vec<i64> = roles.iter().map(|role| role.0).collect();
    ids.sort_unstable();
    ids
}

/// Notes new roles of a user whom we know as staff; anybody else is of no interest.
pub async fn update_roles(
    conn: &mut AsyncPgConnection,
    user: UserId,
    roles: &[RoleId],
    at: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(staff::table.find(user))
        .set((
            staff::roles.eq(in_order(roles)),
            staff::present.eq(true),
            staff::refreshed_at.eq(at),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that a user has left the staff server: they hold no role there any more.
pub async fn forget_roles(
    conn: &mut AsyncPgConnection,
    user: UserId,
    at: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(staff::table.find(user))
        .set((
            staff::roles.eq(Vec::<i64>::new()),
            staff::present.eq(false),
            staff::refreshed_at.eq(at),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that nobody holds a role any more: it was removed from the staff server.
pub async fn forget_role(
    conn: &mut AsyncPgConnection,
    role: RoleId,
    at: DateTime<Utc>,
) -> QueryResult<()> {
    let left = sql::<Array<BigInt>>("array_remove(roles, ")
        .bind::<BigInt, _>(role.0)
        .sql(")");
    diesel::update(staff::table.filter(staff::roles.contains(vec![role.0])))
        .set((staff::roles.eq(left), staff::refreshed_at.eq(at)))
        .execute(conn)
        .await?;
    Ok(())
}

/// The person as the panel knows them, with what they may do now. Who has left the staff server may do nothing, unless the
/// configuration names them.
pub async fn find(
    conn: &mut AsyncPgConnection,
    appointments: &Appointments,
    id: UserId,
) -> QueryResult<Option<Staff>> {
    let Some(user) = User::find(conn, id).await? else {
        return Ok(None);
    };
    let row: Option<(Vec<i64>, bool)> = staff::table
        .find(id)
        .select((staff::roles, staff::present))
        .first(conn)
        .await
        .optional()?;
    let (roles, present) = row.unwrap_or_default();
    let roles: Vec<RoleId> = roles.into_iter().map(RoleId).collect();
    if !present && !appointments.super_admin_users.contains(&id) {
        return Ok(Some(Staff::on_record(id, user.name().to_owned())));
    }
    with_roles(conn, appointments, &user, &roles)
        .await
        .map(Some)
}
