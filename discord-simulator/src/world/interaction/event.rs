//! What the bot gets to know of an interaction.

use serde_json::{Value, json};

use super::{Interaction, InteractionKind};
use crate::api_error::ApiError;
use crate::snowflake::Snowflake;
use crate::world::World;
use crate::world::event::Audience;

impl World {
    /// Keeps an interaction and tells its bot.
    pub(super) fn begin(&mut self, interaction: Interaction) -> Result<Snowflake, ApiError> {
        let id = interaction.id;
        let application = self.applications.get(&interaction.application_id);
        let bot_id = application
            .ok_or_else(ApiError::unknown_application)?
            .user_id;
        let data = self.interaction_json(&interaction, bot_id)?;
        self.interactions.insert(id, interaction);
        self.announce("INTERACTION_CREATE", data, Audience::User(bot_id));
        Ok(id)
    }

    fn interaction_json(
        &self,
        interaction: &Interaction,
        bot_id: Snowflake,
    ) -> Result<Value, ApiError> {
        let channel = self.channel(interaction.channel_id)?;
        let mut shown = self.channel_json_for(channel, bot_id);
        shown["permissions"] = self
            .permissions_in(channel, interaction.user_id)
            .to_string()
            .into();
        let mut json = json!({
            "id": interaction.id, "application_id": interaction.application_id, "type": interaction.kind.number(),
            "token": interaction.token, "version": 1, "data": interaction.data,
            "channel_id": interaction.channel_id, "channel": shown, "locale": "en-US", "entitlements": [],
            "app_permissions": self.permissions_in(channel, bot_id).to_string(),
            "attachment_size_limit": 10 << 20,
        });
        match channel.server_id {
            Some(server_id) => {
                let mut member = self.member_json(server_id, interaction.user_id)?;
                member["permissions"] = self
                    .permissions_in(channel, interaction.user_id)
                    .to_string()
                    .into();
                json["member"] = member;
                json["guild_id"] = json!(server_id);
                json["guild"] = json!({"id": server_id, "locale": "en-US", "features": []});
                json["guild_locale"] = json!("en-US");
                json["context"] = 0.into();
                json["authorizing_integration_owners"] = json!({"0": server_id});
            }
            None => {
                json["user"] = self.user_json(interaction.user_id);
                json["context"] = 1.into();
                json["authorizing_integration_owners"] = json!({"0": "0"});
            }
        }
        if let Some(message_id) = interaction.message_id {
            let message = self.message(interaction.channel_id, message_id)?;
            json["message"] = self.message_json(message, Some(bot_id));
        }
        Ok(json)
    }

    /// How an answer tells which interaction it belongs to.
    pub(super) fn interaction_metadata(&self, interaction: &Interaction) -> Value {
        let server_id = self
            .channels
            .get(&interaction.channel_id)
            .and_then(|channel| channel.server_id);
        let owner = server_id.map_or("0".to_owned(), |id| id.to_string());
        let mut json = json!({
            "id": interaction.id, "type": interaction.kind.number(), "user": self.user_json(interaction.user_id),
            "authorizing_integration_owners": {"0": owner},
        });
        match interaction.kind {
            InteractionKind::Command => {
                json["name"] = interaction.data["name"].clone();
                json["command_type"] = interaction.data["type"].clone();
            }
            InteractionKind::Component => {
                json["interacted_message_id"] = json!(interaction.message_id)
            }
            InteractionKind::Modal => {
                json["triggering_interaction_metadata"] =
                    interaction.answer["triggered_by"].clone();
            }
            InteractionKind::Autocomplete => {}
        }
        json
    }
}
