//! `[database]`: where the data lives.

use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};

use super::reading::Reader;
use super::warning::About;

/// The `[database]` section.
#[derive(Clone, Debug)]
pub struct DatabaseConfig {
    /// A Postgres to use. Without one the server starts a private one under `data_dir`.
    pub url: Option<SecretString>,
    /// The folder of the private database and of locally stored attachments.
    pub data_dir: PathBuf,
    /// How many connections the pool may open.
    pub max_connections: u32,
}

impl DatabaseConfig {
    pub(super) fn read(reader: &mut Reader<'_>, folder: &Path) -> Self {
        let url: Option<SecretString> = reader.optional("database.url");
        let url = url.filter(|url| is_read(reader, url.expose_secret()));
        let data_dir = folder.join(reader.or("database.data_dir", PathBuf::from("data")));
        let max_connections = reader.or("database.max_connections", 16);
        if max_connections == 0 {
            reader.problem("database.max_connections", "must be at least 1");
        }
        Self {
            url,
            data_dir,
            max_connections,
        }
    }
}

/// Older installations set `RUSTMAIL_DATABASE_URL` to an SQLite file. That must not keep them from
/// starting, but they should hear that the file is not read.
fn is_read(reader: &mut Reader<'_>, url: &str) -> bool {
    let is_sqlite = url.starts_with("sqlite:");
    if is_sqlite && reader.is_overridden("database.url") {
        reader.warning("database.url", About::SqliteFile);
        return false;
    }
    if !is_postgres(url) {
        reader.problem(
            "database.url",
            "must begin with postgres://. Remove it to use a private database under database.data_dir",
        );
    }
    is_postgres(url)
}

/// Whether an address is one of Postgres.
pub fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}
