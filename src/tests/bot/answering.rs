//! Staff answer from the ticket's channel, by slash commands and by commands typed as text.

use discord_simulator::world::interaction::using::Usage;
use discord_simulator::{Draft, Snowflake};

use rustmail::ids::UserId;
use rustmail::models::ticket::Ticket;

use crate::support::test_app::{Setup, TestApp, read};

/// A desk on which Mia has written; her ticket's channel.
pub(super) async fn with_ticket(test: &TestApp) -> Snowflake {
    let mia = test.cast.mia;
    test.dm(mia, Draft::text("My order never came."));
    let channel = test.channel_of(mia).await;
    test.sees(channel, "My order never came.").await;
    test.settle().await;
    channel
}

/// Sam types something in a channel.
pub(super) fn sam_types(test: &TestApp, channel: Snowflake, text: &str) {
    test.discord
        .send(test.cast.sam, channel, Draft::text(text))
        .unwrap();
}

/// Sam uses a slash command, as soon as Discord knows the commands, and reads the answer.
pub(super) async fn sam_uses(test: &TestApp, channel: Snowflake, usage: Usage) -> String {
    until_registered(test).await;
    let used = test.discord.command(test.cast.sam, channel, usage).unwrap();
    let answer = used.response().await.unwrap();
    assert_eq!(
        answer.ephemeral_to,
        Some(test.cast.sam),
        "everybody sees the answer"
    );
    read(&answer)
}

/// Waits until Discord knows the commands.
pub(super) async fn until_registered(test: &TestApp) {
    let patience = std::time::Duration::from_secs(60);
    let registered = test.discord.wait_for(patience, |discord| {
        let requests = discord.requests();
        let mut requests = requests.iter();
        requests
            .any(|request| request.method == "PUT" && request.path.ends_with("/commands"))
            .then_some(())
    });
    registered.await.expect("the commands are registered");
}

