//! Findings in words.

use std::borrow::Cow;

use words::Words;

use crate::discord::application::Intent;
use crate::discord::permission::BotPermission;
use crate::doctor::finding::{Aspect, Diagnosis, Finding, Reason, State, Value};
use crate::setback_words;

impl Finding {
    /// What was found and what to do.
    pub fn sentence(&self, words: &Words) -> String {
        let values = self.values.iter();
        let values = values.map(|(name, value)| (*name, value.fill(words)));
        words.with(self.key, &values.collect::<Vec<_>>())
    }
}

impl Value {
    fn fill(&self, words: &Words) -> words::Value<'static> {
        match self {
            Self::Text(text) => text.clone().into(),
            Self::Count(count) => (*count).into(),
            Self::Failure(failure) => setback_words::failure(words, failure).into(),
            Self::Reason(reason) => reason.told(words).into(),
            Self::Warning(warning) => warning.told(words).into(),
            Self::Permissions(permissions) => {
                let names = permissions.iter().map(|one| permission(*one, words));
                names.collect::<Vec<_>>().join(", ").into()
            }
            Self::Intent(Intent::Members) => {
                words.text("doctor-intent-members").into_owned().into()
            }
            Self::Intent(Intent::MessageContent) => {
                words.text("doctor-intent-content").into_owned().into()
            }
        }
    }
}

impl Reason {
    /// Why, in words; what others say stays as it is.
    pub fn told(&self, words: &Words) -> String {
        match self {
            Self::Obstacle(obstacle) => obstacle.told(words),
            Self::Said(reason) => reason.clone(),
            Self::TooSlow(seconds) => {
                let seconds = i64::try_from(*seconds).unwrap_or(i64::MAX);
                words.with("silence-slow", &[("count", seconds.into())])
            }
        }
    }
}

impl Diagnosis {
    /// How it stands altogether.
    pub fn summary(&self, words: &Words) -> String {
        let count = |state| Value::count(self.count(state)).fill(words);
        let (bad, warnings) = (self.count(State::Bad), self.count(State::Warning));
        let unknown = self.count(State::Unknown);
        let mut sentences = Vec::new();
        if bad > 0 {
            sentences.push(words.with("doctor-summary-bad", &[("count", count(State::Bad))]));
        }
        if warnings > 0 {
            let values = [("count", count(State::Warning))];
            sentences.push(words.with("doctor-summary-warning", &values));
        }
        if unknown > 0 {
            let values = [("count", count(State::Unknown))];
            sentences.push(words.with("doctor-summary-unknown", &values));
        }
        if sentences.is_empty() {
            return words.text("doctor-summary-good").into_owned();
        }
        sentences.join(" ")
    }
}

impl Aspect {
    /// What it is called.
    pub fn name(self, words: &Words) -> Cow<'_, str> {
        match self {
            Self::Configuration => words.text("doctor-configuration"),
            Self::Discord => words.text("doctor-discord"),
            Self::SignIn => words.text("doctor-sign-in"),
            Self::Servers => words.text("doctor-servers"),
            Self::Channels => words.text("doctor-channels"),
            Self::People => words.text("doctor-people"),
            Self::Clock => words.text("doctor-clock"),
            Self::Database => words.text("doctor-database"),
            Self::Files => words.text("doctor-files"),
            Self::Panel => words.text("doctor-panel"),
            Self::Bot => words.text("doctor-bot"),
        }
    }
}

/// The name of a permission in Discord's own settings.
fn permission(permission: BotPermission, words: &Words) -> Cow<'_, str> {
    match permission {
        BotPermission::ViewChannels => words.text("setup-permission-view-channels"),
        BotPermission::ManageChannels => words.text("setup-permission-manage-channels"),
        BotPermission::SendMessages => words.text("setup-permission-send-messages"),
        BotPermission::ManageMessages => words.text("setup-permission-manage-messages"),
        BotPermission::EmbedLinks => words.text("setup-permission-embed-links"),
        BotPermission::AttachFiles => words.text("setup-permission-attach-files"),
        BotPermission::ReadMessageHistory => words.text("setup-permission-read-message-history"),
    }
}
