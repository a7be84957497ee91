//! Looking people up.

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::discord::client::{Discord, Failure};
use crate::ids::{RoleId, ServerId, UserId};

/// An account, as Discord describes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Person {
    /// The account.
    #[serde(deserialize_with = "id_from_text")]
    pub id: i64,
    /// The unique name.
    pub username: String,
    /// The name that the person chose to be shown with.
    pub global_name: Option<String>,
    /// The hash of the avatar.
    pub avatar: Option<String>,
    /// Whether it is a bot.
    #[serde(rename = "bot", default)]
    pub is_bot: bool,
}

/// An account's membership of a server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Member {
    /// The account.
    #[serde(rename = "user")]
    pub person: Person,
    /// The name in that server.
    pub nick: Option<String>,
    /// Since when.
    pub joined_at: Option<DateTime<Utc>>,
    /// The roles, as texts.
    roles: Vec<String>,
}

/// A role of a server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Role {
    /// The role.
    #[serde(deserialize_with = "id_from_text")]
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// Its place: a higher one is more.
    pub position: i64,
}

impl Person {
    /// The name to show to people.
    pub fn name(&self) -> &str {
        self.global_name.as_deref().unwrap_or(&self.username)
    }
}

impl Member {
    /// The roles, without the one that everybody has.
    pub fn roles(&self) -> impl Iterator<Item = RoleId> {
        self.roles.iter().filter_map(|role| role.parse().ok())
    }
}

impl Discord {
    /// An account; `None` when there is no such one.
    pub async fn person(&self, id: UserId) -> Result<Option<Person>, Failure> {
        optional(self.get(&format!("/users/{id}")).await)
    }

    /// Ourselves, as we were when the server started.
    pub async fn myself(&self) -> Result<&Person, Failure> {
        self.remembered_self()
            .get_or_try_init(|| self.get("/users/@me"))
            .await
    }

    /// Somebody's membership of a server; `None` when they are not in it.
    pub async fn member(&self, server: ServerId, id: UserId) -> Result<Option<Member>, Failure> {
        optional(self.get(&format!("/guilds/{server}/members/{id}")).await)
    }

    /// The members of a server whose name or nickname begins like this, at most so many.
    pub async fn search_members(
        &self,
        server: ServerId,
        (name, most): (&str, usize),
    ) -> Result<Vec<Member>, Failure> {
        let query: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
        self.get(&format!(
            "/guilds/{server}/members/search?query={query}&limit={most}"
        ))
        .await
    }

    /// The roles of a server.
    pub async fn roles(&self, server: ServerId) -> Result<Vec<Role>, Failure> {
        self.get(&format!("/guilds/{server}/roles")).await
    }
}

/// "No such thing" is an answer, no failure.
fn optional<T>(found: Result<T, Failure>) -> Result<Option<T>, Failure> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(failure) if failure.is_not_found() => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Discord's ids are texts in JSON.
pub(super) fn id_from_text<'de, D>(deserializer: D) -> Result<i64, D::Error>
where
    D: serde::Deserializer<'de>,
{
    let text = String::deserialize(deserializer)?;
    text.parse()
        .map_err(|_| serde::de::Error::custom(format!("{text:?} is no id")))
}
