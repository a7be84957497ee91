//! What was said while the bot was away arrives all the same, once and in order; and a Discord that stumbles loses nothing.

use std::sync::Arc;

use chrono::TimeDelta;
use diesel::ExpressionMethods as _;
use diesel_async::RunQueryDsl as _;
use discord_simulator::faults::{Effect, Fault};
use discord_simulator::gateway::close::Close;
use discord_simulator::{Draft, Snowflake};
use rustmail::clock::Clock;
use rustmail::models::message::conversation::Line;
use rustmail::schema::desk;
use tokio_util::sync::CancellationToken;

use super::answering::{sam_types, until_closed, with_ticket};
use super::noting::until_notes;
use crate::support::test_app::{Setup, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn what_members_wrote_meanwhile_arrives_in_order_with_its_files() {
    let mut test = TestApp::start().await;
    let (channel, mia) = (with_ticket(&test).await, test.cast.mia);
    test.pause().await;
    for number in 1..=104 {
        test.dm(mia, Draft::text(format!("meanwhile {number}.")));
    }
    test.dm(mia, Draft::default().file("proof.png", vec![3; 100]));
    test.resume().await;
    test.dm(mia, Draft::text("live again"));
    // A busy machine takes its time for so many.
    test.sees(channel, "meanwhile 50.").await;
    test.sees(channel, "meanwhile 100.").await;
    test.sees(channel, "live again").await;
    let said: Vec<String> = test.read(channel).into_iter().skip(2).collect();
    for (number, said) in said.iter().take(104).enumerate() {
        assert_eq!(*said, format!("mia: meanwhile {}.", number + 1));
    }
    assert!(said[104].contains("proof.png"), "{said:#?}");
    assert_eq!(said.len(), 106, "{said:#?}");
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_edited_and_deleted_meanwhile_is_followed() {
    let mut test = TestApp::start().await;
    let (channel, mia, sam) = (with_ticket(&test).await, test.cast.mia, test.cast.sam);
    let edited = test.dm(mia, Draft::text("Number 12."));
    let deleted = test.dm(mia, Draft::text("Never mind."));
    test.sees(channel, "Never mind.").await;
    let note = test
        .discord
        .send(sam, channel, Draft::text("!unknown"))
        .unwrap();
    sam_types(&test, channel, "!r Which number?");
    test.is_told(mia, "Which number?").await;
    test.settle().await;
    test.pause().await;
    test.discord.edit(mia, &edited, "Number 13.").unwrap();
    test.discord.delete(mia, &deleted).unwrap();
    test.discord.edit(sam, &note, "a better note").unwrap();
    test.resume().await;
    test.sees(channel, "mia: Number 13.").await;
    test.sees(channel, "mia: Never mind. [Deleted by the author]")
        .await;
    let is_better = |notes: &[Line]| notes[0].message.content == "a better note";
    until_notes(&test, is_better).await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_after_a_closed_ticket_opens_a_new_one_even_while_we_are_away() {
    let mut test = TestApp::start().await;
    let (channel, mia) = (with_ticket(&test).await, test.cast.mia);
    sam_types(&test, channel, "!close");
    test.is_told(mia, "Goodbye").await;
    test.settle().await;
    test.pause().await;
    test.dm(mia, Draft::text("It broke again."));
    test.resume().await;
    let next = test.channel_of(mia).await;
    test.sees(next, "mia: It broke again.").await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_was_removed_meanwhile_closes_its_ticket() {
    let mut test = TestApp::start().await;
    let (channel, mia) = (with_ticket(&test).await, test.cast.mia);
    test.settle().await;
    test.pause().await;
    test.discord
        .delete_channel(test.cast.olga, channel)
        .unwrap();
    test.resume().await;
    until_closed(&test, mia).await;
    let mut caught_up = test.app.caught_up.subscribe();
    let caught_up = caught_up.wait_for(|&caught_up| caught_up);
    let patience = std::time::Duration::from_secs(60);
    assert!(tokio::time::timeout(patience, caught_up).await.is_ok());
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_that_cannot_be_read_does_not_hold_up_the_start() {
    let mut test = TestApp::start().await;
    with_ticket(&test).await;
    test.settle().await;
    test.pause().await;
    let fault = Fault::on("GET", "/channels/*/messages", Effect::refuse(403, 50_001));
    test.discord.fault(fault.always());
    test.resume().await;
    let mut caught_up = test.app.caught_up.subscribe();
    let caught_up = caught_up.wait_for(|&caught_up| caught_up);
    let patience = std::time::Duration::from_secs(60);
    assert!(tokio::time::timeout(patience, caught_up).await.is_ok());
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_staff_typed_meanwhile_is_done_once() {
    let mut test = TestApp::start().await;
    let (channel, mia) = (with_ticket(&test).await, test.cast.mia);
    test.pause().await;
    sam_types(&test, channel, "!r first");
    sam_types(&test, channel, "just a note");
    sam_types(&test, channel, "!r second");
    test.resume().await;
    test.is_told(mia, "sam: second").await;
    test.settle().await;
    let told = test.told(mia);
    assert_eq!(told[1..], ["sam: first", "sam: second"]);
    test.pause().await;
    test.resume().await;
    sam_types(&test, channel, "!r third");
    test.is_told(mia, "sam: third").await;
    assert_eq!(test.told(mia).len(), 4, "{:#?}", test.told(mia));
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_session_finds_what_the_old_one_missed() {
    let test = TestApp::start().await;
    let (channel, mia) = (with_ticket(&test).await, test.cast.mia);
    let identifies = test.discord.gateway().identifies();
    test.discord.gateway().forget_sessions();
    test.discord.gateway().cut();
    test.dm(mia, Draft::text("Did you hear that?"));
    test.sees(channel, "mia: Did you hear that?").await;
    assert!(test.discord.gateway().identifies() > identifies);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_message_waits_until_discord_tells_who_wrote_it() {
    let test = TestApp::start().await;
    let fault = Fault::on("GET", "/guilds/*/members/*", Effect::refuse(503, 0));
    test.discord.fault(fault.times(3));
    for number in 1..=3 {
        test.dm(test.cast.mia, Draft::text(format!("number {number}")));
    }
    let channel = test.channel_of(test.cast.mia).await;
    test.sees(channel, "number 3").await;
    let said: Vec<String> = test.read(channel).into_iter().skip(1).collect();
    assert_eq!(said, ["mia: number 1", "mia: number 2", "mia: number 3"]);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_may_not_listen_ends_with_the_remedy() {
    let test = TestApp::start_with(Setup {
        without_bot: true,
        ..Setup::default()
    })
    .await;
    for (code, remedy) in [(4014, "Message Content Intent"), (4004, "bot.token")] {
        let stop = CancellationToken::new();
        let bot = tokio::spawn(rustmail::bot::run(Arc::clone(&test.app), stop));
        test.discord.until_connected().await.unwrap();
        test.discord.gateway().close(Close::new(code, "no"));
        let error = bot.await.unwrap().unwrap_err().to_string();
        assert!(error.contains(remedy), "{code}: {error}");
    }
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_message_that_nobody_heard_arrives_with_the_next_one() {
    let mut test = TestApp::start().await;
    let mia = test.cast.mia;
    test.pause().await;
    let earlier = test.dm(mia, Draft::text("To another bot, long ago."));
    let began_at = earlier.timestamp + TimeDelta::milliseconds(1);
    let conn = &mut test.app.db().await.unwrap();
    diesel::update(desk::table)
        .set(desk::began_at.eq(began_at))
        .execute(conn)
        .await
        .unwrap();
    while Clock::system().now() <= began_at {
        tokio::task::yield_now().await;
    }
    test.dm(mia, Draft::text("Is anybody there?"));
    test.resume().await;
    test.dm(mia, Draft::text("I have lost my lantern."));
    let channel = test.channel_of(mia).await;
    test.sees(channel, "I have lost my lantern.").await;
    let said: Vec<String> = test.read(channel).into_iter().skip(1).collect();
    let expected = ["mia: Is anybody there?", "mia: I have lost my lantern."];
    assert_eq!(said, expected);
    test.finish().await;
}

/// The paths of the requests for messages in direct-message channels since the first `skip` requests, in order.
fn read_since(test: &TestApp, skip: usize, members: &[Snowflake]) -> Vec<Snowflake> {
    let channels: Vec<(Snowflake, Snowflake)> = members
        .iter()
        .map(|&member| (test.dms(member)[0].channel_id, member))
        .collect();
    let of = |path: &str| {
        let is_of = |(channel, _): &&(Snowflake, Snowflake)| {
            path.split('?').next() == Some(&format!("/channels/{channel}/messages"))
        };
        channels.iter().find(is_of).map(|(_, member)| *member)
    };
    let requests = test.discord.requests().into_iter().skip(skip);
    requests
        .filter(|request| request.method == "GET" && request.status == 200)
        .filter_map(|request| of(&request.path))
        .collect()
}

/// Waits until this session has read all of these members.
async fn until_read(test: &TestApp, skip: usize, members: &[Snowflake]) {
    let patience = std::time::Duration::from_secs(15);
    let read = test.discord.wait_for(patience, |_| {
        let read = read_since(test, skip, members);
        members.iter().all(|one| read.contains(one)).then_some(())
    });
    read.await.expect("everybody is read");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_open_ticket_is_read_once_at_leisure_and_holds_nothing_up() {
    let mut test = TestApp::start().await;
    let (mia, max, sue) = (test.cast.mia, test.cast.max, test.cast.sue);
    test.discord.join(test.cast.community, sue).unwrap();
    for member in [sue, max] {
        test.dm(member, Draft::text("Hello?"));
        let channel = test.channel_of(member).await;
        test.settle().await;
        sam_types(&test, channel, "!close");
        until_closed(&test, member).await;
    }
    with_ticket(&test).await;
    test.settle().await;
    test.pause().await;
    test.dm(max, Draft::text("It broke again."));
    // Nothing can be had of Max for now.
    let of_max = format!("/channels/{}/messages", test.dms(max)[0].channel_id);
    let broken = Effect::refuse(503, 0);
    test.discord
        .fault(Fault::on("GET", &of_max, broken).always());
    let skip = test.discord.requests().len();
    test.resume().await;
    let mut caught_up = test.app.caught_up.subscribe();
    let caught_up = caught_up.wait_for(|&caught_up| caught_up);
    let patience = std::time::Duration::from_secs(30);
    assert!(tokio::time::timeout(patience, caught_up).await.is_ok());
    until_read(&test, skip, &[mia, sue]).await;
    test.discord.clear_faults();
    let next = test.channel_of(max).await;
    test.sees(next, "max: It broke again.").await;
    // What Mia may have edited is looked for as well.
    let read = read_since(&test, skip, &[mia, sue]);
    assert_eq!(read, [mia, mia, sue]);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_read_to_latest_is_read_first() {
    let mut test = TestApp::start().await;
    let (mia, max, sue) = (test.cast.mia, test.cast.max, test.cast.sue);
    test.discord.join(test.cast.community, sue).unwrap();
    for member in [mia, sue, max] {
        test.dm(member, Draft::text("Hello?"));
        let channel = test.channel_of(member).await;
        test.settle().await;
        sam_types(&test, channel, "!close");
        until_closed(&test, member).await;
    }
    test.settle().await;
    test.pause().await;
    let skip = test.discord.requests().len();
    let began = std::time::Instant::now();
    test.resume().await;
    until_read(&test, skip, &[mia, sue, max]).await;
    assert_eq!(read_since(&test, skip, &[mia, sue, max]), [max, sue, mia]);
    assert!(
        began.elapsed() >= std::time::Duration::from_millis(400),
        "nobody waits in between"
    );
    test.finish().await;
}
