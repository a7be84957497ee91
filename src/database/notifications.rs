//! Postgres' notifications as a stream.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use anyhow::Result;
use futures::Stream;
use tokio::sync::mpsc;
use tokio_postgres::{AsyncMessage, Client, Notification};

use super::connector::{Connector, Driver};

/// How long a sign of life may take.
const PATIENCE: Duration = Duration::from_secs(1);

/// What is notified on the channels listened to.
///
/// The stream ends when its connection does. Whatever was notified in between is lost, so whoever listens
/// again has to look at the tables afterwards.
pub struct Notifications {
    /// The session lives as long as its client.
    client: Client,
    received: mpsc::UnboundedReceiver<Notification>,
}

impl Notifications {
    pub(super) async fn listen(connector: &Connector, channels: &[&str]) -> Result<Self> {
        let (client, driver) = connector.open().await?;
        let (sender, received) = mpsc::unbounded_channel();
        tokio::spawn(drive(driver, sender));
        for channel in channels {
            let channel = channel.replace('"', "\"\"");
            client
                .batch_execute(&format!("listen \"{channel}\""))
                .await?;
        }
        Ok(Self { client, received })
    }

    /// The next notification, or nothing once the connection is gone.
    pub async fn next(&mut self) -> Option<Notification> {
        self.received.recv().await
    }

    /// Asks for a sign of life. Whatever was notified before is received before it comes; nothing comes over a dead connection.
    pub async fn check(&self) -> Option<()> {
        let asked = tokio::time::timeout(PATIENCE, self.client.simple_query("")).await;
        match asked {
            Ok(Ok(_)) => Some(()),
            Ok(Err(error)) => {
                tracing::debug!(%error, "the connection that listens to the database is broken");
                None
            }
            Err(_) => {
                tracing::debug!("the connection that listens to the database is silent");
                None
            }
        }
    }
}

impl Stream for Notifications {
    type Item = Notification;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Notification>> {
        self.received.poll_recv(context)
    }
}

async fn drive(mut driver: Driver, sender: mpsc::UnboundedSender<Notification>) {
    let mut messages = futures::stream::poll_fn(move |context| driver.poll_message(context));
    while let Some(message) = futures::StreamExt::next(&mut messages).await {
        match message {
            Ok(AsyncMessage::Notification(notification)) => {
                if sender.send(notification).is_err() {
                    return;
                }
            }
            Ok(_) => {}
            Err(error) => {
                tracing::debug!(%error, "the connection that listens to the database ended");
                return;
            }
        }
    }
}
