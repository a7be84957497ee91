//! Settings as the page shows them: what they hold, what was typed, what is wrong with it, and what can be chosen.

use std::time::Duration;

use views::configuration::{Control, Group as ShownGroup, Origin, Preview, Setting};
use views::form::{Caution, Field};

use crate::app::channels::{ChannelKind, StaffChannel};
use crate::error::Refusal;
use crate::models::permission::Permission;
use crate::models::setting::value::Presence;
use crate::models::setting::version::Current;
use crate::models::setting::{Group, Key, LANGUAGES};
use crate::refusal_words::{sentence, wrong_setting};
use crate::web::configuration::filling::Filled;
use crate::web::configuration::wording::{self, Told};
use crate::web::visit::Signed;

/// How long the page waits for Discord's list of channels; without it, ids are typed.
const PATIENCE: Duration = Duration::from_secs(2);

/// The channels of the staff server, as far as Discord tells.
#[derive(Default)]
pub struct Channels(Vec<StaffChannel>);

impl Channels {
    /// Asks Discord.
    pub async fn ask(signed: &Signed) -> Self {
        let asked = tokio::time::timeout(PATIENCE, signed.app.staff_channels());
        match asked.await {
            Ok(Ok(channels)) => Self(channels),
            Ok(Err(error)) => {
                tracing::info!(%error, "the channels of the staff server cannot be listed");
                Self::default()
            }
            Err(_) => Self::default(),
        }
    }

    /// What the channel with this id is called.
    pub fn name(&self, id: &str) -> Option<String> {
        let found = self.0.iter().find(|channel| channel.id.to_string() == id)?;
        Some(match found.kind {
            ChannelKind::Category => found.name.clone(),
            ChannelKind::Text => format!("#{}", found.name),
        })
    }

    /// Whether everybody in the staff server may look into the channel with this id.
    fn is_open(&self, id: &str) -> bool {
        let mut open = self.0.iter().filter(|channel| channel.is_open);
        open.any(|channel| channel.id.to_string() == id)
    }

    /// The channels of a kind, with the one that is set now even if it is gone.
    fn choices(&self, kind: ChannelKind, now: &str) -> Option<Vec<(String, String)>> {
        if self.0.is_empty() {
            return None;
        }
        let fitting = self.0.iter().filter(|channel| channel.kind == kind);
        let choice = |id: String| {
            let name = self.name(&id).unwrap_or_else(|| id.clone());
            (id, name)
        };
        let mut choices: Vec<_> = fitting
            .map(|channel| choice(channel.id.to_string()))
            .collect();
        if !now.is_empty() && !choices.iter().any(|(id, _)| id == now) {
            choices.push(choice(now.to_owned()));
        }
        Some(choices)
    }
}

/// A group of settings.
pub fn group(
    signed: &Signed,
    group: Group,
    (filled, channels): (&Filled, &Channels),
) -> ShownGroup {
    let current = &signed.app.standing().current;
    let words = signed.visit.words;
    ShownGroup {
        slug: group.word().to_owned(),
        action: format!("/configuration/{}", group.word()),
        title: wording::title(words, group),
        lead: wording::lead(words, group),
        settings: group
            .keys()
            .map(|key| setting(signed, (key, current), (filled, channels)))
            .collect(),
        base: filled.base.unwrap_or(current.number),
        may_edit: signed.may(Permission::EditConfiguration),
        outcome: super::outcome(signed, filled),
    }
}

/// How the messages to members look with what is typed.
pub async fn previews(signed: &Signed, filled: &Filled) -> Vec<Preview> {
    let words = signed.visit.words;
    let current = &signed.app.standing().current;
    let settings = &current.settings;
    let speaker = signed.app.discord.myself_soon().await;
    let speaker = speaker.map_or_else(|| "Rustmail".to_owned(), |bot| bot.name().to_owned());
    let titles = [
        (Key::Welcome, words.text("preview-welcome")),
        (Key::Farewell, words.text("preview-farewell")),
    ];
    let previews = titles.into_iter().map(|(key, title)| Preview {
        title: title.into_owned(),
        text: filled.text(current, key).trim().to_owned(),
        speaker: speaker.clone(),
        embed: settings
            .embedded
            .then(|| settings.system_colour.to_string()),
        is_quoted: settings.block_quote,
    });
    previews.collect()
}

