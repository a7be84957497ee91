//! What the roles and channels of our servers are called, for texts in which they are mentioned.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::app::App;
use crate::discord::Failure;
use crate::ids::{ChannelId, RoleId, ServerId};

/// How long names are taken to be as they were. A server has some hundreds at most.
const KEPT: Duration = Duration::from_secs(120);
/// How long Discord may take to tell them, before they are taken to be unknown.
const PATIENCE: Duration = Duration::from_secs(3);

/// What the roles and channels of a server are called.
#[derive(Debug, Clone, Default)]
pub struct PlaceNames {
    /// The roles.
    pub roles: HashMap<RoleId, String>,
    /// The channels.
    pub channels: HashMap<ChannelId, String>,
}

/// The names of our servers as they were a moment ago.
#[derive(Default)]
pub struct RememberedPlaces(Mutex<HashMap<ServerId, Remembered>>);

struct Remembered {
    asked_at: Instant,
    names: Arc<PlaceNames>,
}

impl RememberedPlaces {
    /// What is known of a server, and whether whoever asks is the one to ask Discord anew.
    fn recall(&self, server: ServerId) -> (Option<Arc<PlaceNames>>, bool) {
        let now = Instant::now();
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match places.entry(server) {
            Entry::Occupied(mut known) => {
                let known = known.get_mut();
                let is_old = known.asked_at.elapsed() >= KEPT;
                if is_old {
                    known.asked_at = now;
                }
                (Some(Arc::clone(&known.names)), is_old)
            }
            Entry::Vacant(unknown) => {
                unknown.insert(Remembered {
                    asked_at: now,
                    names: Arc::default(),
                });
                (None, true)
            }
        }
    }

    fn remember(&self, server: ServerId, names: Arc<PlaceNames>) {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = places.get_mut(&server) {
            known.names = names;
        }
    }
}

impl App {
    /// What the roles and channels of a server are called, as far as is known. Only whoever asks first of all waits for Discord: pages
    /// hold a connection to the database meanwhile.
    pub async fn place_names(self: &Arc<Self>, server: ServerId) -> Arc<PlaceNames> {
        let (known, is_to_ask) = self.places.recall(server);
        let asking = is_to_ask.then(|| {
            let app = Arc::clone(self);
            tokio::spawn(async move { app.refresh_names(server).await })
        });
        match (known, asking) {
            (None, Some(asking)) => asking.await.ok().flatten().unwrap_or_default(),
            (known, _) => known.unwrap_or_default(),
        }
    }

    async fn refresh_names(&self, server: ServerId) -> Option<Arc<PlaceNames>> {
        match tokio::time::timeout(PATIENCE, self.ask_for_names(server)).await {
            Ok(Ok(names)) => {
                let names = Arc::new(names);
                self.places.remember(server, Arc::clone(&names));
                return Some(names);
            }
            Ok(Err(failure)) => {
                tracing::warn!(%server, %failure, "the roles and channels of a server cannot be read");
            }
            Err(_) => {
                tracing::warn!(%server, "Discord takes too long to tell roles and channels");
            }
        }
        None
    }

    async fn ask_for_names(&self, server: ServerId) -> Result<PlaceNames, Failure> {
        let (roles, channels) =
            tokio::try_join!(self.discord.roles(server), self.discord.channels(server))?;
        let roles = roles.into_iter().map(|role| {
            // The one that everybody has is called with the mark that stands before every other.
            let name = role.name.trim_start_matches('@').to_owned();
            (RoleId(role.id), name)
        });
        let named = |channel: crate::discord::channels::Channel| {
            let id = channel.id();
            Some((id, channel.name?))
        };
        Ok(PlaceNames {
            roles: roles.collect(),
            channels: channels.into_iter().filter_map(named).collect(),
        })
    }
}
