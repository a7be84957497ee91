//! The file: never over another one, and only what belongs into it.

use std::time::Duration;

use discord_simulator::faults::{Effect, Fault};
use reqwest::StatusCode;

use super::scene::Scene;
use super::walking::to_review;

#[tokio::test]
async fn a_file_that_came_to_be_there_stays_as_it_is() {
    let scene = Scene::new().await;
    let running = scene.start().await;
    let mut browser = running.opened().await;
    to_review(&scene, &mut browser).await;
    std::fs::write(scene.config_path(), "# Mine.\n").unwrap();
    let page = browser.submit("/setup/review", &[("go", "next")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says(
        "/setup/review",
        &["Nothing was written", "It is never written over", "olga"],
    );
    let kept = std::fs::read_to_string(scene.config_path()).unwrap();
    assert_eq!(kept, "# Mine.\n");
    let folder = scene.config_path();
    let left = std::fs::read_dir(folder.parent().unwrap()).unwrap().count();
    assert_eq!(left, 1, "no half of a file is left");
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn a_folder_that_takes_nothing_is_told_with_path_and_reason() {
    let scene = Scene::new().await;
    let path = scene
        .config_path()
        .with_file_name("nowhere")
        .join("config.toml");
    let running = scene.start_at(path.clone()).await;
    let mut browser = running.opened().await;
    to_review(&scene, &mut browser).await;
    let page = browser.submit("/setup/review", &[("go", "next")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sentence = format!(
        "{} cannot be written: No such file or directory",
        path.display()
    );
    page.says(
        "/setup/review",
        &[&sentence, "everything you entered is kept", "olga"],
    );
    std::fs::create_dir(path.parent().unwrap()).unwrap();
    let page = browser.submit("/setup/review", &[("go", "back")]).await;
    page.says("/setup/language", &["value=\"fr\" selected"]);
    running.end().await;
    scene.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_environment_gives_is_not_written_and_wins() {
    let mut scene = Scene::with_database().await;
    let secret = scene.bot.client_secret.clone();
    scene.variables = vec![
        ("RUSTMAIL_BOT_CLIENT_SECRET", secret.clone()),
        ("RUSTMAIL_BOT_STATUS", "Ask me".to_owned()),
    ];
    let running = scene.start().await;
    let mut browser = running.opened().await;
    let review = to_review(&scene, &mut browser).await;
    review.says(
        "/setup/review",
        &[
            "RUSTMAIL_SERVER_PORT",
            "RUSTMAIL_DATABASE_URL",
            "RUSTMAIL_BOT_CLIENT_SECRET",
        ],
    );
    browser.starts("Rustmail runs").await;
    // The desk speaks the language that was chosen for it.
    browser.waits_for("/", "Se connecter avec Discord").await;
    let text = std::fs::read_to_string(scene.config_path()).unwrap();
    for left_out in [
        "client_secret =",
        "database",
        "[server]",
        "api_url",
        "status =",
        &secret,
    ] {
        assert!(!text.contains(left_out), "{left_out} in {text}");
    }
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn a_value_that_contradicts_the_environment_is_told_before_writing() {
    let mut scene = Scene::new().await;
    scene.variables = vec![("RUSTMAIL_BOT_ENABLE_RUSTMAIL_LOGS", "true".to_owned())];
    let running = scene.start().await;
    let mut browser = running.opened().await;
    let review = to_review(&scene, &mut browser).await;
    review.says("/setup/review", &["bot.logs_channel_id is missing"]);
    let french = [("language", "fr"), ("return_to", "/setup/review")];
    let page = browser.submit("/language", &french).await;
    page.says("/setup/review", &["bot.logs_channel_id manque"]);
    let page = browser.submit("/setup/review", &[("go", "next")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!scene.config_path().exists());
    running.end().await;
    scene.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_with_which_no_server_can_start() {
    let mut scene = Scene::new().await;
    let nowhere = "postgres://mia:hunter2@127.0.0.1:1/desk".to_owned();
    scene.variables = vec![("RUSTMAIL_DATABASE_URL", nowhere)];
    let running = scene.start().await;
    let mut browser = running.opened().await;
    to_review(&scene, &mut browser).await;
    browser.submit("/setup/review", &[("go", "next")]).await;
    let told = "Postgres at 127.0.0.1:1 cannot be reached";
    let page = browser.waits_for("/setup/start", told).await;
    page.says(
        "/setup/review",
        &["Nothing was written", "Check that it runs", "olga"],
    );
    assert!(!page.text.contains("hunter2"), "{page:?}");
    let folder = scene.config_path();
    let left = std::fs::read_dir(folder.parent().unwrap()).unwrap().count();
    assert_eq!(left, 0, "nothing is left of the file");

    let french = [("language", "fr"), ("return_to", "/setup/review")];
    let page = browser.submit("/language", &french).await;
    page.says(
        "/setup/review",
        &["Postgres ne peut pas être joint à 127.0.0.1:1"],
    );
    browser.submit("/setup/review", &[("go", "next")]).await;
    browser
        .waits_for("/setup/start", "Rien n’a été écrit")
        .await;
    running.end().await;
    scene.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_does_not_wait_for_the_answer_gets_its_server_all_the_same() {
    let scene = Scene::with_database().await;
    let running = scene.start().await;
    let mut browser = running.opened().await;
    to_review(&scene, &mut browser).await;
    let slow = Effect::Delay { millis: 3_000 };
    scene
        .discord
        .fault(Fault::on("POST", "/oauth2/token", slow));
    let last = browser.form("/setup/review", &[("go", "next")]);
    let asking = tokio::spawn(last.send());
    // The fault strikes once, when the question has come.
    let asked = scene.discord.wait_for(Duration::from_secs(60), |discord| {
        discord.faults_in_force().is_empty().then_some(())
    });
    asked.await.unwrap();
    asking.abort();
    assert!(asking.await.is_err_and(|error| error.is_cancelled()));
    browser.waits_for("/setup/start", "Rustmail runs").await;
    running.end().await;
    scene.finish().await;
}
