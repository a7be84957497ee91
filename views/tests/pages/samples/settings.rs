//! Samples of the settings, their history, and the bot.

use maud::Markup;
use rustmail_views::bot::{self, Bot, Connection, Maintenance, Profile, Status};
use rustmail_views::configuration::{
    self, Change, Configuration, Control, Group, History, Kept, Origin, Outcome, Preview, Replaced,
    Secret, Setting, Version,
};
use rustmail_views::form::{Caution, Field};
use rustmail_views::reader::Reader;

use super::minutes_ago;

/// Each of these pages; `text` stands wherever people can write something.
pub fn pages(reader: &Reader, text: &str) -> Vec<(&'static str, Markup)> {
    vec![
        (
            "configuration",
            configuration::page(reader, &settings(text)),
        ),
        (
            "configuration-history",
            configuration::history_page(reader, &history(text)),
        ),
        (
            "configuration-history-none",
            configuration::history_page(reader, &unchanged()),
        ),
        ("bot", bot::page(reader, &the_bot(text))),
    ]
}

fn setting(key: &str, control: Control, field: Field) -> Setting {
    Setting {
        key: key.to_owned(),
        label: format!("Label of {key}"),
        help: "What it does.".to_owned(),
        caution: Caution::default(),
        control,
        origin: match field.error {
            Some(_) => Origin::File,
            None => Origin::Changed(field.value.clone()),
        },
        field,
    }
}

fn group(slug: &str, settings: Vec<Setting>, outcome: Outcome) -> Group {
    Group {
        slug: slug.to_owned(),
        action: format!("/configuration/{slug}"),
        title: format!("Title of {slug}"),
        lead: "What to know about all of them.".to_owned(),
        settings,
        base: 7,
        may_edit: true,
        outcome,
    }
}

fn settings(text: &str) -> Configuration {
    let choices = vec![
        ("en".to_owned(), "English".to_owned()),
        ("fr".to_owned(), "French".to_owned()),
    ];
    let zones = vec!["Europe/Paris".to_owned(), "UTC".to_owned()];
    let messages = vec![
        setting("bot.welcome_message", Control::Lines, Field::of(text)),
        setting(
            "bot.close_message",
            Control::Lines,
            Field::refused(text, text),
        ),
    ];
    let look = vec![
        setting(
            "thread.embedded_message",
            Control::Switch,
            Field::of("true"),
        ),
        setting(
            "thread.user_message_color",
            Control::Colour,
            Field::of("5865f2"),
        ),
        setting(
            "language.default_language",
            Control::Choice(choices),
            Field::of("fr"),
        ),
        setting("bot.timezone", Control::Suggested(zones), Field::of("UTC")),
        setting("command.prefix", Control::Line, Field::of(text)),
    ];
    let preview = |embed: Option<&str>, text: &str| Preview {
        title: "When a ticket is opened".to_owned(),
        text: text.to_owned(),
        speaker: text.to_owned(),
        embed: embed.map(str::to_owned),
        is_quoted: embed.is_some(),
    };
    let secret = |key: &str, kept, error: Option<&str>| Secret {
        key: key.to_owned(),
        label: format!("Label of {key}"),
        help: "What it is good for.".to_owned(),
        kept,
        error: error.map(str::to_owned),
        replaced: error.is_none().then_some(match key {
            "bot.token" => Replaced::InUse,
            _ => Replaced::FromNextStart,
        }),
    };
    let path = || "/srv/rustmail/config.toml".to_owned();
    Configuration {
        groups: vec![
            group("messages", messages, Outcome::Saved),
            group("look", look, Outcome::Refused(text.to_owned())),
        ],
        previews: vec![preview(Some("5865f2"), text), preview(None, text)],
        secrets: vec![
            secret("bot.token", Kept::File(path()), Some(text)),
            secret("bot.client_secret", Kept::Nowhere(path()), None),
            secret("database.url", Kept::Environment(text.to_owned()), None),
        ],
    }
}

fn history(text: &str) -> History {
    let version = |number, rolled_back_to| Version {
        number,
        author: text.to_owned(),
        at: minutes_ago(number * 100),
        changes: vec![Change {
            label: "Welcome message".to_owned(),
            old: text.to_owned(),
            new: text.to_owned(),
        }],
        rolled_back_to,
    };
    History {
        versions: vec![version(3, Some(1)), version(2, None), version(1, None)],
        current: 3,
        is_file: false,
        older: None,
        may_edit: true,
        refusal: Some(text.to_owned()),
    }
}

fn unchanged() -> History {
    History {
        versions: Vec::new(),
        current: 0,
        is_file: true,
        older: None,
        may_edit: true,
        refusal: None,
    }
}

fn the_bot(text: &str) -> Bot {
    let presence = vec![setting("bot.status", Control::Line, Field::of(text))];
    Bot {
        status: Status {
            connection: Connection::Connecting(Some(text.to_owned())),
            is_wanted: true,
            latency_ms: Some(42),
            process: Some(text.to_owned()),
            waiting: 3,
            refusal: Some(text.to_owned()),
        },
        presence: group("presence", presence, Outcome::Untouched),
        maintenance: Maintenance {
            since: Some(minutes_ago(30)),
            notice: Field::refused(text, text),
        },
        profile: Profile {
            username: Field::of(text),
            is_known: true,
            refusal: None,
            is_changing: true,
            failure: Some(text.to_owned()),
        },
    }
}
