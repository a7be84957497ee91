//! What keeps a server from starting, or from using its database, in the words of whoever reads it.

use words::Words;

use crate::app::UnknownZone;
use crate::database::cluster::{InUse, NotInstalled};
use crate::database::failure::{Unusable, Why};

/// What keeps a server from starting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// The database that is configured cannot be used.
    Database(Unusable),
    /// No database is configured, and no Postgres is installed.
    NotInstalled,
    /// Another server uses this data folder.
    InUse(String),
    /// Postgres does not know this time zone.
    Zone(String),
    /// Something else, as it was said.
    Other(String),
}

impl Obstacle {
    /// What an error means.
    pub fn of(error: &anyhow::Error) -> Self {
        if let Some(unusable) = error.downcast_ref::<Unusable>() {
            return Self::Database(unusable.clone());
        }
        if let Some(InUse(folder)) = error.downcast_ref() {
            return Self::InUse(folder.clone());
        }
        if let Some(UnknownZone(zone)) = error.downcast_ref() {
            return Self::Zone(zone.name().to_owned());
        }
        match error.downcast_ref::<NotInstalled>() {
            Some(NotInstalled) => Self::NotInstalled,
            None => Self::Other(format!("{error:#}")),
        }
    }

    /// What is wrong, and what to do.
    pub fn told(&self, words: &Words) -> String {
        match self {
            Self::Database(unusable) => database(words, unusable),
            Self::NotInstalled => words.text("obstacle-not-installed").into_owned(),
            Self::InUse(folder) => {
                words.with("obstacle-in-use", &[("folder", folder.as_str().into())])
            }
            Self::Zone(zone) => words.with("obstacle-zone", &[("zone", zone.as_str().into())]),
            Self::Other(reason) => reason.clone(),
        }
    }
}

fn database(words: &Words, unusable: &Unusable) -> String {
    let reason = match &unusable.why {
        Why::Unreached(reason)
        | Why::SignIn(reason)
        | Why::Encoding(reason)
        | Why::Refused(reason) => reason.as_str(),
        Why::Missing | Why::Forbidden | Why::Full | Why::NoTables => "",
    };
    let values = [
        ("place", unusable.place.as_str().into()),
        ("user", unusable.user.as_str().into()),
        ("database", unusable.database.as_str().into()),
        ("reason", reason.into()),
    ];
    match &unusable.why {
        Why::Unreached(_) => words.with("obstacle-unreached", &values),
        Why::SignIn(_) => words.with("obstacle-sign-in", &values),
        Why::Missing => words.with("obstacle-no-database", &values),
        Why::Forbidden => words.with("obstacle-forbidden", &values),
        Why::Full => words.with("obstacle-full", &values),
        Why::Encoding(_) => words.with("obstacle-encoding", &values),
        Why::NoTables => words.with("obstacle-no-tables", &values),
        Why::Refused(_) => words.with("obstacle-refused", &values),
    }
}
