//! What the roles and channels of our servers are called, for texts in which they are mentioned.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::app::App;
use crate::discord::Failure;
use crate::ids::{ChannelId, RoleId, ServerId};

/// How long names are taken to be as they were. A server has some hundreds at most.
const KEPT: Duration = Duration::from_secs(120);
/// How long Discord may take to tell them, before a page goes without.
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
pub struct RememberedPlaces(Mutex<HashMap<ServerId, (Instant, Arc<PlaceNames>)>>);

impl App {
    /// What the roles and channels of a server are called; what was known before when Discord does not answer, which is no reason for a
    /// page to wait for it again soon.
    pub async fn place_names(&self, server: ServerId) -> Arc<PlaceNames> {
        let mut remembered = self.places.0.lock().await;
        let before = match remembered.get(&server) {
            Some((asked_at, names)) if asked_at.elapsed() < KEPT => return Arc::clone(names),
            Some((_, names)) => Arc::clone(names),
            None => Arc::default(),
        };
        let names = match tokio::time::timeout(PATIENCE, self.ask_for_names(server)).await {
            Ok(Ok(names)) => Arc::new(names),
            Ok(Err(failure)) => {
                tracing::warn!(%server, %failure, "the roles and channels of a server cannot be read");
                before
            }
            Err(_) => {
                tracing::warn!(%server, "Discord takes too long to tell roles and channels");
                before
            }
        };
        remembered.insert(server, (Instant::now(), Arc::clone(&names)));
        names
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
