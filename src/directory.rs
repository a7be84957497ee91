//! What Discord calls the roles and places of our servers, for pages on which people choose by name.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::app::App;
use crate::discord::channels::Channel;
use crate::discord::permission::Occupant;
use crate::discord::{Failure, people};
use crate::ids::{ChannelId, RoleId, UserId};

/// How long a page waits for Discord before it goes without it.
const PATIENCE: Duration = Duration::from_secs(3);

/// A role of the staff server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRole {
    /// The role.
    pub id: RoleId,
    /// What it is called.
    pub name: String,
}

/// A category of the staff server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCategory {
    /// The category.
    pub id: ChannelId,
    /// What it is called.
    pub name: String,
    /// Whether everybody in the server may look into it.
    pub is_open: bool,
}

/// What is called how in the staff server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directory {
    /// The roles, the highest first, without the one that everybody has.
    pub roles: Vec<NamedRole>,
    /// The categories, from the top.
    pub categories: Vec<NamedCategory>,
}

/// Somebody's membership of the community's server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Since when.
    pub since: Option<DateTime<Utc>>,
    /// The name there.
    pub nickname: Option<String>,
    /// The names of the roles, the highest first.
    pub roles: Vec<String>,
}

impl App {
    /// What is called how in the staff server. `None` when Discord cannot be asked just now, which is no reason for a page to fail.
    pub async fn directory(&self) -> Option<Directory> {
        let server = self.config.bot.mode.staff_server();
        let ask = async {
            tokio::try_join!(
                self.discord.whole_server(server),
                self.discord.channels(server)
            )
        };
        let (whole, channels) = in_time(ask, "the staff server").await?;
        let whole = whole?;
        let roles = ranked(whole.roles.clone())
            .filter(|role| role.id != server.0)
            .map(|role| NamedRole {
                id: RoleId(role.id),
                name: role.name,
            });
        let mut categories: Vec<Channel> = channels;
        categories.retain(Channel::is_category);
        categories.sort_by_key(|channel| (channel.position, channel.id().0));
        let categories = categories.into_iter().map(|channel| NamedCategory {
            id: channel.id(),
            is_open: Occupant::everyone_sees(&whole, &channel),
            name: channel.name.unwrap_or_default(),
        });
        Some(Directory {
            roles: roles.collect(),
            categories: categories.collect(),
        })
    }

    /// Somebody's membership of the community's server: `Some(None)` when they are not in it, `None` when Discord cannot be asked just
    /// now.
    pub async fn membership(&self, user: UserId) -> Option<Option<Membership>> {
        let server = self.config.bot.mode.community_server();
        let ask = async {
            tokio::try_join!(
                self.discord.member(server, user),
                self.discord.roles(server)
            )
        };
        let (member, roles) = in_time(ask, "the membership of somebody").await?;
        Some(member.map(|member| {
            let held: Vec<RoleId> = member.roles().collect();
            let roles = ranked(roles).filter(|role| held.contains(&RoleId(role.id)));
            Membership {
                roles: roles.map(|role| role.name).collect(),
                since: member.joined_at,
                nickname: member.nick,
            }
        }))
    }
}

fn ranked(mut roles: Vec<people::Role>) -> impl Iterator<Item = people::Role> {
    roles.sort_by_key(|role| (std::cmp::Reverse(role.position), role.id));
    roles.into_iter()
}

async fn in_time<T>(
    asking: impl Future<Output = Result<T, Failure>>,
    what: &'static str,
) -> Option<T> {
    match tokio::time::timeout(PATIENCE, asking).await {
        Ok(Ok(answer)) => Some(answer),
        Ok(Err(failure)) => {
            tracing::warn!(%failure, what, "Discord cannot be asked");
            None
        }
        Err(_) => {
            tracing::warn!(what, "Discord takes too long to answer");
            None
        }
    }
}
