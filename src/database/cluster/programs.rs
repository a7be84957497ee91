//! Finds the Postgres that is installed on this machine.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

/// The oldest major version the schema works with.
const OLDEST: u32 = 15;

/// There is no Postgres on this machine.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error(
    "No Postgres is installed. Install one with: apt-get install postgresql, or set database.url to use one elsewhere."
)]
pub struct NotInstalled;

/// The folder with the programs of one Postgres version.
#[derive(Clone, Debug)]
pub(super) struct Programs {
    pub(super) folder: PathBuf,
}

impl Programs {
    /// The newest installation, or the one that made an existing cluster.
    pub(super) fn find(made_by: Option<&str>) -> Result<Self> {
        let found: Vec<(u32, PathBuf)> = candidates()
            .into_iter()
            .filter_map(|folder| real_folder(&folder))
            .filter_map(|folder| Some((version(&folder)?, folder)))
            .collect();
        let newest = found.iter().max_by_key(|(version, _)| *version);
        let Some((newest, folder)) = newest else {
            return Err(NotInstalled.into());
        };
        let Some(made_by) = made_by else {
            if *newest < OLDEST {
                bail!(
                    "The installed Postgres {newest} is too old: Rustmail needs version {OLDEST} or newer."
                );
            }
            return Ok(Self {
                folder: folder.clone(),
            });
        };
        let fitting = found
            .iter()
            .find(|(version, _)| version.to_string() == made_by);
        let Some((_, folder)) = fitting else {
            bail!(
                "The data folder was made by Postgres {made_by}, but only version {newest} is installed. Install the older \
                 one with: apt-get install postgresql-{made_by} (from https://apt.postgresql.org where your system has it no \
                 more), or bring the data over with pg_upgrade."
            );
        };
        Ok(Self {
            folder: folder.clone(),
        })
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// Folders that may hold Postgres: of the search path, of `pg_config`, and where Debian puts it.
fn candidates() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    if let Ok(answer) = Command::new("pg_config").arg("--bindir").output() {
        folders.push(PathBuf::from(
            String::from_utf8_lossy(&answer.stdout).trim(),
        ));
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    folders.extend(versions.flatten().map(|version| version.path().join("bin")));
    folders
}

/// Where the programs really are: some systems link to a few of them from a folder of the search path.
fn real_folder(folder: &Path) -> Option<PathBuf> {
    let postgres = folder.join("postgres").canonicalize().ok()?;
    Some(postgres.parent()?.to_owned())
}

/// The major version of the Postgres in a folder, if one is there.
fn version(folder: &Path) -> Option<u32> {
    if !folder.join("initdb").is_file() {
        return None;
    }
    let answer = Command::new(folder.join("postgres"))
        .arg("--version")
        .output()
        .ok()?;
    let answer = String::from_utf8_lossy(&answer.stdout).into_owned();
    let number = answer
        .split_whitespace()
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
    let major: String = number.chars().take_while(char::is_ascii_digit).collect();
    major.parse().ok()
}
