//! From what somebody goes on who writes in a ticket, so that they overwrite nothing that they have not seen.

use super::Unsent;

/// What was kept when a box was filled in which somebody writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// It is not said: whatever is kept is replaced.
    Unsaid,
    /// Nothing.
    Nothing,
    /// This version of what they were writing.
    Version(i64),
}

impl Basis {
    /// Whether `kept` is what they go on from: the very version, or a later one that the same box sends with this key.
    pub(super) fn is(self, kept: &Unsent, key: Option<&str>) -> bool {
        let is_of_the_box = key.is_some() && kept.idempotency_key.as_deref() == key;
        match self {
            Self::Unsaid => true,
            Self::Nothing => is_of_the_box,
            Self::Version(version) => version == kept.version || is_of_the_box,
        }
    }

    /// What a form says of it: 0 is nothing.
    pub fn read(number: &str) -> Self {
        match number.parse() {
            Ok(0) => Self::Nothing,
            Ok(version) => Self::Version(version),
            Err(_) => Self::Unsaid,
        }
    }

    /// What a form says of it, if it says something.
    pub fn number(self) -> Option<i64> {
        match self {
            Self::Unsaid => None,
            Self::Nothing => Some(0),
            Self::Version(version) => Some(version),
        }
    }
}
