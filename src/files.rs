//! The bytes of attachments, kept under the SHA-256 of what they are: the same file is kept once, and a key says what it must open.

use std::fs::DirBuilder;
use std::io::SeekFrom;
use std::ops::Range;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectStore, WriteMultipart};
use secrecy::ExposeSecret;
use sha2::{Digest, Sha256};
use tempfile::tempfile_in;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

use crate::config::Config;
use crate::config::attachments::{AttachmentsConfig, BucketConfig};
use crate::database::Database;
use crate::models::stored_file::StoredFile;

/// How much of a file is in memory at a time.
const CHUNK: usize = 256 * 1024;

/// A file that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The SHA-256 of its bytes, in hex.
    pub key: String,
    /// Its size in bytes.
    pub size: u64,
}

/// The store of all files.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    /// Where files lie while they come in: on a disk that is there for them, which the system's folder need not be.
    spool: PathBuf,
    database: Arc<Database>,
}

impl Files {
    /// Opens the store that is configured.
    pub fn open(config: &Config, database: Arc<Database>) -> Result<Self> {
        let (store, spool): (Arc<dyn ObjectStore>, PathBuf) = match &config.attachments {
            AttachmentsConfig::Local { directory } => {
                make_private(directory)
                    .with_context(|| format!("cannot create the folder {}", directory.display()))?;
                let store = LocalFileSystem::new_with_prefix(directory)?;
                (Arc::new(store), directory.clone())
            }
            AttachmentsConfig::S3(bucket) => {
                let store = bucket_store(bucket)?;
                (Arc::new(store), beside_bucket(&config.database.data_dir))
            }
        };
        Ok(Self {
            store,
            spool,
            database,
        })
    }

    /// Keeps what a stream brings. The bytes pass through a temporary file, never whole through memory. Whoever has them kept names them
    /// within a day, or they are removed.
    pub async fn keep<E>(&self, bytes: impl Stream<Item = Result<Bytes, E>> + Unpin) -> Result<Kept>
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        let (mut file, kept) = spool(&self.spool, bytes).await?;
        {
            let conn = &mut self.database.get().await?;
            StoredFile::note(conn, &kept.key).await?;
        }
        let path = path_of(&kept.key);
        if self.store.head(&path).await.is_ok() {
            return Ok(kept);
        }
        file.seek(SeekFrom::Start(0)).await?;
        let mut upload = WriteMultipart::new(self.store.put_multipart(&path).await?);
        loop {
            let mut chunk = Vec::with_capacity(CHUNK);
            if (&mut file)
                .take(CHUNK as u64)
                .read_to_end(&mut chunk)
                .await?
                == 0
            {
                break;
            }
            upload.wait_for_capacity(4).await?;
            upload.put(Bytes::from(chunk));
        }
        upload.finish().await?;
        Ok(kept)
    }

    /// Removes a file. One that is gone already is as good as removed.
    pub async fn remove(&self, key: &str) -> Result<()> {
        match self.store.delete(&path_of(key)).await {
            Err(object_store::Error::NotFound { .. }) => Ok(()),
            answer => Ok(answer?),
        }
    }

    /// The bytes of a kept file, a piece at a time.
    pub async fn read(&self, key: &str) -> Result<BoxStream<'static, Result<Bytes>>> {
        let found = self.store.get(&path_of(key)).await?;
        Ok(found.into_stream().map_err(anyhow::Error::new).boxed())
    }

    /// Some bytes of a kept file, a piece at a time.
    pub async fn read_part(
        &self,
        key: &str,
        part: Range<u64>,
    ) -> Result<BoxStream<'static, Result<Bytes>>> {
        let options = GetOptions {
            range: Some(GetRange::Bounded(part)),
            ..GetOptions::default()
        };
        let found = self.store.get_opts(&path_of(key), options).await?;
        Ok(found.into_stream().map_err(anyhow::Error::new).boxed())
    }

    /// All bytes of a kept file at once: for files that are small enough to be sent by the bot.
    pub async fn read_whole(&self, key: &str) -> Result<Bytes> {
        Ok(self.store.get(&path_of(key)).await?.bytes().await?)
    }
}

