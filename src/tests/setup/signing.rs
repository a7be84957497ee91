//! Whether people will be able to sign in is found out before anything is written, and so is how secrets get here.

use discord_simulator::faults::{Effect, Fault};
use reqwest::StatusCode;

use super::scene::{Page, Scene, Visitor};
use super::walking::{to_panel, to_review};

/// The panel's step with this client id and secret, and olga for everything.
async fn enter(scene: &Scene, browser: &mut Visitor, (id, secret): (&str, &str)) -> Page {
    let olga = scene.olga.to_string();
    let fields = [
        ("enabled", "true"),
        ("client_id", id),
        ("client_secret", secret),
        ("address", "http://localhost:3002"),
        ("admin", &*olga),
        ("person", &*olga),
        ("go", "next"),
    ];
    browser.submit("/setup/panel", &fields).await
}

#[tokio::test]
async fn a_wrong_client_secret_and_the_id_of_another_application_are_refused() {
    let scene = Scene::new().await;
    let running = scene.start().await;
    let mut browser = running.opened().await;
    to_panel(&scene, &mut browser).await;
    let ours = scene.bot.client_id();
    let other = scene.discord.create_application("Otherbot");
    let cases = [
        (ours.clone(), "nonsense", "does not know this client secret"),
        (
            other.client_id(),
            other.client_secret.as_str(),
            "This is not the application of the bot.",
        ),
    ];
    for (id, secret, words) in cases {
        let page = enter(&scene, &mut browser, (&id, secret)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("/setup/panel", &[words]);
        assert!(!page.text.contains(secret), "{page:?}");
        assert_eq!(browser.open("/setup/language").await.path, "/setup/panel");
    }
    let right = scene.bot.client_secret.clone();
    let page = enter(&scene, &mut browser, (&ours, &right)).await;
    page.says("/setup/language", &[]);
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn a_secret_that_discord_did_not_judge_is_judged_at_the_end() {
    let scene = Scene::new().await;
    let running = scene.start().await;
    let mut browser = running.opened().await;
    to_panel(&scene, &mut browser).await;
    let silent = Fault::on("POST", "/oauth2/token", Effect::refuse(503, 0));
    scene.discord.fault(silent.times(2));
    let ours = scene.bot.client_id();
    let page = enter(&scene, &mut browser, (&ours, "nonsense")).await;
    page.says("/setup/language", &[]);
    let speech = [("language", "en"), ("time_zone", "UTC")];
    let page = browser.submit("/setup/language", &speech).await;
    page.says(
        "/setup/review",
        &[
            "does not say whether the client secret is right",
            "Look again",
        ],
    );
    let page = browser.submit("/setup/review", &[("go", "next")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says(
        "/setup/review",
        &["Nothing was written", "does not know this client secret"],
    );
    assert!(!scene.config_path().exists());
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn the_redirect_is_looked_for_until_it_is_listed() {
    let scene = Scene::new().await;
    let running = scene.start().await;
    let mut browser = running.opened().await;
    let review = to_review(&scene, &mut browser).await;
    review.says(
        "/setup/review",
        &["The redirect is not listed yet", "Look again", "English"],
    );
    let redirect = format!("http://localhost:{}/api/auth/callback", browser.port());
    let listed = scene.discord.change_application(&scene.bot, |application| {
        application.redirect_uris = vec![redirect.clone()];
    });
    listed.unwrap();
    let page = browser.submit("/setup/review", &[("go", "again")]).await;
    page.says("/setup/review", &["Discord knows the redirect", &redirect]);
    assert!(!page.text.contains("not listed yet"), "{page:?}");
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn no_redirect_is_asked_for_where_none_is_shown() {
    let scene = Scene::new().await;
    let running = scene.start().await;
    let mut browser = running.opened().await;
    to_panel(&scene, &mut browser).await;
    let add = "Add this address under “Redirects”";
    let page = browser.open("/setup/panel").await;
    assert!(page.text.contains(add), "{page:?}");
    let wrong = [
        ("enabled", "true"),
        ("address", "panel.example.com"),
        ("go", "again"),
    ];
    let page = browser.submit("/setup/panel", &wrong).await;
    page.says(
        "/setup/panel",
        &["As soon as the address above is a whole one"],
    );
    assert!(!page.text.contains(add), "{page:?}");
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn whoever_enters_secrets_over_a_network_in_plain_text_is_told_of_a_tunnel() {
    let scene = Scene::new().await;
    let running = scene.start().await;
    let mut looker = running.browser();
    looker.headers = vec![("host", "desk.example:3002")];
    let door = looker.open(&running.address).await;
    assert!(
        door.text
            .contains("ssh -L 3002:localhost:3002 desk.example"),
        "{door:?}"
    );
    let mut browser = running.opened().await;
    let near = browser.open("/setup/token").await;
    assert!(!near.text.contains("ssh -L"), "{near:?}");
    to_panel(&scene, &mut browser).await;
    browser.headers = vec![("host", "desk.example:3002")];
    for path in ["/setup/token", "/setup/panel"] {
        let page = browser.open(path).await;
        page.says(
            path,
            &["in plain text", "ssh -L 3002:localhost:3002 desk.example"],
        );
    }
    browser.headers.push(("x-forwarded-proto", "https"));
    let page = browser.open("/setup/token").await;
    assert!(!page.text.contains("ssh -L"), "{page:?}");
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn the_invitation_names_a_tunnel() {
    let scene = Scene::new().await;
    let invitation = scene.invitation().await;
    let port = invitation.split("http://localhost:").nth(1).unwrap();
    let port = port.split('/').next().unwrap();
    let tunnel = format!("ssh -L {port}:localhost:{port} ");
    assert!(invitation.contains(&tunnel), "{invitation}");
    scene.finish().await;
}
