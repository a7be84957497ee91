//! Turning what a person typed into the options that a bot gets.

use serde_json::{Map, Value, json};

use super::Usage;
use crate::api_error::ApiError;
use crate::form::{self, invalid};
use crate::snowflake::Snowflake;
use crate::world::World;

const SUBCOMMAND: u64 = 1;
const SUBCOMMAND_GROUP: u64 = 2;
const STRING: u64 = 3;
const INTEGER: u64 = 4;
const BOOLEAN: u64 = 5;
const USER: u64 = 6;
const CHANNEL: u64 = 7;
const ROLE: u64 = 8;
const MENTIONABLE: u64 = 9;
const NUMBER: u64 = 10;
const ATTACHMENT: u64 = 11;

/// A command that is being filled in.
pub(super) struct Filling<'a> {
    pub(super) usage: &'a Usage,
    pub(super) channel_id: Snowflake,
    /// What the ids among the values stand for.
    pub(super) resolved: Value,
}

impl World {
    /// The options in the form that bots get, subcommands nested.
    pub(super) fn fill_options(
        &mut self,
        defined: &[Value],
        path: &[&str],
        filling: &mut Filling,
    ) -> Result<Vec<Value>, ApiError> {
        if let Some((name, rest)) = path.split_first() {
            let found = defined.iter().find(|option| {
                matches!(kind_of(option), SUBCOMMAND | SUBCOMMAND_GROUP)
                    && form::text(option, "name") == *name
            });
            let option = found.ok_or_else(ApiError::unknown_command)?;
            let below = self.fill_options(&form::list(option, "options"), rest, filling)?;
            return Ok(vec![
                json!({"name": name, "type": kind_of(option), "options": below}),
            ]);
        }
        let mut filled = Vec::new();
        for option in defined {
            if let Some(value) = self.fill_option(option, filling)? {
                filled.push(value);
            }
        }
        Ok(filled)
    }

    fn fill_option(
        &mut self,
        option: &Value,
        filling: &mut Filling,
    ) -> Result<Option<Value>, ApiError> {
        let name = form::text(option, "name");
        let kind = kind_of(option);
        let focused = filling.usage.focused.as_deref() == Some(name);
        if kind == ATTACHMENT {
            let file = filling
                .usage
                .files
                .iter()
                .find(|(of, _)| of == name)
                .map(|(_, file)| file.clone());
            if let Some(file) = file {
                let attachment = self.take_upload(filling.channel_id, &file);
                let id = attachment.id;
                filling.resolved["attachments"][id.to_string()] = self.attachment_json(&attachment);
                self.loose_files.insert(id, attachment);
                return Ok(Some(json!({"name": name, "type": kind, "value": id})));
            }
        }
        let given = filling
            .usage
            .options
            .get(name)
            .filter(|value| !value.is_null());
        let Some(given) = given else {
            let required = option
                .get("required")
                .and_then(Value::as_bool)
                .unwrap_or_default();
            if required && filling.usage.focused.is_none() {
                return Err(invalid(
                    name,
                    "BASE_TYPE_REQUIRED",
                    "This field is required",
                ));
            }
            return Ok(
                focused.then(|| json!({"name": name, "type": kind, "value": "", "focused": true}))
            );
        };
        let value = if focused {
            given.clone()
        } else {
            checked(option, name, given)?
        };
        if matches!(kind, USER | CHANNEL | ROLE | MENTIONABLE) {
            self.resolve(kind, &value, filling)?;
        }
        let mut filled = json!({"name": name, "type": kind, "value": value});
        if focused {
            filled["focused"] = true.into();
        }
        Ok(Some(filled))
    }

    fn resolve(&self, kind: u64, value: &Value, filling: &mut Filling) -> Result<(), ApiError> {
        let id = form::snowflake(value).unwrap_or_default();
        let found = match kind {
            USER => self
                .users
                .contains_key(&id)
                .then(|| self.resolved_user(filling.channel_id, id)),
            CHANNEL => self.resolved_channel(filling.channel_id, id),
            ROLE => self.resolved_role(filling.channel_id, id),
            _ => self.resolved_role(filling.channel_id, id).or_else(|| {
                self.users
                    .contains_key(&id)
                    .then(|| self.resolved_user(filling.channel_id, id))
            }),
        };
        super::resolving::merge(
            &mut filling.resolved,
            found.ok_or_else(ApiError::unknown_user)?,
        );
        Ok(())
    }
}

/// Checks a value against its option, and brings it into the type that bots get.
fn checked(option: &Value, name: &str, given: &Value) -> Result<Value, ApiError> {
    let text = given
        .as_str()
        .map_or_else(|| given.to_string(), str::to_owned);
    let refusal = |code: &str, sentence: String| Err(invalid(name, code, sentence));
    let value = match kind_of(option) {
        STRING => Value::String(text),
        INTEGER => text.parse::<i64>().map(Value::from).unwrap_or_default(),
        NUMBER => text.parse::<f64>().map(Value::from).unwrap_or_default(),
        BOOLEAN => text.parse::<bool>().map(Value::from).unwrap_or_default(),
        _ => text
            .parse::<Snowflake>()
            .map(|id| json!(id))
            .unwrap_or_default(),
    };
    if value.is_null() {
        return refusal(
            "BASE_TYPE_CHOICES",
            format!("{given} does not fit this option"),
        );
    }
    let limit = |field: &str| option.get(field).and_then(Value::as_f64);
    let size = value
        .as_f64()
        .or_else(|| value.as_str().map(|text| text.chars().count() as f64));
    let (least, most) = match kind_of(option) {
        STRING => (limit("min_length"), limit("max_length").or(Some(6000.0))),
        INTEGER | NUMBER => (limit("min_value"), limit("max_value")),
        _ => (None, None),
    };
    if least.is_some_and(|least| size < Some(least)) || most.is_some_and(|most| size > Some(most)) {
        return refusal(
            "NUMBER_TYPE_RANGE",
            "The value is outside the allowed range".to_owned(),
        );
    }
    let choices = form::list(option, "choices");
    if !choices.is_empty() && !choices.iter().any(|choice| choice["value"] == value) {
        return refusal(
            "BASE_TYPE_CHOICES",
            format!("{given} is not one of the choices"),
        );
    }
    Ok(value)
}

/// A modal's components with the person's texts in them.
pub(super) fn filled_in(components: &[Value], fields: &Map<String, Value>) -> Vec<Value> {
    let filled = components.iter().map(|component| {
        let mut answer = json!({"type": component["type"], "id": component["id"]});
        if let Some(children) = component.get("components").and_then(Value::as_array) {
            answer["components"] = filled_in(children, fields).into();
        }
        if let Some(child) = component.get("component") {
            answer["component"] = filled_in(std::slice::from_ref(child), fields).remove(0);
        }
        if let Some(custom_id) = component.get("custom_id").and_then(Value::as_str) {
            let value = fields.get(custom_id).or(component.get("value")).cloned();
            let field = if kind_of(component) == 4 {
                "value"
            } else {
                "values"
            };
            answer["custom_id"] = custom_id.into();
            answer[field] = value.unwrap_or_else(|| json!(""));
        }
        answer
    });
    filled.collect()
}

fn kind_of(option: &Value) -> u64 {
    option
        .get("type")
        .and_then(form::number)
        .unwrap_or_default()
}
