//! The doctor: looks whether everything is as the desk needs it, and says of each thing that is not how to mend it.
//!
//! Looking and judging are apart: what was seen is judged by functions that look at nothing, a file for each aspect. What is found is
//! shown by `rustmail doctor` and by a page of the administration, in the same words. Nothing that belongs to the desk is changed.

pub mod application;
pub mod bot;
pub mod channels;
pub mod clocks;
pub mod database;
pub mod files;
pub mod finding;
pub mod looking;
pub mod panel;
pub mod people;
mod saying;
pub mod servers;
pub mod sign_in;

use crate::clock::Clock;
use crate::config::Config;
use crate::config::bot::Mode;
use crate::config::warning::Warning;
use crate::discord::Discord;
use crate::discord::application::Intent;
use crate::discord::permission::BotPermission;
use crate::doctor::bot::Server;
use crate::doctor::channels::{Purpose, Seclusion};
use crate::doctor::clocks::Whose;
use crate::doctor::database::{Kept, Whereabouts};
use crate::doctor::finding::{Aspect, Diagnosis, Finding, Group, Reason, State, Value, not_looked};
use crate::doctor::looking::{Myself, Place, Servers};
use crate::doctor::panel::{Here, Listener};
use crate::doctor::servers::Part;
use crate::ids::ChannelId;
use crate::models::setting::Settings;
use crate::session_cookie;
use crate::standing;

/// Everything that an examination takes.
pub struct Examination<'a> {
    /// What the owner configured.
    pub config: &'a Config,
    /// What the owner should hear about that, though it can be started.
    pub warnings: &'a [Warning],
    /// The way to Discord.
    pub discord: &'a Discord,
    /// Where the database is.
    pub whereabouts: Whereabouts,
    /// What time it is here.
    pub clock: &'a Clock,
    /// Who looks.
    pub here: Here,
}

/// How far an examination is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Discord, the database, the files and the panel are asked.
    Asking,
    /// The servers on Discord are looked through.
    Servers,
}

/// What was seen of everything that lies on no server of Discord.
struct Seen {
    myself: Myself,
    database: Option<Result<database::Seen, Reason>>,
    files: files::Seen,
    panel: panel::Seen,
}

