//! Collects what is wrong with a request body in the nested tree that Discord answers.

use serde_json::{Map, Value, json};

use crate::api_error::ApiError;
use crate::snowflake::Snowflake;

/// The errors of one form, by path (`embeds.0.title`).
#[derive(Default)]
pub struct Form {
    errors: Map<String, Value>,
}

impl Form {
    /// Notes that the field at this path is wrong.
    pub fn refuse(&mut self, path: &str, code: &str, message: impl Into<String>) {
        let mut node = &mut self.errors;
        for key in path.split('.').filter(|key| !key.is_empty()) {
            let child = node.entry(key).or_insert_with(|| json!({}));
            let Value::Object(child) = child else { return };
            node = child;
        }
        let list = node.entry("_errors").or_insert_with(|| json!([]));
        if let Value::Array(list) = list {
            list.push(json!({"code": code, "message": message.into()}));
        }
    }

    /// Refuses a text that is longer than allowed.
    pub fn at_most(&mut self, path: &str, text: &str, limit: usize) {
        if text.chars().count() > limit {
            self.refuse(
                path,
                "BASE_TYPE_MAX_LENGTH",
                format!("Must be {limit} or fewer in length."),
            );
        }
    }

    /// Refuses a length outside the two bounds.
    pub fn between(&mut self, path: &str, length: usize, bounds: (usize, usize)) {
        let (least, most) = bounds;
        if length < least || length > most {
            self.refuse(
                path,
                "BASE_TYPE_BAD_LENGTH",
                format!("Must be between {least} and {most} in length."),
            );
        }
    }

    /// Refuses a field that must be there.
    pub fn required(&mut self, path: &str) {
        self.refuse(path, "BASE_TYPE_REQUIRED", "This field is required");
    }

    /// Nothing was wrong, or all of it as one refusal.
    pub fn finish(self) -> Result<(), ApiError> {
        if self.errors.is_empty() {
            return Ok(());
        }
        Err(ApiError::invalid_form(Value::Object(self.errors)))
    }
}

/// A refusal of one field.
pub fn invalid(path: &str, code: &str, message: impl Into<String>) -> ApiError {
    let mut form = Form::default();
    form.refuse(path, code, message);
    ApiError::invalid_form(Value::Object(form.errors))
}

/// Reads an identifier that came as a string, or as a number as Discord tolerates.
pub fn snowflake(value: &Value) -> Option<Snowflake> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.as_u64().map(Snowflake),
        _ => None,
    }
}

/// Reads an optional identifier of a field; null and absence are both "none".
pub fn optional_snowflake(body: &Value, field: &str) -> Result<Option<Snowflake>, ApiError> {
    match body.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => snowflake(value).map(Some).ok_or_else(|| {
            invalid(
                field,
                "NUMBER_TYPE_COERCE",
                format!("Value {value} is not snowflake."),
            )
        }),
    }
}

/// Reads a list of identifiers; anything else in it is a form error.
pub fn snowflakes(body: &Value, field: &str) -> Result<Vec<Snowflake>, ApiError> {
    let Some(list) = body.get(field).and_then(Value::as_array) else {
        return Ok(Vec::new());
    };
    list.iter()
        .enumerate()
        .map(|(index, value)| {
            let refusal = || {
                let sentence = format!("Value {value} is not snowflake.");
                invalid(&format!("{field}.{index}"), "NUMBER_TYPE_COERCE", sentence)
            };
            snowflake(value).ok_or_else(refusal)
        })
        .collect()
}

/// Reads a number that Discord also accepts as a string, such as permission bits.
pub fn number(value: &Value) -> Option<u64> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.as_u64(),
        _ => None,
    }
}

/// A text field, empty when absent.
pub fn text<'a>(body: &'a Value, field: &str) -> &'a str {
    body.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// A list field, empty when absent.
pub fn list(body: &Value, field: &str) -> Vec<Value> {
    body.get(field)
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default()
}
