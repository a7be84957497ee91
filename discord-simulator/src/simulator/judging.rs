//! What was found wrong with the bot's requests and with this simulator's answers.

use super::Simulator;
use crate::openapi::Judge;

impl Simulator {
    /// Everything that differs from Discord's published description, each once. Empty when there was nothing to compare with.
    pub fn violations(&self) -> Vec<String> {
        self.inner.judge.violations()
    }

    /// Whether requests and answers are compared with Discord's published description.
    pub fn is_judging(&self) -> bool {
        self.inner.judge.is_active()
    }

    pub(crate) fn judge(&self) -> &Judge {
        &self.inner.judge
    }
}
