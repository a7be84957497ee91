//! What staff have set, in effect in this process: the settings, and what the bot shall do. Postgres announces every change, so that all
//! processes follow at once.

use std::sync::Arc;
use std::time::Duration;

use diesel_async::AsyncPgConnection;
use tokio::sync::{Mutex, watch};

use crate::announcements::{Announcement, Announcements, Listener};
use crate::config::Config;
use crate::config::thread::Colour as FileColour;
use crate::database::Database;
use crate::models::bot::Control;
use crate::models::setting::Settings;
use crate::models::setting::value::{Colour, Presence};
use crate::models::setting::version::Current;

/// How long to wait before trying again to read what has changed.
const PAUSE: Duration = Duration::from_millis(500);

/// What is in effect at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The settings.
    pub current: Current,
    /// What the bot shall do.
    pub bot: Control,
}

/// Keeps what is in effect up to date for as long as the process lives.
pub struct Follower {
    file: Arc<Settings>,
    database: Arc<Database>,
    sender: watch::Sender<Arc<Standing>>,
    /// Held while it is read, so that what was read earlier is never told later.
    reading: Mutex<()>,
}

impl Follower {
    /// Reads what is in effect, and follows it from then on.
    ///
    /// # Errors
    ///
    /// Fails when it cannot be read.
    pub async fn start(
        database: Arc<Database>,
        announcements: &Announcements,
        config: &Config,
    ) -> anyhow::Result<Arc<Self>> {
        // Whatever is committed from here on is heard.
        let listener = announcements.subscribe();
        let file = Arc::new(settings_of(config));
        let standing = read(&database, &file).await?;
        let follower = Arc::new(Self {
            file,
            database,
            sender: watch::Sender::new(Arc::new(standing)),
            reading: Mutex::default(),
        });
        tokio::spawn(follow(Arc::clone(&follower), listener));
        Ok(follower)
    }

    /// What is in effect.
    pub fn standing(&self) -> Arc<Standing> {
        Arc::clone(&self.sender.borrow())
    }

    /// What is in effect, and word of every change.
    pub fn subscribe(&self) -> watch::Receiver<Arc<Standing>> {
        self.sender.subscribe()
    }

    /// The settings as the configuration file has them.
    pub fn file(&self) -> &Settings {
        &self.file
    }

    /// Reads what is in effect now. Whoever has changed something sees it at once, before it is announced.
    ///
    /// # Errors
    ///
    /// Fails when it cannot be read; it will be tried again when the change is announced.
    pub async fn refresh(&self) -> anyhow::Result<()> {
        let _reading = self.reading.lock().await;
        let standing = read(&self.database, &self.file).await?;
        self.sender.send_if_modified(|known| {
            let is_news = **known != standing;
            if is_news {
                *known = Arc::new(standing);
            }
            is_news
        });
        Ok(())
    }
}

/// The settings in effect now, for who does not follow them.
///
/// # Errors
///
/// Fails when they cannot be read.
pub async fn settings(conn: &mut AsyncPgConnection, config: &Config) -> anyhow::Result<Settings> {
    let current = Current::load(conn, &settings_of(config)).await?;
    Ok(current.settings)
}

async fn follow(follower: Arc<Follower>, mut listener: Listener) {
    while let Some(announcement) = listener.next().await {
        if !matches!(announcement, Announcement::Standing | Announcement::Gap) {
            continue;
        }
        while let Err(error) = follower.refresh().await {
            tracing::warn!(error = %format_args!("{error:#}"), "what staff have set cannot be read; trying again");
            tokio::time::sleep(PAUSE).await;
        }
    }
}

async fn read(database: &Database, file: &Settings) -> anyhow::Result<Standing> {
    let conn = &mut database.get().await?;
    Ok(Standing {
        current: Current::load(conn, file).await?,
        bot: Control::load(conn).await?,
    })
}

/// The settings as the configuration file has them.
pub fn settings_of(config: &Config) -> Settings {
    let (bot, thread) = (&config.bot, &config.thread);
    let colour = |FileColour(colour)| Colour(colour);
    Settings {
        presence: Presence::Online,
        activity: bot.status.clone(),
        welcome: bot.welcome_message.clone(),
        farewell: bot.close_message.clone(),
        inbox: thread.inbox_category_id,
        embedded: thread.embedded_message,
        block_quote: thread.block_quote,
        member_typing: bot.typing_proxy_from_user,
        staff_typing: bot.typing_proxy_from_staff,
        show_edits: config.logs.show_log_on_edit,
        show_deletions: config.logs.show_log_on_delete,
        channel_stays_secs: thread.time_to_close_thread_secs,
        member_colour: colour(thread.user_message_color),
        staff_colour: colour(thread.staff_message_color),
        system_colour: colour(thread.system_message_color),
        prefix: config.command.prefix.clone(),
        confirm_replies: config.notifications.show_success_on_reply,
        confirm_edits: config.notifications.show_success_on_edit,
        language: config.language.default_language.clone(),
        time_zone: bot.timezone,
        log_closures: bot.rustmail_logs.is_some(),
        log_channel: bot.logs_channel,
    }
}