fn setting(
    signed: &Signed,
    (key, current): (Key, &Current),
    (filled, channels): (&Filled, &Channels),
) -> Setting {
    let words = signed.visit.words;
    let value = filled.text(current, key);
    let file = signed.app.follower.file().text(key);
    let origin = if current.is_changed(key) {
        Origin::Changed(match file.as_str() {
            "" => String::new(),
            file => wording::told(words, key, (file, channels)),
        })
    } else {
        Origin::File
    };
    Setting {
        key: key.word().to_owned(),
        label: wording::label(words, key),
        help: wording::help(words, key),
        control: control(signed, (key, &value), channels),
        caution: caution(signed, (filled, key, &value), channels),
        field: Field {
            value,
            error: error(signed, (filled, key), channels),
        },
        origin,
    }
}

/// What is to be known of an inbox into which everybody may look, and the way to have it all the same.
fn caution(signed: &Signed, (filled, key, value): (&Filled, Key, &str), all: &Channels) -> Caution {
    match &filled.refusal {
        _ if key != Key::Inbox => Caution::default(),
        Some(Refusal::OpenToMembers(inbox)) => Caution::refused(inbox.to_string()),
        _ => Caution::note(all.is_open(value).then(|| wording::openness(signed))),
    }
}

/// What is wrong with what was typed for a setting.
fn error(signed: &Signed, (filled, key): (&Filled, Key), channels: &Channels) -> Option<String> {
    let words = signed.visit.words;
    match filled.refusal.as_ref()? {
        Refusal::Settings(wrong) => {
            let (_, why) = wrong.iter().find(|(wrong, _)| *wrong == key)?;
            Some(wrong_setting(words, *why))
        }
        Refusal::SettingsMoved(conflicts) => {
            let conflict = conflicts.iter().find(|conflict| conflict.key == key)?;
            let theirs = wording::told(words, key, (&conflict.theirs, channels));
            Some(words.with("setting-moved", &[("value", theirs.into())]))
        }
        refusal @ Refusal::OpenToMembers(_) if key == Key::Inbox => Some(sentence(words, refusal)),
        _ => None,
    }
}

fn control(signed: &Signed, (key, value): (Key, &str), channels: &Channels) -> Control {
    let words = signed.visit.words;
    let named = |word: &str| {
        let name = wording::told(words, key, (word, channels));
        (word.to_owned(), name)
    };
    let channel = |kind, none: Option<(String, String)>| match channels.choices(kind, value) {
        Some(choices) => Control::Choice(none.into_iter().chain(choices).collect()),
        None => Control::Line,
    };
    match wording::told_as(key) {
        Told::Line => Control::Line,
        Told::Lines => Control::Lines,
        Told::Switch => Control::Switch,
        Told::Colour => Control::Colour,
        Told::Presence => {
            let words = Presence::ALL.iter().map(|presence| presence.word());
            Control::Choice(words.map(named).collect())
        }
        Told::Language => {
            let supported = &signed.app.config.language.supported_languages;
            let is_offered = |code: &&str| supported.iter().any(|one| one == code);
            let offered: Vec<&str> = LANGUAGES.into_iter().filter(is_offered).collect();
            let own = Some(value).filter(|code| !code.is_empty() && !offered.contains(code));
            Control::Choice(offered.iter().copied().chain(own).map(named).collect())
        }
        Told::Category => channel(ChannelKind::Category, None),
        Told::Channel => {
            let none = words.text("setting-log-channel-none").into_owned();
            channel(ChannelKind::Text, Some((String::new(), none)))
        }
    }
}
