//! What people do: use a command, press a button, choose from a menu, send a modal off.

use serde_json::{Map, Value, json};

use super::{Interaction, InteractionKind, Progress};
use crate::api_error::ApiError;
use crate::draft::Upload;
use crate::form;
use crate::snowflake::Snowflake;
use crate::world::World;
use crate::world::command::{CHAT_INPUT, Command, USER};
use crate::world::permission::USE_COMMANDS;

mod options;
mod resolving;

/// A command as a person fills it in.
#[derive(Debug, Clone, Default)]
pub struct Usage {
    /// The command's name, with subcommands after blanks: `config set`.
    pub name: String,
    /// The options by name; users, channels and roles by id.
    pub options: Map<String, Value>,
    /// Files for attachment options.
    pub files: Vec<(String, Upload)>,
    /// The user or message a menu command was used on.
    pub target: Option<Snowflake>,
    /// The option that is being typed, for suggestions.
    pub focused: Option<String>,
}

impl Usage {
    /// A command without options.
    pub fn of(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// Fills in an option.
    pub fn option(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.options.insert(name.to_owned(), value.into());
        self
    }

    /// Fills in an option that takes a user, a channel or a role.
    pub fn id(self, name: &str, id: Snowflake) -> Self {
        self.option(name, id.to_string())
    }

    /// Fills in an option that takes a file.
    pub fn file(mut self, name: &str, filename: &str, bytes: impl Into<bytes::Bytes>) -> Self {
        let upload = Upload {
            filename: filename.to_owned(),
            description: None,
            content_type: None,
            bytes: bytes.into(),
        };
        self.files.push((name.to_owned(), upload));
        self
    }

    /// Uses it on a user or a message.
    pub fn on(mut self, target: Snowflake) -> Self {
        self.target = Some(target);
        self
    }

    /// Asks for suggestions while this option is being typed.
    pub fn typing(mut self, option: &str) -> Self {
        self.focused = Some(option.to_owned());
        self
    }
}

/// A component that was used, and what was chosen in it.
#[derive(Debug, Clone)]
pub struct Press {
    /// The message.
    pub message_id: Snowflake,
    /// The component.
    pub custom_id: String,
    /// The chosen values of a menu.
    pub values: Vec<String>,
}

impl World {
    /// A person uses a command, if it is offered to them there and everything required is filled in.
    pub fn use_command(
        &mut self,
        user_id: Snowflake,
        channel_id: Snowflake,
        usage: &Usage,
    ) -> Result<Snowflake, ApiError> {
        let channel = self.require(user_id, channel_id, USE_COMMANDS)?;
        let root = usage.name.split(' ').next().unwrap_or_default();
        let offered = self.commands_for(user_id, channel);
        let fits = |command: &&&Command| {
            let is_menu = usage.target.is_some();
            let name = if is_menu { usage.name.as_str() } else { root };
            command.name == name && (command.kind == CHAT_INPUT) != is_menu
        };
        let command = offered
            .iter()
            .find(fits)
            .copied()
            .cloned()
            .ok_or_else(ApiError::unknown_command)?;
        let data = match usage.target {
            Some(target) => self.target_data(&command, channel_id, target)?,
            None => self.command_data(&command, channel_id, usage)?,
        };
        let kind = if usage.focused.is_some() {
            InteractionKind::Autocomplete
        } else {
            InteractionKind::Command
        };
        let interaction =
            self.make_interaction(kind, command.application_id, (user_id, channel_id), data);
        self.begin(interaction)
    }

    /// A person presses a button or chooses from a menu.
    pub fn press(
        &mut self,
        user_id: Snowflake,
        channel_id: Snowflake,
        press: &Press,
    ) -> Result<Snowflake, ApiError> {
        self.require(user_id, channel_id, 0)?;
        let message = self.message(channel_id, press.message_id)?;
        if message.ephemeral_to.is_some_and(|only| only != user_id) {
            return Err(ApiError::unknown_message());
        }
        let component = find_component(&message.components, &press.custom_id);
        let missing = || {
            form::invalid(
                "custom_id",
                "COMPONENT_VALIDATION_FAILED",
                "Component validation failed",
            )
        };
        let component = component.ok_or_else(missing)?.clone();
        if component
            .get("disabled")
            .and_then(Value::as_bool)
            .unwrap_or_default()
        {
            return Err(missing());
        }
        let author_id = message.author_id;
        let application = self
            .application_of_user(author_id)
            .ok_or_else(ApiError::unknown_application)?;
        let application_id = application.id;
        let mut data = json!({
            "component_type": component["type"], "custom_id": press.custom_id, "id": component["id"],
        });
        if component["type"] != 2 {
            data["values"] = json!(press.values);
            data["resolved"] = self.resolved_values(channel_id, &component, &press.values);
        }
        let place = (user_id, channel_id);
        let mut interaction =
            self.make_interaction(InteractionKind::Component, application_id, place, data);
        interaction.message_id = Some(press.message_id);
        self.begin(interaction)
    }

