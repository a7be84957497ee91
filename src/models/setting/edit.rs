//! What somebody wants to be otherwise, held against what is in effect now.

use crate::error::Refusal;
use crate::models::actor::Act;
use crate::models::setting::value::Wrong;
use crate::models::setting::version::{Current, Overrides};
use crate::models::setting::{Key, Settings};

/// What somebody wants to be otherwise.
#[derive(Debug, Clone, Default)]
pub struct Edit {
    /// The version that they looked at.
    pub base: i64,
    /// The settings of their form, changed or not.
    pub values: Vec<(Key, String)>,
    /// The settings that shall have the value of the configuration file again.
    pub resets: Vec<Key>,
}

/// A setting that somebody else changed meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Which.
    pub key: Key,
    /// Its value now.
    pub theirs: String,
    /// The value that was to be saved.
    pub ours: String,
}

impl Edit {
    /// Whether somebody may change every one of these settings, changed or not.
    ///
    /// # Errors
    ///
    /// Refuses who may not.
    pub fn require(&self, act: &Act) -> Result<(), Refusal> {
        let keys = self.values.iter().map(|(key, _)| key).chain(&self.resets);
        for key in keys {
            let mut answers = key.needs().iter().map(|need| act.actor.require(*need));
            let first = answers.next().unwrap_or(Ok(()));
            if first.is_err() && !answers.any(|answer| answer.is_ok()) {
                return first;
            }
        }
        Ok(())
    }

    /// What staff will have changed when this is saved.
    pub(super) fn wanted(
        &self,
        file: &Settings,
        base: &Current,
        now: &Current,
    ) -> Result<Overrides, Refusal> {
        let mut next = now.settings.clone();
        let mut overrides = now.overrides.clone();
        let (mut wrong, mut conflicts) = (Vec::new(), Vec::new());
        for (key, ours) in self.meant(file, base, &mut wrong) {
            let theirs = now.settings.text(key);
            if theirs != base.settings.text(key) && theirs != ours {
                conflicts.push(Conflict { key, theirs, ours });
                continue;
            }
            // It was read from a text that is right.
            next.set(key, &ours).ok();
            if ours == file.text(key) {
                overrides.remove(&key);
            } else {
                overrides.insert(key, ours);
            }
        }
        let meant_keys = self.values.iter().map(|(key, _)| *key);
        let contradictions = next.contradictions().into_iter();
        let ours: Vec<Key> = meant_keys.collect();
        wrong.extend(contradictions.filter(|(key, _)| ours.contains(key)));
        if !wrong.is_empty() {
            return Err(Refusal::Settings(wrong));
        }
        if !conflicts.is_empty() {
            return Err(Refusal::SettingsMoved(conflicts));
        }
        Ok(overrides)
    }

    /// The settings that are really to change, in the form in which they are kept.
    fn meant(
        &self,
        file: &Settings,
        base: &Current,
        wrong: &mut Vec<(Key, Wrong)>,
    ) -> Vec<(Key, String)> {
        let mut meant = Vec::new();
        for (key, text) in &self.values {
            let mut read = base.settings.clone();
            match read.set(*key, text) {
                // What stands there already is not touched, even if nobody could choose it any more.
                Err(_) if *text == base.settings.text(*key) => {}
                Err(why) => wrong.push((*key, why)),
                Ok(()) => meant.push((*key, read.text(*key))),
            }
        }
        meant.retain(|(key, ours)| *ours != base.settings.text(*key));
        let resets = self.resets.iter().map(|key| (*key, file.text(*key)));
        meant.extend(resets);
        meant
    }
}
