//! Everybody of the staff at once: to whom a ticket can be handed.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::{RoleId, UserId};
use crate::models::actor::Staff;
use crate::models::category::Category;
use crate::models::grant::{Grant, SubjectKind};
use crate::models::pattern::beginning;
use crate::models::permission::{Permission, Permissions};
use crate::models::sight::Sight;
use crate::models::staff::Appointments;
use crate::models::user::User;
use crate::schema::{staff, users};

/// Everybody who may work tickets now, by name. What each of them sees is theirs to be asked.
pub async fn colleagues(
    conn: &mut AsyncPgConnection,
    appointments: &Appointments,
) -> QueryResult<Vec<Staff>> {
    let present = staff::table
        .inner_join(users::table)
        .filter(staff::present.eq(true))
        .select((User::as_select(), staff::roles));
    let mut people: Vec<(User, Vec<RoleId>)> = present.load(conn).await?;
    // Who is appointed by name needs no role, and need not be there.
    let is_missing = |id: &UserId| people.iter().all(|(user, _)| user.id != *id);
    let appointed = appointments.super_admin_users.iter().copied();
    let missing: Vec<UserId> = appointed.filter(is_missing).collect();
    let missing = User::find_all(conn, &missing).await?;
    people.extend(missing.into_iter().map(|user| (user, Vec::new())));
    let grants = Grant::all(conn).await?;
    let restricted = Category::restricted(conn).await?;
    let mut colleagues: Vec<Staff> = people
        .into_iter()
        .map(|(user, roles)| person(appointments, (&user, &roles), (&grants, &restricted)))
        .filter(|person| person.permissions.include(Permission::ManageTickets))
        .collect();
    colleagues.sort_by_cached_key(|person| (person.name.to_lowercase(), person.id));
    Ok(colleagues)
}

/// Those who are in the staff server as far as is known, and whose name begins so.
pub async fn named(
    conn: &mut AsyncPgConnection,
    name: &str,
    most: usize,
) -> QueryResult<Vec<User>> {
    let pattern = beginning(name);
    let has_it = sql::<Bool>("(lower(users.username) LIKE ")
        .bind::<Text, _>(pattern.clone())
        .sql(" OR lower(users.display_name) LIKE ")
        .bind::<Text, _>(pattern)
        .sql(")");
    staff::table
        .inner_join(users::table)
        .filter(staff::present.eq(true))
        .filter(has_it)
        .order(users::username)
        .limit(i64::try_from(most).unwrap_or(i64::MAX))
        .select(User::as_select())
        .load(conn)
        .await
}

fn person(
    appointments: &Appointments,
    (user, roles): (&User, &[RoleId]),
    (grants, restricted): (&[Grant], &[Category]),
) -> Staff {
    let on_record = Staff::on_record(user.id, user.name().to_owned());
    if appointments.make_super_admin(user.id, roles) {
        return Staff {
            permissions: Permissions::all(),
            sight: Sight::everything(),
            is_super_admin: true,
            ..on_record
        };
    }
    let is_theirs = |grant: &&Grant| match grant.subject_kind {
        SubjectKind::User => grant.subject_id == user.id.0,
        SubjectKind::Role => roles.iter().any(|role| role.0 == grant.subject_id),
    };
    let appointed = appointments
        .make_staff(user.id, roles)
        .then_some(Permission::ManageTickets);
    let granted = grants
        .iter()
        .filter(is_theirs)
        .map(|grant| grant.permission);
    Staff {
        permissions: granted.chain(appointed).collect(),
        sight: Sight::of_roles(restricted, roles),
        ..on_record
    }
}
