//! Using commands, buttons, menus and modals as a person, and waiting for what the bot makes of it.

use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::{Map, Value};

use super::Simulator;
use crate::api_error::ApiError;
use crate::snowflake::Snowflake;
use crate::world::interaction::using::{Press, Usage};
use crate::world::interaction::{Interaction, Progress};
use crate::world::message::Message;

/// A little more than the three seconds that a bot has.
const OVERDUE: Duration = Duration::from_millis(3100);

/// An interaction that a person began.
#[derive(Clone)]
pub struct Answering {
    simulator: Simulator,
    /// Its id.
    pub id: Snowflake,
}

impl Simulator {
    /// A person uses a command.
    pub fn command(
        &self,
        user: Snowflake,
        channel: Snowflake,
        usage: Usage,
    ) -> Result<Answering, ApiError> {
        let id = self.change(|world| world.use_command(user, channel, &usage))?;
        Ok(self.watch(id))
    }

    /// A person presses a button.
    pub fn press(
        &self,
        user: Snowflake,
        message: &Message,
        custom_id: &str,
    ) -> Result<Answering, ApiError> {
        self.choose(user, message, custom_id, Vec::new())
    }

    /// A person chooses from a menu.
    pub fn choose(
        &self,
        user: Snowflake,
        message: &Message,
        custom_id: &str,
        values: Vec<String>,
    ) -> Result<Answering, ApiError> {
        let press = Press {
            message_id: message.id,
            custom_id: custom_id.to_owned(),
            values,
        };
        let id = self.change(|world| world.press(user, message.channel_id, &press))?;
        Ok(self.watch(id))
    }

    /// A person fills in a modal and sends it off.
    pub fn submit_modal(
        &self,
        opened: &Answering,
        fields: &Map<String, Value>,
    ) -> Result<Answering, ApiError> {
        let id = self.change(|world| world.submit_modal(opened.id, fields))?;
        Ok(self.watch(id))
    }

    /// The messages of a channel that only this person sees, oldest first.
    pub fn ephemeral_messages(&self, user: Snowflake, channel: Snowflake) -> Vec<Message> {
        self.read(|world| {
            let messages = world
                .messages
                .get(&channel)
                .into_iter()
                .flat_map(|messages| messages.values());
            messages
                .filter(|message| message.ephemeral_to == Some(user))
                .cloned()
                .collect()
        })
    }

    /// The interaction as a handle; when nobody has answered in time it is marked.
    pub(crate) fn watch(&self, id: Snowflake) -> Answering {
        let simulator = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(OVERDUE).await;
            simulator.change(crate::world::World::expire_interactions);
        });
        Answering {
            simulator: self.clone(),
            id,
        }
    }
}

impl Answering {
    /// Waits for the bot's answer, thinking included. An error says that the application did not respond.
    pub async fn response(&self) -> anyhow::Result<Message> {
        let interaction = self.settled().await?;
        let id = interaction
            .original
            .context("the bot answered without a message")?;
        self.simulator
            .read(|world| Ok(world.message(interaction.channel_id, id)?.clone()))
    }

    /// Waits until the bot has opened a modal, and gives its definition.
    pub async fn modal(&self) -> anyhow::Result<Value> {
        let interaction = self.settled().await?;
        if interaction.progress != Progress::OpenedModal {
            bail!("the bot answered otherwise: {:?}", interaction.progress);
        }
        Ok(interaction.answer)
    }

    /// Waits for the suggestions while an option is being typed.
    pub async fn suggestions(&self) -> anyhow::Result<Vec<Value>> {
        let interaction = self.settled().await?;
        Ok(crate::form::list(&interaction.answer, "choices"))
    }

    /// Waits until the interaction has come to its end, whichever it is.
    pub async fn settled(&self) -> anyhow::Result<Interaction> {
        let settled = self.simulator.until(|world| {
            let interaction = world.interaction(self.id).ok()?;
            let is_open = matches!(interaction.progress, Progress::Waiting | Progress::Thinking);
            (!is_open).then(|| interaction.clone())
        });
        let interaction = settled.await?;
        if interaction.progress == Progress::DidNotRespond {
            bail!("The application did not respond");
        }
        Ok(interaction)
    }

    /// The messages that the bot sent after its first answer.
    pub fn followups(&self) -> Vec<Message> {
        self.simulator.read(|world| {
            let Ok(interaction) = world.interaction(self.id) else {
                return Vec::new();
            };
            let messages = interaction.followups.iter();
            messages
                .filter_map(|id| world.message(interaction.channel_id, *id).ok().cloned())
                .collect()
        })
    }
}
