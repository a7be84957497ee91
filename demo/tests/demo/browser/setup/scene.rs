//! A server that is started without a configuration, beside a Discord with a bot that is let into a server already.

use std::path::PathBuf;

use discord_simulator::Snowflake;
use discord_simulator::simulator::{Options, Simulator};
use discord_simulator::world::application::Application;
use discord_simulator::world::channel::OverwriteKind;
use rustmail::config::Environment;
use rustmail::server;
use rustmail::setup::Setup;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::support::open_to_pass;

pub struct Scene {
    pub discord: Simulator,
    pub bot: Application,
    pub olga: Snowflake,
    pub inbox: Snowflake,
    /// Where the configuration will be.
    pub path: PathBuf,
    /// The address that the terminal shows.
    pub address: String,
    running: JoinHandle<anyhow::Result<()>>,
    stop: CancellationToken,
    folder: TempDir,
}

impl Scene {
    pub async fn begin() -> Self {
        let discord = Simulator::start(Options::default()).await.unwrap();
        let bot = discord.create_application("Helper");
        let olga = discord.create_user("olga");
        let server = discord.create_server("Lantern makers", olga).unwrap();
        discord.invite_bot(server, &bot).unwrap();
        let seen_by = [(bot.user_id, OverwriteKind::Member)];
        let inbox = discord.create_private_category(server, "Inbox", &seen_by);
        let inbox = inbox.unwrap();
        let folder = tempfile::tempdir().unwrap();
        open_to_pass(&folder);
        let variables = [
            ("RUSTMAIL_SERVER_BIND_ADDRESS", "127.0.0.1".to_owned()),
            ("RUSTMAIL_SERVER_PORT", "0".to_owned()),
            ("RUSTMAIL_DISCORD_API_URL", discord.base_url()),
            ("RUSTMAIL_DISCORD_CDN_URL", discord.cdn_url()),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value));
        let path = folder.path().join("config.toml");
        let setup = Setup::open(path.clone(), Environment::from_variables(variables));
        let (setup, stop) = (setup.await.unwrap(), CancellationToken::new());
        let address = setup.address().to_owned();
        let running = tokio::spawn(server::run_from_setup(setup, stop.clone()));
        Self {
            discord,
            bot,
            olga,
            inbox,
            path,
            address,
            running,
            stop,
            folder,
        }
    }

    /// The address of the server itself.
    pub fn origin(&self) -> &str {
        let end = self.address.find("/setup").unwrap();
        &self.address[..end]
    }

    pub async fn end(self) {
        self.stop.cancel();
        self.running.await.unwrap().unwrap();
        let violations = self.discord.violations();
        assert!(violations.is_empty(), "{violations:#?}");
        drop(self.folder);
    }
}
