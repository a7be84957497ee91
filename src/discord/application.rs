//! Our own application, as the developer portal has it, and whether its secret is the right one.

use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use crate::config::bot::ApplicationId;
use crate::discord::client::{Discord, Failure, PATIENCE, Silence, unanswered};
use crate::discord::people::id_from_text;

/// A code that Discord never gave to anybody.
const NO_CODE: &str = "rustmail-looks-whether-the-secret-is-right";

/// The application to which the bot's token belongs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Application {
    /// The application, whose id is also the OAuth2 client id.
    #[serde(deserialize_with = "id_from_text")]
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// <https://docs.discord.com/developers/resources/application#application-object-application-flags>
    #[serde(default)]
    pub flags: u64,
    /// Where signing in may lead back to.
    #[serde(default)]
    pub redirect_uris: Vec<String>,
}

/// Something that Discord only tells a bot whose owner has switched it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// Who is in a server.
    Members,
    /// What stands in messages.
    MessageContent,
}

/// What Discord says of a client id and its secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credentials {
    /// They belong together.
    Right,
    /// They do not.
    Wrong,
}

impl Intent {
    /// The intents that the desk cannot do without.
    pub const NEEDED: [Self; 2] = [Self::Members, Self::MessageContent];

    /// The flags of which one says that it is on: one for verified bots, one for those in few servers.
    fn flags(self) -> u64 {
        match self {
            Self::Members => 1 << 14 | 1 << 15,
            Self::MessageContent => 1 << 18 | 1 << 19,
        }
    }
}

impl Application {
    /// Whether an intent is switched on.
    pub fn has(&self, intent: Intent) -> bool {
        self.flags & intent.flags() != 0
    }

    /// The needed intents that are not switched on.
    pub fn missing_intents(&self) -> Vec<Intent> {
        let needed = Intent::NEEDED.into_iter();
        needed.filter(|&intent| !self.has(intent)).collect()
    }
}

impl Discord {
    /// The application to which our token belongs.
    ///
    /// # Errors
    ///
    /// Fails with status 401 when Discord does not know the token.
    pub async fn application(&self) -> Result<Application, Failure> {
        self.get("/applications/@me").await
    }

    /// Whether a client id and its secret belong together. Asks for a token with a code that nobody has: with a wrong secret Discord
    /// complains of that, with the right one of the code.
    pub async fn credentials(
        &self,
        (id, secret): (ApplicationId, &SecretString),
        redirect: &str,
    ) -> Result<Credentials, Failure> {
        // A redirect could carry the secret elsewhere.
        let http = Client::builder()
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .build();
        let id = id.to_string();
        let form = [
            ("grant_type", "authorization_code"),
            ("code", NO_CODE),
            ("redirect_uri", redirect),
            ("client_id", &id),
            ("client_secret", secret.expose_secret()),
        ];
        let request = http
            .map_err(unanswered)?
            .post(self.url("/oauth2/token"))
            .form(&form);
        let response = request.send().await.map_err(unanswered)?;
        let status = response.status();
        let complaint: Complaint = response.json().await.unwrap_or_default();
        match (status, complaint.error.as_deref()) {
            (_, Some("invalid_client")) | (StatusCode::UNAUTHORIZED, _) => Ok(Credentials::Wrong),
            (StatusCode::BAD_REQUEST, Some(_)) => Ok(Credentials::Right),
            _ => Err(Failure::Unanswered(Silence::Status(status.as_u16()))),
        }
    }
}

/// What OAuth2 says when it refuses.
#[derive(Default, Deserialize)]
struct Complaint {
    error: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_intent_is_on_by_either_of_its_flags() {
        let cases = [
            (0, false, false),
            (1 << 14, true, false),
            (1 << 15, true, false),
            (1 << 18, false, true),
            (1 << 19 | 1 << 15, true, true),
            (1 << 13 | 1 << 16, false, false),
        ];
        for (flags, members, content) in cases {
            let application = Application {
                id: 1,
                name: "Rustmail".to_owned(),
                flags,
                redirect_uris: Vec::new(),
            };
            assert_eq!(application.has(Intent::Members), members, "{flags}");
            assert_eq!(application.has(Intent::MessageContent), content, "{flags}");
        }
    }
}
