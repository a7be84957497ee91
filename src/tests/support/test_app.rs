//! The whole of Rustmail in this process, on a simulated Discord with a small cast of people.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use diesel::QueryDsl as _;
use diesel_async::RunQueryDsl as _;
use discord_simulator::Draft;
use discord_simulator::simulator::{Options, Simulator};
use discord_simulator::snowflake::Snowflake;
use discord_simulator::world::application::Application;
use discord_simulator::world::message::Message;
use rustmail::app::App;
use rustmail::clock::Clock;
use rustmail::config::{Config, Environment};
use rustmail::ids::UserId;
use rustmail::models::actor::{Act, Actor, Staff};
use rustmail::models::permission::Permission;
use rustmail::models::ticket::Ticket;
use rustmail::outbox;
use secrecy::ExposeSecret as _;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::database::{Folder, TestDatabase};

/// How long anything may take that a test waits for.
const PATIENCE: Duration = Duration::from_secs(60);

/// The people and places of every test.
pub struct Cast {
    /// The bot.
    pub bot: Application,
    /// Where the members are.
    pub community: Snowflake,
    /// Where the staff are.
    pub staff_server: Snowflake,
    /// The category of the ticket channels.
    pub inbox: Snowflake,
    /// A channel of the staff server that belongs to no ticket.
    pub lounge: Snowflake,
    /// The role of those who work tickets.
    pub agents: Snowflake,
    /// Owns both servers; a super administrator.
    pub olga: Snowflake,
    /// A member of the community.
    pub mia: Snowflake,
    /// Another member of the community.
    pub max: Snowflake,
    /// Works tickets.
    pub sam: Snowflake,
    /// Works tickets, too.
    pub sue: Snowflake,
    /// Is in the staff server, but has no role there.
    pub paul: Snowflake,
}

/// What a test may want to be otherwise.
#[derive(Default)]
pub struct Setup {
    /// More lines of configuration, such as `thread.embedded_message = false`.
    pub config: Vec<String>,
    /// Whether the bot stays away: nobody listens to the gateway.
    pub without_bot: bool,
    /// Whether nothing runs in this process: the test starts servers of its own.
    pub outside: bool,
    /// Whether members and staff share the staff server.
    pub single: bool,
    /// What time it is; the real one unless it is given.
    pub clock: Clock,
    /// The port of the panel, where somebody listens; 3002, where nobody does, unless it is given.
    pub port: Option<u16>,
}

/// A running desk.
pub struct TestApp {
    pub app: Arc<App>,
    pub discord: Simulator,
    pub cast: Cast,
    database: TestDatabase,
    running: Option<Running>,
    folder: Folder,
    setup: Setup,
}

struct Running {
    stop: CancellationToken,
    desk: JoinHandle<anyhow::Result<()>>,
}

impl TestApp {
    /// A desk with nothing special.
    pub async fn start() -> Self {
        Self::start_with(Setup::default()).await
    }

    pub async fn start_with(setup: Setup) -> Self {
        let discord = Simulator::start(Options::default()).await.unwrap();
        let cast = Cast::assemble(&discord);
        let database = TestDatabase::new().await;
        let folder = Folder::new();
        let app = build(&discord, &cast, (&database, &folder), &setup).await;
        let mut test = Self {
            app,
            discord,
            cast,
            database,
            running: None,
            folder,
            setup,
        };
        test.resume().await;
        test
    }

    /// Starts what [`TestApp::pause`] stopped, as a new process would.
    pub async fn resume(&mut self) {
        let parts = (&self.database, &self.folder);
        self.app = build(&self.discord, &self.cast, parts, &self.setup).await;
        if self.setup.outside {
            return;
        }
        let stop = CancellationToken::new();
        let (app, stopping) = (Arc::clone(&self.app), stop.clone());
        let desk = if self.setup.without_bot {
            self.app.caught_up.send_replace(true);
            tokio::spawn(rustmail::jobs::run(app, stopping))
        } else {
            tokio::spawn(rustmail::leadership::run(app, stopping))
        };
        self.running = Some(Running { stop, desk });
        if !self.setup.without_bot {
            self.discord.until_connected().await.unwrap();
        }
    }

    /// Another process of the same desk.
    pub async fn another_process(&self) -> Arc<App> {
        let parts = (&self.database, &self.folder);
        build(&self.discord, &self.cast, parts, &self.setup).await
    }

    /// Another process of the same desk, with something else in its configuration.
    pub async fn another_process_with(
        &self,
        setup: Setup,
        change: impl FnOnce(&mut Config),
    ) -> Arc<App> {
        let mut more = setup.config.clone();
        more.push(mode(&self.cast, &setup));
        more.extend(port(&setup));
        let mut config = configuration(&self.discord, &self.cast, &self.folder, &more);
        config.database = self.database.config();
        change(&mut config);
        App::build(config, setup.clock.clone()).await.unwrap()
    }

    /// Another process of the same desk, which has read its configuration from this file.
    pub async fn another_process_from(&self, path: &std::path::Path) -> Arc<App> {
        let loaded = Config::load(path, &Environment::default()).unwrap();
        App::build(loaded.config, self.setup.clock.clone())
            .await
            .unwrap()
    }

