//! The long-lived parts of a running server, built complete or not at all, and handed to every face.

pub mod candidates;
pub mod channels;
pub mod place_names;
pub mod roles;
pub mod seclusion;
pub mod staff_server;
pub mod token;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::Context as _;
use chrono_tz::Tz;
use tokio::sync::watch;
use words::{Language, Words};

use crate::announcements::Announcements;
use crate::app::place_names::RememberedPlaces;
use crate::app::roles::Watch;
use crate::app::staff_server::RememberedRoles;
use crate::client_address::ClientAddress;
use crate::clock::Clock;
use crate::config::Config;
use crate::database::{Connection, Database};
use crate::discord::Discord;
use crate::discord::people::Person;
use crate::error::Error;
use crate::files::Files;
use crate::ids::{RoleId, UserId};
use crate::models::actor::{Act, Actor, Staff};
use crate::models::api_key::ApiKey;
use crate::models::permission::Permissions;
use crate::models::setting::{Settings, zone};
use crate::models::staff::{self, Appointments};
use crate::models::ticket::closing::Closing;
use crate::models::user::User;
use crate::rate_limits::RateLimits;
use crate::standing::{Follower, Standing};

/// The long-lived parts of a running server.
pub struct App {
    /// What the owner configured.
    pub config: Config,
    /// The truth.
    pub database: Arc<Database>,
    /// What time it is.
    pub clock: Clock,
    /// The way to Discord's REST API. Faces only look people up through it; what changes Discord is a job.
    pub discord: Discord,
    /// The bytes of attachments.
    pub files: Files,
    /// What happens in the database, as it happens.
    pub announcements: Announcements,
    /// Whether what was said on Discord while nobody listened has been taken in. The bot says so; until then nothing that a member's
    /// message would have prevented may happen.
    pub caught_up: watch::Sender<bool>,
    /// Whether this process is the one that runs the bot and the jobs.
    pub leads: AtomicBool,
    staff_roles: RememberedRoles,
    places: RememberedPlaces,
    watch: Watch,
    /// How often somebody may try what costs us or what could be guessed.
    pub rate_limits: RateLimits,
    /// What staff have set while the server runs.
    pub follower: Arc<Follower>,
    appointments: Appointments,
}

impl App {
    /// Connects to everything that `config` names.
    ///
    /// # Errors
    ///
    /// Fails when something of it cannot be used; nothing runs on then.
    pub async fn build(config: Config, clock: Clock) -> anyhow::Result<Arc<Self>> {
        let database = Arc::new(Database::connect(&config.database).await?);
        let built = Self::build_on(&database, config, clock).await;
        if built.is_err() {
            // A private database would keep its folder from whoever tries again.
            database.shutdown().await?;
        }
        built
    }

    async fn build_on(
        database: &Arc<Database>,
        config: Config,
        clock: Clock,
    ) -> anyhow::Result<Arc<Self>> {
        let database = Arc::clone(database);
        let announcements = Announcements::start(Arc::clone(&database)).await?;
        let follower = Follower::start(Arc::clone(&database), &announcements, &config).await?;
        check_time_zone(&database, &follower).await?;
        let files = Files::open(&config, Arc::clone(&database))
            .context("the attachments cannot be kept")?;
        let discord = Discord::new(&config.discord, config.bot.token.clone())?;
        let appointments = Appointments {
            super_admin_users: config.bot.panel_super_admin_users.iter().copied().collect(),
            super_admin_roles: config.bot.panel_super_admin_roles.iter().copied().collect(),
            staff_users: config.bot.staff_users.iter().copied().collect(),
            staff_roles: config.bot.staff_roles.iter().copied().collect(),
        };
        Ok(Arc::new(Self {
            config,
            database,
            clock,
            discord,
            files,
            announcements,
            caught_up: watch::Sender::new(false),
            leads: AtomicBool::new(false),
            staff_roles: RememberedRoles::default(),
            places: RememberedPlaces::default(),
            watch: Watch::default(),
            rate_limits: RateLimits::default(),
            follower,
            appointments,
        }))
    }

    /// A connection to the database.
    pub async fn db(&self) -> Result<Connection, Error> {
        Ok(self.database.get().await?)
    }

