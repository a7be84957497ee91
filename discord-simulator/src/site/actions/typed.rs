//! Commands as they are typed: `/reply hello`, `/edit 3 better words`, `/close reason: solved in: 2h`.

use serde_json::Value;

use crate::api_error::ApiError;
use crate::draft::Upload;
use crate::form;
use crate::snowflake::Snowflake;
use crate::world::World;
use crate::world::command::{CHAT_INPUT, Command, UsableForm};
use crate::world::interaction::using::Usage;

const ATTACHMENT: u64 = 11;

/// Finds the command that a text begins with and fills it in with the rest.
pub(super) fn usage(
    world: &World,
    place: (Snowflake, Snowflake),
    typed: &str,
    files: &[Upload],
) -> Result<Usage, ApiError> {
    let (user_id, channel_id) = place;
    let channel = world.channel(channel_id)?;
    let offered = world
        .commands_for(user_id, channel)
        .into_iter()
        .filter(|it| it.kind == CHAT_INPUT);
    let begins = |usable: &UsableForm| {
        let rest = typed.strip_prefix(usable.name.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    };
    let fitting = offered.flat_map(Command::usable_forms).filter(begins);
    let usable = fitting
        .max_by_key(|usable| usable.name.len())
        .ok_or_else(ApiError::unknown_command)?;
    let rest = typed[usable.name.len()..].trim();
    let mut usage = Usage::of(&usable.name);
    let (file_options, options): (Vec<&Value>, Vec<&Value>) = usable
        .options
        .iter()
        .partition(|it| kind_of(it) == ATTACHMENT);
    for (option, file) in file_options.iter().zip(files) {
        usage
            .files
            .push((form::text(option, "name").to_owned(), file.clone()));
    }
    let filled = by_name(&options, rest).unwrap_or_else(|| by_place(&options, rest));
    for (name, value) in filled {
        usage = usage.option(&name, value);
    }
    resolve_names(world, &mut usage);
    Ok(usage)
}

/// Values like `@max` or `<@123>` become the ids that options for users want.
pub(super) fn resolve_names(world: &World, usage: &mut Usage) {
    for value in usage.options.values_mut() {
        let text = value.as_str().unwrap_or_default();
        let inner = text
            .strip_prefix('<')
            .and_then(|text| text.strip_suffix('>'))
            .unwrap_or_default();
        let id = inner
            .trim_start_matches(['@', '&', '!', '#'])
            .parse::<Snowflake>()
            .ok();
        let named = text.strip_prefix('@').and_then(|name| {
            let fits = |name: &str, other: &str| name.eq_ignore_ascii_case(other);
            let mut users = world.users.values();
            users
                .find(|user| fits(&user.username, name) || fits(user.display_name(), name))
                .map(|user| user.id)
        });
        if let Some(id) = id.or(named) {
            *value = Value::String(id.to_string());
        }
    }
}

/// What is told of a refusal: the sentence, and for forms the first field that is wrong.
pub(super) fn sentence(refusal: &ApiError) -> String {
    let first = refusal
        .errors
        .as_ref()
        .and_then(|errors| first_wrong(errors, ""));
    first.unwrap_or_else(|| refusal.message.clone())
}

fn first_wrong(errors: &Value, path: &str) -> Option<String> {
    errors.as_object()?.iter().find_map(|(key, child)| {
        if key == "_errors" {
            return Some(format!(
                "{}: {}",
                path.trim_start_matches('.'),
                form::text(child.get(0)?, "message")
            ));
        }
        first_wrong(child, &format!("{path}.{key}"))
    })
}

/// `name: value` pairs, when the text begins with one.
fn by_name(options: &[&Value], text: &str) -> Option<Vec<(String, String)>> {
    let names: Vec<&str> = options
        .iter()
        .map(|option| form::text(option, "name"))
        .collect();
    let name_at = |word: &str| {
        names
            .iter()
            .find(|name| word.strip_suffix(':') == Some(**name))
            .copied()
    };
    let mut filled: Vec<(String, String)> = Vec::new();
    for word in text.split_whitespace() {
        let joined = names.iter().find_map(|name| {
            let value = word.strip_prefix(name)?.strip_prefix(':')?;
            (!value.is_empty()).then_some((*name, value))
        });
        match (name_at(word), joined) {
            (Some(name), _) => filled.push((name.to_owned(), String::new())),
            (None, Some((name, value))) => filled.push((name.to_owned(), value.to_owned())),
            (None, None) => {
                let (_, value) = filled.last_mut()?;
                if !value.is_empty() {
                    value.push(' ');
                }
                value.push_str(word);
            }
        }
    }
    (!filled.is_empty()).then_some(filled)
}

/// Words in the order of the required options; the last one takes the rest.
fn by_place(options: &[&Value], text: &str) -> Vec<(String, String)> {
    let is_required = |option: &&&Value| {
        option
            .get("required")
            .and_then(Value::as_bool)
            .unwrap_or_default()
    };
    let mut wanted: Vec<&&Value> = options.iter().filter(is_required).collect();
    if wanted.is_empty() {
        wanted.extend(options.first());
    }
    let mut filled = Vec::new();
    let mut rest = text;
    for (index, option) in wanted.iter().enumerate() {
        let is_last = index + 1 == wanted.len();
        let (value, left) = match rest.split_once(char::is_whitespace) {
            Some((word, left)) if !is_last => (word, left.trim_start()),
            _ => (rest, ""),
        };
        rest = left;
        if !value.is_empty() {
            filled.push((form::text(option, "name").to_owned(), value.to_owned()));
        }
    }
    filled
}

fn kind_of(option: &Value) -> u64 {
    option
        .get("type")
        .and_then(form::number)
        .unwrap_or_default()
}
