//! Asking for faults.

use super::Simulator;
use crate::faults::{Fault, Faults};

impl Simulator {
    /// Lets something go wrong with the requests that match.
    pub fn fault(&self, fault: Fault) {
        self.inner.faults.add(fault);
    }

    /// The faults that are still in force.
    pub fn faults_in_force(&self) -> Vec<Fault> {
        self.inner.faults.list()
    }

    /// Everything works again.
    pub fn clear_faults(&self) {
        self.inner.faults.clear();
    }

    pub(crate) fn faults(&self) -> &Faults {
        &self.inner.faults
    }
}
