//! Where the configuration came from, and how a secret in it is replaced.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow};
use nix::unistd::{AccessFlags, access};
use secrecy::SecretString;
use toml_edit::{DocumentMut, Item};

use super::Config;
use super::environment::{Environment, variable_of};
use super::reading::Reader;
use super::warning::Warning;

/// Where the configuration came from.
#[derive(Clone, Debug, Default)]
pub struct Source {
    path: PathBuf,
    overridden: Vec<Secret>,
    warnings: Vec<Warning>,
}

/// A value that nobody is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    /// The bot's token.
    Token,
    /// The OAuth2 secret of the application.
    ClientSecret,
    /// The address of the database, with its password.
    DatabaseUrl,
    /// The key of the bucket that keeps the attachments.
    StoreKey,
}

/// Where a secret is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In the configuration file, which this process can write.
    File(PathBuf),
    /// In the configuration file, which this process cannot write.
    LockedFile(PathBuf),
    /// In this environment variable.
    Environment(String),
}

impl Secret {
    /// Every secret that is replaced this way.
    pub const ALL: [Self; 4] = [
        Self::Token,
        Self::ClientSecret,
        Self::DatabaseUrl,
        Self::StoreKey,
    ];

    /// Its name in the configuration file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Token => "bot.token",
            Self::ClientSecret => "bot.client_secret",
            Self::DatabaseUrl => "database.url",
            Self::StoreKey => "attachments.secret_access_key",
        }
    }

    /// The secret with this name in the configuration file.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|secret| secret.key() == key)
    }
}

impl Source {
    pub(super) fn new(path: &Path, reader: &Reader<'_>) -> Self {
        let overridden = Secret::ALL
            .into_iter()
            .filter(|secret| reader.is_overridden(secret.key()));
        Self {
            path: std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
            overridden: overridden.collect(),
            warnings: Vec::new(),
        }
    }

    /// The same, with what the owner should hear about it.
    pub(super) fn with(self, warnings: &[Warning]) -> Self {
        Self {
            warnings: warnings.to_vec(),
            ..self
        }
    }

    /// What the owner should hear about it, though it can be started.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Where a secret is kept.
    pub fn of(&self, secret: Secret) -> Kept {
        if self.overridden.contains(&secret) {
            return Kept::Environment(variable_of(secret.key()));
        }
        // The file is replaced as a whole, so that nobody ever reads half of it.
        let folder = self.path.parent().unwrap_or(Path::new("/"));
        let may_write = [self.path.as_path(), folder]
            .iter()
            .all(|place| access(*place, AccessFlags::W_OK).is_ok());
        if may_write {
            Kept::File(self.path.clone())
        } else {
            Kept::LockedFile(self.path.clone())
        }
    }

    /// A secret as the file has it now, if that is where it is kept.
    ///
    /// # Errors
    ///
    /// Fails when the file cannot be read.
    pub fn read(&self, secret: Secret) -> Result<Option<SecretString>> {
        if self.overridden.contains(&secret) {
            return Ok(None);
        }
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            // There need not be one where the environment says everything.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).context("the file cannot be read"),
        };
        let document: DocumentMut = text.parse().context("the file is no TOML")?;
        let (section, name) = secret
            .key()
            .split_once('.')
            .context("a key has a section")?;
        let item = document.get(section).and_then(|section| section.get(name));
        let value = item
            .and_then(Item::as_str)
            .filter(|value| !value.is_empty());
        Ok(value.map(|value| SecretString::from(value.to_owned())))
    }

    /// Writes a new value of a secret into the file, which only the owner can read then. Everything else in it stays as it is.
    ///
    /// # Errors
    ///
    /// Tells why the value cannot be used, or why the file cannot be written; it is as it was then.
    pub fn replace(&self, secret: Secret, value: &str) -> Result<()> {
        let Kept::File(path) = self.of(secret) else {
            return Err(anyhow!("the file cannot be written"));
        };
        let text = std::fs::read_to_string(&path).context("the file cannot be read")?;
        let text = with(&text, secret.key(), value)?;
        Config::parse(&path, &text, &Environment::of_process())?;
        write(&path, &text)
    }
}

