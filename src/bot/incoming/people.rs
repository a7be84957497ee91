//! Who comes, goes and changes roles in the staff server: what staff may do follows from it.

use futures::future::join_all;

use crate::bot::Bot;
use crate::discord::Failure;
use crate::ids::{RoleId, ServerId, UserId};
use crate::models::server::Server;
use crate::models::staff;

/// How many people Discord is asked for at once.
const AT_ONCE: usize = 8;

/// Keeps the roles that somebody holds now; `None` when they left.
pub(crate) async fn keep_roles(bot: &Bot, user: UserId, roles: Option<Vec<RoleId>>) {
    let keep = async || {
        let conn = &mut bot.app.db().await?;
        let now = bot.app.clock.now();
        match &roles {
            Some(roles) => staff::update_roles(conn, user, roles, now).await?,
            None => staff::forget_roles(conn, user, now).await?,
        }
        Ok(())
    };
    bot.persist("keeping somebody's roles", keep).await;
}

/// Notes that a role was removed. Discord says nothing of it to each of those who held it.
pub(crate) async fn forget_role(bot: &Bot, role: RoleId) {
    let forget = async || {
        let conn = &mut bot.app.db().await?;
        Ok(staff::forget_role(conn, role, bot.app.clock.now()).await?)
    };
    bot.persist("forgetting a role", forget).await;
}

/// Keeps what one of our servers is called.
pub(crate) async fn keep_name(bot: &Bot, id: ServerId, name: String) {
    let is_community = id == bot.app.config.bot.mode.community_server();
    let server = Server {
        id,
        name,
        is_community,
        updated_at: bot.app.clock.now(),
    };
    let keep = async || Ok(server.remember(&mut *bot.app.db().await?).await?);
    bot.persist("keeping the name of a server", keep).await;
}

/// Asks Discord for the roles of everybody whom we know as staff: they may have changed while nobody listened. `None` when that was
/// not finished.
pub(crate) async fn refresh_roles(bot: &Bot) -> Option<()> {
    let known = async || Ok(staff::known(&mut *bot.app.db().await?).await?);
    let known = bot.persist("reading who is staff", known).await?.ok()?;
    for some in known.chunks(AT_ONCE) {
        let asked = join_all(some.iter().map(|&user| refresh_roles_of(bot, user))).await;
        asked.into_iter().collect::<Option<()>>()?;
    }
    Some(())
}

async fn refresh_roles_of(bot: &Bot, user: UserId) -> Option<()> {
    let ask = async || match bot.app.discord.member(bot.staff_server(), user).await {
        Ok(member) => Ok(Some(member)),
        Err(failure @ Failure::Refused { .. }) => {
            tracing::warn!(%user, %failure, "the roles of somebody cannot be read");
            Ok(None)
        }
        Err(failure) => Err(anyhow::Error::new(failure).into()),
    };
    let told = bot.persist("asking for somebody's roles", ask).await?;
    if let Ok(Some(member)) = told {
        let roles = member.map(|member| member.roles().collect());
        keep_roles(bot, user, roles).await;
    }
    Some(())
}
