//! A desk for a test, on ports of its own.

use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::time::Duration;

use rustmail::clock::Clock;
use rustmail_demo::desk::{Desk, Ports};
use rustmail_demo::making::{Making, Past};
use rustmail_demo::place::Place;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

/// How long anything may take that a test waits for.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A running desk.
pub struct TestDesk {
    pub desk: Desk,
    pub panel: String,
    pub discord: String,
    pub api_key: String,
    folder: TempDir,
}

impl TestDesk {
    pub async fn open() -> Self {
        Self::open_with(Past::None).await
    }

    pub async fn open_with(past: Past) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::new(folder.path().join("desk"));
        let ports = free_ports();
        let making = Making {
            place: place.clone(),
            ports,
            past,
            now: Clock::system().now(),
        };
        open_to_pass(&folder);
        place.prepare().unwrap();
        // The desk is made in a runtime of its own, as the demo does it.
        let made = std::thread::spawn(move || {
            let stop = CancellationToken::new();
            Runtime::new()
                .unwrap()
                .block_on(making.run(&stop, |_| Ok(())))
        });
        made.join().unwrap().unwrap();
        Self {
            desk: Desk::open(&place).await.unwrap(),
            panel: format!("http://localhost:{}", ports.panel),
            discord: format!("http://127.0.0.1:{}", ports.simulator),
            api_key: place.read_api_key().unwrap(),
            folder,
        }
    }

    pub async fn close(self) {
        let violations = self.desk.simulator.violations();
        assert!(violations.is_empty(), "{violations:#?}");
        self.desk.close().await.unwrap();
        drop(self.folder);
    }

    /// The id of somebody of the demo.
    pub fn person(&self, username: &str) -> String {
        let found = self.desk.simulator.read(|world| {
            let mut users = world.users.values();
            users
                .find(|user| user.username == username)
                .map(|user| user.id)
        });
        found.unwrap().to_string()
    }

    /// The page on which somebody writes to the bot.
    pub fn dm_page(&self, username: &str) -> String {
        let bot = self.desk.simulator.read(|world| {
            let mut bots = world.applications.keys();
            bots.next().copied().unwrap()
        });
        format!("{}/as/{}/dms/{bot}", self.discord, self.person(username))
    }
}

pub fn free_ports() -> Ports {
    // The system gives ports above these to whoever asks for any, so that nobody takes them before they are bound again.
    let first = 20_000 + u16::try_from(std::process::id() % 5_000).unwrap() * 2;
    let free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    let mut ports = (first..32_000).filter(free);
    let mut next = || ports.next().expect("a port is free");
    let (panel, simulator) = (next(), next());
    Ports { panel, simulator }
}

/// Lets the private database, which is another user's when the tests are root's, reach its folder.
pub fn open_to_pass(folder: &TempDir) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o711)).unwrap();
}

/// The folder of what the build leaves behind.
pub fn target() -> PathBuf {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_rustmail-demo"));
    program.ancestors().nth(2).unwrap().to_owned()
}
