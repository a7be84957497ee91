//! The time of the simulated world: the machine's by default, or one that tests move by hand.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// A shared clock; clones show the same time.
#[derive(Clone, Debug)]
pub struct Clock {
    face: Arc<Mutex<Face>>,
}

#[derive(Clone, Copy, Debug)]
enum Face {
    Running { ahead: TimeDelta },
    Stopped(DateTime<Utc>),
}

impl Clock {
    /// A clock that follows the machine's.
    pub fn real() -> Self {
        Self::with(Face::Running {
            ahead: TimeDelta::zero(),
        })
    }

    /// A clock that stands at this moment until it is moved.
    pub fn stopped_at(moment: DateTime<Utc>) -> Self {
        Self::with(Face::Stopped(moment))
    }

    /// The moment it shows.
    #[allow(clippy::disallowed_methods)]
    pub fn now(&self) -> DateTime<Utc> {
        match *self.face.lock().unwrap_or_else(PoisonError::into_inner) {
            Face::Running { ahead } => Utc::now() + ahead,
            Face::Stopped(moment) => moment,
        }
    }

    /// Stops the clock at this moment.
    pub fn set(&self, moment: DateTime<Utc>) {
        *self.face.lock().unwrap_or_else(PoisonError::into_inner) = Face::Stopped(moment);
    }

    /// Lets the clock follow the machine's again.
    pub fn follow_machine(&self) {
        let ahead = TimeDelta::zero();
        *self.face.lock().unwrap_or_else(PoisonError::into_inner) = Face::Running { ahead };
    }

    /// Moves the clock forward; a running clock goes on running from there.
    pub fn advance(&self, by: TimeDelta) {
        let mut face = self.face.lock().unwrap_or_else(PoisonError::into_inner);
        *face = match *face {
            Face::Running { ahead } => Face::Running { ahead: ahead + by },
            Face::Stopped(moment) => Face::Stopped(moment + by),
        };
    }

    fn with(face: Face) -> Self {
        Self {
            face: Arc::new(Mutex::new(face)),
        }
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::real()
    }
}
