//! Keeping the world between runs: one JSON file, written beside and renamed, so that it is whole at every moment.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;

use super::{Options, Simulator};
use crate::world::World;

/// So long the world may go on before it is written.
const CALM: Duration = Duration::from_millis(700);

/// The world of the last run, or a new one.
pub(super) fn load(options: &Options) -> anyhow::Result<World> {
    let path = options.state.as_deref().map(file_in);
    let Some(path) = path.filter(|path| path.exists()) else {
        return Ok(World::new(options.seed, options.clock.clone()));
    };
    let text = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let world: World = serde_json::from_slice(&text).with_context(|| {
        format!(
            "{} is not a saved world; move it away to start anew",
            path.display()
        )
    })?;
    Ok(world.restored(options.clock.clone()))
}

impl Simulator {
    /// Writes the world into the folder of its state, if it has one.
    pub fn save(&self) -> anyhow::Result<()> {
        match &self.options().state {
            Some(folder) => self.save_to(folder),
            None => Ok(()),
        }
    }

    /// Writes the world into any folder.
    pub fn save_to(&self, folder: &Path) -> anyhow::Result<()> {
        // Copying is quick; the world goes on while the copy is turned into text.
        let copy = self.read(World::clone);
        let text = serde_json::to_vec(&copy)?;
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        let (path, fresh) = (file_in(folder), folder.join("world.json.new"));
        std::fs::write(&fresh, text)
            .with_context(|| format!("cannot write {}", fresh.display()))?;
        std::fs::rename(&fresh, &path).with_context(|| format!("cannot replace {}", path.display()))
    }

    /// Writes the world whenever it has changed and a little time has gone by.
    pub(super) async fn keep_saving(self) {
        let mut changes = self.inner.changed.subscribe();
        while changes.changed().await.is_ok() {
            tokio::time::sleep(CALM).await;
            changes.borrow_and_update();
            let simulator = self.clone();
            let saved = tokio::task::spawn_blocking(move || simulator.save()).await;
            if let Ok(Err(error)) = saved {
                tracing::error!(%error, "the world could not be saved");
            }
        }
    }
}

fn file_in(folder: &Path) -> PathBuf {
    folder.join("world.json")
}
