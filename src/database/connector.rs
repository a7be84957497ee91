//! Opens connections to one database, encrypted as its address asks.

use anyhow::{Context as _, Result, bail};
use diesel::{ConnectionError, ConnectionResult};
use diesel_async::{AsyncPgConnection, RunQueryDsl as _};
use secrecy::{ExposeSecret, SecretString};
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{Client, Config, Socket};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::failure::{Unusable, Why};
use super::tls;

/// A connection's other half, which has to be driven for the client to get answers.
pub type Driver =
    tokio_postgres::Connection<Socket, <MakeRustlsConnect as MakeTlsConnect<Socket>>::Stream>;

/// The oldest Postgres whose features the schema relies on, as the server tells its version.
const OLDEST_VERSION: i32 = 150_000;

#[derive(diesel::QueryableByName)]
struct MayCreate {
    #[diesel(sql_type = diesel::sql_types::Bool)]
    may_create: bool,
}

/// Knows how to reach one database.
#[derive(Clone)]
pub struct Connector {
    url: SecretString,
    config: Config,
    tls: MakeRustlsConnect,
}

impl Connector {
    /// Understands an address as libpq does, `sslmode` and `sslrootcert` included.
    pub fn new(url: &SecretString) -> Result<Self> {
        let (plain, encryption) = tls::Encryption::of_url(url.expose_secret())?;
        // The parser's own message may repeat parts of the address, and with them the password.
        let Ok(mut config) = plain.parse::<Config>() else {
            bail!(
                "database.url cannot be understood. It looks like postgres://user:password@host:5432/database"
            );
        };
        config.ssl_mode(encryption.negotiation());
        if config.get_application_name().is_none() {
            config.application_name("rustmail");
        }
        let tls = MakeRustlsConnect::new(encryption.client_config()?);
        Ok(Self {
            url: url.clone(),
            config,
            tls,
        })
    }

    /// The address as it was given.
    pub fn url(&self) -> &SecretString {
        &self.url
    }

    /// Opens a plain connection.
    pub async fn open(&self) -> Result<(Client, Driver), tokio_postgres::Error> {
        self.config.connect(self.tls.clone()).await
    }

    /// Opens a connection for diesel.
    pub async fn diesel(&self) -> ConnectionResult<AsyncPgConnection> {
        let opened = self.open().await;
        let (client, driver) = opened
            .map_err(|error| ConnectionError::BadConnection(self.explain(&error).to_string()))?;
        AsyncPgConnection::try_from_client_and_connection(client, driver).await
    }

    /// Opens the first connection of a process: its failures are explained to a person, and a server that is
    /// too old is refused.
    pub async fn check(&self) -> Result<()> {
        let client = self.open_driven(&self.config).await;
        let client = client.map_err(|error| anyhow::Error::new(self.explain(&error)))?;
        let row = client
            .query_one(
                "select current_setting('server_version_num')::int, current_setting('server_version'), \
                 current_setting('server_encoding')",
                &[],
            )
            .await
            .context("the version of Postgres cannot be read")?;
        let (number, name): (i32, &str) = (row.try_get(0)?, row.try_get(1)?);
        let encoding: &str = row.try_get(2)?;
        if number < OLDEST_VERSION {
            bail!("Postgres {name} is too old: Rustmail needs version 15 or newer.");
        }
        if encoding != "UTF8" {
            let why = Why::Encoding(encoding.to_owned());
            bail!(Unusable::because(&self.config, why));
        }
        Ok(())
    }

    /// That the tables cannot be made.
    pub(super) fn without_tables(&self) -> Unusable {
        Unusable::because(&self.config, Why::NoTables)
    }

    /// Whether the user may make tables.
    ///
    /// # Errors
    ///
    /// Fails with the reason when they may not, and when that cannot be asked.
    pub async fn check_tables(&self, conn: &mut AsyncPgConnection) -> Result<()> {
        let asked = diesel::sql_query(
            "select coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) as may_create",
        );
        let answer: MayCreate = asked.get_result(conn).await?;
        match answer.may_create {
            true => Ok(()),
            false => bail!(self.without_tables()),
        }
    }

    /// What a failure to connect means, with its remedy.
    fn explain(&self, error: &tokio_postgres::Error) -> Unusable {
        Unusable::of(&self.config, error)
    }

    async fn open_driven(&self, config: &Config) -> Result<Client, tokio_postgres::Error> {
        let (client, driver) = config.connect(self.tls.clone()).await?;
        tokio::spawn(async move {
            if let Err(error) = driver.await {
                tracing::debug!(error = %error, "a database connection ended");
            }
        });
        Ok(client)
    }
}
