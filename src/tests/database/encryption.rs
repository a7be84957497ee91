//! Encrypted connections, with every `sslmode` of libpq.

use std::fs;
use std::net::Ipv4Addr;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::Path;

use rustmail::database::cluster::Cluster;
use rustmail::database::connector::Connector;

use crate::support::database::{Folder, copied, hasty};

const CERTIFICATES: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/src/tests/database/certificates"
);

/// A Postgres that speaks TLS on an address of this test alone, as `localhost`.
struct Encrypted {
    address: Ipv4Addr,
    _cluster: Cluster,
    _folder: Folder,
}

impl Encrypted {
    fn start() -> Self {
        let folder = copied();
        let cluster = folder.path.join("postgres");
        give(
            &cluster,
            "server.crt",
            &fs::read(format!("{CERTIFICATES}/server.pem")).unwrap(),
        );
        give(
            &cluster,
            "server.key",
            &fs::read(format!("{CERTIFICATES}/server.key")).unwrap(),
        );
        give(
            &cluster,
            "pg_hba.conf",
            b"local all all trust\nhost all all 127.0.0.0/8 trust\n",
        );
        // Every loopback address is this machine; one per process needs no search for a free port.
        let [_, high, middle, low] = std::process::id().to_be_bytes();
        let address = Ipv4Addr::new(127, high | 1, middle, low);
        let mut settings = hasty();
        settings
            .server
            .extend([format!("listen_addresses={address}"), "ssl=on".to_owned()]);
        Self {
            address,
            _cluster: Cluster::start(&folder.path, settings).unwrap(),
            _folder: folder,
        }
    }

    /// Whether a connection with these parameters is encrypted, or why there is none.
    async fn connect(&self, host: &str, parameters: &str) -> Result<bool, String> {
        let url = format!(
            "postgres://rustmail@{host}/rustmail?hostaddr={}&{parameters}",
            self.address
        );
        let connector = Connector::new(&url.into()).map_err(|error| format!("{error:#}"))?;
        connector
            .check()
            .await
            .map_err(|error| format!("{error:#}"))?;
        let (client, driver) = connector.open().await.unwrap();
        tokio::spawn(driver);
        let row = client
            .query_one(
                "select ssl from pg_stat_ssl where pid = pg_backend_pid()",
                &[],
            )
            .await
            .unwrap();
        Ok(row.get(0))
    }
}

/// Puts a file into a cluster, owned by the cluster's owner.
fn give(cluster: &Path, name: &str, content: &[u8]) {
    let path = cluster.join(name);
    fs::write(&path, content).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    let owner = fs::metadata(cluster).unwrap();
    chown(&path, Some(owner.uid()), Some(owner.gid())).unwrap();
}

#[tokio::test]
async fn the_address_says_how_much_a_connection_is_encrypted_and_checked() {
    let server = tokio::task::spawn_blocking(Encrypted::start).await.unwrap();
    let authority = format!("sslrootcert={CERTIFICATES}/authority.pem");
    let stranger = format!("sslrootcert={CERTIFICATES}/stranger.pem");
    for (host, parameters) in [
        ("localhost", ""),
        ("localhost", "sslmode=prefer"),
        ("elsewhere", "sslmode=require"),
        ("elsewhere", &format!("sslmode=verify-ca&{authority}")),
        ("localhost", &format!("sslmode=verify-full&{authority}")),
    ] {
        assert_eq!(
            server.connect(host, parameters).await,
            Ok(true),
            "{host} {parameters}"
        );
    }
    assert_eq!(
        server.connect("localhost", "sslmode=disable").await,
        Ok(false)
    );
    for (host, parameters) in [
        ("elsewhere", &format!("sslmode=verify-full&{authority}")),
        ("localhost", &format!("sslmode=verify-full&{stranger}")),
        ("localhost", &format!("sslmode=verify-ca&{stranger}")),
        ("localhost", &format!("sslmode=require&{stranger}")),
    ] {
        let refusal = server.connect(host, parameters).await.unwrap_err();
        assert!(
            refusal.contains("invalid peer certificate"),
            "{host} {parameters}: {refusal}"
        );
    }
    let missing = server
        .connect("localhost", "sslmode=verify-full&sslrootcert=/nowhere.pem")
        .await
        .unwrap_err();
    assert!(
        missing.contains("sslrootcert=/nowhere.pem in database.url cannot be read"),
        "{missing}"
    );
}

#[tokio::test]
async fn a_server_without_encryption_is_refused_where_it_is_required() {
    let test = crate::support::database::TestDatabase::new().await;
    let url = secrecy::ExposeSecret::expose_secret(&test.url())
        .replace("sslmode=disable", "sslmode=require");
    let connector = Connector::new(&url.into()).unwrap();
    assert!(connector.check().await.is_err());
}
