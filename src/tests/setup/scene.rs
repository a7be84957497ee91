//! A setup that runs in this process, a simulated Discord for it, and browsers in front of it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use discord_simulator::simulator::{Options, Simulator};
use discord_simulator::snowflake::Snowflake;
use discord_simulator::world::application::Application;
use discord_simulator::world::channel::OverwriteKind;
use reqwest::{Client, Method, RequestBuilder, StatusCode, header, redirect};
use rustmail::config::Environment;
use rustmail::server;
use rustmail::setup::Setup;
use secrecy::ExposeSecret as _;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::support::database::{Folder, TestDatabase};

/// How long anything may take that a test waits for.
const PATIENCE: Duration = Duration::from_secs(60);

/// Somebody's Discord before Rustmail: two servers, and a bot in both.
pub struct Scene {
    pub discord: Simulator,
    pub bot: Application,
    pub community: Snowflake,
    pub staff: Snowflake,
    /// A category of the staff server.
    pub inbox: Snowflake,
    /// A role of the staff server.
    pub agents: Snowflake,
    /// Owns both servers.
    pub olga: Snowflake,
    folder: Folder,
    database: Option<TestDatabase>,
    /// More of an environment than every test has.
    pub variables: Vec<(&'static str, String)>,
}

/// A setup under way.
pub struct Running {
    pub address: String,
    stop: CancellationToken,
    server: JoinHandle<anyhow::Result<()>>,
}

impl Scene {
    pub async fn new() -> Self {
        let discord = Simulator::start(Options::default()).await.unwrap();
        let bot = discord.create_application("Helper");
        let olga = discord.create_user("olga");
        let community = discord.create_server("Lantern makers", olga).unwrap();
        let staff = discord.create_server("Lantern staff", olga).unwrap();
        for server in [community, staff] {
            discord.invite_bot(server, &bot).unwrap();
        }
        let seen_by = [(bot.user_id, OverwriteKind::Member)];
        let inbox = discord.create_private_category(staff, "Inbox", &seen_by);
        let inbox = inbox.unwrap();
        let agents = discord.create_role(staff, "Agents", 0).unwrap();
        Self {
            discord,
            bot,
            community,
            staff,
            inbox,
            agents,
            olga,
            folder: Folder::new(),
            database: None,
            variables: Vec::new(),
        }
    }

    /// The same with a database, so that the server can go on.
    pub async fn with_database() -> Self {
        Self {
            database: Some(TestDatabase::new().await),
            ..Self::new().await
        }
    }

    pub fn config_path(&self) -> PathBuf {
        self.folder.path.join("config.toml")
    }

    fn environment(&self) -> Environment {
        let mut variables = vec![
            ("RUSTMAIL_SERVER_BIND_ADDRESS", "127.0.0.1".to_owned()),
            ("RUSTMAIL_SERVER_PORT", "0".to_owned()),
            ("RUSTMAIL_DISCORD_API_URL", self.discord.base_url()),
            ("RUSTMAIL_DISCORD_CDN_URL", self.discord.cdn_url()),
        ];
        if let Some(database) = &self.database {
            let url = database.url().expose_secret().to_owned();
            variables.push(("RUSTMAIL_DATABASE_URL", url));
            variables.push(("RUSTMAIL_DATABASE_MAX_CONNECTIONS", "8".to_owned()));
        }
        variables.extend(self.variables.clone());
        let variables = variables.into_iter();
        Environment::from_variables(variables.map(|(name, value)| (name.to_owned(), value)))
    }

    /// Starts `rustmail`.
    pub async fn start(&self) -> Running {
        self.start_at(self.config_path()).await
    }

    /// Starts `rustmail` with the file at `path`.
    pub async fn start_at(&self, path: PathBuf) -> Running {
        let setup = Setup::open(path, self.environment()).await.unwrap();
        let (address, stop) = (setup.address().to_owned(), CancellationToken::new());
        assert!(setup.invitation().contains(&address));
        let server = tokio::spawn(server::run_from_setup(setup, stop.clone()));
        Running {
            address,
            stop,
            server,
        }
    }

    /// What `rustmail` says when it is started.
    pub async fn invitation(&self) -> String {
        let setup = Setup::open(self.config_path(), self.environment()).await;
        setup.unwrap().invitation()
    }

    /// Nobody broke the rules of Discord's API.
    pub async fn finish(self) {
        let violations = self.discord.violations();
        assert!(
            violations.is_empty(),
            "against Discord's description: {violations:#?}"
        );
        self.discord.stop().await;
    }
}

impl Running {
    /// A browser that has never been here.
    pub fn browser(&self) -> Visitor {
        let none = redirect::Policy::none();
        Visitor {
            http: Client::builder()
                .redirect(none)
                .pool_max_idle_per_host(0)
                .build()
                .unwrap(),
            base: self.address.split("/setup/").next().unwrap().to_owned(),
            cookies: BTreeMap::new(),
            csrf_token: String::new(),
            headers: Vec::new(),
        }
    }

