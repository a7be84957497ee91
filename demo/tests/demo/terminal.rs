//! The demo at the terminal: one command, and Ctrl-C.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use rustmail_demo::desk::Ports;
use tempfile::TempDir;

use crate::support::{free_ports, open_to_pass};

/// How long making a small desk may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A demo that runs; dropping it kills it.
struct Demo {
    child: Child,
    lines: Receiver<String>,
    said: String,
}

impl Demo {
    fn start(folder: &Path, ports: Ports, (tickets, more): (&str, &[&str])) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rustmail-demo"))
            .arg("--folder")
            .arg(folder)
            .args(["--panel-port", &ports.panel.to_string()])
            .args(["--simulator-port", &ports.simulator.to_string()])
            .args(["--tickets", tickets])
            .args(more)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            lines,
            said: String::new(),
        }
    }

    /// Waits until the terminal shows `words`.
    fn says(&mut self, words: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.said.contains(words) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok(line) => self.said.extend([line.as_str(), "\n"]),
                Err(_) => panic!("the demo never said {words:?}, but:\n{}", self.said),
            }
        }
    }

    /// Presses Ctrl-C, and waits for the end.
    fn interrupt(&mut self) -> ExitStatus {
        let id = Pid::from_raw(i32::try_from(self.child.id()).unwrap());
        kill(id, Signal::SIGINT).unwrap();
        self.child.wait().unwrap()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            drop(self.child.kill());
            drop(self.child.wait());
        }
    }
}

fn folder() -> (TempDir, PathBuf) {
    let outer = tempfile::tempdir().unwrap();
    open_to_pass(&outer);
    let folder = outer.path().join("desk");
    (outer, folder)
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_second_start_goes_on_with_the_same_desk() {
    let ((_outer, folder), ports) = (folder(), free_ports());
    let mut demo = Demo::start(&folder, ports, ("5", &[]));
    demo.says("Seeding");
    demo.says("Ctrl-C stops everything");
    for place in [
        format!("http://localhost:{}", ports.panel),
        format!("http://localhost:{}", ports.simulator),
    ] {
        assert!(demo.said.contains(&place), "{}", demo.said);
    }
    let key = fs::read_to_string(folder.join("api-key")).unwrap();
    assert!(demo.said.contains(&key), "{}", demo.said);
    assert!(demo.interrupt().success());
    for secret in ["config.toml", "api-key"] {
        assert_eq!(mode(&folder.join(secret)), 0o600, "{secret}");
    }

    let mut again = Demo::start(&folder, ports, ("5", &[]));
    again.says("Going on with the desk");
    again.says("Ctrl-C stops everything");
    assert!(!again.said.contains("Seeding"), "{}", again.said);
    assert!(again.interrupt().success());
    assert_eq!(fs::read_to_string(folder.join("api-key")).unwrap(), key);

    let mut fresh = Demo::start(&folder, ports, ("5", &["--fresh"]));
    fresh.says("Seeding");
    fresh.says("Ctrl-C stops everything");
    assert!(fresh.interrupt().success());
    assert_ne!(fs::read_to_string(folder.join("api-key")).unwrap(), key);
    let log = fs::read_to_string(folder.join("log")).unwrap();
    assert!(!log.contains("panicked at"), "{log}");
    assert!(!log.contains(" ERROR "), "{log}");
}

#[test]
fn a_demo_that_is_stopped_half_way_begins_anew() {
    let ((_outer, folder), ports) = (folder(), free_ports());
    let mut demo = Demo::start(&folder, ports, ("40", &[]));
    demo.says("Seeding");
    assert!(demo.interrupt().success());

    let mut again = Demo::start(&folder, ports, ("5", &[]));
    again.says("never finished");
    again.says("Ctrl-C stops everything");
    assert!(again.interrupt().success());
}

#[test]
fn a_port_that_is_taken_is_told_in_one_sentence() {
    let ((_outer, folder), ports) = (folder(), free_ports());
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, ports.simulator)).unwrap();
    let mut demo = Demo::start(&folder, ports, ("5", &[]));
    assert!(!demo.child.wait().unwrap().success());
    let mut told = String::new();
    let mut errors = demo.child.stderr.take().unwrap();
    errors.read_to_string(&mut told).unwrap();
    let sentence = format!("Port {} is taken", ports.simulator);
    assert!(told.starts_with(&sentence), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    drop(taken);
}