    /// A person fills in the modal that an interaction opened, and sends it off.
    pub fn submit_modal(
        &mut self,
        opened_by: Snowflake,
        fields: &Map<String, Value>,
    ) -> Result<Snowflake, ApiError> {
        let opener = self.interaction(opened_by)?.clone();
        if opener.progress != Progress::OpenedModal {
            return Err(ApiError::unknown_interaction());
        }
        let components = form::list(&opener.answer, "components");
        let data = json!({
            "custom_id": opener.answer["custom_id"], "components": options::filled_in(&components, fields),
        });
        let place = (opener.user_id, opener.channel_id);
        let mut interaction =
            self.make_interaction(InteractionKind::Modal, opener.application_id, place, data);
        interaction.message_id = opener.message_id;
        self.interaction_mut(opened_by)?.progress = Progress::Answered;
        interaction.answer = json!({"triggered_by": self.interaction_metadata(&opener)});
        self.begin(interaction)
    }

    /// A person closes the modal without sending it off; the bot hears nothing of it.
    pub fn dismiss_modal(&mut self, opened_by: Snowflake) -> Result<(), ApiError> {
        self.interaction_mut(opened_by)?.progress = Progress::Acknowledged;
        Ok(())
    }

    fn make_interaction(
        &mut self,
        kind: InteractionKind,
        application_id: Snowflake,
        place: (Snowflake, Snowflake),
        data: Value,
    ) -> Interaction {
        let (user_id, channel_id) = place;
        let secret = self.next_secret();
        Interaction {
            id: self.next_snowflake(),
            application_id,
            token: format!("aW50ZXJhY3Rpb246{secret}"),
            kind,
            user_id,
            channel_id,
            data,
            message_id: None,
            created: self.now(),
            progress: Progress::Waiting,
            original: None,
            followups: Vec::new(),
            answer: Value::Null,
        }
    }

    fn target_data(
        &self,
        command: &Command,
        channel_id: Snowflake,
        target: Snowflake,
    ) -> Result<Value, ApiError> {
        let mut data = command_head(command, channel_id, self);
        data["target_id"] = json!(target);
        data["resolved"] = if command.kind == USER {
            self.user(target)?;
            self.resolved_user(channel_id, target)
        } else {
            let message = self.message(channel_id, target)?;
            let mut messages = Map::new();
            messages.insert(target.to_string(), self.message_json(message, None));
            json!({"messages": messages})
        };
        Ok(data)
    }

    fn command_data(
        &mut self,
        command: &Command,
        channel_id: Snowflake,
        usage: &Usage,
    ) -> Result<Value, ApiError> {
        let mut data = command_head(command, channel_id, self);
        let mut filling = options::Filling {
            usage,
            channel_id,
            resolved: json!({}),
        };
        let path: Vec<&str> = usage.name.split(' ').skip(1).collect();
        let options = self.fill_options(&command.options(), &path, &mut filling)?;
        if !options.is_empty() {
            data["options"] = options.into();
        }
        if filling
            .resolved
            .as_object()
            .is_some_and(|resolved| !resolved.is_empty())
        {
            data["resolved"] = filling.resolved;
        }
        Ok(data)
    }
}

fn command_head(command: &Command, channel_id: Snowflake, world: &World) -> Value {
    let mut data = json!({"id": command.id, "name": command.name, "type": command.kind});
    let server_id = world
        .channels
        .get(&channel_id)
        .and_then(|channel| channel.server_id);
    if let Some(server_id) = server_id.filter(|_| command.server_id.is_some()) {
        data["guild_id"] = json!(server_id);
    }
    data
}

/// Finds a component by its custom id, at any depth.
pub(crate) fn find_component<'a>(components: &'a [Value], custom_id: &str) -> Option<&'a Value> {
    components.iter().find_map(|component| {
        if component.get("custom_id").and_then(Value::as_str) == Some(custom_id) {
            return Some(component);
        }
        let accessory = component
            .get("accessory")
            .filter(|it| form::text(it, "custom_id") == custom_id);
        let children = component.get("components").and_then(Value::as_array);
        accessory.or_else(|| find_component(children?, custom_id))
    })
}
