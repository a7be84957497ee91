//! OAuth2: what people allow applications, first as a short-lived code, then as tokens.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::World;
use crate::snowflake::Snowflake;

const CODE_MINUTES: i64 = 1;
const TOKEN_DAYS: i64 = 7;

/// What an application asks of a person.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Wish {
    /// The application.
    pub application_id: Snowflake,
    /// Where the person is sent back to.
    pub redirect_uri: String,
    /// What it wants to do.
    pub scopes: Vec<String>,
    /// The S256 challenge of the proof key, when the application uses one.
    pub challenge: Option<String>,
}

/// A code, good for one exchange.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Code {
    code: String,
    user_id: Snowflake,
    wish: Wish,
    expires: DateTime<Utc>,
}

/// A pair of tokens.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Grant {
    /// With which the application acts.
    pub access_token: String,
    /// With which it gets the next pair.
    pub refresh_token: String,
    /// The application.
    pub application_id: Snowflake,
    /// The person.
    pub user_id: Snowflake,
    /// What is allowed.
    pub scopes: Vec<String>,
    /// Until when the access token is good.
    pub expires: DateTime<Utc>,
}

/// An exchange of a code for tokens.
#[derive(Debug, Clone, Default)]
pub struct Exchange {
    /// The application that asks.
    pub application_id: Snowflake,
    /// The code.
    pub code: String,
    /// The same address as in the first step.
    pub redirect_uri: String,
    /// The proof key.
    pub verifier: Option<String>,
}

/// Why tokens are refused: OAuth2's code and a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OauthError {
    /// The code.
    pub error: &'static str,
    /// The sentence.
    pub description: &'static str,
}

impl World {
    /// A person agrees: a code is made.
    pub fn agree(&mut self, user_id: Snowflake, wish: Wish) -> String {
        let code = self.next_secret()[..30].to_owned();
        let expires = self.now() + TimeDelta::minutes(CODE_MINUTES);
        self.codes.push(Code {
            code: code.clone(),
            user_id,
            wish,
            expires,
        });
        code
    }

    /// Exchanges a code for tokens; a code is good once.
    pub fn exchange(&mut self, exchange: &Exchange) -> Result<Grant, OauthError> {
        let now = self.now();
        let found = self.codes.iter().position(|code| {
            code.code == exchange.code && code.wish.application_id == exchange.application_id
        });
        let invalid_code = refusal("invalid_grant", "Invalid \"code\" in request.");
        let code = found
            .map(|index| self.codes.remove(index))
            .ok_or(invalid_code.clone())?;
        if code.expires < now {
            return Err(invalid_code);
        }
        if code.wish.redirect_uri != exchange.redirect_uri {
            return Err(refusal(
                "invalid_grant",
                "Invalid \"redirect_uri\" in request.",
            ));
        }
        if let Some(challenge) = &code.wish.challenge {
            let Some(verifier) = &exchange.verifier else {
                return Err(refusal(
                    "invalid_request",
                    "Missing \"code_verifier\" in request.",
                ));
            };
            if URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) != *challenge {
                return Err(refusal(
                    "invalid_grant",
                    "Invalid \"code_verifier\" in request.",
                ));
            }
        }
        Ok(self.grant_to(exchange.application_id, code.user_id, code.wish.scopes))
    }

    /// Exchanges a refresh token for the next pair.
    pub fn refresh(
        &mut self,
        application_id: Snowflake,
        refresh_token: &str,
    ) -> Result<Grant, OauthError> {
        let fits = |grant: &Grant| {
            grant.refresh_token == refresh_token && grant.application_id == application_id
        };
        let found = self.grants.iter().position(fits);
        let index = found.ok_or(refusal(
            "invalid_grant",
            "Invalid \"refresh_token\" in request.",
        ))?;
        let old = self.grants.remove(index);
        Ok(self.grant_to(application_id, old.user_id, old.scopes))
    }

    /// Ends a pair of tokens, by either of them.
    pub fn revoke(&mut self, application_id: Snowflake, token: &str) {
        self.grants.retain(|grant| {
            grant.application_id != application_id
                || grant.access_token != token && grant.refresh_token != token
        });
    }

    /// What a good access token allows.
    pub fn grant(&self, access_token: &str) -> Option<&Grant> {
        let now = self.now();
        self.grants
            .iter()
            .find(|grant| grant.access_token == access_token && grant.expires > now)
    }

    fn grant_to(
        &mut self,
        application_id: Snowflake,
        user_id: Snowflake,
        scopes: Vec<String>,
    ) -> Grant {
        let grant = Grant {
            access_token: self.next_secret()[..30].to_owned(),
            refresh_token: self.next_secret()[..30].to_owned(),
            application_id,
            user_id,
            scopes,
            expires: self.now() + TimeDelta::days(TOKEN_DAYS),
        };
        self.grants.push(grant.clone());
        grant
    }
}

fn refusal(error: &'static str, description: &'static str) -> OauthError {
    OauthError { error, description }
}
