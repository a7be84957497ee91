//! Application commands: what a bot offers in the menus of its servers.

mod answered;
mod checking;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::World;
use super::channel::Channel;
use crate::api_error::ApiError;
use crate::form;
use crate::snowflake::Snowflake;

/// The kind of a slash command.
pub const CHAT_INPUT: u64 = 1;
/// The kind of a command in a user's menu.
pub const USER: u64 = 2;
/// The kind of a command in a message's menu.
pub const MESSAGE: u64 = 3;
const MAX_PER_KIND: [(u64, usize); 3] = [(CHAT_INPUT, 100), (USER, 15), (MESSAGE, 15)];

/// A registered command.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Command {
    /// Its id, kept when it is registered again.
    pub id: Snowflake,
    /// Whose it is.
    pub application_id: Snowflake,
    /// The only server that has it; all of them when absent.
    pub server_id: Option<Snowflake>,
    /// 1 slash, 2 user, 3 message.
    pub kind: u64,
    /// Its name.
    pub name: String,
    /// The rest of the definition, as registered.
    pub definition: Map<String, Value>,
    /// Changes with every change.
    pub version: Snowflake,
}

/// A command or subcommand that a person can fill in.
#[derive(Debug, Clone)]
pub struct UsableForm {
    /// The full name: `config set`.
    pub name: String,
    /// What it does.
    pub description: String,
    /// What can be filled in.
    pub options: Vec<Value>,
}

/// Which commands are meant: an application's global ones or those of one server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// The application.
    pub application_id: Snowflake,
    /// The server, for its own commands.
    pub server_id: Option<Snowflake>,
}

impl Command {
    /// The options of the definition.
    pub fn options(&self) -> Vec<Value> {
        self.definition
            .get("options")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    }

    /// The command as people use it: itself, or each of its subcommands by full name, with the options to fill in.
    pub fn usable_forms(&self) -> Vec<UsableForm> {
        usable_forms(&self.name, self.description(), &self.options())
    }

    /// The sentence under the name; empty for menu commands.
    pub fn description(&self) -> &str {
        self.definition
            .get("description")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// What a member needs to see it, if the bot asked for something.
    pub fn needed_permissions(&self) -> Option<u64> {
        self.definition
            .get("default_member_permissions")
            .and_then(form::number)
    }

    /// Whether it can be used in direct messages with the bot.
    pub fn works_in_dms(&self) -> bool {
        const BOT_DM: u64 = 1;
        match self.definition.get("contexts").and_then(Value::as_array) {
            Some(contexts) => contexts
                .iter()
                .any(|context| context.as_u64() == Some(BOT_DM)),
            None => self
                .definition
                .get("dm_permission")
                .and_then(Value::as_bool)
                .unwrap_or(true),
        }
    }

    /// The command as Discord sends it.
    pub fn to_json(&self) -> Value {
        let field = |name: &str, default: Value| {
            let given = self.definition.get(name).filter(|value| !value.is_null());
            given.cloned().unwrap_or(default)
        };
        let mut json = json!({
            "id": self.id, "application_id": self.application_id, "version": self.version, "type": self.kind,
            "name": self.name, "name_localizations": field("name_localizations", Value::Null),
            "description": self.description(),
            "description_localizations": field("description_localizations", Value::Null),
            "default_member_permissions": self.needed_permissions().map(|bits| bits.to_string()),
            "nsfw": field("nsfw", false.into()), "integration_types": field("integration_types", json!([0])),
            "contexts": field("contexts", Value::Null),
        });
        if !self.options().is_empty() {
            json["options"] = self.options().iter().map(answered::option).collect();
        }
        match self.server_id {
            Some(server_id) => json["guild_id"] = json!(server_id),
            None => json["dm_permission"] = self.works_in_dms().into(),
        }
        json
    }

    fn scope(&self) -> Scope {
        Scope {
            application_id: self.application_id,
            server_id: self.server_id,
        }
    }
}

impl World {
    /// The commands of a scope, in the order of their names.
    pub fn commands_in(&self, scope: Scope) -> Vec<&Command> {
        let mut commands: Vec<&Command> = self
            .commands
            .values()
            .filter(|command| command.scope() == scope)
            .collect();
        commands.sort_by_key(|command| (command.kind, &command.name));
        commands
    }

    /// Finds a command of a scope or refuses.
    pub fn command(&self, scope: Scope, id: Snowflake) -> Result<&Command, ApiError> {
        let found = self
            .commands
            .get(&id)
            .filter(|command| command.scope() == scope);
        found.ok_or_else(ApiError::unknown_command)
    }

