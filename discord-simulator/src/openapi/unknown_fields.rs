//! Fields that Discord would silently ignore, which are usually misspelt.

use serde_json::Value;

/// The paths of the fields that no alternative of the schema knows.
pub(super) fn in_value(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    search(document, &[schema], (value, String::new()), &mut found);
    found
}

fn search(document: &Value, schemas: &[&Value], at: (&Value, String), found: &mut Vec<String>) {
    let (value, path) = at;
    let mut alternatives = Vec::new();
    for schema in schemas {
        expand(document, schema, &mut alternatives);
    }
    match value {
        Value::Object(object) => {
            let is_open = alternatives.iter().any(|schema| {
                let more = schema.get("additionalProperties");
                more.is_some_and(|more| more != &Value::Bool(false))
            });
            let knows_fields = alternatives
                .iter()
                .any(|schema| schema.get("properties").is_some());
            if is_open || !knows_fields {
                return;
            }
            for (name, child) in object {
                let of_field: Vec<&Value> = alternatives
                    .iter()
                    .filter_map(|schema| schema.get("properties")?.get(name))
                    .collect();
                let path = format!("{path}.{name}");
                if of_field.is_empty() {
                    found.push(path);
                } else {
                    search(document, &of_field, (child, path), found);
                }
            }
        }
        Value::Array(list) => {
            let items: Vec<&Value> = alternatives
                .iter()
                .filter_map(|schema| schema.get("items"))
                .collect();
            for (index, child) in list.iter().enumerate() {
                search(document, &items, (child, format!("{path}.{index}")), found);
            }
        }
        _ => {}
    }
}

/// The schema itself and everything it is put together from.
fn expand<'a>(document: &'a Value, schema: &'a Value, into: &mut Vec<&'a Value>) {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        if let Some(target) = document.pointer(reference.trim_start_matches('#')) {
            expand(document, target, into);
        }
        return;
    }
    into.push(schema);
    for key in ["allOf", "anyOf", "oneOf"] {
        for part in schema
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            expand(document, part, into);
        }
    }
}
