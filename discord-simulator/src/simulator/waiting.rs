//! Waiting for what happens, without sleeping: a condition is looked at again whenever anything changes.

use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;

use super::Simulator;
use crate::world::World;

const PATIENCE: Duration = Duration::from_secs(60);

impl Simulator {
    /// Waits until the world shows something, at most a minute; the error tells what the world holds instead.
    pub async fn until<T>(&self, look: impl FnMut(&World) -> Option<T>) -> anyhow::Result<T> {
        self.until_within(PATIENCE, look).await
    }

    /// Waits until the world shows something, at most this long.
    pub async fn until_within<T>(
        &self,
        patience: Duration,
        mut look: impl FnMut(&World) -> Option<T>,
    ) -> anyhow::Result<T> {
        let found = self
            .wait_for(patience, |simulator| simulator.read(&mut look))
            .await;
        found.ok_or_else(|| {
            anyhow::anyhow!(
                "waited {patience:?} in vain; the world:\n{}",
                self.read(described)
            )
        })
    }

    /// Waits until a bot is connected and has got its servers.
    pub async fn until_connected(&self) -> anyhow::Result<()> {
        let found = self
            .wait_for(PATIENCE, |simulator| {
                (simulator.gateway().connected() > 0).then_some(())
            })
            .await;
        found.ok_or_else(|| anyhow::anyhow!("no bot connected within {PATIENCE:?}"))
    }

    /// Moves the clock forward; what is overdue then fails at once.
    pub fn advance(&self, by: TimeDelta) {
        self.clock().advance(by);
        self.change(World::expire_interactions);
    }

    /// Counts up with everything that happens.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.inner.changed.subscribe()
    }

    /// Looks at anything of the simulator again and again, whenever something changes.
    pub async fn wait_for<T>(
        &self,
        patience: Duration,
        mut look: impl FnMut(&Self) -> Option<T>,
    ) -> Option<T> {
        let mut changes = self.inner.changed.subscribe();
        let waiting = async {
            loop {
                changes.borrow_and_update();
                if let Some(found) = look(self) {
                    return Some(found);
                }
                if changes.changed().await.is_err() {
                    return None;
                }
            }
        };
        tokio::time::timeout(patience, waiting).await.ok().flatten()
    }
}

/// Every channel with its last messages, for a test that failed.
fn described(world: &World) -> String {
    let mut text = String::new();
    for channel in world.channels.values() {
        let name = if channel.server_id.is_some() {
            &channel.name
        } else {
            "(direct message)"
        };
        text.push_str(&format!("{} {name}\n", channel.id));
        let messages = world
            .messages
            .get(&channel.id)
            .into_iter()
            .flat_map(|messages| messages.values());
        let messages: Vec<_> = messages.collect();
        for message in messages.iter().rev().take(5).rev() {
            let author = world
                .users
                .get(&message.author_id)
                .map_or("?", |user| user.display_name());
            text.push_str(&format!(
                "    {author}: {:?} {:?}\n",
                message.content, message.embeds
            ));
        }
    }
    text
}
