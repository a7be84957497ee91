//! The connection to Discord's gateway, kept up until the server stops.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serenity::Client;
use serenity::all::{GatewayIntents, HttpBuilder, ShardId};
use serenity::builder::CreateAllowedMentions;
use serenity::cache::Settings as CacheSettings;
use serenity::client::{ClientBuilder, Context, RawEventHandler};
use serenity::gateway::{GatewayError, ShardManager};
use serenity::http::Http;
use serenity::model::event::Event;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::bot::presence::Shown;
use crate::bot::{Bot, Link, watchdog};
use crate::config::Config;
use crate::config::bot::BotConfig;
use crate::discord::Failure;
use crate::models::bot::status::Hindrance;
use crate::models::setting::Settings;

const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How long the gateway may take to say goodbye.
const FAREWELL: Duration = Duration::from_secs(3);
/// The one connection of the bot.
const SHARD: ShardId = ShardId(0);
/// The close code after which Discord forgets the session and shows the bot as gone.
/// <https://discord.com/developers/docs/events/gateway#initiating-a-disconnect>
const CLOSED: u16 = 1000;

/// What the gateway said, and how to answer.
pub(crate) struct Heard {
    pub(crate) event: Event,
    pub(crate) link: Link,
}

/// Connects, and connects again, until the server stops.
///
/// # Errors
///
/// Fails with a [`Hindrance`] when Discord does not let the bot in at all.
pub(crate) async fn stay_connected(
    bot: &Bot,
    sender: mpsc::UnboundedSender<Heard>,
) -> anyhow::Result<()> {
    let mut pause = FIRST_PAUSE;
    while !bot.stop.is_cancelled() {
        let started = Instant::now();
        let failure = match connect(bot, sender.clone()).await {
            Ok(End::Renewed) => continue,
            Ok(End::Ended) => None,
            Err(Trouble::Forever(hindrance)) => return Err(hindrance.into()),
            Err(Trouble::Passing(error)) => Some(error),
        };
        if bot.stop.is_cancelled() {
            break;
        }
        if started.elapsed() > LONGEST_PAUSE {
            pause = FIRST_PAUSE;
        }
        let reason = failure.map_or_else(String::new, |error| format!("{error:#}"));
        bot.health.lost(&reason);
        tracing::warn!(reason, "not connected to Discord; trying again");
        tokio::select! {
            () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
            () = bot.stop.cancelled() => {}
        }
    }
    Ok(())
}

/// How a connection ended.
enum End {
    /// It was given up or lost.
    Ended,
    /// Another one is to hear of other things.
    Renewed,
}

/// Why there is no connection.
enum Trouble {
    /// It may be better in a moment.
    Passing(anyhow::Error),
    /// Somebody has to change something.
    Forever(Hindrance),
}

async fn connect(bot: &Bot, sender: mpsc::UnboundedSender<Heard>) -> Result<End, Trouble> {
    let url = bot.app.discord.gateway_url().await.map_err(|failure| {
        if matches!(failure, Failure::Refused { status: 401, .. }) {
            return Trouble::Forever(Hindrance::Token);
        }
        Trouble::Passing(anyhow::Error::new(failure))
    })?;
    let (config, stop) = (&bot.app.config, bot.stop.child_token());
    let http = http(config, &bot.app.discord.token());
    let settings = bot.app.settings();
    let wanted = (Shown::of(&settings), intents(&config.bot, &settings));
    let (report, mut reported) = oneshot::channel();
    std::thread::Builder::new()
        .name("gateway".to_owned())
        .spawn({
            let (wanted, stop) = (wanted.clone(), stop.clone());
            move || {
                let outcome = run(http, (url, wanted), sender, stop);
                // Nobody waits for the outcome any more when the server is being torn down.
                report.send(outcome).ok();
            }
        })
        .map_err(|error| Trouble::Passing(error.into()))?;
    let (outcome, end) = tokio::select! {
        outcome = &mut reported => (outcome, End::Ended),
        () = other_intents(bot, wanted.1) => {
            stop.cancel();
            (reported.await, End::Renewed)
        }
        () = watchdog::until_silent(bot) => {
            tracing::warn!("Discord's gateway does not answer any more; the connection is given up");
            stop.cancel();
            (reported.await, End::Ended)
        }
    };
    let outcome = outcome.map_err(|error| Trouble::Passing(error.into()))?;
    outcome.map_err(judge)?;
    Ok(end)
}

