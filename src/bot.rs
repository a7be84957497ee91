//! The bot face: what the gateway tells becomes verbs, and commands are answered. Everything else that appears on Discord is posted by
//! `jobs`.
//!
//! Events are taken in the order in which the gateway brings them. Each channel has a lane in which they are handled one after the
//! other; lanes run beside each other. Before the first event of a lane after a new session, what was said in its channel while
//! nobody listened is fetched and handled.

pub mod answer;
pub mod checks;
pub mod commands;
pub mod dispatch;
pub mod failure;
pub mod gateway;
pub mod health;
pub mod incoming;
pub mod invocation;
pub mod lanes;
pub mod persistence;
pub mod presence;
pub mod pulse;
pub mod recovery;
pub mod registration;
pub mod watchdog;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serenity::client::Context as GatewayContext;
use serenity::gateway::ShardManager;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::bot::gateway::Heard;
use crate::bot::health::Health;
use crate::bot::incoming::Item;
use crate::bot::lanes::Lanes;
use crate::bot::presence::Shown;
use crate::bot::pulse::Pulse;
use crate::bot::recovery::Progress;
use crate::bot::registration::Registration;
use crate::error::Error;

/// How long to let lanes finish when the server stops.
const GRACE: Duration = Duration::from_secs(10);

/// What every command gets.
pub type Context<'a> = poise::Context<'a, Arc<App>, Error>;

/// Keeps the bot connected, follows what happens on Discord and obeys commands, until `stop`. Only the leader runs this.
///
/// # Errors
///
/// Fails when Discord does not let the bot in; the sentence names the remedy.
pub async fn run(app: Arc<App>, stop: CancellationToken) -> anyhow::Result<()> {
    app.caught_up.send_replace(false);
    let bot = Arc::new(Bot::new(app, stop));
    let (sender, events) = mpsc::unbounded_channel();
    let following = tokio::spawn(follow(Arc::clone(&bot), events));
    let reporting = tokio::spawn(health::report(Arc::clone(&bot)));
    let showing = tokio::spawn(presence::follow(Arc::clone(&bot)));
    let outcome = gateway::stay_connected(&bot, sender).await;
    following.await?;
    // It waits for changes, which may never come when Discord did not let the bot in.
    showing.abort();
    if tokio::time::timeout(GRACE, bot.lanes.drained())
        .await
        .is_err()
    {
        tracing::warn!("some events were not handled in time; the next start takes them up again");
    }
    reporting.abort();
    health::report_end(&bot, &outcome).await;
    outcome
}

/// Everything that handling an event needs.
pub(crate) struct Bot {
    app: Arc<App>,
    stop: CancellationToken,
    options: poise::FrameworkOptions<Arc<App>, Error>,
    lanes: Lanes<Item>,
    progress: Progress,
    registration: Registration,
    link: Mutex<Option<Link>>,
    health: Health,
    pulse: Pulse,
    cautioned: incoming::talk::Cautioned,
    places: incoming::placing::Places,
}

/// The way to answer: the current session with the gateway.
#[derive(Clone)]
pub(crate) struct Link {
    context: GatewayContext,
    shards: Arc<ShardManager>,
}

impl Link {
    /// How long the gateway took to answer the last heartbeat, if it has answered one.
    async fn latency(&self) -> Option<Duration> {
        let runners = self.shards.runners.lock().await;
        runners.values().find_map(|runner| runner.latency)
    }

    /// Shows the bot in this way from now on.
    fn show(&self, shown: &Shown) {
        let context = &self.context;
        context.set_presence(shown.activity(), shown.status());
    }
}

impl Bot {
    fn new(app: Arc<App>, stop: CancellationToken) -> Self {
        Self {
            options: dispatch::options(app.words()),
            app,
            stop,
            lanes: Lanes::default(),
            progress: Progress::default(),
            registration: Registration::default(),
            link: Mutex::default(),
            health: Health::default(),
            pulse: Pulse::default(),
            cautioned: incoming::talk::Cautioned::default(),
            places: incoming::placing::Places::default(),
        }
    }

    fn set_link(&self, link: Link) {
        *self.link.lock().unwrap_or_else(PoisonError::into_inner) = Some(link);
    }

    fn link(&self) -> Option<Link> {
        self.link
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

async fn follow(bot: Arc<Bot>, mut events: mpsc::UnboundedReceiver<Heard>) {
    while let Some(heard) = events.recv().await {
        incoming::take(&bot, heard);
    }
}
