//! What comes after the first answer: editing and deleting it, and further messages, all with the interaction's token.

use super::{Interaction, Progress};
use crate::api_error::ApiError;
use crate::draft::Draft;
use crate::snowflake::Snowflake;
use crate::world::World;
use crate::world::message::{LOADING, Message};
use crate::world::reaction::MessageId;
use crate::world::sending::changing::Change;

impl World {
    /// Sends a further message. Right after "thinking" it becomes the answer that was thought about.
    pub fn follow_up(
        &mut self,
        application_id: Snowflake,
        token: &str,
        change: Change,
    ) -> Result<Message, ApiError> {
        let interaction = self.answered_interaction(application_id, token)?;
        if interaction.progress == Progress::Thinking {
            return self.edit_answer(application_id, token, "@original", &change);
        }
        let draft = Draft::from_json(&change.body, change.files)?;
        let message = self.post_answer(&interaction, &draft)?;
        self.interaction_mut(interaction.id)?
            .followups
            .push(message.id);
        Ok(message)
    }

    /// Edits an answer: `@original` or a further message.
    pub fn edit_answer(
        &mut self,
        application_id: Snowflake,
        token: &str,
        which: &str,
        change: &Change,
    ) -> Result<Message, ApiError> {
        let interaction = self.answered_interaction(application_id, token)?;
        let at = self.answer_place(&interaction, which)?;
        let was_thinking = self.message(at.channel_id, at.message_id)?.flags & LOADING != 0;
        let before = self.message(at.channel_id, at.message_id)?.clone();
        self.message_mut(at.channel_id, at.message_id)?.flags &= !LOADING;
        let message = self.apply_change(at, change);
        if message.is_err() {
            *self.message_mut(at.channel_id, at.message_id)? = before;
        }
        let mut message = message?;
        if was_thinking {
            message.edited = None;
            self.message_mut(at.channel_id, at.message_id)?.edited = None;
        }
        self.interaction_mut(interaction.id)?.progress = Progress::Answered;
        Ok(message)
    }

    /// Deletes an answer.
    pub fn delete_answer(
        &mut self,
        application_id: Snowflake,
        token: &str,
        which: &str,
    ) -> Result<(), ApiError> {
        let interaction = self.answered_interaction(application_id, token)?;
        let at = self.answer_place(&interaction, which)?;
        self.remove(at)?;
        self.interaction_mut(interaction.id)?.progress = Progress::Answered;
        Ok(())
    }

    /// Finds an answer.
    pub fn find_answer(
        &self,
        application_id: Snowflake,
        token: &str,
        which: &str,
    ) -> Result<&Message, ApiError> {
        let interaction = self.answered_interaction(application_id, token)?;
        let at = self.answer_place(&interaction, which)?;
        self.message(at.channel_id, at.message_id)
    }

    /// The interaction of a token, once it has its first answer and while the token is good.
    fn answered_interaction(
        &self,
        application_id: Snowflake,
        token: &str,
    ) -> Result<Interaction, ApiError> {
        let found = self
            .interactions
            .values()
            .find(|interaction| interaction.token == token);
        let interaction = found.ok_or_else(ApiError::invalid_token)?;
        if interaction.application_id != application_id {
            return Err(ApiError::unknown_webhook());
        }
        if interaction.is_expired(self.now()) {
            return Err(ApiError::invalid_token());
        }
        if matches!(
            interaction.progress,
            Progress::Waiting | Progress::DidNotRespond
        ) {
            return Err(ApiError::unknown_webhook());
        }
        Ok(interaction.clone())
    }

    fn answer_place(&self, interaction: &Interaction, which: &str) -> Result<MessageId, ApiError> {
        let message_id = match which {
            "@original" => interaction.original,
            id => id.parse().ok().filter(|id| {
                interaction.followups.contains(id) || interaction.original == Some(*id)
            }),
        };
        Ok(MessageId {
            channel_id: interaction.channel_id,
            message_id: message_id.ok_or_else(ApiError::unknown_message)?,
        })
    }
}