/// Whether files can be kept where the configuration says: writes a small one, finds it, and removes it. Makes no folder that is not
/// there yet; what will be above it is tried then.
///
/// # Errors
///
/// Tells why nothing can be kept there.
pub async fn try_to_keep(config: &AttachmentsConfig) -> Result<()> {
    match config {
        AttachmentsConfig::Local { directory } => {
            let folder = existing(directory);
            let mut file = tempfile::NamedTempFile::with_prefix_in(".rustmail-", folder)?;
            std::io::Write::write_all(&mut file, PROBE)?;
            Ok(file.close()?)
        }
        AttachmentsConfig::S3(bucket) => {
            let store = bucket_store(bucket)?;
            let path = Path::from(format!("probe/{}", uuid::Uuid::new_v4()));
            store.put(&path, Bytes::from_static(PROBE).into()).await?;
            store.head(&path).await?;
            Ok(store.delete(&path).await?)
        }
    }
}

/// Why a store did not take something, in one line: the innermost cause, and of the answer of a bucket's service only its sentence
/// (<https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>).
pub fn cause(error: &anyhow::Error) -> String {
    let cause = error.root_cause().to_string();
    let Some((status, answer)) = cause.split_once(": <") else {
        return cause;
    };
    let sentence = answer
        .split_once("<Message>")
        .and_then(|(_, rest)| rest.split_once("</Message>"));
    let (_, status) = status.rsplit_once(": ").unwrap_or(("", status));
    match sentence {
        Some((sentence, _)) => format!("{status}, {}", sentence.trim().trim_end_matches('.')),
        None => status.to_owned(),
    }
}

/// The folder itself, or the nearest above it that is there.
pub fn existing(folder: &std::path::Path) -> &std::path::Path {
    let mut above = folder.ancestors();
    let found = above.find(|folder| folder.is_dir());
    found.unwrap_or(folder)
}

const PROBE: &[u8] = b"Rustmail looks whether files can be kept here.";

fn bucket_store(config: &BucketConfig) -> Result<impl ObjectStore + use<>> {
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&config.bucket)
        .with_region(&config.region)
        .with_access_key_id(&config.access_key_id)
        .with_secret_access_key(config.secret_access_key.expose_secret());
    if let Some(endpoint) = &config.endpoint {
        builder = builder
            .with_endpoint(endpoint.as_str().trim_end_matches('/'))
            .with_allow_http(endpoint.scheme() == "http");
    }
    Ok(builder.build()?)
}

/// Makes a folder where there is none: what members send is nobody else's business on this machine either.
fn make_private(folder: &std::path::Path) -> std::io::Result<()> {
    let mut private = DirBuilder::new();
    private.recursive(true).mode(0o700);
    private.create(folder)
}

/// Where files lie that are on their way to a bucket. Who has everything elsewhere may have no disk for data.
fn beside_bucket(data_dir: &std::path::Path) -> PathBuf {
    let tried = make_private(data_dir).and_then(|()| tempfile_in(data_dir));
    if let Err(error) = tried {
        let instead = std::env::temp_dir();
        tracing::warn!(
            folder = %data_dir.display(), instead = %instead.display(), %error,
            "files on their way to the bucket cannot lie in the data folder"
        );
        return instead;
    }
    data_dir.to_owned()
}

/// Writes a stream into a temporary file that has no name, so that nothing is left of it whatever happens.
async fn spool<E>(
    folder: &std::path::Path,
    mut bytes: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<(File, Kept)>
where
    E: std::error::Error + Send + Sync + 'static,
{
    let file = tempfile_in(folder).context("no temporary file can be made")?;
    let mut file = File::from_std(file);
    let mut hasher = Sha256::new();
    let mut size = 0;
    while let Some(piece) = bytes.next().await {
        let piece = piece?;
        hasher.update(&piece);
        size += piece.len() as u64;
        file.write_all(&piece).await?;
    }
    file.flush().await?;
    Ok((
        file,
        Kept {
            key: hex::encode(hasher.finalize()),
            size,
        },
    ))
}

/// Two levels of folders keep each of them small.
fn path_of(key: &str) -> Path {
    Path::from(format!("{}/{key}", key.get(..2).unwrap_or("__")))
}
