//! The application behind the bot, and what its owner has switched on in the developer portal.
//!
//! <https://docs.discord.com/developers/resources/application>

use serde::Deserialize;

use crate::discord::client::{Discord, Failure};
use crate::discord::people::id_from_text;

/// An application, as Discord describes it to its own bot.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Application {
    /// The application, which is also its OAuth2 client id.
    #[serde(deserialize_with = "id_from_text")]
    pub id: i64,
    /// What it is called.
    pub name: String,
    #[serde(default)]
    flags: u64,
}

/// An intent that Discord gives only to those who ask for it in the developer portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// Who comes and goes.
    Members,
    /// What messages say.
    MessageContent,
}

impl Intent {
    /// Those without which the bot cannot work.
    pub const NEEDED: [Self; 2] = [Self::Members, Self::MessageContent];

    /// The flags of an application that has it: as a bot of many servers, and as one of few.
    fn flags(self) -> u64 {
        match self {
            Self::Members => 1 << 14 | 1 << 15,
            Self::MessageContent => 1 << 18 | 1 << 19,
        }
    }
}

impl Application {
    /// The needed intents that are not switched on.
    pub fn missing_intents(&self) -> Vec<Intent> {
        let needed = Intent::NEEDED.into_iter();
        needed
            .filter(|intent| self.flags & intent.flags() == 0)
            .collect()
    }
}

impl Discord {
    /// Our own application.
    pub async fn application(&self) -> Result<Application, Failure> {
        self.get("/applications/@me").await
    }
}