    /// A browser that has begun at the address.
    pub async fn opened(&self) -> Visitor {
        let mut browser = self.browser();
        let page = browser.begin(&self.address).await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        browser
    }

    /// Ctrl-C.
    pub async fn end(self) {
        self.stop.cancel();
        self.server.await.unwrap().unwrap();
    }
}

/// A browser: it keeps cookies, and sends the token of the page it last saw.
pub struct Visitor {
    http: Client,
    base: String,
    cookies: BTreeMap<String, String>,
    pub csrf_token: String,
    /// Headers that go with every request.
    pub headers: Vec<(&'static str, &'static str)>,
}

/// What a browser got.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: header::HeaderMap,
    pub path: String,
    pub text: String,
}

impl Visitor {
    /// The port of the server.
    pub fn port(&self) -> String {
        self.base.rsplit(':').next().unwrap().to_owned()
    }

    /// Opens a page, and follows where it leads.
    pub async fn open(&mut self, address: &str) -> Page {
        let path = address.trim_start_matches(&self.base).to_owned();
        let page = self.get(&path).await;
        self.follow(page).await
    }

    /// Opens the address from the terminal, and presses the button there.
    pub async fn begin(&mut self, address: &str) -> Page {
        let page = self.open(address).await;
        let path = page.path.clone();
        page.says(&path, &["<button class=\"primary\""]);
        self.submit(&path, &[]).await
    }

    /// Opens a page and stays.
    pub async fn get(&mut self, path: &str) -> Page {
        let request = self.request(Method::GET, path);
        self.send(request).await
    }

    /// Sends the form of the page that was last seen, and follows where that leads.
    pub async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self.form(path, fields);
        let page = self.send(request).await;
        self.follow(page).await
    }

    /// Sends the last step, and looks at what follows until it says `words`. It is said once: the first look may be the one.
    pub async fn starts(&mut self, words: &str) -> Page {
        let page = self.submit("/setup/review", &[("go", "next")]).await;
        assert_eq!(page.path, "/setup/start");
        if page.text.contains(words) {
            return page;
        }
        self.waits_for("/setup/start", words).await
    }

    /// A form as the browser would send it.
    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.append_pair("csrf_token", &self.csrf_token);
        body.extend_pairs(fields);
        self.request(Method::POST, path)
            .header(header::ORIGIN, &self.base)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body.finish())
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies = self.cookies.iter();
        let cookies: Vec<String> = cookies
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = self.http.request(method, format!("{}{path}", self.base));
        let request = self.headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        request.header(header::COOKIE, cookies.join("; "))
    }

    /// Sends a request, and keeps what a browser keeps.
    pub async fn send(&mut self, request: RequestBuilder) -> Page {
        // A browser asks once more when a connection ends without an answer.
        let again = request.try_clone().unwrap();
        let response = match request.send().await {
            Ok(response) => response,
            Err(_) => again.send().await.unwrap(),
        };
        for line in response.headers().get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let path = response.url().path().to_owned();
        let text = response.text().await.unwrap();
        if let Some(rest) = text.split("name=\"csrf_token\" value=\"").nth(1) {
            self.csrf_token = rest.split('"').next().unwrap().to_owned();
        }
        Page {
            status,
            headers,
            path,
            text,
        }
    }

    async fn follow(&mut self, mut page: Page) -> Page {
        while page.status == StatusCode::SEE_OTHER {
            let to = page.header("location").to_owned();
            page = self.get(&to).await;
        }
        page
    }

    /// Asks for a page until it says `words`, as its reload does.
    pub async fn waits_for(&mut self, path: &str, words: &str) -> Page {
        let mut look_again = tokio::time::interval(Duration::from_millis(25));
        let looking = async {
            loop {
                look_again.tick().await;
                let page = self.open(path).await;
                if page.text.contains(words) {
                    return page;
                }
            }
        };
        let found = tokio::time::timeout(PATIENCE, looking).await;
        found.unwrap_or_else(|_| panic!("{path} never said {words:?}"))
    }
}

impl Page {
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// Fails unless the page at `path` says all of `words`.
    pub fn says(&self, path: &str, words: &[&str]) {
        assert_eq!(self.path, path, "{self:?}");
        for words in words {
            assert!(self.text.contains(words), "{words:?} is not in {self:?}");
        }
    }
}
