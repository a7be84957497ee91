//! Commands that only tell something.

use discord_simulator::world::interaction::using::Usage;

use super::answering::{sam_types, sam_uses, with_ticket};
use crate::support::test_app::{Setup, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn help_names_every_command_and_explains_one() {
    let test = TestApp::start().await;
    let lounge = test.cast.lounge;
    let help = sam_uses(&test, lounge, Usage::of("help")).await;
    for name in [
        "reply",
        "anonreply",
        "edit",
        "delete",
        "close",
        "new_thread",
        "id",
        "ping",
        "help",
    ] {
        assert!(
            help.contains(&format!("`!{name}")),
            "{name} is missing: {help}"
        );
    }
    let one = sam_uses(&test, lounge, Usage::of("help").option("command", "c")).await;
    assert!(one.starts_with("`!close "), "{one}");
    sam_types(&test, lounge, "!help nothing");
    test.sees(lounge, "There is no command “nothing”.").await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ping_tells_that_everything_answers() {
    let test = TestApp::start().await;
    sam_types(&test, test.cast.lounge, "!ping");
    test.sees(test.cast.lounge, "Pong. Gateway ").await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn id_tells_who_the_member_is_without_calling_them() {
    let test = TestApp::start().await;
    let (channel, mia) = (with_ticket(&test).await, test.cast.mia);
    sam_types(&test, channel, "!id");
    test.sees(
        channel,
        &format!("The member is <@{mia}> (mia), id `{mia}`."),
    )
    .await;
    let messages = test.discord.messages(channel);
    assert!(messages.last().unwrap().mentions.is_empty());
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_speaks_the_configured_language() {
    let test = TestApp::start_with(Setup {
        config: vec!["language.default_language = \"fr\"".to_owned()],
        ..Setup::default()
    })
    .await;
    let help = sam_uses(&test, test.cast.lounge, Usage::of("help")).await;
    assert!(help.contains("Dire quelque chose au membre"), "{help}");
    test.finish().await;
}
