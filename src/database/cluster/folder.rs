//! The folder of the private cluster: locked by one server at a time, and made once.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::programs::Programs;
use super::user::ServerUser;
use super::{NAME, Settings, postmaster};

/// Longer paths do not fit the address of a unix socket, with the socket's own name behind them.
const LONGEST_SOCKET_FOLDER: usize = 85;

/// How long somebody else may hold the folder before they are taken for a server that runs.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to wait before trying again.
const PAUSE: Duration = Duration::from_millis(50);

/// A data folder that no other server uses.
pub(super) struct Folder {
    /// The cluster itself, absolute.
    pub(super) path: PathBuf,
    /// What Postgres has to say.
    pub(super) log: PathBuf,
    /// Keeps a short way to the cluster open, whatever its path.
    handle: Option<File>,
    _lock: File,
}

impl Folder {
    pub(super) fn lock(data_dir: &Path, user: &ServerUser) -> Result<Self> {
        let unusable = || format!("The data folder {} cannot be used", data_dir.display());
        DirBuilder::new()
            .mode(0o700)
            .recursive(true)
            .create(data_dir)
            .with_context(unusable)?;
        let data_dir = data_dir.canonicalize().with_context(unusable)?;
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(data_dir.join("postgres.lock"))
            .with_context(unusable)?;
        wait_for(&lock, &data_dir, unusable)?;
        let mut folder = Self {
            path: data_dir.join("postgres"),
            log: data_dir.join("postgres.log"),
            handle: None,
            _lock: lock,
        };
        if folder.is_made() {
            folder.check_owner(user)?;
            folder.open_handle()?;
        }
        Ok(folder)
    }

    pub(super) fn is_made(&self) -> bool {
        self.path.exists()
    }

    /// The major version of Postgres that made the cluster.
    pub(super) fn version(&self) -> Result<Option<String>> {
        if !self.is_made() {
            return Ok(None);
        }
        let path = self.path.join("PG_VERSION");
        let version = fs::read_to_string(&path);
        let version = version.with_context(|| format!("{} cannot be read", path.display()))?;
        Ok(Some(version.trim().to_owned()))
    }

    /// Ends a Postgres that outlived its server, so that ours can have the folder.
    pub(super) fn stop_orphan(&self) -> Result<()> {
        postmaster::stop_orphan(&self.path)
    }

    /// Makes the cluster beside its place and moves it there when it is whole: an interrupted start leaves
    /// nothing that looks like a cluster.
    pub(super) fn make(
        &mut self,
        programs: &Programs,
        user: &ServerUser,
        settings: &Settings,
    ) -> Result<()> {
        let unfinished = self.path.with_extension("unfinished");
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished)?;
        }
        DirBuilder::new().mode(0o700).create(&unfinished)?;
        if let Some((uid, gid)) = user.other {
            std::os::unix::fs::chown(&unfinished, Some(uid), Some(gid))?;
        }
        let handle = postmaster::Handle::open(&unfinished)?;
        let mut initdb = Command::new(programs.path("initdb"));
        initdb
            .args([
                "-U",
                NAME,
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-instructions",
            ])
            .args(["--auth-local=trust", "--auth-host=reject"])
            .args(&settings.initdb)
            .arg("-D")
            .arg(handle.path())
            .stdin(Stdio::null());
        postmaster::become_user(&mut initdb, user);
        let made = initdb.output().context("initdb cannot be run")?;
        if !made.status.success() {
            let complaint = String::from_utf8_lossy(&made.stderr);
            bail!("The private database cannot be made: {}", complaint.trim());
        }
        create_database(programs, user, &handle)?;
        fs::rename(&unfinished, &self.path)?;
        File::open(self.path.parent().unwrap_or(Path::new("/")))?.sync_all()?;
        self.open_handle()
    }

    /// The folder of the socket, by a path short enough to connect to.
    pub(super) fn socket_folder(&self) -> String {
        short_path(&self.path, self.handle.as_ref())
    }

    fn open_handle(&mut self) -> Result<()> {
        let unreadable = || format!("{} cannot be opened", self.path.display());
        self.handle = Some(File::open(&self.path).with_context(unreadable)?);
        Ok(())
    }

    /// Somebody who started as root once and as an ordinary user later should not have to decipher Postgres.
    fn check_owner(&self, user: &ServerUser) -> Result<()> {
        let owner = fs::metadata(&self.path)?.uid();
        let wanted = user
            .other
            .map_or_else(|| nix::unistd::geteuid().as_raw(), |(uid, _)| uid);
        if owner != wanted {
            bail!(
                "The database in {} belongs to the user with the number {owner}, not {wanted}. Start Rustmail as the user \
                 who started it first, or hand the folder over with: chown -R {wanted} {}",
                self.path.display(),
                self.path.display()
            );
        }
        Ok(())
    }
}

/// A data folder that another server uses.
#[derive(Debug, Clone, thiserror::Error)]
#[error(
    "Another Rustmail runs with the data folder {0}. Stop it first, or give this one another database.data_dir."
)]
pub struct InUse(pub String);

/// Takes the lock. Whoever only looks, or is about to end, holds it for a moment; a server that runs keeps it.
fn wait_for(lock: &File, data_dir: &Path, unusable: impl Fn() -> String) -> Result<()> {
    let begun = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => {
                std::thread::sleep(PAUSE);
            }
            Err(TryLockError::WouldBlock) => {
                return Err(InUse(data_dir.display().to_string()).into());
            }
            Err(TryLockError::Error(error)) => return Err(error).with_context(unusable),
        }
    }
}

/// The folder of a cluster that another process runs.
pub(super) struct Neighbour {
    path: PathBuf,
    handle: File,
}

impl Neighbour {
    pub(super) fn find(data_dir: &Path) -> Result<Option<Self>> {
        let Ok(lock) = File::open(data_dir.join("postgres.lock")) else {
            return Ok(None);
        };
        if !matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)) {
            return Ok(None);
        }
        let path = data_dir.canonicalize()?.join("postgres");
        let unreadable = || format!("{} cannot be opened", path.display());
        let handle = File::open(&path).with_context(unreadable)?;
        Ok(Some(Self { path, handle }))
    }

    /// The folder of the socket, by a path short enough to connect to.
    pub(super) fn socket_folder(&self) -> String {
        short_path(&self.path, Some(&self.handle))
    }
}

fn short_path(path: &Path, handle: Option<&File>) -> String {
    let path = path.display().to_string();
    match handle {
        Some(handle) if path.len() > LONGEST_SOCKET_FOLDER => {
            format!("/proc/{}/fd/{}", std::process::id(), handle.as_raw_fd())
        }
        _ => path,
    }
}

/// Postgres' single-user mode needs neither a socket nor a connection.
fn create_database(
    programs: &Programs,
    user: &ServerUser,
    handle: &postmaster::Handle,
) -> Result<()> {
    let mut postgres = Command::new(programs.path("postgres"));
    postgres
        .arg("--single")
        .arg("-D")
        .arg(handle.path())
        .arg("postgres");
    postgres
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    postmaster::become_user(&mut postgres, user);
    let mut child = postgres.spawn().context("Postgres cannot be run")?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(format!("create database {NAME}\n").as_bytes())?;
    }
    let ended = child.wait_with_output()?;
    let complaint = String::from_utf8_lossy(&ended.stderr);
    if !ended.status.success() || complaint.contains("ERROR") {
        bail!("The private database cannot be made: {}", complaint.trim());
    }
    Ok(())
}
