//! The store of attachments: whether files can be kept there, and for how long there is room.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::config::Config;
use crate::config::attachments::AttachmentsConfig;
use crate::doctor::finding::{Finding, State, Value};
use crate::files;

/// How long the store may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// How much of a disk has to be free.
const LEAST_FREE: u64 = 1 << 30;

/// What was seen of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Where it is.
    pub place: String,
    /// Whether something can be kept there, and why not.
    pub kept: Result<(), String>,
    /// The disks that are written to: a folder, and how many bytes are free there.
    pub disks: Vec<(PathBuf, u64)>,
}

/// Looks at the store, and at the disks of this machine that the desk writes to.
pub async fn look(config: &Config) -> Seen {
    let store = &config.attachments;
    let trying = tokio::time::timeout(PATIENCE, files::try_to_keep(store)).await;
    let kept = match trying {
        Ok(tried) => tried.map_err(|error| format!("{error:#}")),
        Err(_) => Err(format!("it takes longer than {} s", PATIENCE.as_secs())),
    };
    let mut folders = Vec::new();
    let place = match store {
        AttachmentsConfig::Local { directory } => {
            folders.push(directory.clone());
            directory.display().to_string()
        }
        AttachmentsConfig::S3(bucket) => bucket.bucket.clone(),
    };
    let has_own_database = config.database.url.is_none();
    if has_own_database
        && !folders
            .iter()
            .any(|one| one.starts_with(&config.database.data_dir))
    {
        folders.push(config.database.data_dir.clone());
    }
    let disks = folders.into_iter().filter_map(|folder| {
        let free = free(files::existing(&folder))?;
        Some((folder, free))
    });
    Seen {
        place,
        kept,
        disks: disks.collect(),
    }
}

/// What is to be said of it.
pub fn judge(seen: &Seen) -> Vec<Finding> {
    let place = ("place", Value::of(&seen.place));
    let kept = match &seen.kept {
        Ok(()) => State::Good.with("doctor-files-good", [place]),
        Err(reason) => State::Bad.with("doctor-files-bad", [place, ("reason", Value::of(reason))]),
    };
    let mut findings = vec![kept];
    findings.extend(seen.disks.iter().map(|(folder, free)| disk(folder, *free)));
    findings
}

fn disk(folder: &Path, free: u64) -> Finding {
    let values = [
        ("folder", Value::of(folder.display())),
        ("free", Value::of(in_gigabytes(free))),
    ];
    match free < LEAST_FREE {
        false => State::Good.with("doctor-disk-good", values),
        true => State::Warning.with("doctor-disk-full", values),
    }
}

/// With one digit behind the point.
fn in_gigabytes(bytes: u64) -> String {
    let tenths = bytes / 100_000_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn free(folder: &Path) -> Option<u64> {
    let disk = nix::sys::statvfs::statvfs(folder).ok()?;
    Some(disk.blocks_available().saturating_mul(disk.fragment_size()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_that_keeps_nothing_and_a_disk_that_is_full_are_told() {
        let seen = Seen {
            place: "files".to_owned(),
            kept: Err("Permission denied".to_owned()),
            disks: vec![("data".into(), LEAST_FREE - 1), ("b".into(), LEAST_FREE)],
        };
        let states: Vec<State> = judge(&seen).iter().map(|one| one.state).collect();
        assert_eq!(states, [State::Bad, State::Warning, State::Good]);
    }
}