/// Ends when the settings want to hear of other things than the connection does.
async fn other_intents(bot: &Bot, heard: GatewayIntents) {
    let mut standing = bot.app.follower.subscribe();
    let config = &bot.app.config.bot;
    let other = standing.wait_for(|standing| intents(config, &standing.current.settings) != heard);
    // Without anybody who could want something else, it stays as it is.
    if other.await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Runs one client until it ends. It has a thread with a runtime of its own: serenity spawns a task for every event, and a runtime
/// with one thread runs tasks in the order in which they were spawned. That is how the order of events is kept.
fn run(
    http: Http,
    (url, wanted): (String, (Shown, GatewayIntents)),
    sender: mpsc::UnboundedSender<Heard>,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let ear = Ear {
            sender,
            shards: Arc::default(),
        };
        let mut client = build(http, wanted, ear.clone()).await?;
        *client.ws_url.lock().await = url;
        let shards = Arc::clone(&client.shard_manager);
        ear.shards.set(Arc::clone(&shards)).ok();
        // Before a connection is replaced, the manager waits for the word that the old one is closed, and five seconds at most. The
        // connection cannot give it while it is the one that asks, and seems to live until then. After a replacement the manager leaves
        // such a word behind; so only the first is missing.
        shards.shutdown_finished(SHARD);
        tokio::select! {
            outcome = client.start() => outcome.map_err(anyhow::Error::new),
            () = stop.cancelled() => {
                say_goodbye(&shards).await;
                Ok(())
            }
        }
    })
}

/// Closes the connection, so that Discord shows at once that the bot is gone.
async fn say_goodbye(shards: &ShardManager) {
    // Without a session there is nobody to say goodbye to.
    if shards.runners.lock().await.is_empty() {
        return;
    }
    // The first word is the one that was left behind, the second that of the connection.
    for _ in 0..2 {
        let closing = shards.shutdown(SHARD, CLOSED);
        if tokio::time::timeout(FAREWELL, closing).await.is_err() {
            tracing::debug!("the gateway did not say goodbye");
        }
    }
}

/// Hands on what the gateway says. It must not wait for anything, or the order would be lost.
#[derive(Clone)]
struct Ear {
    sender: mpsc::UnboundedSender<Heard>,
    shards: Arc<OnceLock<Arc<ShardManager>>>,
}

#[serenity::async_trait]
impl RawEventHandler for Ear {
    async fn raw_event(&self, context: Context, event: Event) {
        let Some(shards) = self.shards.get().cloned() else {
            return;
        };
        let link = Link { context, shards };
        // The receiver is gone only when the server is being torn down.
        self.sender.send(Heard { event, link }).ok();
    }
}

async fn build(
    http: Http,
    (shown, intents): (Shown, GatewayIntents),
    ear: Ear,
) -> serenity::Result<Client> {
    let mut settings = CacheSettings::default();
    settings.cache_guilds = false;
    settings.cache_channels = false;
    settings.cache_users = false;
    let mut builder = ClientBuilder::new_with_http(http, intents)
        .raw_event_handler(ear)
        .cache_settings(settings)
        .status(shown.status());
    if let Some(activity) = shown.activity() {
        builder = builder.activity(activity);
    }
    builder.await
}

/// The library's own way to REST, over which only commands are answered and registered. It goes to the configured address in the
/// same way whether that is Discord's or another one. The library uses a proxy only without its rate limiter.
fn http(config: &Config, token: &SecretString) -> Http {
    HttpBuilder::new(token.expose_secret())
        .proxy(&config.discord.api_url)
        .ratelimiter_disabled(true)
        .default_allowed_mentions(CreateAllowedMentions::new())
        .build()
}

/// Discord sends only what is asked for: nobody's typing reaches us unless somebody is to see it, on Discord or in the panel.
fn intents(bot: &BotConfig, settings: &Settings) -> GatewayIntents {
    let always = GatewayIntents::GUILDS
        | GatewayIntents::GUILD_MESSAGES
        | GatewayIntents::MESSAGE_CONTENT
        | GatewayIntents::DIRECT_MESSAGES
        | GatewayIntents::GUILD_MEMBERS;
    let mut typing = GatewayIntents::empty();
    typing.set(
        GatewayIntents::DIRECT_MESSAGE_TYPING,
        settings.member_typing || bot.enable_panel,
    );
    typing.set(
        GatewayIntents::GUILD_MESSAGE_TYPING,
        settings.staff_typing || bot.enable_panel,
    );
    always | typing
}

fn judge(error: anyhow::Error) -> Trouble {
    match error.downcast_ref::<serenity::Error>() {
        Some(serenity::Error::Gateway(GatewayError::InvalidAuthentication)) => {
            Trouble::Forever(Hindrance::Token)
        }
        Some(serenity::Error::Gateway(
            GatewayError::InvalidGatewayIntents | GatewayError::DisallowedGatewayIntents,
        )) => Trouble::Forever(Hindrance::Intents),
        _ => Trouble::Passing(error),
    }
}