impl Examination<'_> {
    /// Looks at everything, and tells on the way how far it is.
    pub async fn run(&self, tell: impl Fn(Stage)) -> Diagnosis {
        tell(Stage::Asking);
        let (myself, database, files, panel) = tokio::join!(
            looking::myself(self.discord, self.config, self.clock),
            self.whereabouts.look(self.config, self.clock),
            files::look(self.config, &self.here),
            panel::look(self.config, &self.here),
        );
        let seen = Seen {
            myself,
            database,
            files,
            panel,
        };
        tell(Stage::Servers);
        // How we look may be remembered from before the token was reset, so that this alone proves nothing.
        let servers = match (&seen.myself.application, &seen.myself.person) {
            (Ok(_), Ok(person)) => Some(looking::servers(self.discord, self.config, person).await),
            _ => None,
        };
        let groups = [
            (Aspect::Configuration, self.configuration()),
            (Aspect::Discord, self.discord(&seen.myself)),
            (Aspect::SignIn, self.sign_in(&seen.myself)),
            (Aspect::Servers, self.servers(&seen, servers.as_ref())),
            (Aspect::Channels, self.channels(&seen, servers.as_ref())),
            (Aspect::People, self.people(&seen, servers.as_ref())),
            (Aspect::Clock, clocks_of(&seen)),
            (
                Aspect::Database,
                database::judge(&self.whereabouts, seen.database.as_ref()),
            ),
            (Aspect::Files, files::judge(&seen.files)),
            (
                Aspect::Panel,
                panel::judge(self.config, &self.here, &seen.panel),
            ),
            (Aspect::Bot, vec![self.bot(&seen)]),
        ];
        let groups = groups
            .into_iter()
            .map(|(aspect, findings)| Group { aspect, findings })
            .filter(|group| !group.findings.is_empty());
        Diagnosis {
            groups: groups.collect(),
        }
    }

    fn configuration(&self) -> Vec<Finding> {
        let warnings = self.warnings.iter();
        let warnings = warnings.map(|warning| {
            let values = [("warning", Value::Warning(warning.clone()))];
            State::Warning.with("doctor-configuration-warning", values)
        });
        let good = State::Good.text("doctor-configuration-good");
        std::iter::once(good).chain(warnings).collect()
    }

    fn discord(&self, myself: &Myself) -> Vec<Finding> {
        let mut findings = vec![application::reach(
            &self.config.discord.api_url,
            &myself.time,
        )];
        if myself.time.is_err() {
            return findings;
        }
        findings.push(application::token(&myself.application));
        if let Ok(known) = &myself.application {
            let client_id = self.config.bot.client_id;
            findings.extend(client_id.map(|id| application::identity(id, known)));
            findings.extend(Intent::NEEDED.map(|intent| application::intent(known, intent)));
        }
        findings
    }

    fn sign_in(&self, myself: &Myself) -> Vec<Finding> {
        let bot = &self.config.bot;
        let Some(redirect) = bot.redirect_url.as_ref().filter(|_| bot.enable_panel) else {
            return Vec::new();
        };
        let redirect = match &myself.application {
            Ok(application) => sign_in::redirect(redirect, &application.redirect_uris),
            Err(_) => State::Unknown.text("doctor-needs-token"),
        };
        let secret = myself.credentials.as_ref().map(sign_in::secret);
        let connection = match session_cookie::is_private(self.config) {
            true => sign_in::Connection::Private,
            false => sign_in::Connection::Plain,
        };
        let cookie = sign_in::cookie(&self.config.public_url(), connection);
        let findings = [Some(redirect), secret, Some(cookie)];
        findings.into_iter().flatten().collect()
    }

    fn servers(&self, seen: &Seen, servers: Option<&Servers>) -> Vec<Finding> {
        let Some(servers) = servers else {
            return vec![State::Unknown.text("doctor-needs-token")];
        };
        let invitation = self.invitation(&seen.myself);
        let presence =
            |part, place: &Place| servers::presence((part, place.id), &place.server, &invitation);
        let mut findings = match &servers.community {
            None => vec![presence(Part::Both, &servers.staff)],
            Some(community) => vec![
                presence(Part::Community, community),
                presence(Part::Staff, &servers.staff),
            ],
        };
        if let Some(bot) = servers.staff.bot() {
            findings.push(servers::permissions(&bot));
            let has_categories = kept(seen).is_some_and(|kept| !kept.categories.is_empty());
            findings.extend(servers::moving(&bot).filter(|_| has_categories));
        }
        findings
    }

    fn channels(&self, seen: &Seen, servers: Option<&Servers>) -> Vec<Finding> {
        let Some(bot) = servers.and_then(|servers| servers.staff.bot()) else {
            return vec![State::Unknown.text("doctor-needs-server")];
        };
        let Some(Ok(channels)) = servers.map(|servers| &servers.staff.channels) else {
            let failure = servers.and_then(|servers| servers.staff.channels.as_ref().err());
            return failure.map(not_looked).into_iter().collect();
        };
        let mut findings = Vec::new();
        for (purpose, id, seclusion) in self.categories(seen) {
            let found = channels::category((&purpose, id), seclusion, &bot, channels);
            findings.extend(found);
        }
        if let Some(id) = self.settings(seen).closure_log() {
            let elsewhere = servers.and_then(|servers| servers.community.as_ref());
            let elsewhere = elsewhere.filter(|place| place.has(id));
            let found =
                match elsewhere.and_then(|place| place.bot().zip(place.channels.as_ref().ok())) {
                    Some((bot, channels)) => channels::log(id, &bot, channels),
                    None => channels::log(id, &bot, channels),
                };
            findings.push(found);
        }
        findings
    }

    /// The Discord categories that take tickets, each once.
    fn categories(&self, seen: &Seen) -> Vec<(Purpose, ChannelId, Seclusion)> {
        let among = match self.config.bot.mode {
            Mode::Single { .. } => Seclusion::AmongMembers,
            Mode::Dual { .. } => Seclusion::AmongStaff,
        };
        let mut wanted = vec![(Purpose::Inbox, self.settings(seen).inbox, among)];
        for category in kept(seen).iter().flat_map(|kept| &kept.categories) {
            let Some(id) = category.discord_category_id else {
                continue;
            };
            if wanted.iter().any(|(_, known, _)| *known == id) {
                continue;
            }
            let seclusion = match category.staff_roles.is_empty() {
                true => among,
                false => Seclusion::EachForItself,
            };
            wanted.push((Purpose::Category(category.name.clone()), id, seclusion));
        }
        wanted
    }

    fn people(&self, seen: &Seen, servers: Option<&Servers>) -> Vec<Finding> {
        let bot = &self.config.bot;
        let mut findings: Vec<Finding> = people::administrators(bot).into_iter().collect();
        let Some(servers) = servers else {
            findings.push(State::Unknown.text("doctor-needs-token"));
            return findings;
        };
        let Ok(Some(server)) = &servers.staff.server else {
            findings.push(State::Unknown.text("doctor-needs-server"));
            return findings;
        };
        let categories = kept(seen).map(|kept| kept.categories.as_slice());
        let roles = people::named_roles(bot, categories.unwrap_or_default());
        findings.extend(people::roles(&roles, server));
        findings.extend(people::people(&people::named_people(bot), &servers.present));
        findings
    }

    fn bot(&self, seen: &Seen) -> Finding {
        let (Some(Ok(database)), Some(kept)) = (&seen.database, kept(seen)) else {
            return State::Unknown.text("doctor-bot-unknown");
        };
        let is_stopped =
            self.here == Here::CommandLine && seen.panel.listener != Some(Listener::Ours);
        let server = match is_stopped {
            true => Server::Stopped,
            false => Server::Running,
        };
        let told = bot::Seen {
            is_led: database.checkup.is_led,
            control: &kept.control,
            status: kept.status.as_ref(),
        };
        bot::judge(&told, server, self.clock.now())
    }

    /// What staff have set; what the file says as long as that cannot be read.
    fn settings(&self, seen: &Seen) -> Settings {
        let kept = kept(seen).map(|kept| kept.settings.clone());
        kept.unwrap_or_else(|| standing::settings_of(self.config))
    }

    /// Where the bot is let into a server, with all that it needs.
    fn invitation(&self, myself: &Myself) -> String {
        let needed = BotPermission::all_bits();
        let id = myself
            .application
            .as_ref()
            .map(|application| application.id);
        format!(
            "{}?client_id={}&scope=bot%20applications.commands&permissions={needed}",
            self.config.discord.authorize_url(),
            id.unwrap_or_default()
        )
    }
}

fn kept(seen: &Seen) -> Option<&Kept> {
    seen.database.as_ref()?.as_ref().ok()?.kept.as_ref()
}

fn clocks_of(seen: &Seen) -> Vec<Finding> {
    let discord = match &seen.myself.time {
        Ok(Some(reading)) => clocks::agreement(Whose::Discord, *reading),
        Ok(None) => State::Unknown.text("doctor-clock-unknown"),
        Err(failure) => not_looked(failure),
    };
    let postgres = seen.database.as_ref().and_then(|seen| seen.as_ref().ok());
    let postgres = postgres.map(|seen| clocks::agreement(Whose::Postgres, seen.clock));
    std::iter::once(discord).chain(postgres).collect()
}
