//! The setup in a real browser without scripts: from the address in the terminal to the door of the panel.

use discord_simulator::simulator::{Options, Simulator};
use discord_simulator::world::channel::OverwriteKind;
use rustmail::config::Environment;
use rustmail::server;
use rustmail::setup::Setup;
use tokio_util::sync::CancellationToken;

use super::chrome::{Chrome, Tab};
use crate::support::open_to_pass;

/// The button that leads on.
const NEXT: &str = ".setup-buttons .primary";

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_is_set_up_without_scripts_and_goes_on_by_itself() {
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

    let chrome = Chrome::start().await;
    let tab = chrome.tab().await;
    tab.switch_scripts_off().await;
    tab.open(&address).await;
    tab.follow(".primary").await;
    tab.type_into("#token", &bot.token).await;
    go_on(&tab, "In which servers does it work?").await;
    go_on(&tab, "Where do tickets go?").await;
    tab.click(&format!("#category-{inbox}")).await;
    go_on(&tab, "The panel, and who may do what").await;
    tab.photograph("setup-panel.png").await;
    tab.type_into("#client_secret", &bot.client_secret).await;
    tab.type_into("#person", "olga").await;
    tab.follow("button[value=find]").await;
    tab.click(&format!("#admin-{olga}")).await;
    go_on(&tab, "Language and time").await;
    go_on(&tab, "Is this right?").await;
    tab.photograph("setup-review.png").await;
    assert!(!path.exists());
    tab.follow(NEXT).await;
    tab.sees("main", "Sign in with Discord").await;
    assert!(path.exists());
    let reset = discord.change_application(&bot, |application| {
        "a brand new secret".clone_into(&mut application.client_secret);
    });
    reset.unwrap();
    replace_a_secret(&tab, &olga.to_string()).await;
    let file = std::fs::read_to_string(&path).unwrap();
    assert!(file.contains("a brand new secret"), "{file}");

    tab.assert_content();
    chrome.close().await;
    stop.cancel();
    running.await.unwrap().unwrap();
    let violations = discord.violations();
    assert!(violations.is_empty(), "{violations:#?}");
}

/// The secret that signs people in is another one from the next start on; this one is signed in already.
async fn replace_a_secret(tab: &Tab, person: &str) {
    tab.follow("a[href^='/api/auth/login']").await;
    tab.follow(&format!("button[data-user-id='{person}']"))
        .await;
    tab.follow("a[href='/configuration']").await;
    let form = "form[action$='/bot.client_secret']";
    tab.click(&format!("details:has({form}) summary")).await;
    tab.type_into(
        &format!("{form} input[type=password]"),
        "a brand new secret",
    )
    .await;
    tab.follow(&format!("{form} button")).await;
    tab.sees("#secrets", "Restart the server").await;
}

async fn go_on(tab: &Tab, title: &str) {
    tab.follow(NEXT).await;
    tab.sees("h1", title).await;
}
