//! The store of attachments: whether files can be kept there, and for how long there is room.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::unistd::{Uid, User};

use crate::config::Config;
use crate::config::attachments::AttachmentsConfig;
use crate::doctor::finding::{Finding, Reason, State, Value};
use crate::doctor::panel::Here;
use crate::files;

/// How long the store may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many bytes of a disk have to be free.
pub const LEAST_FREE: u64 = 1 << 30;

/// What was seen of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Where it is.
    pub place: Place,
    /// The user whose folder it is, where root looks at it in that user's place: root may write everywhere, so that trying proves nothing.
    pub owner: Option<String>,
    /// Whether something can be kept there, and why not.
    pub kept: Result<(), Reason>,
    /// The disks that are written to: a folder, and how many bytes are free there.
    pub disks: Vec<(PathBuf, u64)>,
}

/// Where files are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A folder of this machine.
    Folder(String),
    /// A bucket, with the address of its service where that is not Amazon's.
    Bucket(String),
}

/// Whether something can be kept in a store, and why not.
pub async fn try_store(store: &AttachmentsConfig) -> Result<(), Reason> {
    match tokio::time::timeout(PATIENCE, files::try_to_keep(store)).await {
        Ok(tried) => tried.map_err(|error| Reason::Said(files::cause(&error))),
        Err(_) => Err(Reason::TooSlow(PATIENCE.as_secs())),
    }
}

/// Looks at the store, and at the disks of this machine that the desk writes to.
pub async fn look(config: &Config, here: &Here) -> Seen {
    let store = &config.attachments;
    let kept = try_store(store).await;
    let mut folders = Vec::new();
    let mut owner = None;
    let place = match store {
        AttachmentsConfig::Local { directory } => {
            folders.push(directory.clone());
            owner = other_owner(files::existing(directory)).filter(|_| *here == Here::CommandLine);
            Place::Folder(directory.display().to_string())
        }
        AttachmentsConfig::S3(bucket) => Place::Bucket(match &bucket.endpoint {
            Some(endpoint) => format!("{} ({endpoint})", bucket.bucket),
            None => bucket.bucket.clone(),
        }),
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
        owner,
        kept,
        disks: disks.collect(),
    }
}

/// What is to be said of it.
pub fn judge(seen: &Seen) -> Vec<Finding> {
    let (Place::Folder(place) | Place::Bucket(place)) = &seen.place;
    let place = ("place", Value::of(place));
    let kept = match &seen.kept {
        Ok(()) if seen.owner.is_some() => {
            let user = ("user", Value::of(seen.owner.as_deref().unwrap_or_default()));
            State::Unknown.with("doctor-files-root", [place, user])
        }
        Ok(()) => State::Good.with("doctor-files-good", [place]),
        Err(reason) => {
            let values = [place, ("reason", Value::Reason(reason.clone()))];
            match seen.place {
                Place::Folder(_) => State::Bad.with("doctor-files-bad", values),
                Place::Bucket(_) => State::Bad.with("doctor-bucket-bad", values),
            }
        }
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

/// Whose a folder is, when we are root and it is not ours.
fn other_owner(folder: &Path) -> Option<String> {
    let owner = Uid::from_raw(std::fs::metadata(folder).ok()?.uid());
    if !Uid::effective().is_root() || owner.is_root() {
        return None;
    }
    let user = User::from_uid(owner).ok().flatten();
    Some(user.map_or_else(|| owner.to_string(), |user| user.name))
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
            place: Place::Folder("files".to_owned()),
            owner: None,
            kept: Err(Reason::Said("Permission denied".to_owned())),
            disks: vec![("data".into(), LEAST_FREE - 1), ("b".into(), LEAST_FREE)],
        };
        let states: Vec<State> = judge(&seen).iter().map(|one| one.state).collect();
        assert_eq!(states, [State::Bad, State::Warning, State::Good]);
        let as_root = Seen {
            owner: Some("mail".to_owned()),
            kept: Ok(()),
            ..seen
        };
        let found = judge(&as_root);
        assert_eq!(
            (found[0].state, found[0].key),
            (State::Unknown, "doctor-files-root")
        );
    }
}
