//! The whole way, from the address in the terminal to a running desk.

use std::os::unix::fs::PermissionsExt as _;

use reqwest::StatusCode;

use super::scene::{Page, Scene, Visitor};

/// Goes to the panel's step, in one server.
pub async fn to_panel(scene: &Scene, browser: &mut Visitor) -> Page {
    let token = scene.bot.token.as_str();
    let fields = [("token", token), ("go", "next")];
    let page = browser.submit("/setup/token", &fields).await;
    page.says("/setup/servers", &["The bot is Helper."]);
    let server = scene.staff.to_string();
    let fields = [
        ("mode", "single"),
        ("server", server.as_str()),
        ("go", "next"),
    ];
    let page = browser.submit("/setup/servers", &fields).await;
    page.says("/setup/category", &["Category in Lantern staff", "Inbox"]);
    let category = scene.inbox.to_string();
    let fields = [("category", category.as_str()), ("go", "next")];
    browser.submit("/setup/category", &fields).await
}

/// Goes on to the review, with a panel.
pub async fn to_review(scene: &Scene, browser: &mut Visitor) -> Page {
    let page = to_panel(scene, browser).await;
    let client_id = scene.bot.client_id();
    let address = page.text.split("id=\"address\"").nth(1).unwrap();
    let address = address.split("value=\"").nth(1).unwrap();
    let address = address.split('"').next().unwrap().to_owned();
    page.says(
        "/setup/panel",
        &[
            &client_id,
            "Agents",
            &format!("{address}/api/auth/callback"),
        ],
    );
    let (olga, agents) = (scene.olga.to_string(), scene.agents.to_string());
    let mut fields = vec![
        ("enabled", "true"),
        ("client_id", client_id.as_str()),
        ("client_secret", scene.bot.client_secret.as_str()),
        ("address", address.as_str()),
        ("role", agents.as_str()),
    ];
    let named = [fields.clone(), vec![("person", "olg"), ("go", "find")]].concat();
    let page = browser.submit("/setup/panel", &named).await;
    page.says(
        "/setup/panel",
        &[&format!("value=\"{olga}\""), "Tick whom you mean"],
    );
    // Somebody was found: nothing is wrong.
    assert!(!page.text.contains("aria-invalid"), "{page:?}");
    fields.extend([("admin", olga.as_str()), ("go", "next")]);
    let page = browser.submit("/setup/panel", &fields).await;
    page.says("/setup/language", &["Europe/Paris"]);
    let fields = [
        ("language", "fr"),
        ("time_zone", "Europe/Paris"),
        ("go", "next"),
    ];
    browser.submit("/setup/language", &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn one_server_with_a_panel_from_the_address_to_the_sign_in() {
    let scene = Scene::with_database().await;
    let running = scene.start().await;
    let mut browser = running.opened().await;
    let review = to_review(&scene, &mut browser).await;
    review.says(
        "/setup/review",
        &["Lantern staff", "olga", "Agents", "••••••••", "Français"],
    );
    for secret in [&scene.bot.token, &scene.bot.client_secret] {
        assert!(!review.text.contains(secret), "a secret is shown");
    }
    assert!(
        !scene.config_path().exists(),
        "nothing is written before the end"
    );

    let page = browser.starts("Rustmail runs").await;
    assert!(
        page.header("refresh")
            .starts_with("1;url=http://localhost:"),
        "{page:?}"
    );
    // The desk speaks the language that was chosen for it.
    browser.waits_for("/", "Se connecter avec Discord").await;
    scene.discord.until_connected().await.unwrap();

    let mode = std::fs::metadata(scene.config_path())
        .unwrap()
        .permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
    let text = std::fs::read_to_string(scene.config_path()).unwrap();
    let told = [
        (scene.bot.token.clone(), "TOKEN"),
        (scene.bot.client_secret.clone(), "SECRET"),
        (scene.bot.client_id(), "1"),
        (scene.olga.to_string(), "2"),
        (scene.agents.to_string(), "3"),
        (scene.staff.to_string(), "4"),
        (scene.inbox.to_string(), "5"),
        (browser.port(), "3002"),
    ];
    let text = told
        .iter()
        .fold(text, |text, (what, name)| text.replace(what, name));
    insta::assert_snapshot!("the-file", text);
    running.end().await;
    scene.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_without_a_panel_from_the_address_to_a_bot() {
    let scene = Scene::with_database().await;
    let running = scene.start().await;
    let mut browser = running.opened().await;
    let token = scene.bot.token.as_str();
    browser.submit("/setup/token", &[("token", token)]).await;
    let (community, staff) = (scene.community.to_string(), scene.staff.to_string());
    let same = [("mode", "dual"), ("community", &*staff), ("staff", &*staff)];
    let page = browser.submit("/setup/servers", &same).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says(
        "/setup/servers",
        &["Choose another server than that of the members"],
    );
    let both = [
        ("mode", "dual"),
        ("community", &*community),
        ("staff", &*staff),
    ];
    browser.submit("/setup/servers", &both).await;
    let inbox = scene.inbox.to_string();
    browser
        .submit("/setup/category", &[("category", &*inbox)])
        .await;
    let page = browser.submit("/setup/panel", &[("go", "next")]).await;
    page.says(
        "/setup/panel",
        &["Without the panel, too, somebody has to answer"],
    );
    let agents = scene.agents.to_string();
    let page = browser.submit("/setup/panel", &[("role", &*agents)]).await;
    page.says("/setup/language", &[]);
    let speech = [("language", "en"), ("time_zone", "UTC")];
    let page = browser.submit("/setup/language", &speech).await;
    page.says(
        "/setup/review",
        &["Members in Lantern makers, staff in Lantern staff"],
    );
    let page = browser.starts("Rustmail runs").await;
    page.says("/setup/start", &["The bot is on Discord"]);
    assert_eq!(page.header("refresh"), "");

    let text = std::fs::read_to_string(scene.config_path()).unwrap();
    let file: toml::Table = text.parse().unwrap();
    let mode = &file["bot"]["mode"];
    assert_eq!(mode["type"].as_str(), Some("dual"));
    assert_eq!(
        mode["community_guild_id"].as_integer(),
        Some(scene.community.signed())
    );
    assert!(mode.get("guild_id").is_none() && file["bot"].get("client_id").is_none());
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn going_back_and_forth_keeps_what_was_entered() {
    let scene = Scene::new().await;
    let running = scene.start().await;
    let mut browser = running.opened().await;
    let page = browser.open("/setup/review").await;
    assert_eq!(page.path, "/setup/token", "no step can be passed over");
    to_panel(&scene, &mut browser).await;

    let olga = scene.olga.to_string();
    let fields = [
        ("enabled", "true"),
        ("client_id", "12 34"),
        ("client_secret", "hush-hush"),
        ("address", "desk.example.com"),
        ("person", &*olga),
        ("go", "back"),
    ];
    let page = browser.submit("/setup/panel", &fields).await;
    let chosen = format!("value=\"{}\" checked", scene.inbox);
    page.says("/setup/category", &[&chosen]);
    let page = browser.open("/setup/panel").await;
    page.says(
        "/setup/panel",
        &["12 34", "desk.example.com", &olga, "One is held already"],
    );
    assert!(!page.text.contains("hush-hush"));

    let page = browser.submit("/setup/panel", &fields[..5]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says(
        "/setup/panel",
        &["Enter the client ID", "Enter scheme and name", "12 34"],
    );
    assert!(!page.text.contains("Paste the client secret"));

    let page = browser.open("/setup/token").await;
    page.says("/setup/token", &["Discord knows this bot: Helper."]);
    assert!(!page.text.contains(&scene.bot.token));
    let page = browser.submit("/setup/token", &[("token", "")]).await;
    let chosen = format!("value=\"{}\" selected", scene.staff);
    page.says("/setup/servers", &[&chosen]);
    assert_eq!(browser.open("/setup/panel").await.path, "/setup/panel");

    let other = scene.community.to_string();
    let moved = [("mode", "single"), ("server", &*other)];
    browser.submit("/setup/servers", &moved).await;
    let page = browser.open("/setup/panel").await;
    assert_eq!(
        page.path, "/setup/category",
        "the category was another server's"
    );
    running.end().await;
    assert!(!scene.config_path().exists());
    scene.finish().await;
}

#[tokio::test]
async fn the_setup_is_read_in_french() {
    let scene = Scene::new().await;
    let running = scene.start().await;
    let mut browser = running.browser();
    browser.headers.push(("accept-language", "fr-CA, en;q=0.5"));
    let page = browser.open(&running.address).await;
    assert!(
        page.text.contains("Commencer dans ce navigateur"),
        "{page:?}"
    );
    let page = browser.begin(&running.address).await;
    page.says("/setup/token", &["De quel bot s’agit-il", "lang=\"fr\""]);
    let fields = [("language", "en"), ("return_to", "/setup/token")];
    let page = browser.submit("/language", &fields).await;
    page.says("/setup/token", &["Which bot is it?"]);
    running.end().await;
    scene.finish().await;
}
