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
        let bucket = read_bucket(reader, store == "s3");
        match store.as_str() {
            "local" => {
                let directory = directory.map(|directory| folder.join(directory));
                let directory = directory.unwrap_or_else(|| data_dir.join("attachments"));
                Some(Self::Local { directory })
            }
            "s3" => bucket.map(Self::S3),
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

fn read_bucket(reader: &mut Reader<'_>, is_used: bool) -> Option<BucketConfig> {
    for key in
        ["bucket", "access_key_id", "secret_access_key"].map(|name| format!("attachments.{name}"))
    {
        if is_used && reader.is_absent(&key) {
            reader.problem(&key, "is missing. A bucket cannot be used without it; for a local folder set attachments.store = \"local\"");
        }
    }
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