    /// The program that holds this API key.
    ///
    /// # Errors
    ///
    /// Refuses an unknown, an expired and a revoked key, and whoever has tried too many of those.
    pub async fn authenticate(&self, key: &str, client: ClientAddress) -> Result<Actor, Error> {
        let conn = &mut self.db().await?;
        let now = self.clock.now();
        let found = ApiKey::authenticate(conn, key, now, &client.to_string()).await;
        if let Err(Error::Refused(_)) = &found {
            self.rate_limits.count_wrong_key(client)?;
        }
        found
    }

    /// `actor`, acting now.
    pub fn act(&self, actor: Actor) -> Act {
        Act::new(actor, self.clock.now())
    }

    /// Who may do what by the configuration.
    pub fn appointments(&self) -> &Appointments {
        &self.appointments
    }

    /// The person as the panel knows them, with what they may do now.
    pub async fn staff(&self, id: UserId) -> Result<Option<Staff>, Error> {
        let conn = &mut self.db().await?;
        Ok(staff::find(conn, &self.appointments, id).await?)
    }

    /// What somebody may do, by the roles that Discord now says they hold in the staff server.
    ///
    /// # Errors
    ///
    /// Fails when Discord cannot be asked.
    pub async fn permissions_of(&self, id: UserId) -> Result<Permissions, Error> {
        let server = self.config.bot.mode.staff_server();
        let member = self.discord.member(server, id).await;
        let Some(member) = member.map_err(anyhow::Error::new)? else {
            return Ok(Permissions::none());
        };
        let roles: Vec<RoleId> = member.roles().collect();
        let conn = &mut self.db().await?;
        Ok(staff::permissions_of(conn, &self.appointments, id, &roles).await?)
    }

    /// What staff have set: the settings, and what the bot shall do.
    pub fn standing(&self) -> Arc<Standing> {
        self.follower.standing()
    }

    /// The settings in effect now.
    pub fn settings(&self) -> Settings {
        self.standing().current.settings.clone()
    }

    /// The languages that people may choose from in the panel, besides the one for everybody.
    pub fn languages(&self) -> Vec<Language> {
        let supported = &self.config.language.supported_languages;
        let usual = self.words().language();
        let is_offered = |language: &Language| {
            *language == usual || supported.iter().any(|code| code == language.code())
        };
        Language::ALL.into_iter().filter(is_offered).collect()
    }

    /// The words that the bot speaks.
    pub fn words(&self) -> &'static Words {
        let code = &self.standing().current.settings.language;
        Words::of(Language::from_code(code).unwrap_or(Language::English))
    }

    /// What a member is told when they open a ticket; nothing when that is set to nothing.
    pub fn greeting(&self) -> Option<String> {
        spoken(&self.settings().welcome)
    }

    /// What a member is told when their ticket is closed; nothing when that is set to nothing.
    pub fn farewell(&self) -> Option<String> {
        spoken(&self.settings().farewell)
    }

    /// How tickets are closed, by the settings.
    pub fn closing(&self) -> Closing {
        Closing {
            farewell: self.farewell(),
            channel_stays: self.settings().channel_stays(),
            ..Closing::default()
        }
    }

    /// What a member is told when their closed ticket is opened again.
    pub fn reopened_notice(&self) -> String {
        self.words().text("reopened-notice").into_owned()
    }

    /// What we keep of an account, as Discord describes it now.
    pub fn user_of(&self, person: &Person) -> User {
        User {
            id: UserId(person.id),
            username: person.username.clone(),
            display_name: person.global_name.clone(),
            avatar: person.avatar.clone(),
            updated_at: self.clock.now(),
        }
    }
}

/// Postgres counts days in the time zone, and has a list of its own.
async fn check_time_zone(database: &Database, follower: &Follower) -> anyhow::Result<()> {
    let zone = follower.standing().current.settings.time_zone;
    let is_known = zone::is_known(&mut *database.get().await?, zone).await?;
    match is_known {
        true => Ok(()),
        false => Err(UnknownZone(zone).into()),
    }
}

/// A time zone that Postgres has no rules for.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error(
    "Postgres does not know the time zone {0} (bot.timezone). Choose another, or bring the time zones of its machine up to date (on Debian, \
     the packages tzdata and tzdata-legacy)"
)]
pub struct UnknownZone(pub Tz);

fn spoken(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}
