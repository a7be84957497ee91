//! The bot page.

use std::time::Duration;

use axum::http::StatusCode;
use discord_simulator::faults::{Effect, Fault};
use discord_simulator::gateway::close::Close;
use discord_simulator::world::profile::Presence;
use discord_simulator::{Draft, Simulator};

use super::desk;
use crate::support::browser::Browser;
use crate::support::test_app::TestApp;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Waits until the page says this of the bot.
async fn says(browser: &mut Browser, text: &str) {
    let mut look_again = tokio::time::interval(Duration::from_millis(50));
    let looking = async {
        while !browser
            .get_fragment("/bot/status")
            .await
            .text
            .contains(text)
        {
            look_again.tick().await;
        }
    };
    let said = tokio::time::timeout(PATIENCE, looking).await;
    assert!(said.is_ok(), "the page never said {text:?}");
}

fn presence(test: &TestApp) -> Option<Presence> {
    let bot = test.cast.bot.user_id;
    test.discord
        .read(|world| world.users[&bot].presence.clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_is_stopped_and_started_and_nothing_is_lost_meanwhile() {
    let test = TestApp::start().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    test.dm(test.cast.mia, Draft::text("Before"));
    let channel = test.channel_of(test.cast.mia).await;
    says(&mut olga, "Connected").await;

    let stopped = olga.post("/bot/stop", &[]).await;
    assert_eq!(stopped.location(), "/bot");
    let patience = Duration::from_secs(60);
    let gone = test.discord.wait_for(patience, |discord| {
        (discord.gateway().connected() == 0).then_some(())
    });
    assert!(gone.await.is_some(), "the bot never left");
    let page = olga.get("/bot").await.text;
    assert!(page.contains("Stopped") && page.contains("action=\"/bot/start\""));
    let again = olga.post_fragment("/bot/stop", &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("The bot is stopped."));
    // What the page asks for again and again leaves the refusal alone.
    let now = olga.get_fragment("/bot/status").await.text;
    assert!(
        now.starts_with("<div id=\"bot-now\"") && again.text.contains(&now),
        "{now}"
    );

    test.dm(test.cast.mia, Draft::text("While you were away"));
    let said = olga
        .upload(
            "/tickets/1/messages",
            &[("kind", "reply"), ("content", "Patience!")],
            &[],
        )
        .await;
    assert_eq!(said.status, StatusCode::SEE_OTHER);
    assert!(
        !test
            .told(test.cast.mia)
            .iter()
            .any(|text| text.contains("Patience!"))
    );

    olga.post("/bot/start", &[]).await;
    test.sees(channel, "While you were away").await;
    test.is_told(test.cast.mia, "Patience!").await;
    says(&mut olga, "Connected").await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_is_a_new_session() {
    let test = TestApp::start().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    says(&mut olga, "Connected").await;
    let before = test.discord.gateway().identifies();
    let restarted = olga.post_fragment("/bot/restart", &[]).await;
    assert_eq!(restarted.status, StatusCode::OK, "{}", restarted.text);
    let patience = Duration::from_secs(60);
    let back = test.discord.wait_for(patience, |discord| {
        (discord.gateway().identifies() > before).then_some(())
    });
    assert!(back.await.is_some(), "the bot never came back");
    test.dm(test.cast.mia, Draft::text("Are you there?"));
    test.channel_of(test.cast.mia).await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_shows_itself_as_staff_want_it() {
    let test = TestApp::start().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let bot = test.cast.bot.user_id;
    let fields = [
        ("base", "0"),
        ("bot.presence", "idle"),
        ("bot.status", "Chess"),
    ];
    let saved = olga.post("/bot/presence", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    test.discord
        .until(|world| {
            let presence = world.users[&bot].presence.as_ref()?;
            let is_it = presence.status == "idle" && presence.activity.as_deref() == Some("Chess");
            is_it.then_some(())
        })
        .await
        .unwrap();
    let nothing = [
        ("base", "1"),
        ("bot.presence", "invisible"),
        ("bot.status", ""),
    ];
    olga.post_fragment("/bot/presence", &nothing).await;
    test.discord
        .until(|world| {
            let presence = world.users[&bot].presence.as_ref()?;
            (presence.status == "invisible" && presence.activity.is_none()).then_some(())
        })
        .await
        .unwrap();
    assert!(presence(&test).is_some());
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_session_shows_the_bot_as_staff_want_it_by_now() {
    let test = TestApp::start().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let bot = test.cast.bot.user_id;
    let fields = [("base", "0"), ("bot.presence", "idle"), ("bot.status", "")];
    olga.post("/bot/presence", &fields).await;
    let shows_it = |discord: &Simulator| {
        let presence = discord.read(|world| world.users[&bot].presence.clone())?;
        (presence.status == "idle").then_some(())
    };
    let shown = test.discord.wait_for(PATIENCE, shows_it).await;
    assert!(shown.is_some(), "the bot is not shown as idle");
    test.discord
        .gateway()
        .close(Close::new(4009, "Session timed out."));
    let is_new = |discord: &Simulator| (discord.gateway().identifies() == 2).then_some(());
    let back = test.discord.wait_for(PATIENCE, is_new).await;
    assert!(back.is_some(), "there is no new session");
    // The bot hears of this in the new session, which has begun then.
    test.dm(test.cast.mia, Draft::text("Are you there?"));
    test.channel_of(test.cast.mia).await;
    let shown = test.discord.wait_for(PATIENCE, shows_it).await;
    assert!(shown.is_some(), "{:?}", presence(&test));
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn during_a_maintenance_everything_is_kept_and_only_super_administrators_command() {
    let test = TestApp::start().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let (mia, sam) = (test.cast.mia, test.cast.sam);
    let begun = olga
        .post("/bot/maintenance", &[("notice", "Back at noon.")])
        .await;
    assert_eq!(begun.location(), "/bot#maintenance");
    let page = olga.get("/bot").await.text;
    assert!(page.contains("Maintenance is on</span> for <"), "{page}");

    test.dm(mia, Draft::text("Help!"));
    test.is_told(mia, "Back at noon.").await;
    let channel = test.channel_of(mia).await;
    test.dm(mia, Draft::text("Anyone?"));
    test.sees(channel, "mia: Anyone?").await;
    test.settle().await;
    let told = test.told(mia);
    let notices = told.iter().filter(|text| text.contains("Back at noon."));
    assert_eq!(notices.count(), 1, "{told:?}");

    test.discord
        .send(sam, channel, Draft::text("!reply Soon"))
        .unwrap();
    test.sees(channel, "Rustmail is being worked on.").await;
    assert!(!test.told(mia).iter().any(|text| text.contains("Soon")));
    test.discord
        .send(test.cast.olga, channel, Draft::text("!reply Very soon"))
        .unwrap();
    test.is_told(mia, "Very soon").await;

    olga.post("/bot/maintenance/end", &[]).await;
    test.discord
        .send(sam, channel, Draft::text("!reply Now"))
        .unwrap();
    test.is_told(mia, "Now").await;
    test.finish().await;
}

#[tokio::test]
async fn the_profile_changes_on_discord() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let png = b"\x89PNG\r\n\x1a\nnot much of a picture".to_vec();
    let changed = olga
        .upload_to(
            "/bot/profile",
            &[("username", "Helpdesk")],
            &[("avatar", "face.png", png)],
        )
        .await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text);
    test.settle().await;
    let bot = test.cast.bot.user_id;
    let user = test.discord.read(|world| world.users[&bot].clone());
    assert_eq!(user.username, "Helpdesk");
    assert!(user.avatar.is_some() && user.banner.is_none());
    assert!(olga.get("/bot").await.text.contains("value=\"Helpdesk\""));

    let refusals: [(&str, Option<&[u8]>, &str); 3] = [
        ("x", None, "2 to 32 characters"),
        ("Helpdesk", None, "There is nothing to change."),
        (
            "Helpdesk",
            Some(b"<svg onload=alert(1)>"),
            "PNG, JPEG, GIF or WebP",
        ),
    ];
    for (name, picture, why) in refusals {
        let files: Vec<_> = picture
            .map(|bytes| ("banner", "face.png", bytes.to_vec()))
            .into_iter()
            .collect();
        let page = olga
            .upload_to("/bot/profile", &[("username", name)], &files)
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(page.text.contains(why), "{why}: {}", page.text);
    }
    test.finish().await;
}

#[tokio::test]
async fn why_a_name_was_not_taken_is_told_in_the_language_of_its_reader() {
    let test = desk().await;
    let too_fast = Effect::Refuse {
        status: 400,
        code: 50_035,
        message: "You are changing your username too fast".to_owned(),
    };
    test.discord
        .fault(Fault::on("PATCH", "/users/@me", too_fast));
    let mut olga = test.signed_in(test.cast.olga).await;
    olga.upload_to("/bot/profile", &[("username", "Helpdesk")], &[])
        .await;
    test.settle().await;
    let page = olga.get("/bot").await.text;
    assert!(page.contains("not made: Discord finds something in it"));
    olga.headers.push(("accept-language", "fr".to_owned()));
    let page = olga.get("/bot").await.text;
    assert!(page.contains("Quelque chose dans l’envoi ne convient pas à Discord."));
    assert!(page.contains("You are changing your username too fast"));
    test.finish().await;
}
