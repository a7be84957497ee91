//! The servers that the bot is in, and what their roles allow.

use serde::Deserialize;

use crate::discord::client::{Discord, Failure};
use crate::discord::people::{Role, bits_from_text, id_from_text};
use crate::ids::{RoleId, ServerId};

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

/// A server with its roles.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct WholeServer {
    /// The server, whose id is also that of the role that everybody has.
    #[serde(deserialize_with = "id_from_text")]
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// Who owns it, and may do everything there.
    #[serde(deserialize_with = "id_from_text")]
    pub owner_id: i64,
    /// Its roles, the one that everybody has included.
    pub roles: Vec<Role>,
}

impl WholeServer {
    /// Whether it has this role.
    pub fn has_role(&self, id: RoleId) -> bool {
        self.roles.iter().any(|role| role.id == id.0)
    }
}

impl Discord {
    /// A server with its roles; `None` when there is no such one, or we are not in it.
    pub async fn whole_server(&self, id: ServerId) -> Result<Option<WholeServer>, Failure> {
        match self.get(&format!("/guilds/{id}")).await {
            Ok(server) => Ok(Some(server)),
            Err(Failure::Refused {
                status: 403 | 404, ..
            }) => Ok(None),
            Err(failure) => Err(failure),
        }
    }

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
