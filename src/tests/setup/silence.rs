//! What is chosen while Discord is silent is kept, and nothing is gone on with before Discord has confirmed it.

use discord_simulator::faults::{Effect, Fault};
use reqwest::StatusCode;

use super::scene::{Page, Running, Scene, Visitor};
use super::walking::to_review;

async fn at_the_review() -> (Scene, Running, Visitor) {
    let scene = Scene::new().await;
    let running = scene.start().await;
    let mut browser = running.opened().await;
    to_review(&scene, &mut browser).await;
    (scene, running, browser)
}

/// Sends a step while Discord does not answer there.
async fn unheard(
    (scene, browser): (&Scene, &mut Visitor),
    route: &str,
    (step, fields): (&str, &[(&str, &str)]),
) -> Page {
    let silent = Fault::on("GET", route, Effect::refuse(503, 0));
    scene.discord.fault(silent.times(1));
    let page = browser.submit(step, fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{page:?}");
    page.says(step, &["Discord does not answer"]);
    assert!(!page.text.contains("503 Service"), "{page:?}");
    page
}

#[tokio::test]
async fn servers_that_were_chosen_are_kept() {
    let (scene, running, mut browser) = at_the_review().await;
    let (community, staff) = (scene.community.to_string(), scene.staff.to_string());
    let both = [
        ("mode", "dual"),
        ("community", &*community),
        ("staff", &*staff),
    ];
    let way = (&scene, &mut browser);
    let page = unheard(way, "/users/@me/guilds", ("/setup/servers", &both)).await;
    for chosen in [&community, &staff] {
        let chosen = format!("value=\"{chosen}\" selected");
        assert!(page.text.contains(&chosen), "{page:?}");
    }
    let page = browser.open("/setup/review").await;
    assert_eq!(page.path, "/setup/servers", "nobody has confirmed it");
    let page = browser.submit("/setup/servers", &both).await;
    page.says("/setup/category", &["checked"]);
    let inbox = scene.inbox.to_string();
    browser
        .submit("/setup/category", &[("category", &*inbox)])
        .await;
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn a_category_that_was_chosen_is_kept() {
    let (scene, running, mut browser) = at_the_review().await;
    let seen_by = [(
        scene.bot.user_id,
        discord_simulator::world::channel::OverwriteKind::Member,
    )];
    let other = scene
        .discord
        .create_private_category(scene.staff, "Other", &seen_by);
    let other = other.unwrap().to_string();
    let fields = [("category", &*other)];
    let way = (&scene, &mut browser);
    let page = unheard(way, "/users/@me/guilds", ("/setup/category", &fields)).await;
    assert!(
        page.text.contains(&format!("value=\"{other}\" checked")),
        "{page:?}"
    );
    let page = browser.open("/setup/review").await;
    assert_eq!(page.path, "/setup/category", "nobody has confirmed it");
    page.says(
        "/setup/category",
        &["Other", &format!("value=\"{other}\" checked")],
    );
    let page = browser.submit("/setup/category", &fields).await;
    page.says("/setup/panel", &[]);
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn roles_that_were_ticked_are_kept() {
    let (scene, running, mut browser) = at_the_review().await;
    let helpers = scene
        .discord
        .create_role(scene.staff, "Helpers", 0)
        .unwrap();
    let (helpers, olga) = (helpers.to_string(), scene.olga.to_string());
    let fields = [("role", &*helpers), ("admin", &*olga), ("go", "next")];
    let way = (&scene, &mut browser);
    let page = unheard(way, "/guilds/*/roles", ("/setup/panel", &fields)).await;
    assert!(
        page.text.contains(&format!("value=\"{helpers}\" checked")),
        "{page:?}"
    );
    let page = browser.open("/setup/review").await;
    assert_eq!(page.path, "/setup/panel", "nobody has confirmed it");
    let ticked = format!("value=\"{helpers}\" checked");
    page.says("/setup/panel", &["Helpers", &ticked]);
    let page = browser.submit("/setup/panel", &fields).await;
    page.says("/setup/language", &[]);
    let page = browser
        .submit(
            "/setup/language",
            &[("language", "fr"), ("time_zone", "UTC")],
        )
        .await;
    page.says("/setup/review", &["Helpers", "Français"]);
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn a_token_need_not_be_pasted_again() {
    let scene = Scene::new().await;
    let running = scene.start().await;
    let mut browser = running.opened().await;
    let fields = [("token", scene.bot.token.as_str())];
    let way = (&scene, &mut browser);
    let page = unheard(way, "/users/@me", ("/setup/token", &fields)).await;
    page.says("/setup/token", &["One is held already"]);
    assert!(!page.text.contains(&scene.bot.token), "{page:?}");
    let page = browser.submit("/setup/token", &[("token", "")]).await;
    page.says("/setup/servers", &["The bot is Helper."]);
    running.end().await;
    scene.finish().await;
}
