//! The audit log of a server.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Actor, World};
use crate::snowflake::Snowflake;

/// One line of an audit log.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its id.
    pub id: Snowflake,
    /// Who acted.
    pub user_id: Snowflake,
    /// What was done, by Discord's number, and to what.
    pub act: Act,
    /// The reason that was given.
    pub reason: Option<String>,
}

/// What was done to what.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Act {
    /// Discord's number of the kind of action.
    pub kind: u16,
    /// What it was done to.
    pub target_id: Snowflake,
}

impl Act {
    /// An action by its number.
    pub fn new(kind: u16, target_id: Snowflake) -> Self {
        Self { kind, target_id }
    }
}

impl AuditEntry {
    /// The entry as Discord sends it.
    pub fn to_json(&self) -> Value {
        let mut json = json!({
            "id": self.id, "user_id": self.user_id, "target_id": self.act.target_id,
            "action_type": self.act.kind, "changes": [],
        });
        if let Some(reason) = &self.reason {
            json["reason"] = reason.as_str().into();
        }
        json
    }
}

impl World {
    /// Writes a line into the audit log.
    pub(super) fn audit(&mut self, server_id: Snowflake, actor: &Actor, act: Act) {
        let entry = AuditEntry {
            id: self.next_snowflake(),
            user_id: actor.user_id,
            act,
            reason: actor.reason.clone(),
        };
        let json = entry.to_json();
        if let Some(server) = self.servers.get_mut(&server_id) {
            server.audit_log.push(entry);
        }
        self.announce_in_server(server_id, "GUILD_AUDIT_LOG_ENTRY_CREATE", json);
    }
}
