//! Where the gateway is.

use serde::Deserialize;

use crate::discord::client::{Discord, Failure};

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
}
