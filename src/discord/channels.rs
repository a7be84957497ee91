//! Channels: opening, creating and removing them.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::discord::client::{Discord, Failure};
use crate::discord::people::id_from_text;
use crate::ids::{ChannelId, ServerId, UserId};

/// A channel, as Discord describes it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Channel {
    #[serde(deserialize_with = "id_from_text")]
    id: i64,
    /// What it is called.
    #[serde(default)]
    pub name: Option<String>,
    /// Its place among the channels of its server.
    #[serde(default)]
    pub position: i64,
    #[serde(rename = "type", default)]
    kind: u8,
    /// What it is about.
    #[serde(default)]
    pub topic: Option<String>,
    /// Who may do what in it, as Discord writes it down.
    #[serde(default)]
    permission_overwrites: Value,
}

impl Channel {
    /// The channel's id.
    pub fn id(&self) -> ChannelId {
        ChannelId(self.id)
    }

    /// Whether channels stand in it.
    pub fn is_category(&self) -> bool {
        self.kind == CATEGORY
    }
}

/// A text channel about to be created.
#[derive(Debug, Clone)]
pub struct NewChannel {
    /// What it is called.
    pub name: String,
    /// What it is about.
    pub topic: String,
    /// The category in which it stands.
    pub category: ChannelId,
}

/// Discord's type of a text channel.
const TEXT_CHANNEL: u8 = 0;
/// Discord's type of a category of channels.
const CATEGORY: u8 = 4;

impl Discord {
    /// The direct-message channel with somebody; opening it again gives the same.
    pub async fn open_dm(&self, user: UserId) -> Result<ChannelId, Failure> {
        let body = json!({ "recipient_id": user.to_string() });
        let channel: Channel = self.post("/users/@me/channels", &body).await?;
        Ok(channel.id())
    }

    /// The channels of a server.
    pub async fn channels(&self, server: ServerId) -> Result<Vec<Channel>, Failure> {
        self.get(&format!("/guilds/{server}/channels")).await
    }

    /// Creates a text channel. When its category is full, it stands outside, open to the same people.
    pub async fn create_channel(
        &self,
        server: ServerId,
        new: &NewChannel,
    ) -> Result<ChannelId, Failure> {
        let path = format!("/guilds/{server}/channels");
        let mut body = json!({ "name": new.name, "type": TEXT_CHANNEL, "topic": new.topic });
        let outside = body.clone();
        body["parent_id"] = json!(new.category.to_string());
        let refusal = match self.post::<Channel>(&path, &body).await {
            Ok(channel) => return Ok(channel.id()),
            Err(failure) if is_full_category(&failure) => failure,
            Err(failure) => return Err(failure),
        };
        tracing::warn!(category = %new.category, %refusal, "the inbox category is full");
        let category: Channel = self.get(&format!("/channels/{}", new.category)).await?;
        let mut body = outside;
        body["permission_overwrites"] = category.permission_overwrites;
        Ok(self.post::<Channel>(&path, &body).await?.id())
    }

    /// Removes a channel. One that is gone already is as good as removed.
    pub async fn remove_channel(&self, channel: ChannelId) -> Result<(), Failure> {
        match self.delete(&format!("/channels/{channel}")).await {
            Err(failure) if failure.is_not_found() => Ok(()),
            answer => answer,
        }
    }

    /// Shows for ten seconds that somebody is writing.
    pub async fn show_typing(&self, channel: ChannelId) -> Result<(), Failure> {
        self.touch(&format!("/channels/{channel}/typing")).await
    }
}

/// The only thing about our request that Discord can find wrong is where the channel should stand.
fn is_full_category(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::Refused {
            status: 400,
            code: 50_035,
            ..
        }
    )
}
