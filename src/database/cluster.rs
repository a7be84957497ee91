//! The private cluster: a Postgres of our own under the data folder, for those who have none.
//!
//! It listens on a unix socket only, runs as a user without privileges, keeps every commit through a power
//! cut, and ends when the server does, however that ends. Nothing is downloaded: it takes the installed programs.

mod folder;
mod postmaster;
mod programs;
mod supervision;
mod user;

use std::path::{Path, PathBuf};

use anyhow::Result;
use secrecy::SecretString;

use self::folder::Folder;
pub use self::folder::InUse;
use self::postmaster::Launch;
pub use self::programs::NotInstalled;
use self::programs::Programs;
use self::supervision::Supervision;
use self::user::ServerUser;

/// The user and the database of a private cluster.
const NAME: &str = "rustmail";

/// A running Postgres that ends when this is dropped.
pub struct Cluster {
    // Dropped in this order: the lock on the folder outlives the server in it.
    _supervision: Supervision,
    folder: Folder,
}

impl Cluster {
    /// Starts the cluster under `data_dir`, making it first where there is none.
    ///
    /// Blocks until it answers, which takes seconds the first time, and longer after a crash.
    pub fn start(data_dir: &Path, settings: Settings) -> Result<Self> {
        let user = ServerUser::choose()?;
        let mut folder = Folder::lock(data_dir, &user)?;
        let programs = Programs::find(folder.version()?.as_deref())?;
        folder.stop_orphan()?;
        if !folder.is_made() {
            tracing::info!(folder = %data_dir.display(), "making a private database; this takes a few seconds");
            folder.make(&programs, &user, &settings)?;
        }
        let supervision = Supervision::start(Launch {
            folder: folder.path.clone(),
            log: folder.log.clone(),
            programs,
            user,
            settings,
        })?;
        Ok(Self {
            _supervision: supervision,
            folder,
        })
    }

    /// Where the programs are that would run the cluster under `data_dir`.
    pub fn programs_for(data_dir: &Path) -> Result<PathBuf> {
        let made_by = std::fs::read_to_string(data_dir.join("postgres/PG_VERSION")).ok();
        Ok(Programs::find(made_by.as_deref().map(str::trim))?.folder)
    }

    /// Whether there is a cluster under `data_dir`, running or not.
    pub fn is_made(data_dir: &Path) -> bool {
        data_dir.join("postgres").exists()
    }

    /// Where the cluster is to be reached, by processes of the same user and for as long as it runs.
    pub fn url(&self) -> SecretString {
        url_of(&self.folder.socket_folder())
    }
}

/// A cluster that another process runs.
pub struct Neighbour(folder::Neighbour);

impl Neighbour {
    /// The cluster under `data_dir`, if another process runs it.
    ///
    /// # Errors
    ///
    /// Fails when this user may not look into the folder.
    pub fn find(data_dir: &Path) -> Result<Option<Self>> {
        Ok(folder::Neighbour::find(data_dir)?.map(Self))
    }

    /// Where the cluster is to be reached, by the user who runs it and for as long as it runs.
    pub fn url(&self) -> SecretString {
        url_of(&self.0.socket_folder())
    }
}

fn url_of(socket_folder: &str) -> SecretString {
    let host: String = url::form_urlencoded::byte_serialize(socket_folder.as_bytes()).collect();
    format!(
        "postgres://{NAME}@{}/{NAME}?sslmode=disable",
        host.replace('+', "%20")
    )
    .into()
}

/// How a cluster is run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `name=value` pairs of Postgres.
    pub server: Vec<String>,
    /// Further arguments of `initdb`.
    pub initdb: Vec<String>,
}

impl Settings {
    /// Postgres' own defaults, which lose no commit, with room for `connections` and a few more.
    pub fn durable(connections: u32) -> Self {
        Self {
            server: vec![format!(
                "max_connections={}",
                connections.saturating_add(20)
            )],
            initdb: vec!["--data-checksums".to_owned()],
        }
    }
}
