//! A database per test: a copy of a migrated cluster, started on its own.
//!
//! The template is made once per set of migrations, under the target folder. A copied cluster starts faster
//! than a shared server clones a database, and it ends with the process of its test, however that ends.

use std::fs::{self, DirBuilder, File};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, chown};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use rustmail::config::database::DatabaseConfig;
use rustmail::database::cluster::{Cluster, Settings};
use rustmail::database::{Connection, Database};
use secrecy::SecretString;

use super::panics::Watch;

/// A migrated, empty database that no other test sees.
pub struct TestDatabase {
    // Dropped in this order: connections, server, files.
    database: Arc<Database>,
    cluster: Cluster,
    _folder: Folder,
    _watch: Watch,
}

/// How many connections a test's pool may open.
const CONNECTIONS: u32 = 8;

impl TestDatabase {
    pub async fn new() -> Self {
        let watch = Watch::start();
        let (cluster, folder) = tokio::task::spawn_blocking(start_copy).await.unwrap();
        let database = Database::connect(&config_of(&cluster)).await.unwrap();
        Self {
            database: Arc::new(database),
            cluster,
            _folder: folder,
            _watch: watch,
        }
    }

    /// The database, as the server holds it.
    pub fn database(&self) -> Arc<Database> {
        Arc::clone(&self.database)
    }

    /// A connection of the pool.
    pub async fn conn(&self) -> Connection {
        self.database.get().await.unwrap()
    }

    /// The `[database]` section of a server that is to use this database, in this process or another.
    pub fn config(&self) -> DatabaseConfig {
        config_of(&self.cluster)
    }

    /// The address of the database.
    pub fn url(&self) -> SecretString {
        self.cluster.url()
    }
}

/// The folder for everything that tests leave behind, inside the target folder.
pub fn scratch() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    // The program lies in target/debug/deps.
    let target = program.ancestors().nth(3).unwrap();
    let scratch = target.join("test-databases");
    fs::create_dir_all(&scratch).unwrap();
    scratch
}

/// A cluster that need not survive a power cut.
pub fn hasty() -> Settings {
    let server = [
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "wal_level=minimal",
        "max_wal_senders=0",
        "shared_buffers=24MB",
        "max_connections=60",
        "max_worker_processes=0",
        "autovacuum=off",
    ];
    Settings {
        server: server.map(str::to_owned).to_vec(),
        initdb: ["--no-sync", "--wal-segsize=1"].map(str::to_owned).to_vec(),
    }
}

fn config_of(cluster: &Cluster) -> DatabaseConfig {
    DatabaseConfig {
        url: Some(cluster.url()),
        data_dir: scratch(),
        max_connections: CONNECTIONS,
    }
}

/// The cluster to copy, made by whichever test comes first.
fn template() -> PathBuf {
    let scratch = scratch();
    let template = scratch.join(format!("template-{:016x}", fingerprint()));
    let lock = File::create(scratch.join("template.lock")).unwrap();
    lock.lock().unwrap();
    if !template.exists() {
        sweep(&scratch);
        make_template(&template);
    }
    template
}

fn make_template(template: &Path) {
    let unfinished = template.with_extension("unfinished");
    drop(fs::remove_dir_all(&unfinished));
    let cluster = Cluster::start(&unfinished, hasty()).unwrap();
    let config = config_of(&cluster);
    let migrate = async {
        let database = Database::connect(&config).await.unwrap();
        let mut conn = database.get().await.unwrap();
        // What nobody connects to need not be copied for every test.
        let lighten = "alter database template1 is_template false; alter database template0 is_template false;";
        diesel_async::SimpleAsyncConnection::batch_execute(&mut *conn, lighten)
            .await
            .unwrap();
        for name in ["postgres", "template0", "template1"] {
            let drop = format!("drop database {name}");
            diesel_async::SimpleAsyncConnection::batch_execute(&mut *conn, &drop)
                .await
                .unwrap();
        }
    };
    tokio::runtime::Runtime::new().unwrap().block_on(migrate);
    drop(cluster);
    fs::rename(&unfinished, template).unwrap();
}

/// Changes with every migration, with the user, and with this program's idea of a template.
fn fingerprint() -> u64 {
    let mut hasher = DefaultHasher::new();
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<PathBuf> = fs::read_dir(migrations)
        .unwrap()
        .map(|folder| folder.unwrap().path().join("up.sql"))
        .collect();
    files.sort();
    for file in files {
        file.hash(&mut hasher);
        fs::read(&file).unwrap_or_default().hash(&mut hasher);
    }
    nix::unistd::geteuid().as_raw().hash(&mut hasher);
    format!("{:?}", hasty()).hash(&mut hasher);
    hasher.finish()
}

/// A folder that goes away with its test.
pub struct Folder {
    pub path: PathBuf,
}

impl Folder {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = scratch().join(format!("run-{}-{number}", std::process::id()));
        drop(fs::remove_dir_all(&path));
        fs::create_dir(&path).unwrap();
        Self { path }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.path));
    }
}

fn start_copy() -> (Cluster, Folder) {
    let folder = copied();
    let cluster = Cluster::start(&folder.path, hasty()).unwrap();
    (cluster, folder)
}

/// A data folder with a migrated cluster that nobody has started.
pub fn copied() -> Folder {
    let folder = Folder::new();
    copy(&template().join("postgres"), &folder.path.join("postgres"));
    folder
}

fn copy(from: &Path, to: &Path) {
    let metadata = fs::metadata(from).unwrap();
    if metadata.is_dir() {
        DirBuilder::new().mode(0o700).create(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
    if nix::unistd::geteuid().is_root() {
        chown(to, Some(metadata.uid()), Some(metadata.gid())).unwrap();
    }
}

/// Removes what killed tests and earlier migrations left, unless it is in use.
fn sweep(scratch: &Path) {
    for entry in fs::read_dir(scratch).unwrap().flatten() {
        let lock = File::open(entry.path().join("postgres.lock"));
        let is_idle = lock.is_ok_and(|lock| lock.try_lock().is_ok());
        let age = entry.metadata().and_then(|metadata| metadata.modified());
        let is_old = age.is_ok_and(|made| {
            made.elapsed()
                .is_ok_and(|age| age > Duration::from_secs(60))
        });
        if is_idle && is_old {
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}
