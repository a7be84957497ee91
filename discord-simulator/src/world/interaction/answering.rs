//! The bot's first answer to an interaction.

use serde_json::{Value, json};

use super::{Interaction, InteractionKind, Progress};
use crate::api_error::ApiError;
use crate::draft::{Draft, Upload};
use crate::form::{self, Form, invalid};
use crate::snowflake::Snowflake;
use crate::world::World;
use crate::world::message::{EPHEMERAL, LOADING, Message, ReferenceKind};
use crate::world::reaction::MessageId;
use crate::world::sending::changing::Change;

const MESSAGE: u64 = 4;
const THINKING: u64 = 5;
const ACKNOWLEDGE: u64 = 6;
const UPDATE: u64 = 7;
const SUGGEST: u64 = 8;
const MODAL: u64 = 9;
const REPLY_KIND: u64 = 19;
const SLASH_KIND: u64 = 20;
const MENU_KIND: u64 = 23;

/// The answer to a callback: which kind it was and what came of it.
#[derive(Debug)]
pub struct Callback {
    /// The number of the kind of answer.
    pub kind: u64,
    /// The message that was sent or changed.
    pub message: Option<Message>,
}

impl World {
    /// Takes the first answer. A second one, a late one and one with a wrong token are refused.
    pub fn answer(
        &mut self,
        id: Snowflake,
        token: &str,
        body: &Value,
        files: Vec<Upload>,
    ) -> Result<Callback, ApiError> {
        self.expire_interactions();
        let interaction = self.interaction(id)?.clone();
        if interaction.token != token || interaction.progress == Progress::DidNotRespond {
            return Err(ApiError::unknown_interaction());
        }
        if interaction.progress != Progress::Waiting {
            return Err(ApiError::already_acknowledged());
        }
        let kind = body.get("type").and_then(form::number).unwrap_or_default();
        if !suits(kind, interaction.kind) {
            let sentence = "Interaction callback type is not valid for this interaction";
            return Err(invalid(
                "type",
                "INTERACTION_CALLBACK_TYPE_INVALID",
                sentence,
            ));
        }
        let data = body.get("data").cloned().unwrap_or_else(|| json!({}));
        let (progress, message) =
            self.carry_out(kind, &interaction, Change { body: data, files })?;
        let kept = self.interaction_mut(id)?;
        kept.progress = progress;
        kept.original = match kind {
            ACKNOWLEDGE => interaction.message_id,
            _ => message.as_ref().map(|message| message.id),
        };
        Ok(Callback { kind, message })
    }

    /// Does what one kind of answer does.
    fn carry_out(
        &mut self,
        kind: u64,
        interaction: &Interaction,
        answer: Change,
    ) -> Result<(Progress, Option<Message>), ApiError> {
        Ok(match kind {
            MESSAGE => {
                let draft = Draft::from_json(&answer.body, answer.files)?;
                let message = self.post_answer(interaction, &draft)?;
                (Progress::Answered, Some(message))
            }
            THINKING => {
                let message = self.post_thinking(interaction, &answer.body)?;
                (Progress::Thinking, Some(message))
            }
            UPDATE => {
                let message = self.apply_change(message_of(interaction)?, &answer)?;
                (Progress::Answered, Some(message))
            }
            MODAL => {
                check_modal(&answer.body)?;
                self.interaction_mut(interaction.id)?.answer = answer.body;
                (Progress::OpenedModal, None)
            }
            SUGGEST => {
                check_choices(&answer.body)?;
                self.interaction_mut(interaction.id)?.answer = answer.body;
                (Progress::Suggested, None)
            }
            _ => (Progress::Acknowledged, None),
        })
    }

    /// Sends an answer into the channel, or to the person alone.
    pub(super) fn post_answer(
        &mut self,
        interaction: &Interaction,
        draft: &Draft,
    ) -> Result<Message, ApiError> {
        let application = self.applications.get(&interaction.application_id);
        let bot_id = application
            .ok_or_else(ApiError::unknown_application)?
            .user_id;
        self.check_draft(bot_id, interaction.channel_id, draft)?;
        let mut message = self.compose(bot_id, interaction.channel_id, draft)?;
        message.nonce = None;
        self.mark_as_answer(&mut message, interaction);
        if draft.flags & EPHEMERAL != 0 {
            message.flags |= EPHEMERAL;
            message.ephemeral_to = Some(interaction.user_id);
        }
        self.publish(message)
    }

    fn post_thinking(
        &mut self,
        interaction: &Interaction,
        data: &Value,
    ) -> Result<Message, ApiError> {
        let application = self.applications.get(&interaction.application_id);
        let bot_id = application
            .ok_or_else(ApiError::unknown_application)?
            .user_id;
        let mut message = self.compose(bot_id, interaction.channel_id, &Draft::default())?;
        message.flags |= LOADING;
        self.mark_as_answer(&mut message, interaction);
        if data.get("flags").and_then(form::number).unwrap_or_default() & EPHEMERAL != 0 {
            message.flags |= EPHEMERAL;
            message.ephemeral_to = Some(interaction.user_id);
        }
        self.publish(message)
    }

    fn mark_as_answer(&self, message: &mut Message, interaction: &Interaction) {
        message.application_id = Some(interaction.application_id);
        message.interaction = Some(self.interaction_metadata(interaction));
        message.kind = match interaction.kind {
            InteractionKind::Command if interaction.data["type"] == 1 => SLASH_KIND,
            InteractionKind::Command => MENU_KIND,
            _ => 0,
        };
        let pressed = interaction
            .message_id
            .and_then(|id| self.message(interaction.channel_id, id).ok());
        if let Some(pressed) = pressed {
            message.kind = REPLY_KIND;
            message.reference = Some(pressed.reference(ReferenceKind::Reply));
        }
    }
}

fn suits(answer: u64, kind: InteractionKind) -> bool {
    match kind {
        InteractionKind::Command => matches!(answer, MESSAGE | THINKING | MODAL),
        InteractionKind::Component => matches!(answer, MESSAGE..=UPDATE | MODAL),
        InteractionKind::Modal => matches!(answer, MESSAGE..=UPDATE),
        InteractionKind::Autocomplete => answer == SUGGEST,
    }
}

fn message_of(interaction: &Interaction) -> Result<MessageId, ApiError> {
    let message_id = interaction
        .message_id
        .ok_or_else(ApiError::unknown_message)?;
    Ok(MessageId {
        channel_id: interaction.channel_id,
        message_id,
    })
}

fn check_choices(data: &Value) -> Result<(), ApiError> {
    let mut form = Form::default();
    let choices = form::list(data, "choices");
    if choices.len() > 25 {
        form.refuse(
            "data.choices",
            "BASE_TYPE_MAX_LENGTH",
            "Must be 25 or fewer in length.",
        );
    }
    for (index, choice) in choices.iter().enumerate() {
        let length = form::text(choice, "name").chars().count();
        form.between(&format!("data.choices.{index}.name"), length, (1, 100));
    }
    form.finish()
}

fn check_modal(data: &Value) -> Result<(), ApiError> {
    let mut form = Form::default();
    form.between(
        "data.title",
        form::text(data, "title").chars().count(),
        (1, 45),
    );
    form.between(
        "data.custom_id",
        form::text(data, "custom_id").chars().count(),
        (1, 100),
    );
    form.between(
        "data.components",
        form::list(data, "components").len(),
        (1, 5),
    );
    form.finish()
}
