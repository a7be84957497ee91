//! The commands, one function for both ways of calling each. Here is their list; what they say about themselves comes from the words.

pub mod closing_request;
pub mod information;
pub mod options;
pub mod reply;
pub mod ticket;

use std::sync::Arc;

use words::{Language, Words};

use crate::app::App;
use crate::error::Error;

/// A command, as the library that runs them wants it.
pub type Command = poise::Command<Arc<App>, Error>;

/// Every command, described in these words.
pub fn all(words: &Words) -> Vec<Command> {
    let groups = [
        reply::commands(),
        ticket::commands(),
        information::commands(),
    ];
    let mut commands: Vec<Command> = groups.into_iter().flatten().collect();
    for command in &mut commands {
        command.description = Some(about(words, &command.name).into());
        command.description_localizations = in_every_language(|words| about(words, &command.name));
        for parameter in &mut command.parameters {
            let name = parameter.name.clone();
            parameter.description = Some(about_parameter(words, &name).into());
            parameter.description_localizations =
                in_every_language(|words| about_parameter(words, &name));
        }
    }
    commands
}

/// How a command is typed, with its shortest names.
pub fn usage(command: &Command, prefix: &str) -> String {
    let arguments = match &*command.name {
        "reply" | "anonreply" => " <text>",
        "edit" => " <number> <text>",
        "delete" => " <number>",
        "close" => " [2h | cancel] [-s] [reason]",
        "new_thread" => " <user>",
        "help" => " [command]",
        _ => "",
    };
    let names = std::iter::once(&command.name).chain(command.aliases.iter());
    let calls: Vec<String> = names
        .map(|name| format!("{prefix}{name}{arguments}"))
        .collect();
    calls.join(", ")
}

fn about(words: &Words, command: &str) -> String {
    let text = match command {
        "reply" => words.text("command-reply"),
        "anonreply" => words.text("command-anonreply"),
        "edit" => words.text("command-edit"),
        "delete" => words.text("command-delete"),
        "close" => words.text("command-close"),
        "new_thread" => words.text("command-new-thread"),
        "id" => words.text("command-id"),
        "ping" => words.text("command-ping"),
        "help" => words.text("command-help"),
        other => other.into(),
    };
    text.into_owned()
}

fn about_parameter(words: &Words, parameter: &str) -> String {
    let text = match parameter {
        "text" => words.text("parameter-text"),
        "anonymous" => words.text("parameter-anonymous"),
        "number" => words.text("parameter-number"),
        "after" => words.text("parameter-after"),
        "silent" => words.text("parameter-silent"),
        "cancel" => words.text("parameter-cancel"),
        "reason" => words.text("parameter-reason"),
        "user" => words.text("parameter-user"),
        "command" => words.text("parameter-command"),
        _ => words.text("parameter-file"),
    };
    text.into_owned()
}

/// A text in each language by Discord's name for it.
///
/// <https://docs.discord.com/developers/reference#locales>
fn in_every_language(
    say: impl Fn(&Words) -> String,
) -> std::borrow::Cow<
    'static,
    [(
        std::borrow::Cow<'static, str>,
        std::borrow::Cow<'static, str>,
    )],
> {
    let locales = [
        ("en-US", Language::English),
        ("en-GB", Language::English),
        ("fr", Language::French),
    ];
    let texts = locales.map(|(locale, language)| (locale.into(), say(Words::of(language)).into()));
    texts.to_vec().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_works_both_ways_and_is_described() {
        let commands = all(Words::of(Language::English));
        let mut names: Vec<&str> = Vec::new();
        for command in &commands {
            assert!(command.slash_action.is_some() && command.prefix_action.is_some());
            let description = command.description.as_deref().unwrap();
            assert_ne!(description, command.name);
            assert!(description.chars().count() <= 100, "{description}");
            for parameter in &command.parameters {
                let description = parameter.description.as_deref().unwrap();
                assert!(description.chars().count() <= 100, "{description}");
            }
            names.push(&command.name);
            names.extend(command.aliases.iter().map(|alias| &**alias));
        }
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "a name is there twice: {names:?}");
    }
}
