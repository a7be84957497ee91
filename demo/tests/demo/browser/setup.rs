//! The setup in a real browser without scripts: from the address in the terminal to the door of the panel.

mod judging;
mod scene;

use self::scene::Scene;
use super::chrome::{Chrome, Tab};

/// The button that leads on.
const NEXT: &str = ".setup-buttons .primary";

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_is_set_up_without_scripts_and_goes_on_by_itself() {
    let scene = Scene::begin().await;
    let bot = &scene.bot;
    let (olga, inbox) = (scene.olga, scene.inbox);
    let (path, address) = (&scene.path, &scene.address);

    let chrome = Chrome::start().await;
    let tab = chrome.tab().await;
    tab.switch_scripts_off().await;
    tab.open(address).await;
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
    tab.follow("a[href^='/api/auth/login']").await;
    tab.follow(&format!("button[data-user-id='{olga}']")).await;
    let reset = scene.discord.change_application(bot, |application| {
        "a brand new secret".clone_into(&mut application.client_secret);
    });
    reset.unwrap();
    replace_a_secret(&tab).await;
    let file = std::fs::read_to_string(path).unwrap();
    assert!(file.contains("a brand new secret"), "{file}");

    tab.assert_content();
    chrome.close().await;
    scene.end().await;
}

/// The secret that signs people in is another one from the next start on; this one is signed in already.
async fn replace_a_secret(tab: &Tab) {
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
