//! Where Discord's prose wins over its description.

use serde_json::{Map, Value, json};

/// Fields that are documented in prose only: the schema, the field, and what it holds.
const FIELDS: [(&str, &str, &str); 3] = [
    ("ApplicationCommandCreateRequest", "nsfw", "boolean"),
    ("ApplicationCommandPatchRequestPartial", "nsfw", "boolean"),
    ("ApplicationCommandUpdateRequest", "nsfw", "boolean"),
];

/// The description with what only the prose tells.
pub(super) fn from_prose(document: &Value) -> Value {
    let mut corrected = document.clone();
    let schemas = &mut corrected["components"]["schemas"];
    if let Some(Value::Array(kinds)) = schemas.pointer_mut("/MessageReferenceType/oneOf") {
        kinds.push(json!({"title": "FORWARD", "const": 1}));
    }
    // A deferred answer is given back with its own kind, as the prose says of all kinds.
    if let Some(kinds) =
        schemas.pointer_mut("/CreateMessageInteractionCallbackResponse/properties/type/enum")
    {
        *kinds = json!([4, 5]);
    }
    for (schema, field, kind) in FIELDS {
        if let Some(Value::Object(properties)) =
            schemas.pointer_mut(&format!("/{schema}/properties"))
        {
            properties.insert(field.to_owned(), json!({"type": [kind, "null"]}));
        }
    }
    corrected
}

/// The description as it holds for requests: numbers may come as texts of digits, and ids as numbers. What then fits
/// two alternatives fits.
pub(super) fn relaxed(value: &Value) -> Value {
    match value {
        Value::Array(list) => list.iter().map(relaxed).collect(),
        Value::Object(object) => {
            let parts = object.iter().map(|(key, value)| {
                let key = if key == "oneOf" && value.is_array() {
                    "anyOf"
                } else {
                    key
                };
                (key.to_owned(), relaxed(value))
            });
            let parts: Map<String, Value> = parts.collect();
            match alternative(object) {
                Some(alternative) => json!({"anyOf": [parts, alternative]}),
                None => Value::Object(parts),
            }
        }
        other => other.clone(),
    }
}

/// The other form in which a value of this schema may come.
fn alternative(schema: &Map<String, Value>) -> Option<Value> {
    let kind = schema.get("type");
    let is = |name: &str| {
        let kinds = kind.and_then(Value::as_array);
        kind.is_some_and(|kind| kind == name)
            || kinds.is_some_and(|kinds| kinds.iter().any(|one| one == name))
    };
    if is("integer") {
        return Some(json!({"type": "string", "pattern": "^-?[0-9]+$"}));
    }
    let is_id = schema
        .get("format")
        .is_some_and(|format| format == "snowflake");
    is_id.then(|| json!({"type": "integer", "minimum": 0}))
}
