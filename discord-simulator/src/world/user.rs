//! People and bots.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::World;
use super::profile::Presence;
use crate::api_error::ApiError;
use crate::snowflake::Snowflake;

/// Somebody with an account.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct User {
    /// Their id.
    pub id: Snowflake,
    /// The unique name.
    pub username: String,
    /// The name they show.
    pub global_name: Option<String>,
    /// The hash of their picture.
    pub avatar: Option<String>,
    /// The hash of the picture at the top of their profile.
    #[serde(default)]
    pub banner: Option<String>,
    /// What the dot beside them says, if they are a bot that told.
    #[serde(default)]
    pub presence: Option<Presence>,
    /// Whether it is a bot.
    pub bot: bool,
    /// Whether they pay for larger uploads and longer messages.
    pub nitro: bool,
    /// Whether they refuse messages from people they only share a server with.
    pub dms_closed: bool,
    /// Whom they blocked.
    pub blocked: BTreeSet<Snowflake>,
}

impl User {
    /// The name people see.
    pub fn display_name(&self) -> &str {
        self.global_name.as_deref().unwrap_or(&self.username)
    }

    /// The user as everybody gets it.
    pub fn to_json(&self) -> Value {
        let discriminator = if self.bot { "0042" } else { "0" };
        json!({
            "id": self.id,
            "username": self.username,
            "global_name": self.global_name,
            "avatar": self.avatar,
            "discriminator": discriminator,
            "bot": self.bot,
            "system": false,
            "public_flags": 0,
            "flags": 0,
            "banner": self.banner,
            "accent_color": null,
            "avatar_decoration_data": null,
            "collectibles": null,
            "primary_guild": null,
        })
    }

    /// The user as they themselves get it; the address comes only with the scope `email`.
    pub fn to_private_json(&self) -> Value {
        let mut json = self.to_json();
        json["mfa_enabled"] = false.into();
        json["locale"] = "en-US".into();
        json["verified"] = true.into();
        json["premium_type"] = if self.nitro { 2.into() } else { 0.into() };
        json["email"] = Value::Null;
        json
    }
}

impl World {
    /// Makes a person; the username is unique, so a second one gets a number.
    pub fn create_user(&mut self, username: &str) -> Snowflake {
        let id = self.next_snowflake();
        let avatar = self.next_secret()[..32].to_owned();
        let wanted = username.to_lowercase().replace(' ', "_");
        let same = self.names_taken.entry(wanted.clone()).or_default();
        *same += 1;
        let username_here = match *same {
            1 => wanted,
            number => format!("{wanted}{number}"),
        };
        self.insert_user(User {
            id,
            username: username_here,
            global_name: Some(username.to_owned()),
            avatar: Some(avatar),
            ..User::default()
        })
    }

    /// Adds a user who was put together elsewhere.
    pub fn insert_user(&mut self, user: User) -> Snowflake {
        let id = user.id;
        self.users.insert(id, user);
        id
    }

    /// Finds a user or refuses.
    pub fn user(&self, id: Snowflake) -> Result<&User, ApiError> {
        self.users.get(&id).ok_or_else(ApiError::unknown_user)
    }

    /// The people one can choose to be: everybody but bots and those who only own an application.
    pub fn people(&self) -> Vec<&User> {
        let owns = |user: &User| {
            self.applications
                .values()
                .any(|application| application.owner_id == user.id)
        };
        let lives = |user: &User| {
            self.servers
                .values()
                .any(|server| server.members.contains_key(&user.id))
        };
        let people = self
            .users
            .values()
            .filter(|user| !user.bot && (!owns(user) || lives(user)));
        people.collect()
    }

    /// Whether somebody is a bot.
    pub fn is_bot(&self, id: Snowflake) -> bool {
        self.users.get(&id).is_some_and(|user| user.bot)
    }

    /// The JSON of a user; a deleted account keeps its id.
    pub fn user_json(&self, id: Snowflake) -> Value {
        match self.users.get(&id) {
            Some(user) => user.to_json(),
            None => User {
                id,
                username: "deleted_user".to_owned(),
                ..User::default()
            }
            .to_json(),
        }
    }

    /// Whether two users are in a server together.
    pub fn share_a_server(&self, one: Snowflake, other: Snowflake) -> bool {
        self.servers
            .values()
            .any(|server| server.members.contains_key(&one) && server.members.contains_key(&other))
    }
}
