//! Looking at Discord: what is independent is asked at once, and nothing is waited for long.

use std::time::Duration;

use futures::{StreamExt as _, TryStreamExt as _, stream};

use crate::clock::Clock;
use crate::config::Config;
use crate::config::bot::Mode;
use crate::discord::application::{Application, Credentials};
use crate::discord::channels::Channel;
use crate::discord::people::{Member, Person};
use crate::discord::permission::Occupant;
use crate::discord::server::WholeServer;
use crate::discord::{Discord, Failure, Silence};
use crate::doctor::clocks::Reading;
use crate::doctor::people::named_people;
use crate::ids::{ChannelId, ServerId, UserId};

/// How long Discord may take for one thing.
const PATIENCE: Duration = Duration::from_secs(4);
/// How many people are looked for at a time.
const AT_ONCE: usize = 5;

/// Who we are on Discord, and what time it is there.
#[derive(Debug)]
pub struct Myself {
    /// Discord's clock, if it tells.
    pub time: Result<Option<Reading>, Failure>,
    /// The application to which the token belongs.
    pub application: Result<Application, Failure>,
    /// The account of the bot.
    pub person: Result<Person, Failure>,
    /// What Discord says of the client secret; nothing when there is none.
    pub credentials: Option<Result<Credentials, Failure>>,
}

/// The servers that the desk works in.
#[derive(Debug)]
pub struct Servers {
    /// Where the members are; nothing when they are where the staff are.
    pub community: Option<Place>,
    /// Where the staff are.
    pub staff: Place,
    /// Who of those whom the configuration names is in the staff server.
    pub present: Result<Vec<UserId>, Failure>,
}

/// A server, as far as the bot can see it.
#[derive(Debug)]
pub struct Place {
    /// The server.
    pub id: ServerId,
    /// The server as it is; `None` when the bot is not in it.
    pub server: Result<Option<WholeServer>, Failure>,
    /// Its channels.
    pub channels: Result<Vec<Channel>, Failure>,
    member: Result<Option<Member>, Failure>,
    person: UserId,
}

impl Place {
    /// The bot in this server, if it is in it.
    pub fn bot(&self) -> Option<Occupant<'_>> {
        let server = self.server.as_ref().ok()?.as_ref()?;
        let member = self.member.as_ref().ok()?.as_ref()?;
        let roles = member.roles().collect();
        Some(Occupant::member(server, self.person, roles))
    }

    /// Whether a channel is in this server.
    pub fn has(&self, id: ChannelId) -> bool {
        let channels = self.channels.iter().flatten();
        channels.map(Channel::id).any(|known| known == id)
    }
}

/// Asks who we are.
pub async fn myself(discord: &Discord, config: &Config, clock: &Clock) -> Myself {
    let (time, application, person, credentials) = tokio::join!(
        in_time(time(discord, clock)),
        in_time(discord.application()),
        in_time(discord.myself()),
        credentials(discord, config),
    );
    Myself {
        time,
        application,
        person,
        credentials,
    }
}

/// Looks through the servers.
pub async fn servers(discord: &Discord, config: &Config, bot: &Person) -> Servers {
    let mode = config.bot.mode;
    let community = async {
        match mode {
            Mode::Single { .. } => None,
            Mode::Dual { community, .. } => Some(place(discord, community, bot).await),
        }
    };
    let named: Vec<UserId> = named_people(&config.bot)
        .into_iter()
        .map(|one| one.1)
        .collect();
    let (community, staff, present) = tokio::join!(
        community,
        place(discord, mode.staff_server(), bot),
        in_time(present(discord, mode.staff_server(), named)),
    );
    Servers {
        community,
        staff,
        present,
    }
}

async fn time(discord: &Discord, clock: &Clock) -> Result<Option<Reading>, Failure> {
    let asked_at = clock.now();
    let theirs = discord.time().await?;
    let answered_at = clock.now();
    Ok(theirs.map(|theirs| Reading {
        theirs,
        asked_at,
        answered_at,
    }))
}

async fn credentials(discord: &Discord, config: &Config) -> Option<Result<Credentials, Failure>> {
    let bot = &config.bot;
    let (id, secret) = (bot.client_id?, bot.client_secret.as_ref()?);
    let redirect = bot.redirect_url.as_ref()?.as_str();
    Some(in_time(discord.credentials((id, secret), redirect)).await)
}

async fn place(discord: &Discord, id: ServerId, bot: &Person) -> Place {
    let person = UserId(bot.id);
    let (server, member, channels) = tokio::join!(
        in_time(discord.whole_server(id)),
        in_time(discord.member(id, person)),
        in_time(discord.channels(id)),
    );
    Place {
        id,
        server,
        channels,
        member,
        person,
    }
}

async fn present(
    discord: &Discord,
    server: ServerId,
    named: Vec<UserId>,
) -> Result<Vec<UserId>, Failure> {
    let asking = stream::iter(named).map(async |user| {
        let member = discord.member(server, user).await?;
        Ok::<_, Failure>(member.map(|_| user))
    });
    let found = asking.buffer_unordered(AT_ONCE);
    found
        .try_filter_map(async |user| Ok(user))
        .try_collect()
        .await
}

async fn in_time<T>(asking: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let answer = tokio::time::timeout(PATIENCE, asking).await;
    answer.unwrap_or_else(|_| {
        let silence = Silence::TooSlow(PATIENCE.as_secs());
        Err(Failure::Unanswered(silence))
    })
}
