//! `[attachments]`: where the bytes of attachments are kept.

use std::path::{Path, PathBuf};

use secrecy::SecretString;
use url::Url;

use super::reading::Reader;

/// The `[attachments]` section.
#[derive(Clone, Debug)]
pub enum AttachmentsConfig {
    /// In a folder of this machine.
    Local {
        /// That folder.
        directory: PathBuf,
    },
    /// In a bucket of S3 or of a service that speaks its language.
    S3(BucketConfig),
}

/// An S3 bucket and the way into it.
#[derive(Clone, Debug)]
pub struct BucketConfig {
    /// The name of the bucket.
    pub bucket: String,
    /// The region of the bucket.
    pub region: String,
    /// The address of the service, where it is not Amazon's.
    pub endpoint: Option<Url>,
    /// The id of the access key.
    pub access_key_id: String,
    /// The access key itself.
    pub secret_access_key: SecretString,
}

impl AttachmentsConfig {
    pub(super) fn read(reader: &mut Reader<'_>, data_dir: &Path, folder: &Path) -> Option<Self> {
        let store = reader.or("attachments.store", "local".to_owned());
        let directory: Option<PathBuf> = reader.optional("attachments.directory");
        let bucket = read_bucket(reader);
        match store.as_str() {
            "local" => {
                let directory = directory.map(|directory| folder.join(directory));
                let directory = directory.unwrap_or_else(|| data_dir.join("attachments"));
                Some(Self::Local { directory })
            }
            "s3" => {
                require_bucket(reader);
                bucket.map(Self::S3)
            }
            _ => {
                reader.problem(
                    "attachments.store",
                    format!("must be \"local\" or \"s3\", not {store:?}"),
                );
                None
            }
        }
    }
}

fn require_bucket(reader: &mut Reader<'_>) {
    for key in [
        "attachments.bucket",
        "attachments.access_key_id",
        "attachments.secret_access_key",
    ] {
        if reader.is_absent(key) {
            reader.problem(
                key,
                "is missing. A bucket cannot be used without it; for a local folder set attachments.store = \"local\"",
            );
        }
    }
}

fn read_bucket(reader: &mut Reader<'_>) -> Option<BucketConfig> {
    let bucket = reader.optional("attachments.bucket");
    let region = reader.or("attachments.region", "us-east-1".to_owned());
    let endpoint = reader.optional("attachments.endpoint");
    let access_key_id = reader.optional("attachments.access_key_id");
    let secret_access_key = reader.optional("attachments.secret_access_key");
    Some(BucketConfig {
        bucket: bucket?,
        region,
        endpoint,
        access_key_id: access_key_id?,
        secret_access_key: secret_access_key?,
    })
}
