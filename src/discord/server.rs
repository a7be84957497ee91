//! The servers that the bot is in.

use serde::{Deserialize, Deserializer};

use crate::discord::client::{Discord, Failure};
use crate::discord::people::id_from_text;
use crate::ids::ServerId;

/// Discord tells so many servers at once.
const PAGE: usize = 200;

/// A server that the bot is in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Server {
    #[serde(deserialize_with = "id_from_text")]
    id: i64,
    /// What it is called.
    pub name: String,
    /// What the bot may do in it, before a channel says otherwise.
    #[serde(deserialize_with = "bits_from_text")]
    pub permissions: u64,
}

impl Server {
    /// The server's id.
    pub fn id(&self) -> ServerId {
        ServerId(self.id)
    }
}

impl Discord {
    /// Every server that the bot is in, by name.
    pub async fn servers(&self) -> Result<Vec<Server>, Failure> {
        let mut servers: Vec<Server> = Vec::new();
        loop {
            let after = servers.last().map_or(0, |server| server.id);
            let path = format!("/users/@me/guilds?limit={PAGE}&after={after}");
            let page: Vec<Server> = self.get(&path).await?;
            let is_last = page.len() < PAGE;
            servers.extend(page);
            if is_last {
                break;
            }
        }
        servers.sort_by_cached_key(|server| server.name.to_lowercase());
        Ok(servers)
    }
}

/// Discord's permissions are texts in JSON.
fn bits_from_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    String::deserialize(deserializer)?
        .parse()
        .map_err(serde::de::Error::custom)
}
