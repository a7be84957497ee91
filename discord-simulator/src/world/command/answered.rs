//! Options as Discord answers them: each kind has its own fields, and whatever else was sent is left out.

use serde_json::{Map, Value};

use crate::form;

/// The fields of every option.
const COMMON: [&str; 6] = [
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "required",
];

/// The option as it is answered.
pub(super) fn option(sent: &Value) -> Value {
    let kind = sent.get("type").and_then(Value::as_u64).unwrap_or_default();
    let own: &[&str] = match kind {
        1 | 2 => &["options"],
        3 => &["autocomplete", "choices", "min_length", "max_length"],
        4 | 10 => &["autocomplete", "choices", "min_value", "max_value"],
        7 => &["channel_types"],
        _ => &[],
    };
    let mut answered = Map::new();
    for name in COMMON.iter().chain(own) {
        if let Some(value) = sent.get(*name).filter(|value| !is_nothing(value)) {
            answered.insert((*name).to_owned(), value.clone());
        }
    }
    if answered.contains_key("options") {
        let below = form::list(sent, "options").iter().map(option).collect();
        answered.insert("options".to_owned(), Value::Array(below));
    }
    Value::Object(answered)
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}
