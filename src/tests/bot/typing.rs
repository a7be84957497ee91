//! Typing is seen on the other side.

use std::time::Duration;

use discord_simulator::Draft;
use rustmail::models::actor::Actor;
use rustmail::models::presence::{Activity, Presence};
use rustmail::models::setting::Key;
use rustmail::models::setting::edit::Edit;
use rustmail::models::setting::version::Current;

use crate::support::test_app::{Setup, TestApp};

/// How long it may take until somebody is seen typing.
const PATIENCE: Duration = Duration::from_secs(60);

async fn sees_typing(test: &TestApp, channel: discord_simulator::snowflake::Snowflake) {
    let bot = test.cast.bot.user_id;
    let seen = test
        .discord
        .until(|world| world.typing_in(channel).contains(&bot).then_some(()));
    seen.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_see_that_the_member_types_and_the_member_that_staff_do() {
    let test = TestApp::start().await;
    let hello = test.dm(test.cast.mia, Draft::text("Hello?"));
    let channel = test.channel_of(test.cast.mia).await;
    test.settle().await;
    test.discord
        .type_in(test.cast.mia, hello.channel_id)
        .unwrap();
    sees_typing(&test, channel).await;
    let ticket = test.open_ticket(test.cast.mia).await;
    let sam = test.act_as(test.cast.sam, "Sam");
    let conn = &mut test.app.db().await.unwrap();
    let others = Presence::others(conn, &sam, ticket.id).await.unwrap();
    assert_eq!(others.len(), 1);
    assert_eq!(
        (&*others[0].name, others[0].activity),
        ("mia", Activity::Typing)
    );

    Presence::note(conn, &sam, ticket.id, Activity::Answering)
        .await
        .unwrap();
    sees_typing(&test, hello.channel_id).await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_on_discord_who_types_when_the_owner_does_not_want_it() {
    let test = TestApp::start_with(Setup {
        config: vec![
            "bot.typing_proxy_from_user = false".to_owned(),
            "bot.typing_proxy_from_staff = false".to_owned(),
        ],
        ..Setup::default()
    })
    .await;
    let hello = test.dm(test.cast.mia, Draft::text("Hello?"));
    let channel = test.channel_of(test.cast.mia).await;
    test.settle().await;
    let ticket = test.open_ticket(test.cast.mia).await;
    let sam = test.act_as(test.cast.sam, "Sam");
    let conn = &mut test.app.db().await.unwrap();
    test.discord
        .type_in(test.cast.mia, hello.channel_id)
        .unwrap();
    Presence::note(conn, &sam, ticket.id, Activity::Answering)
        .await
        .unwrap();
    // Whatever was to come of it would have come before this.
    test.dm(test.cast.mia, Draft::text("Still there?"));
    test.sees(channel, "Still there?").await;
    let bot = test.cast.bot.user_id;
    let typing = |channel| {
        test.discord
            .read(|world| world.typing_in(channel).contains(&bot))
    };
    assert!(!typing(channel) && !typing(hello.channel_id));
    // The panel is none of that.
    let mut typing_in_panel = async || {
        let others = Presence::others(conn, &sam, ticket.id).await.unwrap();
        let mut doing = others.iter().map(|other| other.activity);
        doing.any(|activity| activity == Activity::Typing)
    };
    test.discord
        .type_in(test.cast.mia, hello.channel_id)
        .unwrap();
    let mut look_again = tokio::time::interval(Duration::from_millis(10));
    let seen = async {
        while !typing_in_panel().await {
            look_again.tick().await;
        }
    };
    tokio::time::timeout(PATIENCE, seen).await.unwrap();
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_staff_set_about_typing_is_in_effect_at_once() {
    let test = TestApp::start_with(Setup {
        config: vec!["bot.typing_proxy_from_user = false".to_owned()],
        ..Setup::default()
    })
    .await;
    let hello = test.dm(test.cast.mia, Draft::text("Hello?"));
    let channel = test.channel_of(test.cast.mia).await;
    test.settle().await;
    let edit = Edit {
        values: vec![(Key::MemberTyping, "true".to_owned())],
        ..Edit::default()
    };
    let system = test.app.act(Actor::System);
    let conn = &mut test.app.db().await.unwrap();
    Current::save(conn, &system, test.app.follower.file(), edit)
        .await
        .unwrap();
    test.app.follower.refresh().await.unwrap();
    test.discord
        .type_in(test.cast.mia, hello.channel_id)
        .unwrap();
    sees_typing(&test, channel).await;
    test.finish().await;
}
