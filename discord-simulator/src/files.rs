//! The contents of uploaded files, in memory or in a folder beside the saved world.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;

use crate::snowflake::Snowflake;

/// Every file that was uploaded.
#[derive(Debug, Default)]
pub struct Files {
    folder: Option<PathBuf>,
    memory: Mutex<HashMap<Snowflake, Bytes>>,
}

impl Files {
    /// Keeps files in a folder, or in memory.
    pub(crate) fn new(state: Option<PathBuf>) -> Self {
        Self {
            folder: state.map(|state| state.join("files")),
            ..Self::default()
        }
    }

    /// Keeps a file. What cannot be written to the folder stays in memory.
    pub(crate) fn put(&self, id: Snowflake, bytes: Bytes) {
        if let Some(folder) = &self.folder {
            let written = std::fs::create_dir_all(folder)
                .and_then(|()| std::fs::write(folder.join(id.to_string()), &bytes));
            match written {
                Ok(()) => return,
                Err(error) => {
                    tracing::error!(%error, file.id = %id, "an upload could not be written")
                }
            }
        }
        self.memory
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(id, bytes);
    }

    /// The content of a file.
    pub fn get(&self, id: Snowflake) -> Option<Bytes> {
        let kept = self
            .memory
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&id)
            .cloned();
        let on_disk = || {
            std::fs::read(self.folder.as_ref()?.join(id.to_string()))
                .ok()
                .map(Bytes::from)
        };
        kept.or_else(on_disk)
    }
}
