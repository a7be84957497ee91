//! Applications: the bot's account, its token and what its owner switched on in the developer portal.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::World;
use super::user::User;
use crate::api_error::ApiError;
use crate::snowflake::Snowflake;

/// A registered application.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Application {
    /// Its id, which is also its OAuth2 client id.
    pub id: Snowflake,
    /// Its name.
    pub name: String,
    /// The user that acts for it.
    pub user_id: Snowflake,
    /// Who owns it.
    pub owner_id: Snowflake,
    /// The bot's token.
    pub token: String,
    /// The OAuth2 client secret.
    pub client_secret: String,
    /// The key that would sign interactions sent over HTTP.
    pub public_key: String,
    /// Where OAuth2 may send people back to; anywhere when empty.
    pub redirect_uris: Vec<String>,
    /// The privileged intents that are switched on.
    pub privileged: Privileged,
}

/// The privileged gateway intents, as switched in the developer portal.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Privileged {
    /// GUILD_PRESENCES.
    pub presences: bool,
    /// GUILD_MEMBERS.
    pub members: bool,
    /// MESSAGE_CONTENT.
    pub message_content: bool,
}

impl Application {
    /// The OAuth2 client id.
    pub fn client_id(&self) -> String {
        self.id.to_string()
    }

    /// The flags that tell which privileged intents are on (the limited form, for bots in few servers).
    pub fn flags(&self) -> u64 {
        let Privileged {
            presences,
            members,
            message_content,
        } = self.privileged;
        u64::from(presences) << 13 | u64::from(members) << 15 | u64::from(message_content) << 19
    }
}

impl World {
    /// Registers an application with a bot; its owner is a person made for it.
    pub fn create_application(&mut self, name: &str) -> Application {
        let owner_id = self.create_user(&format!("{name} owner"));
        let id = self.next_snowflake();
        let user = User {
            id,
            username: name.to_owned(),
            bot: true,
            ..User::default()
        };
        self.insert_user(user);
        let application = Application {
            id,
            name: name.to_owned(),
            user_id: id,
            owner_id,
            token: self.bot_token(id),
            client_secret: self.next_secret()[..32].to_owned(),
            public_key: self.next_secret(),
            redirect_uris: Vec::new(),
            privileged: Privileged {
                presences: true,
                members: true,
                message_content: true,
            },
        };
        self.applications.insert(id, application.clone());
        application
    }

    /// Who has this bot token.
    pub fn application_of_token(&self, token: &str) -> Option<&Application> {
        self.applications
            .values()
            .find(|application| application.token == token)
    }

    /// The application whose bot is this user.
    pub fn application_of_user(&self, user_id: Snowflake) -> Option<&Application> {
        self.applications
            .values()
            .find(|application| application.user_id == user_id)
    }

    /// The application as its own bot gets it.
    pub fn application_json(&self, id: Snowflake) -> Result<Value, ApiError> {
        let application = self
            .applications
            .get(&id)
            .ok_or_else(ApiError::unknown_application)?;
        let servers = self
            .servers
            .values()
            .filter(|server| server.members.contains_key(&application.user_id));
        Ok(json!({
            "id": application.id, "name": application.name, "icon": null, "description": "", "type": null,
            "summary": "", "verify_key": application.public_key,
            "flags": application.flags(), "flags_new": application.flags().to_string(),
            "redirect_uris": application.redirect_uris, "interactions_endpoint_url": null,
            "role_connections_verification_url": null, "event_webhooks_status": 1,
            "owner": self.user_json(application.owner_id), "bot": self.user_json(application.user_id),
            "approximate_guild_count": servers.count(), "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0, "explicit_content_filter": 0, "team": null,
            "eligible_oauth2_scopes": [], "bot_public": true, "bot_require_code_grant": false,
            "integration_types_config": {"0": {}},
        }))
    }

    /// Libraries check that a token has three parts and that the first is the id.
    fn bot_token(&mut self, id: Snowflake) -> String {
        let secret = self.next_secret();
        format!(
            "{}.{}.{}",
            URL_SAFE_NO_PAD.encode(id.to_string()),
            &secret[..6],
            &secret[6..44]
        )
    }
}
