//! Who is staff: decided by the roles that somebody holds in the staff server, by grants and by the configuration.

use std::sync::Arc;

use crate::app::App;
use crate::bot::Context;
use crate::bot::invocation::Invocation;
use crate::error::{Error, Refusal};
use crate::ids::RoleId;
use crate::models::actor::Staff;
use crate::models::permission::Permission;
use crate::models::staff;
use crate::models::user::User;

/// Lets only staff use commands, and only in the staff server. Whether they may do what the command does is asked in the verb.
///
/// # Errors
///
/// Refuses everybody else.
pub async fn only_staff(ctx: Context<'_>) -> Result<bool, Error> {
    let mut invocation = Invocation::of(ctx).await?;
    let app = ctx.data();
    if invocation.server != Some(app.config.bot.mode.staff_server()) {
        return Err(Refusal::Forbidden(Permission::ViewTickets.word()).into());
    }
    let staff = staff(app, &invocation.user, &invocation.roles).await?;
    staff.permissions.require(Permission::ViewTickets)?;
    if app.standing().bot.maintenance_since.is_some() && !staff.is_super_admin {
        return Err(Refusal::Maintenance.into());
    }
    invocation.staff = Some(staff);
    ctx.set_invocation_data(invocation).await;
    Ok(true)
}

/// A person as staff, with what they may do who hold these roles in the staff server. They are remembered, so that the panel knows
/// them; what roles they hold from then on, Discord tells by itself.
pub async fn staff(app: &Arc<App>, user: &User, roles: &[RoleId]) -> Result<Staff, Error> {
    let conn = &mut app.db().await?;
    let staff = staff::with_roles(conn, app.appointments(), user, roles).await?;
    if staff.permissions.include(Permission::ViewPanel) {
        user.remember(conn).await?;
        staff::meet(conn, user.id, roles).await?;
    }
    Ok(staff)
}
