//! Channels: opening, creating, changing and removing them.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::discord::client::{Discord, Failure};
use crate::discord::overwrites::{Audience, Holder, narrowed, permissions_under};
use crate::discord::people::id_from_text;
use crate::ids::{ChannelId, RoleId, ServerId, UserId};

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
    /// Discord's number for its type.
    #[serde(rename = "type", default)]
    pub kind: u8,
    /// What it is about.
    #[serde(default)]
    pub topic: Option<String>,
    /// The category in which it stands.
    #[serde(default)]
    parent_id: Option<String>,
    /// Who may do what in it, as Discord writes it down.
    #[serde(default)]
    permission_overwrites: Value,
}

impl Channel {
    /// The channel's id.
    pub fn id(&self) -> ChannelId {
        ChannelId(self.id)
    }

    /// The category in which it stands, if it stands in one.
    pub fn category(&self) -> Option<ChannelId> {
        self.parent_id.as_ref()?.parse().ok()
    }

    /// What somebody may do in it.
    pub fn permissions_of(&self, holder: Holder<'_>) -> u64 {
        permissions_under(&self.permission_overwrites, holder)
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
    /// Where it stands.
    pub place: Place,
}

/// Where a channel stands, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The category in which it stands.
    pub category: ChannelId,
    /// The only roles that look into it; whoever looks into the category when there are none.
    pub only_for: Vec<RoleId>,
}

/// Whether a channel came to stand where it was wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// In its category.
    Inside,
    /// Outside of every category, because its own was full.
    Outside,
}

/// Discord's type of a text channel.
pub const TEXT_CHANNEL: u8 = 0;
/// Discord's type of a channel whose messages others can follow.
pub const NEWS_CHANNEL: u8 = 5;
/// Discord's type of a category of channels.
pub const CATEGORY: u8 = 4;
/// The most channels that a category takes.
pub const MOST_IN_CATEGORY: usize = 50;

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

    /// A channel; refused when there is no such one.
    pub async fn channel(&self, channel: ChannelId) -> Result<Channel, Failure> {
        self.get(&format!("/channels/{channel}")).await
    }

    /// Creates a text channel. When its category is full, it stands outside, open to the same people.
    pub async fn create_channel(
        &self,
        server: ServerId,
        new: &NewChannel,
    ) -> Result<ChannelId, Failure> {
        let path = format!("/guilds/{server}/channels");
        let place = &new.place;
        let mut body = json!({ "name": new.name, "type": TEXT_CHANNEL, "topic": new.topic });
        if !place.only_for.is_empty() {
            body["permission_overwrites"] = self.overwrites_in(server, place).await?;
        }
        let mut outside = body.clone();
        body["parent_id"] = json!(place.category.to_string());
        let refusal = match self.post::<Channel>(&path, &body).await {
            Ok(channel) => return Ok(channel.id()),
            Err(failure) if is_full_category(&failure) => failure,
            Err(failure) => return Err(failure),
        };
        tracing::warn!(category = %place.category, %refusal, "a category is full");
        outside["permission_overwrites"] = self.overwrites_in(server, place).await?;
        Ok(self.post::<Channel>(&path, &outside).await?.id())
    }

    /// Moves a channel into a category, open to whom the place lets in. When the category is full, it stands outside, open to the same
    /// people.
    pub async fn place_channel(
        &self,
        server: ServerId,
        channel: ChannelId,
        place: &Place,
    ) -> Result<Stands, Failure> {
        let path = format!("/channels/{channel}");
        let overwrites = self.overwrites_in(server, place).await?;
        let inside = json!({
            "parent_id": place.category.to_string(), "permission_overwrites": overwrites,
        });
        match self.patch(&path, &inside).await {
            Err(failure) if is_full_category(&failure) => {}
            answer => return answer.map(|()| Stands::Inside),
        }
        let outside = json!({ "parent_id": null, "permission_overwrites": overwrites });
        self.patch(&path, &outside).await?;
        Ok(Stands::Outside)
    }

    /// Calls a channel something else. Discord allows that twice in ten minutes.
    pub async fn rename_channel(&self, channel: ChannelId, name: &str) -> Result<(), Failure> {
        let (path, body) = (format!("/channels/{channel}"), json!({ "name": name }));
        // That limit is one of its own: nothing else that is changed about the channel waits for it.
        self.patch_as("name", &path, &body).await
    }

    /// Who may do what in a channel of this place.
    async fn overwrites_in(&self, server: ServerId, place: &Place) -> Result<Value, Failure> {
        let category = self.channel(place.category).await?;
        if place.only_for.is_empty() {
            return Ok(category.permission_overwrites);
        }
        let audience = Audience {
            server,
            roles: &place.only_for,
            bot: UserId(self.myself().await?.id),
        };
        Ok(narrowed(&category.permission_overwrites, audience))
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