/// Waits until a member has no open ticket.
pub(super) async fn until_closed(test: &TestApp, member: Snowflake) {
    let mut happening = test.app.announcements.subscribe();
    loop {
        let conn = &mut test.app.db().await.unwrap();
        let member = UserId(member.signed());
        if Ticket::open_for(conn, member).await.unwrap().is_none() {
            return;
        }
        let news = tokio::time::timeout(std::time::Duration::from_secs(60), happening.next());
        assert!(news.await.is_ok(), "the ticket stayed open");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_reaches_the_member_and_its_command_disappears() {
    let test = TestApp::start().await;
    let channel = with_ticket(&test).await;
    for (typed, said) in [
        ("!reply It is on its way.", "It is on its way."),
        ("!r Second \"line\" \\ kept", "Second \"line\" \\ kept"),
        (
            "!R\nOn the next line\n  indented",
            "On the next line\n  indented",
        ),
    ] {
        sam_types(&test, channel, typed);
        test.is_told(test.cast.mia, said).await;
        test.sees(channel, said).await;
    }
    test.settle().await;
    let left = test.read(channel);
    assert!(!left.iter().any(|line| line.starts_with("!")), "{left:#?}");
    assert!(left.last().unwrap().contains("#3"), "{left:#?}");
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slash_reply_is_confirmed_to_its_author_alone() {
    let test = TestApp::start().await;
    let channel = with_ticket(&test).await;
    let usage = Usage::of("reply").option("text", "It is on its way.");
    assert_eq!(
        sam_uses(&test, channel, usage).await,
        "Reply #1 is on its way."
    );
    test.is_told(test.cast.mia, "sam: It is on its way.").await;
    let usage = Usage::of("reply")
        .option("text", "Yes.")
        .option("anonymous", true);
    assert_eq!(
        sam_uses(&test, channel, usage).await,
        "Reply #2 is on its way."
    );
    test.is_told(test.cast.mia, "Yes.").await;
    assert!(!test.told(test.cast.mia).last().unwrap().contains("sam"));
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_anonymous_reply_hides_its_author() {
    let test = TestApp::start().await;
    let channel = with_ticket(&test).await;
    sam_types(&test, channel, "!ar We are on it.");
    test.is_told(test.cast.mia, "We are on it.").await;
    assert!(!test.told(test.cast.mia).last().unwrap().contains("sam"));
    sam_uses(
        &test,
        channel,
        Usage::of("anonreply").option("text", "Really."),
    )
    .await;
    test.is_told(test.cast.mia, "Really.").await;
    assert!(!test.told(test.cast.mia).last().unwrap().contains("sam"));
    sam_types(&test, channel, "!r yes, that is me");
    test.is_told(test.cast.mia, "sam: yes, that is me").await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_go_with_a_reply_both_ways() {
    let test = TestApp::start().await;
    let channel = with_ticket(&test).await;
    let draft = Draft::text("!r see").file("map.png", vec![1; 500]);
    test.discord.send(test.cast.sam, channel, draft).unwrap();
    test.is_told(test.cast.mia, "map.png").await;
    let usage = Usage::of("reply")
        .file("file", "one.txt", "1")
        .file("file2", "two.txt", "2");
    sam_uses(&test, channel, usage).await;
    test.is_told(test.cast.mia, "two.txt").await;
    assert!(test.told(test.cast.mia).last().unwrap().contains("one.txt"));
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_keep_the_order_in_which_they_were_written() {
    let test = TestApp::start().await;
    let channel = with_ticket(&test).await;
    for number in 1..=20 {
        sam_types(&test, channel, &format!("!r answer {number}."));
    }
    test.is_told(test.cast.mia, "answer 20.").await;
    let told: Vec<String> = test.told(test.cast.mia).into_iter().skip(1).collect();
    let expected: Vec<String> = (1..=20)
        .map(|number| format!("sam: answer {number}."))
        .collect();
    assert_eq!(told, expected);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_own_reply_is_edited_and_deleted_by_number() {
    let test = TestApp::start().await;
    let (channel, mia) = (with_ticket(&test).await, test.cast.mia);
    sam_types(&test, channel, "!r Tomorow.");
    test.is_told(mia, "Tomorow.").await;
    sam_types(&test, channel, "!e 1 Tomorrow.");
    test.is_told(mia, "Tomorrow.").await;
    test.sees(channel, "Reply #1 has been changed.").await;
    let usage = Usage::of("edit")
        .option("number", 1)
        .option("text", "Today.");
    assert_eq!(
        sam_uses(&test, channel, usage).await,
        "Reply #1 has been changed."
    );
    test.is_told(mia, "Today.").await;
    sam_types(&test, channel, "!delete 1");
    test.sees(channel, "Reply #1 has been taken back.").await;
    test.settle().await;
    assert!(!test.told(mia).iter().any(|told| told.contains("Today.")));
    assert_eq!(
        sam_uses(&test, channel, Usage::of("delete").option("number", 1)).await,
        "This reply has been deleted."
    );
    assert_eq!(
        sam_uses(&test, channel, Usage::of("delete").option("number", 9)).await,
        "This ticket has no reply #9."
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_its_author_changes_a_reply() {
    let test = TestApp::start().await;
    let (channel, sue) = (with_ticket(&test).await, test.cast.sue);
    sam_types(&test, channel, "!r Mine.");
    test.is_told(test.cast.mia, "Mine.").await;
    test.discord
        .send(sue, channel, Draft::text("!edit 1 Ours."))
        .unwrap();
    test.sees(
        channel,
        "Only the person who wrote this reply may change it.",
    )
    .await;
    test.settle().await;
    assert!(test.told(test.cast.mia).last().unwrap().contains("Mine."));
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_is_not_understood_says_how_it_is_written() {
    let test = TestApp::start().await;
    let channel = with_ticket(&test).await;
    sam_types(&test, channel, "!edit one Today.");
    test.sees(channel, "`!edit <number> <text>, !e <number> <text>`")
        .await;
    sam_types(&test, channel, "!r");
    test.sees(channel, "There is nothing to send").await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn confirmations_can_be_turned_off() {
    let test = TestApp::start_with(Setup {
        config: vec![
            "notifications.show_success_on_reply = false".to_owned(),
            "notifications.show_success_on_edit = false".to_owned(),
        ],
        ..Setup::default()
    })
    .await;
    let channel = with_ticket(&test).await;
    let usage = Usage::of("reply").option("text", "Quietly.");
    test.discord.command(test.cast.sam, channel, usage).unwrap();
    test.is_told(test.cast.mia, "Quietly.").await;
    sam_types(&test, channel, "!e 1 Softly.");
    test.is_told(test.cast.mia, "Softly.").await;
    test.settle().await;
    let seen = test.read(channel);
    assert!(
        !seen.iter().any(|line| line.contains("has been changed")),
        "{seen:#?}"
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_prefix_may_have_any_length() {
    let test = TestApp::start_with(Setup {
        config: vec!["command.prefix = \"§§\"".to_owned()],
        ..Setup::default()
    })
    .await;
    let channel = with_ticket(&test).await;
    sam_types(&test, channel, "§§r Bonjour.");
    test.is_told(test.cast.mia, "sam: Bonjour.").await;
    test.finish().await;
}
