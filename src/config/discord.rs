//! `[discord]`: where Discord is. Only tests and the demo have another Discord than the real one.

use url::Url;

use super::reading::Reader;

/// The `[discord]` section. No address ends with a slash.
#[derive(Clone, Debug)]
pub struct DiscordConfig {
    /// The address under which `/api/v10` and `/oauth2` lie.
    pub api_url: String,
    /// The address of avatars, emojis and other files.
    pub cdn_url: String,
}

impl DiscordConfig {
    /// The base of every REST route.
    pub fn rest_url(&self) -> String {
        format!("{}/api/v10", self.api_url)
    }

    /// The page on which a person signs in.
    pub fn authorize_url(&self) -> String {
        format!("{}/oauth2/authorize", self.api_url)
    }

    /// Where a code is exchanged for a token.
    pub fn token_url(&self) -> String {
        format!("{}/oauth2/token", self.rest_url())
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let address = |url: Option<Url>, default: &str| {
            let url = url.as_ref().map_or(default, Url::as_str);
            url.trim_end_matches('/').to_owned()
        };
        Self {
            api_url: address(reader.optional("discord.api_url"), "https://discord.com"),
            cdn_url: address(
                reader.optional("discord.cdn_url"),
                "https://cdn.discordapp.com",
            ),
        }
    }
}
