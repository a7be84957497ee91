//! What keeps the bot away until somebody mends it: the panel goes on, and is where it is mended.

use std::sync::Arc;
use std::time::Duration;

use discord_simulator::Draft;
use rustmail::app::App;
use rustmail::leadership;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::support::browser::Browser;
use crate::support::test_app::{Setup, TestApp};

const PATIENCE: Duration = Duration::from_secs(60);

/// A process with bot and panel, which has read its configuration from a file.
struct Desk {
    test: TestApp,
    app: Arc<App>,
    path: std::path::PathBuf,
    stop: CancellationToken,
    leading: JoinHandle<anyhow::Result<()>>,
}

impl Desk {
    async fn open() -> Self {
        let setup = Setup {
            outside: true,
            ..Setup::default()
        };
        let test = TestApp::start_with(setup).await;
        let path = test.config_path();
        let text = std::fs::read_to_string(&path).unwrap();
        let text = text.replace("server.role = \"bot\"", "server.role = \"all\"");
        std::fs::write(&path, text).unwrap();
        let app = test.another_process_from(&path).await;
        let stop = CancellationToken::new();
        let leading = tokio::spawn(leadership::run(Arc::clone(&app), stop.clone()));
        test.discord.until_connected().await.unwrap();
        Self {
            test,
            app,
            path,
            stop,
            leading,
        }
    }

    /// What was reset in the developer portal, and what the gateway then says of the bot that is connected.
    fn reset_token(&self) -> String {
        let token = format!("{}x", self.test.cast.bot.token);
        let reset = self
            .test
            .discord
            .change_application(&self.test.cast.bot, |application| {
                application.token.clone_from(&token);
            });
        reset.unwrap();
        self.test.discord.gateway().cut();
        token
    }

    async fn close(self) {
        assert!(!self.leading.is_finished(), "it never gives up");
        self.stop.cancel();
        self.leading.await.unwrap().unwrap();
        self.test.finish().await;
    }
}

/// Waits until the page says this of the bot.
async fn says(browser: &mut Browser, path: &str, text: &str) {
    let mut look_again = tokio::time::interval(Duration::from_millis(50));
    let looking = async {
        loop {
            look_again.tick().await;
            let page = browser.get(path).await;
            assert!(page.status.is_success(), "{page:?}");
            if page.text.contains(text) {
                return;
            }
        }
    };
    let said = tokio::time::timeout(PATIENCE, looking).await;
    if said.is_err() {
        let page = browser.get(path).await.text;
        panic!("{path} never said {text:?}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_was_reset_is_replaced_on_the_page_and_the_bot_comes_back() {
    let desk = Desk::open().await;
    let mut olga = desk.test.signed_in_to(&desk.app, desk.test.cast.olga).await;
    let other = desk.test.another_process_from(&desk.path).await;
    let (elsewhere, stop) = (Arc::clone(&other), desk.stop.clone());
    tokio::spawn(async move { rustmail::app::token::follow(elsewhere, stop).await });
    says(&mut olga, "/bot", "Connected").await;
    desk.test.dm(desk.test.cast.mia, Draft::text("Hello?"));
    let channel = desk.test.channel_of(desk.test.cast.mia).await;
    let new = desk.reset_token();

    says(&mut olga, "/bot", "replace it on the page “Configuration”").await;
    says(
        &mut olga,
        "/administration/health",
        "Discord does not know the bot’s token. Reset it",
    )
    .await;
    says(&mut olga, "/administration/health", "this server process").await;
    says(
        &mut olga,
        "/administration/doctor/findings",
        "Discord does not know the bot’s token",
    )
    .await;
    olga.post("/language", &[("language", "fr"), ("return_to", "/bot")])
        .await;
    says(&mut olga, "/bot", "Discord ne connaît pas le jeton du bot").await;
    olga.post("/language", &[("language", "en"), ("return_to", "/bot")])
        .await;
    assert!(!desk.leading.is_finished(), "the panel went with the bot");

    desk.test.dm(desk.test.cast.mia, Draft::text("Anybody?"));
    let address = "/configuration/secrets/bot.token";
    let replaced = olga.post(address, &[("value", &new)]).await;
    let page = olga
        .get(replaced.location().split('#').next().unwrap())
        .await;
    assert!(page.text.contains("Replaced, and in use now."), "{page:?}");
    says(&mut olga, "/bot", "Connected").await;
    let text = std::fs::read_to_string(&desk.path).unwrap();
    assert!(text.contains(&new), "{text}");
    desk.test.sees(channel, "Anybody?").await;
    let heard = desk.test.discord.wait_for(PATIENCE, |_| {
        use secrecy::ExposeSecret as _;
        (other.discord.token().expose_secret() == new).then_some(())
    });
    assert!(heard.await.is_some(), "the other process never heard of it");
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn intents_that_are_off_are_told_until_a_restart_finds_them_on() {
    let desk = Desk::open().await;
    let mut olga = desk.test.signed_in_to(&desk.app, desk.test.cast.olga).await;
    let switch = |is_on| {
        let bot = &desk.test.cast.bot;
        let switched = desk.test.discord.change_application(bot, |application| {
            application.privileged.members = is_on;
        });
        switched.unwrap();
    };
    switch(false);
    olga.post("/bot/restart", &[]).await;
    says(&mut olga, "/bot", "Turn on “Server Members Intent”").await;
    let tries = |discord: &discord_simulator::simulator::Simulator| {
        let requests = discord.requests().into_iter();
        requests.filter(|one| one.path.contains("/gateway")).count()
    };
    let before = tries(&desk.test.discord);
    olga.post("/bot/restart", &[]).await;
    let again = desk
        .test
        .discord
        .wait_for(PATIENCE, |discord| (tries(discord) > before).then_some(()));
    assert!(again.await.is_some(), "it was not tried again");
    says(&mut olga, "/bot", "Turn on “Server Members Intent”").await;
    switch(true);
    olga.post("/bot/restart", &[]).await;
    says(&mut olga, "/bot", "Connected").await;
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_panel_the_process_ends_with_the_bot() {
    use rustmail::config::server::Role;
    let setup = || Setup {
        outside: true,
        ..Setup::default()
    };
    let test = TestApp::start_with(setup()).await;
    let roles: [fn(&mut rustmail::config::Config); 2] = [
        |config| config.server.role = Role::Bot,
        |config| config.bot.enable_panel = false,
    ];
    for change in roles {
        let app = test
            .another_process_with(setup(), |config| {
                config.bot.token = "nonsense".to_owned().into();
                change(config);
            })
            .await;
        let stop = CancellationToken::new();
        let leading = tokio::time::timeout(PATIENCE, leadership::run(app, stop)).await;
        let error = leading.expect("it goes on").unwrap_err().to_string();
        assert!(error.contains("bot.token"), "{error}");
    }
    test.finish().await;
}