    /// Stops the bot and the jobs, as if the process ended.
    pub async fn pause(&mut self) {
        let Some(running) = self.running.take() else {
            return;
        };
        running.stop.cancel();
        running.desk.await.unwrap().unwrap();
    }

    /// Waits until everything that was to happen on Discord has happened.
    pub async fn settle(&self) {
        let mut look_again = tokio::time::interval(Duration::from_millis(10));
        let settling = async {
            loop {
                look_again.tick().await;
                if outbox::is_empty(&mut self.app.db().await.unwrap())
                    .await
                    .unwrap()
                {
                    return;
                }
            }
        };
        if tokio::time::timeout(PATIENCE, settling).await.is_err() {
            panic!("jobs are left: {:?}", self.waiting_jobs().await);
        }
    }

    async fn waiting_jobs(&self) -> Vec<(serde_json::Value, Option<String>)> {
        use rustmail::schema::outbox;
        let conn = &mut self.app.db().await.unwrap();
        outbox::table
            .select((outbox::job, outbox::last_error))
            .load(conn)
            .await
            .unwrap()
    }

    /// Ends the test: everything has been delivered, and nobody broke the rules of Discord's API.
    pub async fn finish(mut self) {
        self.settle().await;
        self.pause().await;
        let violations = self.discord.violations();
        assert!(
            violations.is_empty(),
            "against Discord's description: {violations:#?}"
        );
        self.discord.stop().await;
    }

    /// A configuration file for a server of its own, which runs the bot and no panel.
    pub fn config_path(&self) -> PathBuf {
        let path = self.folder.path.join("config.toml");
        let mut more = self.setup.config.clone();
        more.push("server.role = \"bot\"".to_owned());
        more.push(format!(
            "database.url = {:?}",
            self.database.url().expose_secret()
        ));
        let mode = mode(&self.cast, &self.setup);
        more.push(mode);
        more.extend(port(&self.setup));
        let text = configuration_text(&self.discord, &self.cast, &self.folder, &more);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Where such a server writes its log.
    pub fn log_path(&self) -> PathBuf {
        self.folder.path.join("server.log")
    }

    /// A member writes to the bot.
    pub fn dm(&self, user: Snowflake, draft: impl Into<Draft>) -> Message {
        self.discord
            .send_dm(user, self.cast.bot.user_id, draft.into())
            .unwrap()
    }

    /// What stands in somebody's direct messages with the bot.
    pub fn dms(&self, user: Snowflake) -> Vec<Message> {
        self.discord.dm_messages(user, self.cast.bot.user_id)
    }

    /// What the bot has said to somebody, as they read it.
    pub fn told(&self, user: Snowflake) -> Vec<String> {
        let messages = self.dms(user);
        let from_bot = messages
            .iter()
            .filter(|message| message.author_id == self.cast.bot.user_id);
        from_bot.map(read).collect()
    }

    /// The channel of a member's open ticket, as soon as it is there.
    pub async fn channel_of(&self, member: Snowflake) -> Snowflake {
        let (server, mark) = (self.cast.staff_server, format!(" {member} "));
        let found = self.discord.until(|world| {
            let channels = world.channels.values();
            let mut in_server = channels.filter(|channel| channel.server_id == Some(server));
            let found = in_server.find(|channel| {
                channel
                    .topic
                    .as_deref()
                    .is_some_and(|topic| topic.contains(&mark))
            });
            found.map(|channel| channel.id)
        });
        found.await.unwrap()
    }

    /// What stands in a channel, as people read it, oldest first.
    pub fn read(&self, channel: Snowflake) -> Vec<String> {
        self.discord.messages(channel).iter().map(read).collect()
    }

    /// Waits until somebody reads `text` in a channel.
    pub async fn sees(&self, channel: Snowflake, text: &str) {
        let seen = self.discord.wait_for(PATIENCE, |discord| {
            let messages = discord.messages(channel);
            messages
                .iter()
                .any(|message| read(message).contains(text))
                .then_some(())
        });
        if seen.await.is_none() {
            panic!(
                "{text:?} never stood in the channel: {:#?}",
                self.read(channel)
            );
        }
    }

    /// Waits until a member reads `text` from the bot.
    pub async fn is_told(&self, member: Snowflake, text: &str) {
        let seen = self.discord.wait_for(PATIENCE, |_| {
            self.told(member)
                .iter()
                .any(|told| told.contains(text))
                .then_some(())
        });
        if seen.await.is_none() {
            panic!("{text:?} was never said: {:#?}", self.told(member));
        }
    }

    /// The open ticket of a member.
    pub async fn open_ticket(&self, member: Snowflake) -> Ticket {
        let conn = &mut self.app.db().await.unwrap();
        Ticket::open_for(conn, UserId(member.signed()))
            .await
            .unwrap()
            .expect("an open ticket")
    }

    /// Somebody who may work tickets, acting now, without a face in between.
    pub fn act_as(&self, user: Snowflake, name: &str) -> Act {
        let permissions = [Permission::ManageTickets].into_iter().collect();
        let id = UserId(user.signed());
        self.app.act(Actor::Staff(Staff {
            permissions,
            ..Staff::on_record(id, name.to_owned())
        }))
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop.cancel();
            assert!(std::thread::panicking(), "a test ends with TestApp::finish");
        }
    }
}

