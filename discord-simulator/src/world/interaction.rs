//! Interactions: a person uses a command, a button, a menu or a modal, and the bot has three seconds to answer.

pub mod answering;
mod event;
mod following;
pub mod using;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::World;
use crate::api_error::ApiError;
use crate::snowflake::Snowflake;

/// So long a bot may take for its first answer.
const FIRST_ANSWER_SECONDS: i64 = 3;
/// So long it may edit and follow up.
const TOKEN_MINUTES: i64 = 15;

/// What a person did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum InteractionKind {
    /// Used a command.
    Command,
    /// Pressed a button or chose from a menu.
    Component,
    /// Is typing an option.
    Autocomplete,
    /// Sent a modal off.
    Modal,
}

/// How far the bot's answer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Progress {
    /// Nothing has come.
    Waiting,
    /// The bot said that it is thinking.
    Thinking,
    /// It has answered with, or changed, a message.
    Answered,
    /// It acknowledged a button without changing anything yet.
    Acknowledged,
    /// It opened a modal.
    OpenedModal,
    /// It suggested choices.
    Suggested,
    /// Three seconds went by: the person reads that the application did not respond.
    DidNotRespond,
}

/// One interaction.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Interaction {
    /// Its id.
    pub id: Snowflake,
    /// Whose command or button it is.
    pub application_id: Snowflake,
    /// With which the bot answers.
    pub token: String,
    /// What the person did.
    pub kind: InteractionKind,
    /// Who.
    pub user_id: Snowflake,
    /// Where.
    pub channel_id: Snowflake,
    /// What exactly, as the bot gets it.
    pub data: Value,
    /// The message with the button.
    pub message_id: Option<Snowflake>,
    /// When.
    pub created: DateTime<Utc>,
    /// How far the answer is.
    pub progress: Progress,
    /// The first answer.
    pub original: Option<Snowflake>,
    /// The answers after it.
    pub followups: Vec<Snowflake>,
    /// The modal or the suggestions that were answered.
    pub answer: Value,
}

impl InteractionKind {
    /// Discord's number for it.
    pub fn number(self) -> u64 {
        match self {
            Self::Command => 2,
            Self::Component => 3,
            Self::Autocomplete => 4,
            Self::Modal => 5,
        }
    }
}

impl Interaction {
    /// Whether the bot still owes its first answer and it is too late.
    pub fn is_overdue(&self, now: DateTime<Utc>) -> bool {
        self.progress == Progress::Waiting
            && now > self.created + TimeDelta::seconds(FIRST_ANSWER_SECONDS)
    }

    fn is_expired(&self, now: DateTime<Utc>) -> bool {
        now > self.created + TimeDelta::minutes(TOKEN_MINUTES)
    }
}

impl World {
    /// Finds an interaction or refuses.
    pub fn interaction(&self, id: Snowflake) -> Result<&Interaction, ApiError> {
        self.interactions
            .get(&id)
            .ok_or_else(ApiError::unknown_interaction)
    }

    fn interaction_mut(&mut self, id: Snowflake) -> Result<&mut Interaction, ApiError> {
        self.interactions
            .get_mut(&id)
            .ok_or_else(ApiError::unknown_interaction)
    }

    /// Marks what was not answered in time.
    pub fn expire_interactions(&mut self) {
        let now = self.now();
        for interaction in self.interactions.values_mut() {
            if interaction.is_overdue(now) {
                interaction.progress = Progress::DidNotRespond;
            }
        }
    }
}
