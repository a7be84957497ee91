//! The way to Postgres: a pool, a stream of notifications, and, where no address is configured, a Postgres
//! of our own.
//!
//! Nothing here knows a table; queries live in `models`.

pub mod cluster;
pub mod connector;
pub mod failure;
pub mod migrations;
pub mod notifications;
pub mod outage;
mod tls;

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::bb8;
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use secrecy::SecretString;
use tokio::sync::Mutex;
use tokio_postgres::Client;
use tokio_util::sync::CancellationToken;

use self::cluster::Cluster;
use self::connector::{Connector, Driver};
use self::notifications::Notifications;
use self::outage::Outage;
use crate::config::database::DatabaseConfig;

/// A connection lent by the pool; it goes back when dropped.
pub type Connection = bb8::PooledConnection<'static, AsyncPgConnection>;

/// The database, migrated and ready.
pub struct Database {
    pool: bb8::Pool<AsyncPgConnection>,
    connector: Connector,
    cluster: Mutex<Option<Cluster>>,
    most_connections: u32,
    outage: Arc<Outage>,
    stopped: CancellationToken,
}

/// How long a caller waits for a connection when all of them are lent.
const PATIENCE: Duration = Duration::from_secs(10);

impl Database {
    /// Connects to the configured Postgres, or starts the private one, and brings the schema up to date.
    pub async fn connect(config: &DatabaseConfig) -> Result<Self> {
        let (url, cluster) = match &config.url {
            Some(url) => (url.clone(), None),
            None => {
                let folder = config.data_dir.clone();
                let settings = cluster::Settings::durable(config.max_connections);
                let start = tokio::task::spawn_blocking(move || Cluster::start(&folder, settings));
                let cluster = start
                    .await
                    .context("the private database did not start")??;
                (cluster.url(), Some(cluster))
            }
        };
        let connector = Connector::new(&url)?;
        migrations::run(&connector).await?;
        let stopped = CancellationToken::new();
        let outage = Arc::new(Outage::default());
        let seen = (stopped.clone(), Arc::clone(&outage));
        let pool = build_pool(&connector, config.max_connections, seen).await?;
        Ok(Self {
            pool,
            connector,
            cluster: Mutex::new(cluster),
            most_connections: config.max_connections,
            outage,
            stopped,
        })
    }

    /// A connection from the pool, checked to be alive.
    pub async fn get(&self) -> Result<Connection> {
        let connection = self.pool.get_owned().await;
        connection.context("no database connection is to be had")
    }

    /// A connection of its own that listens to `channels`.
    pub async fn listen(&self, channels: &[&str]) -> Result<Notifications> {
        Notifications::listen(&self.connector, channels).await
    }

    /// A connection of its own, outside the pool; its other half has to be driven.
    pub async fn session(&self) -> Result<(Client, Driver)> {
        let session = self.connector.open().await;
        session.context("no database connection can be opened")
    }

    /// How many connections of the pool are lent at this moment, and how many there may be.
    pub fn lent(&self) -> (u32, u32) {
        let state = self.pool.state();
        (
            state.connections - state.idle_connections,
            self.most_connections,
        )
    }

    /// The address of the database, for connections outside the pool.
    pub fn connection_url(&self) -> &SecretString {
        self.connector.url()
    }

    /// Whether it was shut down: a connection that ends by then is no fault.
    pub fn is_stopped(&self) -> bool {
        self.stopped.is_cancelled()
    }

    /// What is said while it is away.
    pub fn outage(&self) -> &Outage {
        &self.outage
    }

    /// Stops the private database, if there is one. Whoever still holds a connection loses it.
    pub async fn shutdown(&self) -> Result<()> {
        self.stopped.cancel();
        let Some(cluster) = self.cluster.lock().await.take() else {
            return Ok(());
        };
        let stop = tokio::task::spawn_blocking(move || drop(cluster));
        stop.await.context("the private database did not stop")
    }
}

async fn build_pool(
    connector: &Connector,
    max_connections: u32,
    (stopped, outage): (CancellationToken, Arc<Outage>),
) -> Result<bb8::Pool<AsyncPgConnection>> {
    let mut manager = ManagerConfig::default();
    manager.recycling_method = RecyclingMethod::Verified;
    let connecting = connector.clone();
    manager.custom_setup = Box::new(move |_| {
        let (connector, stopped) = (connecting.clone(), stopped.clone());
        let outage = Arc::clone(&outage);
        Box::pin(async move {
            let connection = connector.diesel().await;
            // The pool tries again until a caller's patience ends, and tells that caller nothing of this.
            match &connection {
                Ok(_) => outage.end(),
                Err(_) if stopped.is_cancelled() => {}
                Err(error) => outage.note(error),
            }
            connection
        })
    });
    let manager = AsyncDieselConnectionManager::new_with_config("", manager);
    let pool = bb8::Pool::builder()
        .max_size(max_connections)
        .connection_timeout(PATIENCE)
        // Without this check everybody who held a connection over a restart of Postgres sees one failure.
        .test_on_check_out(true);
    pool.build(manager)
        .await
        .context("the database pool cannot be filled")
}
