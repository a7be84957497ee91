//! What the owner of a configuration should hear about it, though it can be started.

use std::borrow::Cow;
use std::fmt;

use words::{Language, Words};

use super::problem::Place;

/// One thing that is worth a line in the log: where it stands, which key it is about, and what of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    place: Place,
    key: String,
    about: About,
}

/// What is told of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// It has no effect.
    Dead(Dead),
    /// It has this name now.
    Former(String),
    /// A variable that names no setting, and perhaps the one that was meant.
    UnknownVariable(Option<String>),
    /// The address of the database is one of SQLite.
    SqliteFile,
    /// These languages have no words.
    Unspoken(Vec<String>),
}

/// Why a key of Rustmail has no effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dead {
    FailuresAreShown,
    NoReminders,
    ErrorsAreLogged,
    AddressIsPublicUrl,
    DiscordShowsItsLog,
    NoFeatureRequests,
    TicketsOpenOtherwise,
    NeverRead,
    EveryWordIsThere,
}

impl Warning {
    pub(super) fn new(place: Place, key: impl Into<String>, about: About) -> Self {
        Self {
            place,
            key: key.into(),
            about,
        }
    }

    /// Where it stands and what it is, with what to do.
    pub fn told(&self, words: &Words) -> String {
        let sentence = self.sentence(words);
        match &self.place {
            Place::Line(path, line) => format!("{}:{line}: {sentence}", path.display()),
            Place::Variable(name) => {
                let values = [("name", name.clone().into()), ("sentence", sentence.into())];
                words.with("warning-variable", &values)
            }
        }
    }

    fn sentence(&self, words: &Words) -> String {
        let key = ("key", self.key.clone().into());
        match &self.about {
            About::Dead(why) => {
                let why = why.told(words).into_owned();
                words.with("warning-dead", &[key, ("why", why.into())])
            }
            About::Former(name) => {
                words.with("warning-former", &[key, ("name", name.clone().into())])
            }
            About::UnknownVariable(None) => words.text("warning-unknown").into_owned(),
            About::UnknownVariable(Some(near)) => {
                words.with("warning-unknown-near", &[("near", near.clone().into())])
            }
            About::SqliteFile => words.with("warning-sqlite", &[key]),
            About::Unspoken(languages) => {
                let languages = ("languages", languages.join(", ").into());
                words.with("warning-unspoken", &[key, languages])
            }
        }
    }
}

impl Dead {
    fn told(self, words: &Words) -> Cow<'_, str> {
        match self {
            Self::FailuresAreShown => words.text("warning-dead-failures"),
            Self::NoReminders => words.text("warning-dead-reminders"),
            Self::ErrorsAreLogged => words.text("warning-dead-errors"),
            Self::AddressIsPublicUrl => words.text("warning-dead-address"),
            Self::DiscordShowsItsLog => words.text("warning-dead-audit-log"),
            Self::NoFeatureRequests => words.text("warning-dead-features"),
            Self::TicketsOpenOtherwise => words.text("warning-dead-channels"),
            Self::NeverRead => words.text("warning-dead-unread"),
            Self::EveryWordIsThere => words.text("warning-dead-fallback"),
        }
    }
}

/// In English, as in the log.
impl fmt::Display for Warning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.told(Words::of(Language::English)))
    }
}
