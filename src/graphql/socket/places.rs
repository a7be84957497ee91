//! How many may listen: in all, and each of them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::StatusCode;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::graphql::http::answer::Answer;
use crate::ids::{ApiKeyId, UserId};
use crate::models::actor::Actor;

/// The most connections on which somebody is told something.
const MOST_OPEN: usize = 500;
/// The most of them that one person or one key may have.
const MOST_OF_ONE: usize = 20;
/// The most connections that have not said yet who they are.
const MOST_WAITING: usize = 50;

/// How many connections there may be.
#[derive(Clone)]
pub struct Places {
    waiting: Arc<Semaphore>,
    open: Arc<Semaphore>,
    taken: Arc<Mutex<HashMap<Taker, usize>>>,
}

/// Who has a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Taker {
    Person(UserId),
    Key(ApiKeyId),
    Ourselves,
}

/// A place among those who are told something, until this is dropped.
pub struct Place {
    taker: Taker,
    taken: Arc<Mutex<HashMap<Taker, usize>>>,
    _permit: OwnedSemaphorePermit,
}

impl Default for Places {
    fn default() -> Self {
        Self {
            waiting: Arc::new(Semaphore::new(MOST_WAITING)),
            open: Arc::new(Semaphore::new(MOST_OPEN)),
            taken: Arc::default(),
        }
    }
}

impl Places {
    /// A place among those who have not said yet who they are.
    pub(super) fn wait(&self) -> Result<OwnedSemaphorePermit, Answer> {
        let place = Arc::clone(&self.waiting).try_acquire_owned();
        place.map_err(|_| {
            let why = "Too many connections are being opened: try again in a moment.";
            Answer::refused(StatusCode::SERVICE_UNAVAILABLE, why)
        })
    }

    /// A place among those who are told something, if there is one left, for this one too.
    pub fn take(&self, actor: &Actor) -> Option<Place> {
        let taker = match actor {
            Actor::ApiKey { id, .. } => Taker::Key(*id),
            actor => actor.user_id().map_or(Taker::Ourselves, Taker::Person),
        };
        let permit = Arc::clone(&self.open).try_acquire_owned().ok()?;
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let own = taken.entry(taker).or_default();
        if *own >= MOST_OF_ONE {
            return None;
        }
        *own += 1;
        drop(taken);
        Some(Place {
            taker,
            taken: Arc::clone(&self.taken),
            _permit: permit,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = taken.get_mut(&self.taker) {
            *own -= 1;
            if *own == 0 {
                taken.remove(&self.taker);
            }
        }
    }
}
