//! A server in a process of its own, for what only a process can show: signals, crashes, its log, its exit code.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;

/// A folder with the least configuration, whose data lies beside it.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        let desk = Self {
            folder: TempDir::new().unwrap(),
        };
        desk.configure("");
        desk
    }

    /// Writes the least configuration with `more` behind it.
    pub fn configure(&self, more: &str) {
        let least = "[bot]\ntoken = \"hush\"\n[bot.mode]\ntype = \"single\"\nguild_id = 1\n\
                     [thread]\ninbox_category_id = 2\n";
        std::fs::write(self.config(), format!("{least}{more}")).unwrap();
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn config(&self) -> PathBuf {
        self.folder().join("config.toml")
    }

    pub fn data_dir(&self) -> PathBuf {
        self.folder().join("data")
    }
}

/// How long anything that a server does may take on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A running server; dropping it kills it.
pub struct ServerProcess {
    child: Child,
    lines: Receiver<String>,
    log: Vec<String>,
}

impl ServerProcess {
    /// Starts `rustmail` with the configuration file at `config`.
    pub fn start(config: &Path) -> Self {
        Self::spawn(
            Command::new(env!("CARGO_BIN_EXE_rustmail"))
                .arg("--config")
                .arg(config),
        )
    }

    /// Starts a server by a command that a test has made up.
    pub fn spawn(command: &mut Command) -> Self {
        let mut child = command
            .env("RUSTMAIL_LOG", "rustmail=info,warn")
            // Nobody listens there: a test has no business at the real address.
            .env("RUSTMAIL_DISCORD_API_URL", "http://127.0.0.1:9")
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            // A failing test must not leave its server behind.
            .process_group(0)
            .spawn()
            .unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            lines,
            log: Vec::new(),
        }
    }

    pub fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.id()).unwrap())
    }

    /// Waits until the log says `words`.
    pub fn wait_for(&mut self, words: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.log.iter().any(|line| line.contains(words)) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok(line) => self.log.push(line),
                Err(_) => panic!("the server never said {words:?}, but: {:#?}", self.log),
            }
        }
    }

    /// Sends a signal and waits for the end.
    pub fn end(&mut self, signal: Signal) -> ExitStatus {
        kill(self.pid(), signal).unwrap();
        self.wait()
    }

    /// Waits for the end.
    pub fn wait(&mut self) -> ExitStatus {
        let status = self.child.wait().unwrap();
        self.log.extend(self.lines.iter());
        status
    }

    /// What the server has said so far.
    pub fn log(&mut self) -> String {
        self.log.extend(self.lines.try_iter());
        self.log.join("\n")
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            drop(self.child.kill());
            drop(self.child.wait());
        }
        let log = self.log();
        if !std::thread::panicking() {
            assert!(!log.contains("panicked at"), "the server panicked: {log}");
        }
    }
}

/// Whether a process was ended by this signal.
pub fn was_killed_by(status: ExitStatus, signal: Signal) -> bool {
    status.signal() == Some(signal as i32)
}
