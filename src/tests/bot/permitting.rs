//! Only staff use commands, and only where staff are.

use std::time::Duration;

use diesel_async::SimpleAsyncConnection as _;
use discord_simulator::Draft;
use discord_simulator::world::interaction::using::Usage;

use rustmail::ids::UserId;
use rustmail::models::bot::status::Status;
use rustmail::models::permission::Permission;

use super::answering::{sam_types, sam_uses, until_registered, with_ticket};
use crate::support::test_app::{TestApp, read};

#[tokio::test(flavor = "multi_thread")]
async fn who_is_no_staff_may_use_no_command() {
    let test = TestApp::start().await;
    let (channel, paul) = (with_ticket(&test).await, test.cast.paul);
    let usages = [
        Usage::of("reply").option("text", "Ha!"),
        Usage::of("anonreply").option("text", "Ha!"),
        Usage::of("edit").option("number", 1).option("text", "Ha!"),
        Usage::of("delete").option("number", 1),
        Usage::of("close"),
        Usage::of("new_thread").id("user", test.cast.max),
        Usage::of("id"),
        Usage::of("ping"),
        Usage::of("help"),
    ];
    until_registered(&test).await;
    for usage in usages {
        let name = usage.name.clone();
        let used = test.discord.command(paul, channel, usage).unwrap();
        let answer = read(&used.response().await.unwrap());
        assert!(answer.contains("permission"), "/{name} answered {answer:?}");
    }
    test.discord
        .send(paul, channel, Draft::text("!r Ha!"))
        .unwrap();
    test.sees(channel, "permission").await;
    test.settle().await;
    assert_eq!(test.told(test.cast.mia).len(), 1);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn outside_tickets_only_staff_are_answered() {
    let test = TestApp::start().await;
    let (lounge, paul) = (test.cast.lounge, test.cast.paul);
    test.discord
        .send(paul, lounge, Draft::text("!help"))
        .unwrap();
    sam_types(&test, lounge, "!r To whom?");
    test.sees(lounge, "This is not the channel of an open ticket.")
        .await;
    assert_eq!(test.read(lounge).len(), 3, "{:#?}", test.read(lounge));
    let usage = Usage::of("reply").option("text", "To whom?");
    let answer = sam_uses(&test, lounge, usage).await;
    assert_eq!(answer, "This is not the channel of an open ticket.");
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_in_the_community_are_nobodys_business() {
    let test = TestApp::start().await;
    let community = test.cast.community;
    let channel = test.discord.channels(community)[0].id;
    sam_types(&test, channel, "!help");
    let usage = Usage::of("help");
    assert!(test.discord.command(test.cast.sam, channel, usage).is_err());
    with_ticket(&test).await;
    assert_eq!(test.read(channel).len(), 1, "{:#?}", test.read(channel));
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_loses_the_role_loses_the_commands() {
    let test = TestApp::start().await;
    let channel = with_ticket(&test).await;
    let (server, sam, agents) = (test.cast.staff_server, test.cast.sam, test.cast.agents);
    let first = sam_uses(&test, channel, Usage::of("id")).await;
    assert!(first.contains(&test.cast.mia.to_string()), "{first}");
    test.discord.take_role(server, sam, agents).unwrap();
    let second = sam_uses(&test, channel, Usage::of("id")).await;
    assert!(second.contains("permission"), "{second}");
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_panel_hears_of_changed_roles() {
    let test = TestApp::start().await;
    let (server, sam, agents) = (test.cast.staff_server, test.cast.sam, test.cast.agents);
    sam_uses(&test, test.cast.lounge, Usage::of("help")).await;
    assert!(may_view(&test).await);
    test.discord.take_role(server, sam, agents).unwrap();
    let mut look_again = tokio::time::interval(Duration::from_millis(10));
    let noticed = async {
        while may_view(&test).await {
            look_again.tick().await;
        }
    };
    let noticed = tokio::time::timeout(Duration::from_secs(60), noticed).await;
    assert!(noticed.is_ok(), "nobody noticed");
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_was_removed_vouches_for_no_roles_and_asks_when_it_is_back() {
    let test = TestApp::start().await;
    let (server, sam, agents) = (test.cast.staff_server, test.cast.sam, test.cast.agents);
    sam_uses(&test, test.cast.lounge, Usage::of("help")).await;
    assert!(may_view(&test).await);
    until(async || hears(&test).await).await;
    test.discord.leave(server, test.cast.bot.user_id).unwrap();
    until(async || !hears(&test).await).await;
    assert!(
        status(&test).await.connected_since.is_some(),
        "it is connected all the same"
    );
    test.discord.take_role(server, sam, agents).unwrap();
    assert!(may_view(&test).await, "nobody can have told");
    test.discord.invite_bot(server, &test.cast.bot).unwrap();
    until(async || !may_view(&test).await).await;
    until(async || hears(&test).await).await;
    test.finish().await;
}

async fn status(test: &TestApp) -> Status {
    let conn = &mut test.app.db().await.unwrap();
    let status = Status::latest(conn).await.unwrap();
    status.expect("a report")
}

async fn hears(test: &TestApp) -> bool {
    let conn = &mut test.app.db().await.unwrap();
    let status = Status::latest(conn).await.unwrap();
    status.is_some_and(|status| status.hears_since(test.app.clock.now()).is_some())
}

/// Waits until it is so.
async fn until(is_so: impl AsyncFn() -> bool) {
    let mut look_again = tokio::time::interval(Duration::from_millis(10));
    let waited = async {
        while !is_so().await {
            look_again.tick().await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(60), waited).await;
    assert!(waited.is_ok(), "it never comes to that");
}

async fn may_view(test: &TestApp) -> bool {
    let sam = UserId(test.cast.sam.signed());
    let staff = test.app.staff(sam).await.unwrap().expect("somebody known");
    staff.permissions.include(Permission::ViewPanel)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_see_a_ticket_is_not_told_whose_it_is() {
    let test = TestApp::start().await;
    let channel = with_ticket(&test).await;
    let conn = &mut test.app.db().await.unwrap();
    conn.batch_execute(
        "INSERT INTO categories (name, staff_roles, position, created_at) VALUES ('Legal', '{77}', 0, now());
         UPDATE tickets SET category_id = (SELECT id FROM categories)",
    )
    .await
    .unwrap();
    let answer = sam_uses(&test, channel, Usage::of("id")).await;
    assert!(!answer.contains(&test.cast.mia.to_string()), "{answer}");
    assert!(!answer.contains("mia"), "{answer}");
    test.finish().await;
}
