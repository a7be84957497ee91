//! Servers: whether we are in them, and what their roles allow.

use serde::Deserialize;

use crate::discord::client::{Discord, Failure};
use crate::discord::people::{Role, id_from_text};
use crate::ids::{RoleId, ServerId};

/// A server, as Discord describes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Server {
    /// The server.
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

impl Server {
    /// Whether it has this role.
    pub fn has_role(&self, id: RoleId) -> bool {
        self.roles.iter().any(|role| role.id == id.0)
    }
}

impl Discord {
    /// A server; `None` when there is no such one, or we are not in it.
    pub async fn server(&self, id: ServerId) -> Result<Option<Server>, Failure> {
        match self.get(&format!("/guilds/{id}")).await {
            Ok(server) => Ok(Some(server)),
            Err(Failure::Refused {
                status: 403 | 404, ..
            }) => Ok(None),
            Err(failure) => Err(failure),
        }
    }
}
