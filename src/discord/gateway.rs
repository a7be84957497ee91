//! Where the gateway is, and what time it is there.

use chrono::{DateTime, Utc};
use reqwest::header::DATE;
use serde::Deserialize;

use crate::discord::client::{Discord, Failure, Silence, unanswered};

#[derive(Deserialize)]
struct Gateway {
    url: String,
}

impl Discord {
    /// The address at which the gateway lets bots in.
    ///
    /// # Errors
    ///
    /// Fails when Discord does not answer, and with status 401 when it does not know the bot's token.
    pub async fn gateway_url(&self) -> Result<String, Failure> {
        let gateway: Gateway = self.get("/gateway/bot").await?;
        Ok(gateway.url)
    }

    /// What time it is at Discord, to the second; `None` when it does not say. Asks without saying who we are, so that a wrong token
    /// is no reason not to answer.
    ///
    /// # Errors
    ///
    /// Fails when Discord does not answer.
    pub async fn time(&self) -> Result<Option<DateTime<Utc>>, Failure> {
        let asked = self.http().get(self.url("/gateway")).send().await;
        let response = asked.map_err(unanswered)?;
        if response.status().is_server_error() {
            let status = response.status().as_u16();
            return Err(Failure::Unanswered(Silence::Status(status)));
        }
        let date = response.headers().get(DATE);
        let date = date.and_then(|date| DateTime::parse_from_rfc2822(date.to_str().ok()?).ok());
        Ok(date.map(|date| date.to_utc()))
    }
}
