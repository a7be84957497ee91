//! Stickers: a server's own and Discord's.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::World;
use crate::api_error::ApiError;
use crate::snowflake::Snowflake;

/// A sticker of a server.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sticker {
    /// Its id.
    pub id: Snowflake,
    /// Its name.
    pub name: String,
    /// 1 PNG, 2 animated PNG, 3 Lottie, 4 GIF.
    pub format: u8,
    /// Whose it is.
    pub server_id: Snowflake,
}

impl Sticker {
    /// The sticker as REST sends it.
    pub fn to_json(&self) -> Value {
        json!({
            "id": self.id, "name": self.name, "tags": "wave", "type": 2, "format_type": self.format,
            "description": null, "available": true, "guild_id": self.server_id,
        })
    }

    /// The sticker as messages carry it.
    pub fn to_item_json(&self) -> Value {
        json!({"id": self.id, "name": self.name, "format_type": self.format})
    }
}

impl World {
    /// Adds a PNG sticker to a server.
    pub fn create_sticker(
        &mut self,
        server_id: Snowflake,
        name: &str,
    ) -> Result<Snowflake, ApiError> {
        let id = self.next_snowflake();
        let server = self
            .servers
            .get_mut(&server_id)
            .ok_or_else(ApiError::unknown_server)?;
        let sticker = Sticker {
            id,
            name: name.to_owned(),
            format: 1,
            server_id,
        };
        server.stickers.insert(id, sticker);
        let stickers: Vec<Value> = server.stickers.values().map(Sticker::to_json).collect();
        self.announce_in_server(
            server_id,
            "GUILD_STICKERS_UPDATE",
            json!({"stickers": stickers}),
        );
        Ok(id)
    }

    /// Finds a sticker in any server.
    pub fn sticker(&self, id: Snowflake) -> Result<&Sticker, ApiError> {
        let found = self
            .servers
            .values()
            .find_map(|server| server.stickers.get(&id));
        found.ok_or_else(ApiError::unknown_sticker)
    }
}
