//! Options that only slash commands have. They are added by hand: as parameters of a command's function they would also be looked for in
//! the text of a typed command, where "yes, of course" would begin with a yes.

use serenity::all::{CommandDataOptionValue, CommandOptionType, CreateCommandOption};

use crate::bot::Context;
use crate::bot::commands::Command;

/// How many files may come with one message.
const MOST_FILES: usize = 10;

/// Adds an option that is on or off.
pub fn add_flag(command: &mut Command, name: &'static str) {
    add(command, name.to_owned(), |option| {
        option.kind(CommandOptionType::Boolean)
    });
}

/// Adds an option for a word or more.
pub fn add_text(command: &mut Command, name: &'static str) {
    add(command, name.to_owned(), |option| {
        option.kind(CommandOptionType::String)
    });
}

/// Adds an option for each file that may come with a message.
pub fn add_files(command: &mut Command) {
    for number in 1..=MOST_FILES {
        let name = if number == 1 {
            "file".to_owned()
        } else {
            format!("file{number}")
        };
        add(command, name, |option| {
            option.kind(CommandOptionType::Attachment)
        });
    }
}

/// Whether an option is on.
pub fn is_on(ctx: Context<'_>, name: &str) -> bool {
    matches!(
        value(ctx, name),
        Some(CommandDataOptionValue::Boolean(true))
    )
}

/// The words of an option.
pub fn text<'a>(ctx: Context<'a>, name: &str) -> Option<&'a str> {
    match value(ctx, name)? {
        CommandDataOptionValue::String(text) => Some(text),
        _ => None,
    }
}

fn value<'a>(ctx: Context<'a>, name: &str) -> Option<&'a CommandDataOptionValue> {
    let Context::Application(slash) = ctx else {
        return None;
    };
    let mut options = slash.interaction.data.options.iter();
    options
        .find(|option| option.name == name)
        .map(|option| &option.value)
}

fn add(
    command: &mut Command,
    name: String,
    set_type: fn(CreateCommandOption) -> CreateCommandOption,
) {
    command.parameters.push(poise::CommandParameter {
        name: name.into(),
        name_localizations: Default::default(),
        // Discord wants one; the list of commands puts the words in.
        description: Some("-".into()),
        description_localizations: Default::default(),
        required: false,
        channel_types: None,
        choices: Default::default(),
        type_setter: Some(set_type),
        autocomplete_callback: None,
        __non_exhaustive: (),
    });
}
