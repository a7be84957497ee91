//! The form of a command's definition.

use std::collections::BTreeSet;

use serde_json::Value;

use super::CHAT_INPUT;
use crate::api_error::ApiError;
use crate::form::{self, Form};

const SUBCOMMAND: u64 = 1;
const SUBCOMMAND_GROUP: u64 = 2;
const LAST_OPTION_KIND: u64 = 11;
const MAX_OPTIONS: usize = 25;
const MAX_TOTAL: usize = 8000;

/// Checks one definition.
pub(super) fn check(body: &Value, path: &str) -> Result<(), ApiError> {
    let mut form = Form::default();
    check_into(&mut form, body, path);
    form.finish()
}

/// Checks a whole list, names unique by kind.
pub(super) fn check_all(list: &[Value]) -> Result<(), ApiError> {
    let mut form = Form::default();
    let mut names = BTreeSet::new();
    for (index, definition) in list.iter().enumerate() {
        check_into(&mut form, definition, &index.to_string());
        if !names.insert((super::kind_of(definition), form::text(definition, "name"))) {
            let sentence = "Application command names must be unique";
            form.refuse(
                &index.to_string(),
                "APPLICATION_COMMANDS_DUPLICATE_NAME",
                sentence,
            );
        }
    }
    for (kind, limit) in super::MAX_PER_KIND {
        if list
            .iter()
            .filter(|definition| super::kind_of(definition) == kind)
            .count()
            > limit
        {
            return Err(ApiError::too_many_commands());
        }
    }
    form.finish()
}

fn check_into(form: &mut Form, body: &Value, path: &str) {
    let at = |field: &str| {
        if path.is_empty() {
            field.to_owned()
        } else {
            format!("{path}.{field}")
        }
    };
    let name = form::text(body, "name");
    if super::kind_of(body) != CHAT_INPUT {
        form.between(&at("name"), name.chars().count(), (1, 32));
        if !form::text(body, "description").is_empty() {
            let sentence = "Context menu commands cannot have description";
            form.refuse(
                &at("description"),
                "APPLICATION_COMMAND_CONTEXT_MENU_HAS_DESCRIPTION",
                sentence,
            );
        }
        return;
    }
    check_name(form, &at("name"), name);
    form.between(
        &at("description"),
        form::text(body, "description").chars().count(),
        (1, 100),
    );
    let options = form::list(body, "options");
    check_options(form, &at("options"), &options);
    if letters(body) > MAX_TOTAL {
        let sentence = "Command exceeds maximum size (8000)";
        form.refuse(path, "APPLICATION_COMMAND_TOO_LARGE", sentence);
    }
}

fn check_name(form: &mut Form, path: &str, name: &str) {
    let fits = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '\'');
    form.between(path, name.chars().count(), (1, 32));
    if !name.chars().all(fits) || name.to_lowercase() != name {
        form.refuse(
            path,
            "APPLICATION_COMMAND_INVALID_NAME",
            "Command name is invalid",
        );
    }
}

fn check_options(form: &mut Form, path: &str, options: &[Value]) {
    if options.len() > MAX_OPTIONS {
        let sentence = "Must be 25 or fewer in length.";
        form.refuse(path, "BASE_TYPE_MAX_LENGTH", sentence);
    }
    let mut names = BTreeSet::new();
    let mut optional_seen = false;
    for (index, option) in options.iter().enumerate() {
        let path = format!("{path}.{index}");
        check_option(form, &path, option);
        if !names.insert(form::text(option, "name").to_owned()) {
            let code = "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS";
            form.refuse(&path, code, "Option name already exists");
        }
        let required = option.get("required").and_then(Value::as_bool);
        let required = required.unwrap_or_default();
        if required && optional_seen {
            let code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID";
            let sentence = "Required options must be placed before non-required options";
            form.refuse(&path, code, sentence);
        }
        optional_seen |= !required;
    }
}

fn check_option(form: &mut Form, path: &str, option: &Value) {
    let kind = option
        .get("type")
        .and_then(form::number)
        .unwrap_or_default();
    check_name(form, &format!("{path}.name"), form::text(option, "name"));
    let description = form::text(option, "description").chars().count();
    form.between(&format!("{path}.description"), description, (1, 100));
    if !(SUBCOMMAND..=LAST_OPTION_KIND).contains(&kind) {
        let sentence = "Value must be one of {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}.";
        form.refuse(&format!("{path}.type"), "BASE_TYPE_CHOICES", sentence);
    }
    if matches!(kind, SUBCOMMAND | SUBCOMMAND_GROUP) {
        let below = form::list(option, "options");
        check_options(form, &format!("{path}.options"), &below);
    }
    if form::list(option, "choices").len() > MAX_OPTIONS {
        let sentence = "Must be 25 or fewer in length.";
        form.refuse(&format!("{path}.choices"), "BASE_TYPE_MAX_LENGTH", sentence);
    }
}

/// The letters that count towards a command's size: names, descriptions and values, all levels.
fn letters(body: &Value) -> usize {
    let own: usize = ["name", "description", "value"]
        .iter()
        .map(|it| form::text(body, it).chars().count())
        .sum();
    let below = form::list(body, "options")
        .into_iter()
        .chain(form::list(body, "choices"));
    own + below.map(|child| letters(&child)).sum::<usize>()
}
