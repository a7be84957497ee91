//! Reading the optional fields of a PATCH body: absent keeps, null clears, a value sets.

use serde_json::Value;

/// Sets a text when the body names it.
pub(super) fn set_text(target: &mut String, body: &Value, field: &str) {
    if let Some(text) = body.get(field).and_then(Value::as_str) {
        text.clone_into(target);
    }
}

/// Sets or clears an optional text when the body names it.
pub(super) fn set_optional_text(target: &mut Option<String>, body: &Value, field: &str) {
    if let Some(value) = body.get(field) {
        *target = value
            .as_str()
            .filter(|text| !text.is_empty())
            .map(str::to_owned);
    }
}

/// Sets a flag when the body names it.
pub(super) fn set_flag(target: &mut bool, body: &Value, field: &str) {
    if let Some(flag) = body.get(field).and_then(Value::as_bool) {
        *target = flag;
    }
}

/// Sets a number when the body names it.
pub(super) fn set_number(target: &mut u64, body: &Value, field: &str) {
    if let Some(number) = body.get(field).and_then(crate::form::number) {
        *target = number;
    }
}
