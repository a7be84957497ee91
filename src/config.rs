//! The configuration: `config.toml`, overridden by `RUSTMAIL_…` environment variables.
//!
//! It holds secrets and what is needed to start. What staff change while the server runs lives in the
//! database, never here. Reading collects every problem before it gives up, so that one look at the
//! message is enough to mend the file.

pub mod attachments;
pub mod bot;
pub mod database;
pub mod discord;
mod environment;
pub mod groundwork;
pub mod language;
pub mod messages;
mod nearest;
pub mod problem;
mod reading;
pub mod server;
pub mod setting;
pub mod source;
pub mod thread;
pub mod warning;

use std::path::{Path, PathBuf};

use url::Url;

use self::attachments::AttachmentsConfig;
use self::bot::BotConfig;
use self::database::DatabaseConfig;
use self::discord::DiscordConfig;
pub use self::environment::Environment;
use self::language::LanguageConfig;
use self::messages::{CommandConfig, LogsConfig, NotificationsConfig};
use self::problem::Invalid;
use self::reading::{Document, Reader};
use self::server::{Role, ServerConfig};
use self::source::Source;
use self::thread::ThreadConfig;
use self::warning::Warning;

/// The path of the panel to which Discord sends people back.
pub const CALLBACK: &str = "/api/auth/callback";

/// Everything the server needs to know before it starts, checked and complete.
#[derive(Clone, Debug)]
pub struct Config {
    /// The Discord application, its servers, and who may do what from the first start.
    pub bot: BotConfig,
    /// Commands typed as text.
    pub command: CommandConfig,
    /// Ticket channels and how messages look in them.
    pub thread: ThreadConfig,
    /// The languages of the words for people.
    pub language: LanguageConfig,
    /// Which confirmations staff see.
    pub notifications: NotificationsConfig,
    /// Which changes of messages are shown in the ticket channel.
    pub logs: LogsConfig,
    /// Where the data lives.
    pub database: DatabaseConfig,
    /// Where Discord is.
    pub discord: DiscordConfig,
    /// Where this server listens, and which of its parts run.
    pub server: ServerConfig,
    /// Where the bytes of attachments are kept.
    pub attachments: AttachmentsConfig,
    /// Where all of this was read from.
    pub source: Source,
}

/// A configuration that may be started, and what its owner should hear about it.
#[derive(Debug)]
pub struct Loaded {
    /// The configuration itself.
    pub config: Config,
    /// Keys without effect and the like: worth a line in the log, no reason to refuse.
    pub warnings: Vec<Warning>,
}

impl Config {
    /// Reads the file at `path` and the overrides in `environment`.
    ///
    /// A missing file is accepted when the environment says which bot this is, so that a container needs no file.
    pub fn load(path: &Path, environment: &Environment) -> Result<Loaded, Invalid> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error)
                if error.kind() == std::io::ErrorKind::NotFound && environment.names_a_bot() =>
            {
                String::new()
            }
            Err(error) => return Err(Invalid::unreadable(path, &error)),
        };
        Self::parse(path, &text, environment)
    }

    /// Reads `text` as if it stood in the file at `path`.
    pub fn parse(path: &Path, text: &str, environment: &Environment) -> Result<Loaded, Invalid> {
        let document = Document::parse(path, text)?;
        let mut reader = Reader::new(&document, environment);
        let config = Self::read(&mut reader, &folder_of(path));
        let source = Source::new(path, &reader);
        let (problems, warnings) = reader.finish();
        let source = source.with(&warnings);
        match config.map(|config| Self { source, ..config }) {
            Some(config) if problems.is_empty() => Ok(Loaded { config, warnings }),
            _ => Err(Invalid::new(problems)),
        }
    }

    /// Every key that means something, dotted, as the example file must list them.
    pub fn known_keys() -> Vec<String> {
        let document = Document::empty();
        let environment = Environment::default();
        let mut reader = Reader::new(&document, &environment);
        Self::read(&mut reader, Path::new(""));
        reader.living_keys()
    }

    /// The address under which people reach the panel, without a slash at its end.
    pub fn public_url(&self) -> String {
        let given = self.server.public_url.clone();
        let url = given.or_else(|| self.bot.redirect_url.as_ref().and_then(origin_of));
        match url {
            Some(url) => url.as_str().trim_end_matches('/').to_owned(),
            None => format!("http://localhost:{}", self.server.port),
        }
    }

    /// Whether this process serves the panel and the API.
    pub fn serves_web(&self) -> bool {
        self.server.role.serves_web() && self.bot.enable_panel
    }

    fn read(reader: &mut Reader<'_>, folder: &Path) -> Option<Self> {
        let bot = BotConfig::read(reader);
        let command = CommandConfig::read(reader);
        let thread = ThreadConfig::read(reader);
        let language = LanguageConfig::read(reader);
        let notifications = NotificationsConfig::read(reader);
        let logs = LogsConfig::read(reader);
        messages::pass_over_reminders(reader);
        messages::pass_over_error_handling(reader);
        let database = DatabaseConfig::read(reader, folder);
        let discord = DiscordConfig::read(reader);
        let server = ServerConfig::read(reader);
        let attachments = AttachmentsConfig::read(reader, &database.data_dir, folder);
        let config = Self {
            bot: bot?,
            command,
            thread: thread?,
            language,
            notifications,
            logs,
            database,
            discord,
            server,
            attachments: attachments?,
            source: Source::default(),
        };
        config.check(reader);
        Some(config)
    }

    /// What no section can know on its own.
    fn check(&self, reader: &mut Reader<'_>) {
        if self.server.role == Role::Web && !self.bot.enable_panel {
            reader.problem(
                "server.role",
                "is \"web\" while bot.enable_panel is false, so nothing would run. Set bot.enable_panel = true or another role",
            );
        }
        let Some(redirect) = &self.bot.redirect_url else {
            return;
        };
        if self.bot.enable_panel && redirect.path() != CALLBACK {
            let sentence = format!(
                "ends in another path than {CALLBACK}, so signing in could not work. Give it and the redirect on the OAuth2 page of \
                 Discord's developer portal that path"
            );
            reader.problem("bot.redirect_url", sentence);
        }
        let Some(public) = &self.server.public_url else {
            return;
        };
        if public.origin() != redirect.origin() {
            reader.problem(
                "server.public_url",
                "has another origin than bot.redirect_url, so signing in could not work. Give both the same scheme, host and port",
            );
        }
    }
}

fn origin_of(url: &Url) -> Option<Url> {
    Url::parse(&url.origin().ascii_serialization()).ok()
}

/// Relative folders in the file mean the same whatever directory the server is started from.
fn folder_of(path: &Path) -> PathBuf {
    let folder = path.parent().unwrap_or(Path::new(""));
    std::path::absolute(folder)
        .or_else(|_| std::env::current_dir())
        .unwrap_or_else(|_| folder.to_owned())
}
