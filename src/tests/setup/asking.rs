//! What is found out at Discord, and how it is mended.

use discord_simulator::world::channel::{Overwrite, OverwriteKind};
use discord_simulator::world::permission::VIEW_CHANNEL;
use reqwest::StatusCode;

use super::scene::{Running, Scene, Visitor};
use super::walking::{to_panel, to_review};

/// What a bot may do that was let in by the address of the setup, but for managing channels.
const LITTLE: u64 = 1 << 10 | 1 << 11 | 1 << 13 | 1 << 14 | 1 << 15 | 1 << 16;

async fn begun() -> (Scene, Running, Visitor) {
    let scene = Scene::new().await;
    let running = scene.start().await;
    let browser = running.opened().await;
    (scene, running, browser)
}

async fn give_token(scene: &Scene, browser: &mut Visitor) -> super::scene::Page {
    let token = scene.bot.token.as_str();
    browser.submit("/setup/token", &[("token", token)]).await
}

#[tokio::test]
async fn a_wrong_token_is_told_and_never_shown() {
    let (scene, running, mut browser) = begun().await;
    for token in ["MTIz.abc.secret-of-mine", "two words", "é", ""] {
        let page = browser.submit("/setup/token", &[("token", token)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{token}");
        let words = match token {
            "" => "Paste the token of the bot.",
            _ => "Discord does not know this token.",
        };
        page.says("/setup/token", &[words]);
        assert!(token.is_empty() || !page.text.contains(token), "{page:?}");
    }
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn a_discord_that_does_not_answer_is_told() {
    let (scene, running, mut browser) = begun().await;
    let page = to_panel(&scene, &mut browser).await;
    page.says("/setup/panel", &[]);
    scene.discord.stop().await;
    let page = browser.submit("/setup/token", &[("token", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("/setup/token", &["Discord does not answer"]);
    for path in ["/setup/servers", "/setup/category", "/setup/panel"] {
        let page = browser.open(path).await;
        page.says(
            path,
            &["Discord does not answer", "What you entered is kept."],
        );
    }
    running.end().await;
}

#[tokio::test]
async fn missing_intents_are_named_until_they_are_switched_on() {
    let (scene, running, mut browser) = begun().await;
    let switch = |members, content| {
        scene.discord.change(|world| {
            let application = world.applications.get_mut(&scene.bot.id).unwrap();
            application.privileged.members = members;
            application.privileged.message_content = content;
        });
    };
    switch(true, false);
    let page = give_token(&scene, &mut browser).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let portal = format!("/developers/applications/{}/bot", scene.bot.id);
    page.says(
        "/setup/token",
        &["Helper", "<li>Message Content Intent</li>", &portal],
    );
    assert!(!page.text.contains("<li>Server Members Intent</li>"));
    let page = browser.open("/setup/servers").await;
    assert_eq!(page.path, "/setup/token");

    switch(true, true);
    let page = browser.submit("/setup/token", &[("go", "again")]).await;
    page.says("/setup/servers", &["The bot is Helper."]);
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn a_bot_in_no_server_is_let_in_by_the_address_that_is_shown() {
    let (scene, running, mut browser) = begun().await;
    for server in [scene.community, scene.staff] {
        scene.discord.leave(server, scene.bot.user_id).unwrap();
    }
    let page = give_token(&scene, &mut browser).await;
    let needed = LITTLE | 1 << 4 | 1 << 28;
    let invitation = format!(
        "{}/oauth2/authorize?client_id={}&amp;scope=bot+applications.commands&amp;permissions={needed}",
        scene.discord.base_url(),
        scene.bot.client_id()
    );
    page.says(
        "/setup/servers",
        &["The bot is in no server yet", &invitation],
    );
    let page = browser.submit("/setup/servers", &[("go", "next")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);

    scene
        .discord
        .invite_bot_with(scene.staff, &scene.bot, needed)
        .unwrap();
    let page = browser.submit("/setup/servers", &[("go", "again")]).await;
    let only = format!("value=\"{}\" selected", scene.staff);
    page.says("/setup/servers", &["Lantern staff", &only]);
    let elsewhere = [("mode", "single"), ("server", "1")];
    let page = browser.submit("/setup/servers", &elsewhere).await;
    page.says("/setup/servers", &["Choose a server that the bot is in."]);
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn a_server_without_categories_is_told_how_to_get_one() {
    let (scene, running, mut browser) = begun().await;
    scene
        .discord
        .delete_channel(scene.olga, scene.inbox)
        .unwrap();
    give_token(&scene, &mut browser).await;
    let server = scene.staff.to_string();
    let fields = [("mode", "single"), ("server", &*server)];
    let page = browser.submit("/setup/servers", &fields).await;
    page.says(
        "/setup/category",
        &[
            "There is no category in Lantern staff yet",
            "Create Category",
        ],
    );
    let page = browser.submit("/setup/category", &[("go", "next")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    scene
        .discord
        .create_category(scene.staff, "Tickets")
        .unwrap();
    let page = browser.submit("/setup/category", &[("go", "again")]).await;
    page.says("/setup/category", &["Tickets"]);
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn a_category_in_which_the_bot_may_too_little_is_doubted() {
    let (scene, running, mut browser) = begun().await;
    scene.discord.leave(scene.staff, scene.bot.user_id).unwrap();
    scene
        .discord
        .invite_bot_with(scene.staff, &scene.bot, LITTLE)
        .unwrap();
    let role = scene.discord.read(|world| {
        let mut roles = world.servers[&scene.staff].roles.values();
        roles.find(|role| role.bot_id.is_some()).map(|role| role.id)
    });
    let page = to_panel(&scene, &mut browser).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says(
        "/setup/category",
        &["may not do everything that it has to: Manage Channels."],
    );

    scene
        .discord
        .set_role_permissions(scene.staff, role.unwrap(), LITTLE | 1 << 4)
        .unwrap();
    let page = browser.submit("/setup/category", &[("go", "again")]).await;
    assert!(!page.text.contains("Manage Channels"), "{page:?}");
    let hidden = Overwrite {
        id: scene.bot.user_id,
        kind: OverwriteKind::Member,
        allow: 0,
        deny: VIEW_CHANNEL | 1 << 15,
    };
    scene.discord.set_overwrite(scene.inbox, hidden).unwrap();
    let inbox = scene.inbox.to_string();
    let page = browser
        .submit("/setup/category", &[("category", &*inbox)])
        .await;
    page.says(
        "/setup/category",
        &["View Channels, Attach Files", "Go on all the same"],
    );
    let anyway = [("category", &*inbox), ("go", "anyway")];
    let page = browser.submit("/setup/category", &anyway).await;
    page.says("/setup/panel", &[]);
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn a_category_that_members_can_look_into_is_doubted() {
    let (scene, running, mut browser) = begun().await;
    let open = Overwrite {
        id: scene.staff,
        kind: OverwriteKind::Role,
        allow: VIEW_CHANNEL,
        deny: 0,
    };
    scene.discord.set_overwrite(scene.inbox, open).unwrap();
    let page = to_panel(&scene, &mut browser).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says(
        "/setup/category",
        &[
            "members would read the tickets of others",
            "Go on all the same",
        ],
    );
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn a_category_that_is_full_is_doubted() {
    let (scene, running, mut browser) = begun().await;
    for number in 0..50 {
        let name = format!("channel-{number}");
        let inside = Some(scene.inbox);
        scene
            .discord
            .create_channel(scene.staff, &name, inside)
            .unwrap();
    }
    let page = to_panel(&scene, &mut browser).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says(
        "/setup/category",
        &["has 50 channels", "Go on all the same"],
    );
    let channels = scene.discord.channels(scene.staff);
    let one = channels.iter().find(|one| one.name == "channel-7").unwrap();
    scene.discord.delete_channel(scene.olga, one.id).unwrap();
    let inbox = scene.inbox.to_string();
    let fields = [("category", &*inbox)];
    let page = browser.submit("/setup/category", &fields).await;
    page.says("/setup/panel", &[]);
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn what_is_made_wrong_again_cannot_be_written() {
    let (scene, running, mut browser) = begun().await;
    to_review(&scene, &mut browser).await;
    let (client_id, staff) = (scene.bot.client_id(), scene.staff.to_string());
    let no_language = [("language", "xx"), ("time_zone", "UTC")];
    let nobody = [("enabled", "true"), ("client_id", &*client_id)];
    let half = [("mode", "dual"), ("staff", &*staff), ("community", "")];
    let wrong: [(&str, &[(&str, &str)]); 3] = [
        ("/setup/language", &no_language),
        ("/setup/panel", &nobody),
        ("/setup/servers", &half),
    ];
    for (step, fields) in wrong {
        let page = browser.submit(step, fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{step}");
        let page = browser.submit("/setup/review", &[("go", "write")]).await;
        page.says(step, &[]);
        assert!(!scene.config_path().exists(), "{step}");
    }
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn people_are_found_by_id_and_by_name_and_bots_are_not() {
    let (scene, running, mut browser) = begun().await;
    to_panel(&scene, &mut browser).await;
    let stranger = scene.discord.create_user("stranger").to_string();
    for (person, words) in [
        ("nobody at all", "Nobody in the staff server"),
        (&*stranger, "Nobody in the staff server"),
        (&*scene.bot.user_id.to_string(), "This is a bot."),
    ] {
        let fields = [("enabled", "true"), ("person", person), ("go", "find")];
        let page = browser.submit("/setup/panel", &fields).await;
        page.says("/setup/panel", &[words]);
    }
    let olga = scene.olga.to_string();
    let fields = [("enabled", "true"), ("person", &*olga), ("go", "find")];
    let page = browser.submit("/setup/panel", &fields).await;
    page.says("/setup/panel", &[&format!("value=\"{olga}\" checked")]);
    let page = browser.submit("/setup/panel", &[("enabled", "true")]).await;
    page.says(
        "/setup/panel",
        &["Find and tick at least one person", &olga],
    );
    running.end().await;
    scene.finish().await;
}
