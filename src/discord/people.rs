//! Looking people up.

use std::sync::PoisonError;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use crate::direction_marks;
use crate::discord::client::{Discord, Failure};
use crate::ids::{RoleId, ServerId, UserId};

/// How long it is remembered how we look: whoever changes that elsewhere sees it after this.
const MEMORY: Duration = Duration::from_secs(60);
/// How long a page waits for who we are.
const SOON: Duration = Duration::from_millis(1500);

/// An account, as Discord describes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Person {
    /// The account.
    #[serde(deserialize_with = "id_from_text")]
    pub id: i64,
    /// The unique name.
    pub username: String,
    /// The name that the person chose to be shown with.
    #[serde(default, deserialize_with = "direction_marks::left_out")]
    pub global_name: Option<String>,
    /// The hash of the avatar.
    pub avatar: Option<String>,
    /// Whether it is a bot.
    #[serde(rename = "bot", default)]
    pub is_bot: bool,
}

/// How we look; what is not given stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Profile {
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The picture beside our messages, as a `data:` URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    /// The picture at the top of our profile, as a `data:` URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub banner: Option<String>,
}

/// An account's membership of a server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Member {
    /// The account.
    #[serde(rename = "user")]
    pub person: Person,
    /// The name in that server.
    #[serde(default, deserialize_with = "direction_marks::left_out")]
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
    /// What its holders may do, a bit for each thing.
    #[serde(default, deserialize_with = "bits_from_text")]
    pub permissions: u64,
    /// Whether it belongs to a bot or an integration, so that nobody can be given it.
    #[serde(rename = "managed", default)]
    pub is_managed: bool,
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

    /// Ourselves, as we were a minute ago at most.
    pub async fn myself(&self) -> Result<Person, Failure> {
        if let Some((at, person)) = self.last_self()
            && at.elapsed() < MEMORY
        {
            return Ok(person);
        }
        // Whoever asks meanwhile asks as well: waiting for one answer, everybody would wait for Discord together.
        let person: Person = self.get("/users/@me").await?;
        self.remember_self(person.clone());
        Ok(person)
    }

    /// Ourselves, for a page that does not wait for long: as we were last where Discord takes longer or refuses, if that is known.
    pub async fn myself_soon(&self) -> Option<Person> {
        let asked = tokio::time::timeout(SOON, self.myself()).await;
        if let Ok(Ok(person)) = asked {
            return Some(person);
        }
        self.last_self().map(|(_, person)| person)
    }

    fn last_self(&self) -> Option<(Instant, Person)> {
        let remembered = self.remembered_self().lock();
        remembered.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn remember_self(&self, person: Person) {
        let remembered = self.remembered_self().lock();
        *remembered.unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), person));
    }

    /// Changes our own name and pictures.
    pub async fn change_profile(&self, profile: &Profile) -> Result<(), Failure> {
        let body = serde_json::to_value(profile).unwrap_or_default();
        let person: Person = self.patched("/users/@me", &body).await?;
        self.remember_self(person);
        Ok(())
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

/// Permissions are texts in JSON, because they outgrew its numbers.
pub(super) fn bits_from_text<'de, D>(deserializer: D) -> Result<u64, D::Error>
where
    D: serde::Deserializer<'de>,
{
    let text = String::deserialize(deserializer)?;
    text.parse()
        .map_err(|_| serde::de::Error::custom(format!("{text:?} is no set of permissions")))
}
