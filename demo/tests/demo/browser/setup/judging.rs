//! The pages of the setup, judged as those of the panel are: with scripts, in every language, and with something wrong in each form.

use super::NEXT;
use super::scene::Scene;
use crate::browser::chrome::{Chrome, Tab};
use crate::browser::tools::assert_faultless;
use crate::browser::walking::Walk;

/// The form of a step.
const FORM: &str = ".setup-form";

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_setup_is_valid_and_open_to_everybody() {
    let (mut sources, mut faults) = (Vec::new(), Vec::new());
    for language in ["en", "fr"] {
        let scene = Scene::begin().await;
        let chrome = Chrome::start().await;
        let tab = chrome.tab().await;
        enter(&tab, &scene, language).await;
        let mut walk = Walk::new(&tab, scene.origin());
        go_through(&mut walk, &scene).await;
        sources.extend(walk.sources);
        faults.extend(walk.faults);
        chrome.close().await;
        assert!(scene.path.exists());
        scene.end().await;
    }
    assert_faultless(&sources, faults);
}

/// Comes to the door, with a browser in which this language was chosen.
async fn enter(tab: &Tab, scene: &Scene, language: &str) {
    tab.open(&scene.address).await;
    let choose = format!("(document.cookie = 'language={language}; path=/', true)");
    let _: bool = tab.evaluate(&choose).await;
    tab.open(&scene.address).await;
    tab.until(&format!("document.documentElement.lang === {language:?}"))
        .await;
}

/// Every step: as it is first seen, refused, and passed.
async fn go_through(walk: &mut Walk<'_>, scene: &Scene) {
    let tab = walk.tab;
    walk.look_here("the door of the setup").await;
    tab.follow(".primary").await;
    look_at(walk, "/setup/token", &[("token", "nonsense")]).await;
    be_turned_away(walk, scene).await;
    tab.type_into("#token", &scene.bot.token).await;
    tab.follow(NEXT).await;
    look_at(walk, "/setup/servers", &[("server", "1")]).await;
    tab.open(&format!("{}/setup/servers", scene.origin())).await;
    tab.follow(NEXT).await;
    look_at(walk, "/setup/category", &[("category", "1")]).await;
    tab.open(&format!("{}/setup/category", scene.origin()))
        .await;
    tab.click(&format!("#category-{}", scene.inbox)).await;
    tab.follow(NEXT).await;
    let wrong = [
        ("address", "panel.example.com"),
        ("client_secret", "nonsense"),
    ];
    look_at(walk, "/setup/panel", &wrong).await;
    tab.open(&format!("{}/setup/panel", scene.origin())).await;
    tab.replace("#address", scene.origin()).await;
    tab.type_into("#client_secret", &scene.bot.client_secret)
        .await;
    tab.type_into("#person", "olga").await;
    tab.follow("button[value=find]").await;
    walk.look_here("/setup/panel with somebody found").await;
    tab.click(&format!("#admin-{}", scene.olga)).await;
    tab.follow(NEXT).await;
    let wrong = [("time_zone", "Atlantis/Centre")];
    look_at(walk, "/setup/language", &wrong).await;
    tab.open(&format!("{}/setup/language", scene.origin()))
        .await;
    tab.follow(NEXT).await;
    tab.until("location.pathname === '/setup/review'").await;
    walk.look_here("/setup/review").await;
    tab.follow(NEXT).await;
    tab.sees("a[href^='/api/auth/login']", "").await;
    walk.hear_out("the start");
}

/// Looks at a step, and at what it says to this.
async fn look_at(walk: &mut Walk<'_>, path: &str, wrong: &[(&str, &str)]) {
    walk.tab
        .until(&format!("location.pathname === {path:?}"))
        .await;
    walk.look_here(path).await;
    walk.be_refused(path, FORM, wrong).await;
}

/// Another browser comes too late, and looks where it has no business.
async fn be_turned_away(walk: &mut Walk<'_>, scene: &Scene) {
    let chrome = Chrome::start().await;
    let tab = chrome.tab().await;
    let mut stranger = Walk::new(&tab, scene.origin());
    let (token, nowhere) = ("/setup/token", "/setup/nowhere");
    let elsewhere = [token, nowhere].map(|path| format!("{}{path}", scene.origin()));
    for address in elsewhere.iter().chain([&scene.address]) {
        tab.open(address).await;
        stranger.look_here(&format!("{address}, closed")).await;
    }
    walk.sources.extend(stranger.sources);
    walk.faults.extend(stranger.faults);
    chrome.close().await;
}