    /// Registers a command, or changes the one with the same name and kind. Tells whether it is new.
    pub fn register(&mut self, scope: Scope, body: &Value) -> Result<(Command, bool), ApiError> {
        self.check_scope(scope)?;
        checking::check(body, "")?;
        let kind = kind_of(body);
        let name = form::text(body, "name").to_owned();
        let existing = self
            .commands_in(scope)
            .into_iter()
            .find(|it| it.name == name && it.kind == kind);
        let existing = existing.map(|command| command.id);
        let count = self
            .commands_in(scope)
            .iter()
            .filter(|command| command.kind == kind)
            .count();
        let limit = MAX_PER_KIND
            .iter()
            .find(|(of, _)| *of == kind)
            .map_or(0, |(_, limit)| *limit);
        if existing.is_none() && count >= limit {
            return Err(ApiError::too_many_commands());
        }
        let command = self.make_command(scope, body, existing);
        self.commands.insert(command.id, command.clone());
        Ok((command, existing.is_none()))
    }

    /// Replaces all commands of a scope.
    pub fn register_all(&mut self, scope: Scope, body: &Value) -> Result<Vec<Command>, ApiError> {
        self.check_scope(scope)?;
        let list = body.as_array().cloned().unwrap_or_default();
        checking::check_all(&list)?;
        let before: Vec<Command> = self.commands_in(scope).into_iter().cloned().collect();
        self.commands.retain(|_, command| command.scope() != scope);
        let mut registered = Vec::new();
        for definition in &list {
            let same = |it: &&Command| {
                it.name == form::text(definition, "name") && it.kind == kind_of(definition)
            };
            let existing = before.iter().find(same).map(|command| command.id);
            let command = self.make_command(scope, definition, existing);
            self.commands.insert(command.id, command.clone());
            registered.push(command);
        }
        Ok(registered)
    }

    /// Changes some fields of a command.
    pub fn change_command(
        &mut self,
        scope: Scope,
        id: Snowflake,
        body: &Value,
    ) -> Result<Command, ApiError> {
        let command = self.command(scope, id)?;
        let mut definition = Value::Object(command.definition.clone());
        definition["type"] = command.kind.into();
        for (field, value) in body.as_object().into_iter().flatten() {
            definition[field] = value.clone();
        }
        checking::check(&definition, "")?;
        let command = self.make_command(scope, &definition, Some(id));
        self.commands.insert(id, command.clone());
        Ok(command)
    }

    /// Removes a command.
    pub fn delete_command(&mut self, scope: Scope, id: Snowflake) -> Result<(), ApiError> {
        self.command(scope, id)?;
        self.commands.remove(&id);
        Ok(())
    }

    /// The commands a person is offered in a channel: those of the bots there that they may use.
    pub fn commands_for(&self, user_id: Snowflake, channel: &Channel) -> Vec<&Command> {
        let permissions = self.permissions_in(channel, user_id);
        let offered = self.commands.values().filter(|command| {
            let Some(application) = self.applications.get(&command.application_id) else {
                return false;
            };
            if channel.server_id.is_none() {
                return channel.recipients.contains(&application.user_id)
                    && command.server_id.is_none()
                    && command.works_in_dms();
            }
            let server = channel.server_id.and_then(|id| self.servers.get(&id));
            let is_here =
                server.is_some_and(|server| server.members.contains_key(&application.user_id));
            let in_scope = command.server_id.is_none() || command.server_id == channel.server_id;
            let needed = command.needed_permissions().unwrap_or_default();
            is_here && in_scope && permissions & needed == needed
        });
        let mut offered: Vec<&Command> = offered.collect();
        offered.sort_by_key(|command| (command.kind, &command.name));
        offered
    }

    fn make_command(&mut self, scope: Scope, body: &Value, existing: Option<Snowflake>) -> Command {
        let version = self.next_snowflake();
        Command {
            id: existing.unwrap_or(version),
            application_id: scope.application_id,
            server_id: scope.server_id,
            kind: kind_of(body),
            name: form::text(body, "name").to_owned(),
            definition: body.as_object().cloned().unwrap_or_default(),
            version,
        }
    }

    /// Commands of a server can only be touched by a bot that is in it.
    fn check_scope(&self, scope: Scope) -> Result<(), ApiError> {
        let application = self
            .applications
            .get(&scope.application_id)
            .ok_or_else(ApiError::unknown_application)?;
        match scope.server_id {
            Some(server_id) => self
                .require_in_server(application.user_id, server_id, 0)
                .map(|_| ()),
            None => Ok(()),
        }
    }
}

fn usable_forms(name: &str, description: &str, options: &[Value]) -> Vec<UsableForm> {
    const GROUPS: [u64; 2] = [1, 2];
    let is_group = |option: &&Value| {
        GROUPS.contains(
            &option
                .get("type")
                .and_then(form::number)
                .unwrap_or_default(),
        )
    };
    let groups: Vec<&Value> = options.iter().filter(is_group).collect();
    if groups.is_empty() {
        return vec![UsableForm {
            name: name.to_owned(),
            description: description.to_owned(),
            options: options.to_vec(),
        }];
    }
    let below = groups.into_iter().flat_map(|group| {
        let name = format!("{name} {}", form::text(group, "name"));
        usable_forms(
            &name,
            form::text(group, "description"),
            &form::list(group, "options"),
        )
    });
    below.collect()
}

fn kind_of(body: &Value) -> u64 {
    body.get("type")
        .and_then(form::number)
        .unwrap_or(CHAT_INPUT)
}
