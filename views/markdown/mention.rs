//! Mentions: people, channels, roles, commands, and emoji of a server.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use maud::{Markup, html};

use super::Page;

/// The most different people, channels and roles whose names are looked for in one text.
const MOST: usize = 100;

/// What the mentioned are called, as far as we know, by their Discord ids.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Accounts.
    pub users: HashMap<i64, String>,
    /// Channels, without the mark before them.
    pub channels: HashMap<i64, String>,
    /// Roles.
    pub roles: HashMap<i64, String>,
    /// The addresses of the pictures of emojis; one without is shown by its name.
    pub emojis: HashMap<i64, String>,
}

/// The ids of those who are mentioned in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentioned {
    /// Accounts.
    pub users: BTreeSet<i64>,
    /// Channels.
    pub channels: BTreeSet<i64>,
    /// Roles.
    pub roles: BTreeSet<i64>,
    /// Emojis of servers, and whether they move.
    pub emojis: BTreeMap<i64, bool>,
}

/// Somebody, or something, that is mentioned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mention<'a> {
    User(i64),
    Role(i64),
    Channel(i64),
    /// A slash command, by name.
    Command(&'a str),
    /// An emoji of a server.
    Emoji {
        /// Its id.
        id: i64,
        /// What it is called.
        name: &'a str,
        /// Whether it moves.
        is_animated: bool,
    },
    /// `@everyone` or `@here`.
    Everybody(&'a str),
}

/// Whose names should be known before a text is shown; it looks into code as well, which costs little.
pub fn mentioned(text: &str, mentioned: &mut Mentioned) {
    for part in text.split('<').skip(1).take(MOST) {
        let inside = part.split('>').next().unwrap_or_default();
        match read(inside) {
            Some(Mention::User(id)) => mentioned.users.insert(id),
            Some(Mention::Role(id)) => mentioned.roles.insert(id),
            Some(Mention::Channel(id)) => mentioned.channels.insert(id),
            Some(Mention::Emoji {
                id, is_animated, ..
            }) => mentioned.emojis.insert(id, is_animated).is_none(),
            _ => false,
        };
    }
}

/// The mention that stands in angle brackets.
pub(super) fn read(inside: &str) -> Option<Mention<'_>> {
    if let Some(named) = inside.strip_prefix("@&") {
        return id(named).map(Mention::Role);
    }
    if let Some(named) = inside
        .strip_prefix("@!")
        .or_else(|| inside.strip_prefix('@'))
    {
        return id(named).map(Mention::User);
    }
    if let Some(named) = inside.strip_prefix('#') {
        return id(named).map(Mention::Channel);
    }
    if let Some(command) = inside.strip_prefix('/') {
        let (name, number) = command.rsplit_once(':')?;
        id(number)?;
        return (!name.is_empty() && name.len() < 120).then_some(Mention::Command(name));
    }
    emoji(inside)
}

fn emoji(inside: &str) -> Option<Mention<'_>> {
    let moving = inside.strip_prefix("a:");
    let (name, number) = moving
        .or_else(|| inside.strip_prefix(':'))?
        .rsplit_once(':')?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let id = id(number)?;
    (!name.is_empty() && name.len() <= 32 && name.bytes().all(is_name)).then_some(Mention::Emoji {
        id,
        name,
        is_animated: moving.is_some(),
    })
}

/// `@everyone` or `@here`, and its length.
pub(super) fn everybody(rest: &str) -> Option<(Mention<'_>, usize)> {
    let called = ["@everyone", "@here"]
        .into_iter()
        .find(|called| rest.starts_with(called))?;
    Some((Mention::Everybody(&rest[..called.len()]), called.len()))
}

/// The name that people know; what nobody knows is said to be a user, a role or a channel.
pub(super) fn show(page: &Page<'_>, mention: &Mention<'_>) -> Markup {
    let text = text(page, mention);
    match *mention {
        Mention::Emoji { id, .. } => match page.names.emojis.get(&id) {
            Some(address) => html! {
                img.text-emoji src=(address) alt=(text) title=(text) width="22" height="22" loading="lazy";
            },
            None => html! { span.text-emoji-name { (text) } },
        },
        Mention::User(id) | Mention::Role(id) | Mention::Channel(id) => {
            html! { span.text-mention title=(id) { (text) } }
        }
        Mention::Command(_) | Mention::Everybody(_) => html! { span.text-mention { (text) } },
    }
}

/// The same as words alone.
pub(super) fn text(page: &Page<'_>, mention: &Mention<'_>) -> String {
    let (names, words) = (page.names, page.reader.words);
    let known = |name: Option<&String>, unknown: Cow<'_, str>| match name {
        Some(name) => name.clone(),
        None => unknown.into_owned(),
    };
    match *mention {
        Mention::User(id) => {
            let name = known(names.users.get(&id), words.text("text-unknown-user"));
            format!("@{name}")
        }
        Mention::Role(id) => {
            let name = known(names.roles.get(&id), words.text("text-unknown-role"));
            format!("@{name}")
        }
        Mention::Channel(id) => {
            let name = known(names.channels.get(&id), words.text("text-unknown-channel"));
            format!("#{name}")
        }
        Mention::Command(name) => format!("/{name}"),
        Mention::Emoji { name, .. } => format!(":{name}:"),
        Mention::Everybody(name) => name.to_owned(),
    }
}

fn id(text: &str) -> Option<i64> {
    let is_number =
        !text.is_empty() && text.len() <= 20 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}
