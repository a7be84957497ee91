//! What is found: a state, and a sentence by its key. The sentences themselves, with what to do, are words for people.

use chrono::TimeDelta;

use crate::config::warning::Warning;
use crate::discord::Failure;
use crate::discord::application::Intent;
use crate::discord::permission::BotPermission;
use crate::obstacles::Obstacle;

/// Everything that was found, in the order in which somebody would look.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnosis {
    /// Findings that belong together.
    pub groups: Vec<Group>,
}

/// What was found of one aspect.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What it is about.
    pub aspect: Aspect,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// What findings are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    /// The configuration file.
    Configuration,
    /// The way to Discord, and who we are there.
    Discord,
    /// The way into the panel.
    SignIn,
    /// The servers, and what the bot may do in them.
    Servers,
    /// The channels and categories that the desk uses.
    Channels,
    /// The people and roles that the configuration names.
    People,
    /// What time it is, here and elsewhere.
    Clock,
    /// Postgres.
    Database,
    /// The store of attachments.
    Files,
    /// How the panel is reached.
    Panel,
    /// Whether the bot runs.
    Bot,
}

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// As it should be.
    Good,
    /// Worth a look.
    Warning,
    /// To be mended.
    Bad,
    /// It could not be looked at.
    Unknown,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// How it is.
    pub state: State,
    /// The sentence, by its key: what was found and what to do.
    pub key: &'static str,
    /// What the sentence is filled with.
    pub values: Vec<(&'static str, Value)>,
}

/// What a sentence is filled with.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A name, an id, an address, or the words of somebody else.
    Text(String),
    /// A number, which chooses the plural.
    Count(i64),
    /// What Discord did in place of answering.
    Failure(Failure),
    /// Why something else could not be done.
    Reason(Reason),
    /// What the owner should hear about the configuration.
    Warning(Warning),
    /// Permissions of Discord, by the names that Discord gives them.
    Permissions(Vec<BotPermission>),
    /// An intent, by the name that Discord gives it.
    Intent(Intent),
}

impl Diagnosis {
    /// How many findings are of this state.
    pub fn count(&self, state: State) -> usize {
        self.all().filter(|finding| finding.state == state).count()
    }

    /// Every finding.
    pub fn all(&self) -> impl Iterator<Item = &Finding> {
        self.groups.iter().flat_map(|group| &group.findings)
    }
}

impl State {
    /// A finding with a sentence that is the same for everybody.
    pub fn text(self, key: &'static str) -> Finding {
        self.with(key, [])
    }

    /// A finding with a sentence to be filled.
    pub fn with<const N: usize>(
        self,
        key: &'static str,
        values: [(&'static str, Value); N],
    ) -> Finding {
        Finding {
            state: self,
            key,
            values: values.into(),
        }
    }
}

impl Value {
    /// How anything is written.
    pub fn of(value: impl ToString) -> Self {
        Self::Text(value.to_string())
    }

    /// How many there are.
    pub fn count(of: usize) -> Self {
        Self::Count(i64::try_from(of).unwrap_or(i64::MAX))
    }

    /// The length of a time, in whole seconds.
    pub fn seconds(of: TimeDelta) -> Self {
        Self::Count(of.num_seconds().abs())
    }
}

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It took longer than so many seconds.
    TooSlow(u64),
    /// What keeps the database from being used.
    Obstacle(Obstacle),
    /// What the database, the disk or the network said.
    Said(String),
}

/// What Discord did not show, and what it did in place of that.
pub fn not_looked(failure: &Failure) -> Finding {
    let reason = Value::Failure(failure.clone());
    State::Unknown.with("doctor-not-looked", [("reason", reason)])
}
