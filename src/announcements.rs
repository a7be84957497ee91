//! What happens in the database, as it happens: Postgres' notifications, shared by everybody in this process who waits for them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Result;
use serde::Deserialize;
use tokio::sync::broadcast;

use crate::database::Database;
use crate::database::notifications::Notifications;
use crate::ids::{CategoryId, UserId};
use crate::models::event::{self, EventKind};
use crate::models::{access, presence, setting};
use crate::outbox;

/// How many announcements a slow listener may be behind before it has to look at the tables instead.
const BACKLOG: usize = 4096;
/// How often it is made sure that the connection still brings what is announced. Nothing is announced over one that broke unnoticed.
const HEARTBEAT: Duration = Duration::from_secs(2);
/// How long to wait before listening again after the connection was lost.
const PAUSE: Duration = Duration::from_millis(500);

/// Something that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Announcement {
    /// An event was recorded.
    Event(Announced),
    /// A job was enqueued.
    Job,
    /// What this person may do or see is another now; nobody in particular where it may be anybody.
    Access(Option<UserId>),
    /// What staff have set is another now.
    Standing,
    /// Somebody came to a ticket, left it, or writes in it.
    Presence(Present),
    /// Announcements were lost: look at the tables.
    Gap,
}

/// An event that was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Announced {
    /// The event.
    pub id: i64,
    /// What kind of event it is.
    pub kind: EventKind,
    /// The ticket that it is about.
    pub ticket_id: Option<i64>,
    /// The message that it is about.
    pub message_id: Option<i64>,
    /// The category of the ticket.
    pub category_id: Option<CategoryId>,
    /// The category that a ticket was in before it was moved.
    pub left_category_id: Option<CategoryId>,
}

impl Announced {
    /// Whether pages that are kept fresh show something of it. Who reads what, only the log tells: the reading of a page changes none.
    pub fn is_shown(&self) -> bool {
        self.kind != EventKind::TicketRead
    }
}

/// Somebody who is at a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Present {
    /// The ticket.
    pub ticket_id: i64,
    /// Whether it differs from what was announced before.
    pub is_new: bool,
    /// Whether they write an answer to the member.
    pub is_answering: bool,
}

/// Hands out what Postgres announces. It listens for as long as the process lives.
#[derive(Clone)]
pub struct Announcements {
    sender: broadcast::Sender<Announcement>,
    heard: Heard,
}

/// How much has been heard, by which it is known whether anything has happened since a moment.
#[derive(Clone)]
struct Heard {
    /// Tells the processes that share a database from each other: each hears by itself.
    process: u64,
    count: Arc<AtomicU64>,
}

impl Heard {
    fn nothing() -> Self {
        Self {
            process: rand::random(),
            count: Arc::default(),
        }
    }

    /// Counts what pages show something of. It is counted before it is handed out: whoever begins to listen has either counted it or
    /// hears it.
    fn note(&self, announcement: Announcement) {
        let is_shown = match announcement {
            Announcement::Job | Announcement::Presence(_) => false,
            Announcement::Event(event) => event.is_shown(),
            Announcement::Access(_) | Announcement::Standing | Announcement::Gap => true,
        };
        if is_shown {
            self.count.fetch_add(1, Ordering::AcqRel);
        }
    }
}

impl Announcements {
    /// Listens on a connection of its own, and again whenever that is lost.
    pub async fn start(database: Arc<Database>) -> Result<Self> {
        let (sender, _) = broadcast::channel(BACKLOG);
        let notifications = listen(&database).await?;
        let heard = Heard::nothing();
        let ears = (sender.clone(), heard.clone());
        tokio::spawn(forward(database, notifications, ears));
        Ok(Self { sender, heard })
    }

    /// Stands for all that has been heard so far. As long as it is the same, nothing has happened that pages show.
    pub fn mark(&self) -> String {
        let count = self.heard.count.load(Ordering::Acquire);
        format!("{:x}.{count}", self.heard.process)
    }

    /// What happens from now on.
    pub fn subscribe(&self) -> Listener {
        Listener {
            receiver: self.sender.subscribe(),
        }
    }
}

/// One who waits for announcements.
pub struct Listener {
    receiver: broadcast::Receiver<Announcement>,
}

impl Listener {
    /// The next announcement. Whoever is too slow gets [`Announcement::Gap`] in place of those that were missed; `None` comes when
    /// the server stops.
    pub async fn next(&mut self) -> Option<Announcement> {
        match self.receiver.recv().await {
            Ok(announcement) => Some(announcement),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(Announcement::Gap),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}

async fn listen(database: &Database) -> Result<Notifications> {
    database
        .listen(&[
            event::ANNOUNCEMENTS,
            outbox::ANNOUNCEMENTS,
            access::ANNOUNCEMENTS,
            setting::ANNOUNCEMENTS,
            presence::ANNOUNCEMENTS,
        ])
        .await
}

async fn forward(
    database: Arc<Database>,
    mut notifications: Notifications,
    (sender, heard): (broadcast::Sender<Announcement>, Heard),
) {
    // Nobody may be listening right now, which is no failure.
    let tell = |announcement| {
        heard.note(announcement);
        sender.send(announcement).ok();
    };
    loop {
        while let Some(announcement) = hear(&mut notifications).await {
            tell(announcement);
        }
        if database.is_stopped() {
            return;
        }
        tracing::warn!("the connection that listens to the database is gone; listening again");
        // Who may read what can no longer be told, so everybody looks for themselves.
        tell(Announcement::Gap);
        notifications = loop {
            tokio::time::sleep(PAUSE).await;
            match listen(&database).await {
                Ok(notifications) => break notifications,
                Err(_) if database.is_stopped() => return,
                Err(error) => database.outage().note(error),
            }
        };
        tell(Announcement::Gap);
    }
}

/// The next announcement; nothing when the connection is gone.
async fn hear(notifications: &mut Notifications) -> Option<Announcement> {
    loop {
        tokio::select! {
            notification = notifications.next() => {
                let notification = notification?;
                return Some(parse(notification.channel(), notification.payload()));
            }
            () = tokio::time::sleep(HEARTBEAT) => notifications.check().await?,
        }
    }
}

fn parse(channel: &str, payload: &str) -> Announcement {
    match channel {
        outbox::ANNOUNCEMENTS => Announcement::Job,
        access::ANNOUNCEMENTS => Announcement::Access(payload.parse().ok()),
        setting::ANNOUNCEMENTS => Announcement::Standing,
        presence::ANNOUNCEMENTS => {
            serde_json::from_str(payload).map_or(Announcement::Gap, Announcement::Presence)
        }
        _ => serde_json::from_str(payload).map_or(Announcement::Gap, Announcement::Event),
    }
}
