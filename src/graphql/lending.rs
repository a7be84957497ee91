//! Connections to the database, a few at a time. The fields of a request are resolved together, so without this a request with many
//! of them would take every connection of the pool while all others wait.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::app::App;
use crate::database::Connection;
use crate::error::Error;

/// The most connections that one request holds at once.
const MOST_AT_ONCE: usize = 3;

/// What lends connections to one request.
#[derive(Clone)]
pub struct Lending {
    app: Arc<App>,
    left: Arc<Semaphore>,
}

/// A connection lent to a request; it goes back when dropped.
pub struct Lent {
    // Dropped in this order: the pool has the connection back before the request may take another one.
    connection: Connection,
    _turn: OwnedSemaphorePermit,
}

impl Lending {
    /// For one request.
    pub fn new(app: Arc<App>) -> Self {
        let left = Arc::new(Semaphore::new(MOST_AT_ONCE));
        Self { app, left }
    }

    /// What time it is.
    pub fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    /// A connection, once the request holds few enough. Whoever holds one must not ask for another.
    pub async fn db(&self) -> Result<Lent, Error> {
        let turn = Arc::clone(&self.left).acquire_owned().await;
        let turn = turn.map_err(anyhow::Error::new)?;
        Ok(Lent {
            connection: self.app.db().await?,
            _turn: turn,
        })
    }
}

impl Deref for Lent {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}
