//! The configuration page.

use axum::http::StatusCode;
use discord_simulator::Draft;
use rustmail::app::App;
use rustmail::models::permission::Permission;
use rustmail::standing::Standing;

use super::{desk, ticket_of};
use crate::support::browser::{Browser, Page};
use crate::support::test_app::TestApp;

/// Waits until a process has heard of something.
async fn hears(app: &App, what: impl Fn(&Standing) -> bool) {
    let mut standing = app.follower.subscribe();
    let heard = standing.wait_for(|standing| what(standing));
    let patience = std::time::Duration::from_secs(10);
    let heard = tokio::time::timeout(patience, heard).await;
    assert!(matches!(heard, Ok(Ok(_))), "it was never heard of");
}

/// What somebody types who changes only this in a group.
pub(super) async fn change(browser: &mut Browser, group: &str, changes: &[(&str, &str)]) -> Page {
    let page = browser.get("/configuration").await.text;
    let to = format!("/configuration/{group}");
    send(browser, &to, &fields_of(&page, group, changes)).await
}

/// Sends fields as a page has them.
pub(super) async fn send(browser: &mut Browser, to: &str, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(to, &fields).await
}

/// The fields of a group's form as the page has them, some of them changed. An empty value takes a tick away.
pub(super) fn fields_of(
    page: &str,
    group: &str,
    changes: &[(&str, &str)],
) -> Vec<(String, String)> {
    let start = page.find(&format!("id=\"settings-{group}\"")).unwrap();
    let form = &page[start..start + page[start..].find("</section>").unwrap()];
    let base = form.split("name=\"base\" value=\"").nth(1).unwrap();
    let base = base.split('"').next().unwrap();
    let mut fields = vec![("base".to_owned(), base.to_owned())];
    for input in form.split("<input ").skip(1) {
        let input = input.split('>').next().unwrap();
        let attribute = |name: &str| {
            let value = input.split(&format!("{name}=\"")).nth(1)?;
            Some(value.split('"').next().unwrap().to_owned())
        };
        let is_sent =
            attribute("type") != Some("checkbox".to_owned()) || input.contains(" checked");
        let name = attribute("name").unwrap_or_default();
        if is_sent && name.contains('.') {
            fields.push((name, attribute("value").unwrap()));
        }
    }
    for area in form.split("<textarea ").skip(1) {
        let name = area
            .split("name=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let text = area
            .split(">\n")
            .nth(1)
            .unwrap()
            .split("</textarea>")
            .next()
            .unwrap();
        fields.push((name.to_owned(), text.to_owned()));
    }
    for select in form.split("<select ").skip(1) {
        let name = select
            .split("name=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let chosen = select.split(" selected").next().unwrap();
        let value = chosen
            .rsplit("value=\"")
            .next()
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        fields.push((name.to_owned(), value.to_owned()));
    }
    fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    let changes = changes.iter().filter(|(_, value)| *value != "-");
    fields.extend(changes.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    fields
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_saved_is_in_effect_at_once_in_every_process() {
    let test = TestApp::start().await;
    let other = test.another_process().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let saved = change(
        &mut olga,
        "messages",
        &[("bot.welcome_message", "Hi, **you**!")],
    )
    .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    assert_eq!(test.app.greeting().as_deref(), Some("Hi, **you**!"));
    hears(&other, |standing| standing.current.number == 1).await;
    assert_eq!(other.greeting().as_deref(), Some("Hi, **you**!"));

    assert_eq!(saved.location(), "/configuration#settings-messages");
    let page = olga.get("/configuration").await.text;
    assert!(page.contains("Saved, and in effect now."));
    assert!(page.contains("The configuration file says “Welcome! Somebody will answer you here.”"));
    let again = olga.get("/configuration").await.text;
    assert!(!again.contains("Saved, and in effect now."), "told twice");
    test.dm(test.cast.mia, Draft::text("Help!"));
    test.is_told(test.cast.mia, "Hi, **you**!").await;

    let key = [("base", "1"), ("key", "bot.welcome_message")];
    let reset = olga.post("/configuration/messages/reset", &key).await;
    assert_eq!(reset.status, StatusCode::SEE_OTHER);
    hears(&other, |standing| standing.current.number == 2).await;
    assert_eq!(
        other.greeting().as_deref(),
        Some("Welcome! Somebody will answer you here.")
    );
    test.finish().await;
}

#[tokio::test]
async fn each_group_can_be_changed() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let lounge = test.cast.lounge.to_string();
    let changes: [(&str, &[(&str, &str)]); 5] = [
        (
            "presence",
            &[("bot.presence", "dnd"), ("bot.status", "Chess")],
        ),
        (
            "look",
            &[
                ("thread.embedded_message", "-"),
                ("thread.staff_message_color", "#00ff00"),
            ],
        ),
        (
            "commands",
            &[
                ("command.prefix", "?"),
                ("notifications.show_success_on_edit", "-"),
            ],
        ),
        (
            "region",
            &[
                ("language.default_language", "fr"),
                ("bot.timezone", "Europe/Paris"),
            ],
        ),
        (
            "logs",
            &[
                ("bot.enable_rustmail_logs", "true"),
                ("bot.logs_channel_id", &lounge),
            ],
        ),
    ];
    for (group, changes) in changes {
        let saved = change(&mut olga, group, changes).await;
        assert_eq!(
            saved.status,
            StatusCode::SEE_OTHER,
            "{group}: {}",
            saved.text
        );
    }
    let settings = test.app.settings();
    assert!(!settings.embedded && settings.staff_colour.0 == 0x00_ff_00);
    assert_eq!(
        (settings.prefix.as_str(), settings.confirm_edits),
        ("?", false)
    );
    assert_eq!(settings.time_zone, chrono_tz::Europe::Paris);
    assert_eq!(settings.closure_log().unwrap().to_string(), lounge);
    // The panel speaks the new language to whoever asks for none.
    assert!(
        olga.get("/configuration")
            .await
            .text
            .contains("Salons des tickets")
    );
    test.finish().await;
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let refused = change(&mut olga, "region", &[("bot.timezone", "Par<is")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("value=\"Par&lt;is\""),
        "{}",
        refused.text
    );
    assert!(refused.text.contains("This is no time zone."));
    let fields = [("base", "0"), ("command.prefix", "/")];
    let part = olga.post_fragment("/configuration/commands", &fields).await;
    assert_eq!(part.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!part.text.contains("<html") && part.text.contains("A prefix has no spaces"));
    assert_eq!(test.app.standing().current.number, 0);
    test.finish().await;
}

#[tokio::test]
async fn messages_are_previewed_and_nothing_is_saved() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let fields = [
        ("base", "0"),
        ("bot.welcome_message", "<b>Salut</b>"),
        ("bot.close_message", ""),
    ];
    let part = olga
        .post_fragment("/configuration/messages/preview", &fields)
        .await;
    assert!(part.text.contains("&lt;b&gt;Salut") && part.text.contains("Nothing is sent."));
    assert!(part.text.contains("#faa81a") && !part.text.contains("<html"));
    let page = olga.post("/configuration/messages/preview", &fields).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.text.contains("\n&lt;b&gt;Salut&lt;/b&gt;</textarea>"),
        "{}",
        page.text
    );
    assert_eq!(test.app.standing().current.number, 0);
    test.finish().await;
}

#[tokio::test]
async fn the_history_says_who_changed_what_and_goes_back() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    change(&mut olga, "commands", &[("command.prefix", "?")]).await;
    change(&mut olga, "commands", &[("command.prefix", "$")]).await;
    let page = olga.get("/configuration/history").await.text;
    for text in [
        "Version 2",
        "by olga",
        "<del>?</del>",
        "<ins>$</ins>",
        "Command prefix",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    let back = olga.post("/configuration/history/1/restoration", &[]).await;
    assert_eq!(back.location(), "/configuration/history");
    assert_eq!(test.app.settings().prefix, "?");
    assert!(
        olga.get("/configuration/history")
            .await
            .text
            .contains("went back to version 1")
    );
    olga.post("/configuration/history/0/restoration", &[]).await;
    let page = olga.get("/configuration/history").await.text;
    assert!(
        page.contains("The settings of the configuration file are in effect again."),
        "{page}"
    );
    // Where the file is in effect nobody is led back to it.
    assert!(
        !page.contains("Go back to the configuration file"),
        "{page}"
    );
    assert_eq!(test.app.settings().prefix, "!");
    let unknown = olga
        .post("/configuration/history/99/restoration", &[])
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    test.finish().await;
}

#[tokio::test]
async fn whoever_may_only_look_is_offered_nothing_to_change() {
    let test = desk().await;
    test.grant(test.cast.paul, Permission::ViewConfiguration)
        .await;
    let mut paul = test.signed_in(test.cast.paul).await;
    let page = paul.get("/configuration").await.text;
    assert!(page.contains("Welcome! Somebody will answer you here."));
    assert!(page.contains("You may look at everything and change nothing."));
    assert!(!page.contains("action=\"/configuration/look/reset\"") && !page.contains(">Save<"));
    assert!(
        !page.contains("Bot token"),
        "secrets are for super administrators"
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_never_shown_and_replaced_in_the_file() {
    let test = desk().await;
    let path = test.config_path();
    let app = test.another_process_from(&path).await;
    let mut olga = test.signed_in_to(&app, test.cast.olga).await;
    let mut another = test.signed_in_to(&app, test.cast.olga).await;
    let page = olga.get("/configuration").await.text;
    let token = test.cast.bot.token.clone();
    assert!(!page.contains(&token) && !page.contains(&test.cast.bot.client_secret));
    assert!(
        page.contains(&format!("Kept in {}", path.display())),
        "{page}"
    );

    let address = "/configuration/secrets/bot.token";
    let wrong = olga.post(address, &[("value", "nonsense")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Discord does not accept this token."));
    let other = test.discord.create_application("Otherbot");
    let wrong = olga.post(address, &[("value", &other.token)]).await;
    assert!(
        wrong.text.contains("another bot, Otherbot"),
        "{}",
        wrong.text
    );
    assert!(!wrong.text.contains(&other.token));
    assert!(std::fs::read_to_string(&path).unwrap().contains(&token));

    let address = "/configuration/secrets/bot.client_secret";
    let secret = [("value", "a brand new secret")];
    let unknown = olga.post(address, &secret).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.text.contains("does not know this secret together"));
    reset_client_secret(&test, "a brand new secret");
    let replaced = olga.post(address, &secret).await;
    assert_eq!(replaced.status, StatusCode::SEE_OTHER, "{}", replaced.text);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(
        text.contains("bot.client_secret = \"a brand new secret\""),
        "{text}"
    );
    assert!(text.contains(&token) && !text.contains(&test.cast.bot.client_secret));
    let mode = std::os::unix::fs::PermissionsExt::mode(&path.metadata().unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(replaced.location(), "/configuration#secrets");
    let page = olga.get("/configuration").await.text;
    assert!(page.contains("Replaced. Restart the server") && !page.contains("brand new"));
    let again = olga.get("/configuration").await.text;
    assert!(!again.contains("Replaced."), "told twice");

    // Of two people nobody takes back what the other has done, while each change reads and writes the whole file.
    let database = test.app.database.connection_url();
    let database = secrecy::ExposeSecret::expose_secret(database);
    let joint = if database.contains('?') { '&' } else { '?' };
    for round in 0..25 {
        let (secret, url) = (
            format!("secret {round}"),
            format!("{database}{joint}application_name=round{round}"),
        );
        reset_client_secret(&test, &secret);
        let (one, other) = (secret.clone(), url.clone());
        let first = tokio::spawn(async move {
            let address = "/configuration/secrets/bot.client_secret";
            olga.post(address, &[("value", &one)]).await;
            olga
        });
        let second = tokio::spawn(async move {
            let address = "/configuration/secrets/database.url";
            another.post(address, &[("value", &other)]).await;
            another
        });
        (olga, another) = (first.await.unwrap(), second.await.unwrap());
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(&secret) && text.contains(&url), "{text}");
    }
    test.finish().await;
}

/// Somebody has Discord make another secret, as in the developer portal.
fn reset_client_secret(test: &TestApp, secret: &str) {
    let reset = test
        .discord
        .change_application(&test.cast.bot, |application| {
            secret.clone_into(&mut application.client_secret);
        });
    reset.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_with_which_nothing_would_go_on_is_refused_beside_its_field() {
    let test = desk().await;
    let path = test.config_path();
    let app = test.another_process_from(&path).await;
    let mut olga = test.signed_in_to(&app, test.cast.olga).await;
    let before = std::fs::read_to_string(&path).unwrap();
    let cases = [
        ("bot.client_secret", " ", "Enter the new value."),
        ("database.url", "hello", "begins with postgres://"),
        (
            "database.url",
            "postgres://nobody:hush@127.0.0.1:1/nowhere",
            "This database cannot be used",
        ),
    ];
    for (key, value, why) in cases {
        let address = format!("/configuration/secrets/{key}");
        let refused = olga.post(&address, &[("value", value)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{key}");
        assert!(refused.text.contains(why), "{why}: {}", refused.text);
        assert!(!refused.text.contains("hush"), "{}", refused.text);
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
    test.finish().await;
}

/// A ticket keeps working while its look changes.
#[tokio::test(flavor = "multi_thread")]
async fn the_look_of_messages_changes_from_the_next_one_on() {
    let test = TestApp::start().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    test.dm(test.cast.mia, Draft::text("First"));
    let channel = test.channel_of(test.cast.mia).await;
    test.sees(channel, "mia: First").await;
    change(&mut olga, "look", &[("thread.embedded_message", "-")]).await;
    test.dm(test.cast.mia, Draft::text("Second"));
    test.sees(channel, "**mia**: Second").await;
    test.finish().await;
}

#[tokio::test]
async fn a_ticket_is_logged_where_the_settings_say() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let lounge = test.cast.lounge;
    let id = lounge.to_string();
    change(
        &mut olga,
        "logs",
        &[
            ("bot.enable_rustmail_logs", "true"),
            ("bot.logs_channel_id", &id),
        ],
    )
    .await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    olga.post("/tickets/1/closure", &[]).await;
    test.sees(lounge, "/tickets/1").await;
    test.finish().await;
}
