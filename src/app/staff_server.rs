//! Who and what there is in the staff server: people and roles by name, for those who give permissions.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::app::App;
use crate::discord::Failure;
use crate::error::{Error, Refusal};
use crate::ids::{RoleId, UserId};
use crate::models::grant::{Grantee, SubjectKind};
use crate::models::staff::colleagues;
use crate::models::user::User;

/// How long the roles are taken to be as they were.
const ROLES_KEPT: Duration = Duration::from_secs(30);
/// How long Discord may take to say who is there, before a page goes without.
const PATIENCE: Duration = Duration::from_secs(3);
/// The most people that are found by a name.
const MOST_FOUND: usize = 25;

/// A role of the staff server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRole {
    /// The role.
    pub id: RoleId,
    /// What it is called.
    pub name: String,
}

/// The roles of the staff server as they were a moment ago.
#[derive(Default)]
pub struct RememberedRoles(Mutex<Option<(Instant, Arc<Vec<StaffRole>>)>>);

/// Who was found by a name.
#[derive(Debug, Clone, Default)]
pub struct FoundStaff {
    /// The people, by name.
    pub people: Vec<User>,
    /// The roles, highest first.
    pub roles: Vec<StaffRole>,
    /// Whether Discord did not answer, so that somebody may be missing.
    pub is_partial: bool,
}

impl App {
    /// The roles of the staff server, highest first, without the one that everybody has. `None` when they are not known: Discord does
    /// not answer, and has not answered before.
    pub async fn staff_roles(&self) -> Option<Arc<Vec<StaffRole>>> {
        let mut remembered = self.staff_roles.0.lock().await;
        if let Some((asked_at, roles)) = &*remembered
            && asked_at.elapsed() < ROLES_KEPT
        {
            return Some(Arc::clone(roles));
        }
        let server = self.config.bot.mode.staff_server();
        let asked = tokio::time::timeout(PATIENCE, self.discord.roles(server)).await;
        match asked {
            Ok(Ok(mut roles)) => {
                roles.sort_by_key(|role| std::cmp::Reverse(role.position));
                let named = roles.into_iter().filter(|role| role.id != server.0);
                let named = named.map(|role| StaffRole {
                    id: RoleId(role.id),
                    name: role.name,
                });
                let roles = Arc::new(named.collect::<Vec<_>>());
                *remembered = Some((Instant::now(), Arc::clone(&roles)));
                return Some(roles);
            }
            Ok(Err(failure)) => {
                tracing::warn!(%failure, "the roles of the staff server cannot be read")
            }
            Err(_) => {
                tracing::warn!("Discord takes too long to tell the roles of the staff server")
            }
        }
        remembered.as_ref().map(|(_, roles)| Arc::clone(roles))
    }

    /// People and roles of the staff server with this name: people whose name begins so, or who have this id, and roles that have it
    /// somewhere in their name. While Discord does not answer, those of whom we know.
    ///
    /// # Errors
    ///
    /// Fails when the database does; not when Discord does not answer.
    pub async fn find_in_staff_server(&self, name: &str) -> Result<FoundStaff, Error> {
        let name = name.trim();
        if name.is_empty() {
            return Ok(FoundStaff::default());
        }
        let roles = self.staff_roles().await;
        let wanted = name.to_lowercase();
        let is_meant = |role: &&StaffRole| {
            role.name.to_lowercase().contains(&wanted) || role.id.to_string() == wanted
        };
        let found_roles = roles.iter().flat_map(|roles| roles.iter());
        let server = self.config.bot.mode.staff_server();
        let asked = async {
            match name.parse::<UserId>() {
                Ok(id) => Ok(self.discord.member(server, id).await?.into_iter().collect()),
                Err(_) => {
                    self.discord
                        .search_members(server, (name, MOST_FOUND))
                        .await
                }
            }
        };
        let members = tokio::time::timeout(PATIENCE, asked).await;
        let members = members.ok().and_then(Result::ok);
        let is_partial = members.is_none() || roles.is_none();
        let mut people: Vec<User> = match members {
            Some(members) => members
                .iter()
                .map(|member| self.user_of(&member.person))
                .collect(),
            None => self.known_staff(name).await?,
        };
        people.sort_by_cached_key(|user| user.name().to_lowercase());
        Ok(FoundStaff {
            people,
            roles: found_roles
                .filter(is_meant)
                .take(MOST_FOUND)
                .cloned()
                .collect(),
            is_partial,
        })
    }

    /// Who is among the staff as far as we know ourselves, by the same rules.
    async fn known_staff(&self, name: &str) -> Result<Vec<User>, Error> {
        let conn = &mut self.db().await?;
        Ok(match name.parse::<UserId>() {
            Ok(id) => User::find_all(conn, &[id]).await?,
            Err(_) => colleagues::named(conn, name, MOST_FOUND).await?,
        })
    }

    /// The person or the role of the staff server that permissions are to be given to, as Discord has it now.
    ///
    /// # Errors
    ///
    /// Refuses whom and what is not there, and when Discord does not answer.
    pub async fn grantee(&self, (kind, id): (SubjectKind, i64)) -> Result<Grantee, Error> {
        if kind == SubjectKind::User {
            let server = self.config.bot.mode.staff_server();
            let asked_at = self.clock.now();
            let asked = self.discord.member(server, UserId(id));
            let asked = tokio::time::timeout(PATIENCE, asked).await;
            let member = match asked.map_err(|_| Refusal::DiscordSilent)? {
                Ok(member) => member,
                Err(refused @ Failure::Refused { .. }) => {
                    return Err(anyhow::Error::new(refused).into());
                }
                Err(failure) => {
                    tracing::warn!(%failure, "nobody knows who is in the staff server");
                    return Err(Refusal::DiscordSilent.into());
                }
            };
            let member = member.ok_or(Refusal::NotInStaffServer)?;
            return Ok(Grantee::Person {
                user: self.user_of(&member.person),
                roles: member.roles().collect(),
                asked_at,
            });
        }
        let roles = self.staff_roles().await.ok_or(Refusal::DiscordSilent)?;
        let role = roles.iter().find(|role| role.id.0 == id);
        Ok(Grantee::Role(role.ok_or(Refusal::RoleNotFound)?.id))
    }
}
