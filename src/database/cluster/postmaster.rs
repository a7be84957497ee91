//! The Postgres process itself: how it is started, when it is ready, and what to do with one left behind.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::os::fd::AsRawFd as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use nix::fcntl::{FcntlArg, FdFlag, fcntl};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::Settings;
use super::programs::Programs;
use super::user::ServerUser;

/// What every private cluster is run with.
///
/// Its log must not repeat statements or values: they are people's messages.
const ALWAYS: [&str; 7] = [
    "listen_addresses=",
    "unix_socket_directories=.",
    "unix_socket_permissions=0700",
    "jit=off",
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    "logging_collector=off",
];

/// A longer log, in bytes, is put away at the next start.
const LONGEST_LOG: u64 = 4 * 1024 * 1024;

/// A folder held open, and a path to it that works for a child process that may not enter the folders above it:
/// root's home, for instance, where a clone by root often lies.
pub(super) struct Handle {
    file: File,
}

impl Handle {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let file =
            File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
        fcntl(&file, FcntlArg::F_SETFD(FdFlag::empty()))?;
        Ok(Self { file })
    }

    pub(super) fn path(&self) -> PathBuf {
        PathBuf::from(format!("/proc/self/fd/{}", self.file.as_raw_fd()))
    }
}

/// One Postgres and all it takes to start it.
pub(super) struct Launch {
    /// The cluster.
    pub(super) folder: PathBuf,
    /// Where Postgres writes what it has to say.
    pub(super) log: PathBuf,
    pub(super) programs: Programs,
    pub(super) user: ServerUser,
    pub(super) settings: Settings,
}

impl Launch {
    /// Starts Postgres. It gets SIGINT when the calling **thread** ends, so that it outlives nobody.
    pub(super) fn start(&self) -> Result<Child> {
        let handle = Handle::open(&self.folder)?;
        let log = open_log(&self.log)?;
        let mut postgres = Command::new(self.programs.path("postgres"));
        postgres.arg("-D").arg(handle.path());
        postgres.arg("-c").arg(mark(&self.folder));
        for setting in ALWAYS
            .into_iter()
            .chain(self.settings.server.iter().map(String::as_str))
        {
            postgres.arg("-c").arg(setting);
        }
        postgres
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        // Ctrl-C in a terminal goes to its whole process group; Postgres is to be stopped by us, after our last
        // query.
        postgres.process_group(0);
        become_user(&mut postgres, &self.user);
        end_with_this_thread(&mut postgres);
        postgres.spawn().context("Postgres cannot be started")
    }

    /// Whether the Postgres with this number accepts connections.
    pub(super) fn is_ready(&self, pid: u32) -> bool {
        let Some(note) = read_note(&self.folder) else {
            return false;
        };
        let mut lines = note.lines();
        let is_ours = lines.next() == Some(pid.to_string().as_str());
        is_ours && lines.nth(6).map(str::trim) == Some("ready")
    }
}

/// Postgres says a few lines a day; the last two logs are kept.
fn open_log(path: &Path) -> Result<File> {
    if fs::metadata(path).is_ok_and(|log| log.len() > LONGEST_LOG) {
        fs::rename(path, path.with_extension("log.old"))?;
    }
    Ok(OpenOptions::new().create(true).append(true).open(path)?)
}

/// Lets a program run as the server's user, in a folder that every user may enter.
pub(super) fn become_user(command: &mut Command, user: &ServerUser) {
    command.current_dir("/");
    if let Some((uid, gid)) = user.other {
        command.uid(uid).gid(gid);
    }
}

/// Ends a Postgres that works in this folder although no server does, and removes what a dead one left.
pub(super) fn stop_orphan(folder: &Path) -> Result<()> {
    let Some(pid) = orphan(folder) else {
        return Ok(());
    };
    tracing::info!(
        pid,
        "a database left behind by an earlier run is being stopped"
    );
    for (signal, patience) in [
        (Signal::SIGINT, 30),
        (Signal::SIGQUIT, 10),
        (Signal::SIGKILL, 5),
    ] {
        // It may be gone already; the wait below tells.
        let sent = kill(Pid::from_raw(pid), signal);
        tracing::debug!(pid, %signal, ?sent, "asked the database to stop");
        let deadline = Instant::now() + Duration::from_secs(patience);
        while Instant::now() < deadline {
            if orphan(folder).is_none() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    bail!(
        "A Postgres (process {pid}) still uses {} and does not stop. End it, then start again.",
        folder.display()
    )
}

/// The running process that the folder's note names. The number alone proves nothing: after a crash it may
/// belong to any other program, which Postgres itself would take for a rival.
fn orphan(folder: &Path) -> Option<i32> {
    let note = read_note(folder)?;
    let pid: i32 = note.lines().next()?.parse().ok()?;
    let arguments = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let mark = mark(folder);
    if arguments
        .split(|byte| *byte == 0)
        .any(|argument| argument == mark.as_encoded_bytes())
    {
        return Some(pid);
    }
    if let Err(error) = fs::remove_file(folder.join("postmaster.pid")) {
        tracing::warn!(%error, "the note of a dead database cannot be removed");
    }
    None
}

/// A setting without effect that tells our Postgres from any other in the list of processes.
fn mark(folder: &Path) -> OsString {
    let mut mark = OsString::from("rustmail.folder=");
    mark.push(folder);
    mark
}

fn read_note(folder: &Path) -> Option<String> {
    fs::read_to_string(folder.join("postmaster.pid")).ok()
}

#[expect(
    unsafe_code,
    reason = "the standard library has no other way to set a signal for the parent's death"
)]
fn end_with_this_thread(command: &mut Command) {
    let ask = || nix::sys::prctl::set_pdeathsig(Signal::SIGINT).map_err(std::io::Error::from);
    // SAFETY: between fork and exec only one system call is made; it allocates nothing and takes no lock.
    unsafe {
        command.pre_exec(ask);
    }
}
