//! What a verb does to something that may be so already, or that somebody else may have changed first.

use std::ops::Deref;

use crate::error::Refusal;

/// What a verb did to something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect<T> {
    /// As it is now.
    pub now: T,
    /// As it was, if that is any different.
    pub before: Option<T>,
}

impl<T> Effect<T> {
    /// It was so already.
    pub fn none(now: T) -> Self {
        Self { now, before: None }
    }

    /// It was different.
    pub fn change(before: T, now: T) -> Self {
        Self {
            now,
            before: Some(before),
        }
    }

    /// Whether anything is different now.
    pub fn is_change(&self) -> bool {
        self.before.is_some()
    }
}

impl<T> Deref for Effect<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.now
    }
}

/// Another value of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<T> {
    /// What it is to be.
    pub to: T,
    /// What it has to be for that; whatever it is, when nothing is said.
    pub from: Option<T>,
}

impl<T> From<T> for Change<T> {
    fn from(to: T) -> Self {
        Self { to, from: None }
    }
}

impl<T: PartialEq> Change<T> {
    /// # Errors
    ///
    /// Refuses when it is something else by now.
    pub fn check(&self, current: &T) -> Result<(), Refusal> {
        match &self.from {
            Some(from) if from != current => Err(Refusal::ChangedMeanwhile),
            _ => Ok(()),
        }
    }
}