/// A message as a person reads it: text, then embeds as "author: description [footer]", then files.
pub fn read(message: &Message) -> String {
    let mut pieces = Vec::new();
    if !message.content.is_empty() {
        pieces.push(message.content.clone());
    }
    for embed in &message.embeds {
        let text = |path: &str| {
            embed
                .pointer(path)
                .and_then(|text| text.as_str())
                .map(str::to_owned)
        };
        let author = text("/author/name")
            .map(|author| format!("{author}: "))
            .unwrap_or_default();
        let footer = text("/footer/text")
            .map(|footer| format!(" [{footer}]"))
            .unwrap_or_default();
        pieces.push(format!(
            "{author}{}{footer}",
            text("/description").unwrap_or_default()
        ));
    }
    pieces.extend(
        message
            .attachments
            .iter()
            .map(|file| format!("📎{}", file.filename)),
    );
    pieces.join("\n")
}

impl Cast {
    fn assemble(discord: &Simulator) -> Self {
        let bot = discord.create_application("Rustmail");
        let [olga, mia, max, sam, sue, paul] =
            ["olga", "mia", "max", "sam", "sue", "paul"].map(|name| discord.create_user(name));
        let community = discord.create_server("Community", olga).unwrap();
        let staff_server = discord.create_server("Staff", olga).unwrap();
        for server in [community, staff_server] {
            discord.invite_bot(server, &bot).unwrap();
        }
        for member in [mia, max, sam] {
            discord.join(community, member).unwrap();
        }
        for staff in [sam, sue, paul] {
            discord.join(staff_server, staff).unwrap();
        }
        let agents = discord.create_role(staff_server, "Agents", 0).unwrap();
        for staff in [sam, sue] {
            discord.give_role(staff_server, staff, agents).unwrap();
        }
        let inbox = discord.create_category(staff_server, "Inbox").unwrap();
        let lounge = discord
            .create_channel(staff_server, "lounge", None)
            .unwrap();
        Self {
            bot,
            community,
            staff_server,
            inbox,
            lounge,
            agents,
            olga,
            mia,
            max,
            sam,
            sue,
            paul,
        }
    }
}

async fn build(
    discord: &Simulator,
    cast: &Cast,
    (database, folder): (&TestDatabase, &Folder),
    setup: &Setup,
) -> Arc<App> {
    let mut more = setup.config.clone();
    more.push(mode(cast, setup));
    more.extend(port(setup));
    let mut config = configuration(discord, cast, folder, &more);
    config.database = database.config();
    App::build(config, setup.clock.clone()).await.unwrap()
}

fn configuration(discord: &Simulator, cast: &Cast, folder: &Folder, more: &[String]) -> Config {
    let text = configuration_text(discord, cast, folder, more);
    let loaded = Config::parse("config.toml".as_ref(), &text, &Environment::default());
    loaded
        .unwrap_or_else(|invalid| panic!("{invalid}\n{text}"))
        .config
}

/// Where the panel is, and where people come back to it.
fn port(setup: &Setup) -> [String; 2] {
    let port = setup.port.unwrap_or(3002);
    [
        format!("server.port = {port}"),
        format!("bot.redirect_url = \"http://localhost:{port}/api/auth/callback\""),
    ]
}

/// Which servers the desk works in.
fn mode(cast: &Cast, setup: &Setup) -> String {
    let (community, staff) = (cast.community, cast.staff_server);
    if setup.single {
        return format!("bot.mode = {{ type = \"single\", guild_id = {staff} }}");
    }
    format!(
        "bot.mode = {{ type = \"dual\", community_guild_id = {community}, staff_guild_id = {staff} }}"
    )
}

fn configuration_text(
    discord: &Simulator,
    cast: &Cast,
    folder: &Folder,
    more: &[String],
) -> String {
    format!(
        r#"
        bot.token = "{token}"
        bot.welcome_message = "Welcome! Somebody will answer you here."
        bot.close_message = "This ticket is closed. Goodbye!"
        bot.enable_panel = true
        bot.client_id = {client_id}
        bot.client_secret = "{client_secret}"
        bot.panel_super_admin_users = [{olga}]
        bot.staff_roles = [{agents}]
        thread.inbox_category_id = {inbox}
        discord.api_url = "{api_url}"
        discord.cdn_url = "{cdn_url}"
        attachments.directory = "{attachments}"
        {more}
        "#,
        token = cast.bot.token,
        client_id = cast.bot.client_id(),
        client_secret = cast.bot.client_secret,
        olga = cast.olga,
        agents = cast.agents,
        inbox = cast.inbox,
        api_url = discord.base_url(),
        cdn_url = discord.cdn_url(),
        attachments = folder.path.join("attachments").display(),
        more = more.join("\n"),
    )
}

/// The time to the microsecond, which is what the database keeps.
pub fn now() -> chrono::DateTime<Utc> {
    Clock::system().now()
}