/// The text of a configuration file with another value of a key.
fn with(text: &str, key: &str, value: &str) -> Result<String> {
    let mut document: DocumentMut = text.parse().context("the file is no TOML")?;
    let (section, name) = key.split_once('.').context("a key has a section")?;
    let section = document.entry(section).or_insert_with(toml_edit::table);
    let section = section
        .as_table_like_mut()
        .context("a section is no table")?;
    let mut new = toml_edit::value(value);
    // A remark behind the value stays there.
    if let (Some(Item::Value(old)), Item::Value(new)) = (section.get(name), &mut new) {
        *new.decor_mut() = old.decor().clone();
    }
    section.insert(name, new);
    Ok(document.to_string())
}

/// Replaces a file at once, readable for its owner only.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// A file that is written whole beside its place, and not there yet. Dropped, it leaves nothing behind.
pub struct Prepared {
    file: tempfile::NamedTempFile,
    path: PathBuf,
}

/// Writes a file that must not be there yet beside its place, readable for its owner only.
///
/// # Errors
///
/// Fails with `AlreadyExists` when there is something at `path`, and when nothing can be written there.
pub fn prepare(path: &Path, text: &str) -> std::io::Result<Prepared> {
    let path = std::path::absolute(path)?;
    if path.symlink_metadata().is_ok() {
        return Err(std::io::ErrorKind::AlreadyExists.into());
    }
    let folder = path.parent().unwrap_or(Path::new("/"));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok(Prepared { file, path })
}

impl Prepared {
    /// Puts the file into its place, at once.
    ///
    /// # Errors
    ///
    /// Fails with `AlreadyExists` when something has come to be there, which stays as it is.
    pub fn keep(self) -> std::io::Result<()> {
        self.file.persist_noclobber(&self.path)?;
        let folder = self.path.parent().unwrap_or(Path::new("/"));
        // Without this a power cut could take the name away again. Some mounted folders know no such thing, and the file is there.
        if let Err(error) = std::fs::File::open(folder).and_then(|folder| folder.sync_all()) {
            tracing::warn!(%error, folder = %folder.display(), "the folder could not be written through to the disk");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_as_the_file_has_it_now() {
        use secrecy::ExposeSecret as _;
        let folder = tempfile::TempDir::new().unwrap();
        let source = Source {
            path: folder.path().join("config.toml"),
            overridden: vec![Secret::ClientSecret],
            warnings: Vec::new(),
        };
        let read = |secret| {
            let value = source.read(secret).unwrap();
            value.map(|value| value.expose_secret().to_owned())
        };
        assert_eq!(read(Secret::Token), None, "there is no file");
        let text = "bot.client_secret = \"secret\"\n[bot]\ntoken = \"mine\"\n";
        std::fs::write(&source.path, text).unwrap();
        assert!(source.read(Secret::Token).is_err(), "it is no TOML");
        let text = "[bot]\ntoken = \"mine\"\nclient_secret = \"secret\"\n";
        std::fs::write(&source.path, text).unwrap();
        assert_eq!(read(Secret::Token).as_deref(), Some("mine"));
        assert_eq!(read(Secret::ClientSecret), None, "the environment says it");
        assert_eq!(read(Secret::StoreKey), None);
    }

    #[test]
    fn only_the_value_changes() {
        let text = "# Mine.\n[bot]\ntoken = \"old\" # secret\nstatus = \"x\"\n";
        assert_eq!(
            with(text, "bot.token", "new \"one\"").unwrap(),
            "# Mine.\n[bot]\ntoken = 'new \"one\"' # secret\nstatus = \"x\"\n"
        );
        let dotted = "bot.token = \"old\"\nbot.status = \"x\"\n";
        assert_eq!(
            with(dotted, "bot.token", "new").unwrap(),
            "bot.token = \"new\"\nbot.status = \"x\"\n"
        );
        let text = with(text, "database.url", "postgres://a").unwrap();
        assert!(
            text.ends_with("\n[database]\nurl = \"postgres://a\"\n"),
            "{text}"
        );
    }
}
