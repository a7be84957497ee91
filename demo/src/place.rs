//! The folder that keeps a demo between two starts.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// The folder that keeps a demo between two starts.
#[derive(Debug, Clone)]
pub struct Place {
    folder: PathBuf,
}

/// What was in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Nothing, or nothing any more.
    Nothing,
    /// A desk whose making was interrupted; it has been removed.
    Torso,
    /// A desk.
    Desk,
}

/// Who reads a file.
const OWNER_ONLY: u32 = 0o600;
/// The private database runs as another user when the demo is run by root, and has to reach its own folder in here.
const OPEN_TO_PASS: u32 = 0o711;

impl Place {
    /// A demo in this folder.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the simulated Discord keeps.
    pub fn discord(&self) -> PathBuf {
        self.folder.join("discord")
    }

    /// The server's configuration.
    pub fn config(&self) -> PathBuf {
        self.folder.join("config.toml")
    }

    /// What the server and the simulator say.
    pub fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    fn api_key(&self) -> PathBuf {
        self.folder.join("api-key")
    }

    fn mark(&self) -> PathBuf {
        self.folder.join("complete")
    }

    /// Looks what is there, and makes room for a new desk unless there is a whole one.
    ///
    /// # Errors
    ///
    /// Fails when the folder cannot be used.
    pub fn prepare(&self) -> Result<Found> {
        let found = match (self.mark().exists(), self.folder.exists()) {
            (true, _) => return Ok(Found::Desk),
            (false, true) => Found::Torso,
            (false, false) => Found::Nothing,
        };
        self.clear()?;
        fs::create_dir_all(&self.folder)
            .with_context(|| format!("the folder {} cannot be made", self.folder.display()))?;
        fs::set_permissions(&self.folder, fs::Permissions::from_mode(OPEN_TO_PASS))?;
        Ok(found)
    }

    /// Removes everything.
    ///
    /// # Errors
    ///
    /// Fails when something cannot be removed.
    pub fn clear(&self) -> Result<()> {
        if !self.folder.exists() {
            return Ok(());
        }
        fs::remove_dir_all(&self.folder)
            .with_context(|| format!("the folder {} cannot be removed", self.folder.display()))
    }

    /// Writes the server's configuration.
    ///
    /// # Errors
    ///
    /// Fails when it cannot be written.
    pub fn keep_config(&self, text: &str) -> Result<()> {
        write_private(&self.config(), text)
    }

    /// Keeps the secret of the API key.
    ///
    /// # Errors
    ///
    /// Fails when it cannot be written.
    pub fn keep_api_key(&self, secret: &str) -> Result<()> {
        write_private(&self.api_key(), secret)
    }

    /// The secret of the API key.
    ///
    /// # Errors
    ///
    /// Fails when it cannot be read.
    pub fn read_api_key(&self) -> Result<String> {
        fs::read_to_string(self.api_key()).context("the API key of the demo cannot be read")
    }

    /// Notes that the desk is whole.
    ///
    /// # Errors
    ///
    /// Fails when the mark cannot be written.
    pub fn complete(&self) -> Result<()> {
        write_private(&self.mark(), "")
    }
}

fn write_private(path: &Path, text: &str) -> Result<()> {
    let write = || {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        let mut file = options.mode(OWNER_ONLY).open(path)?;
        file.write_all(text.as_bytes())
    };
    write().with_context(|| format!("{} cannot be written", path.display()))
}
