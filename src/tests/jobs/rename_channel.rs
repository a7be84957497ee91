//! A ticket's channel is called by what staff call the ticket, as often as Discord allows that.

use chrono::TimeDelta;
use discord_simulator::faults::{Effect, Fault};
use rustmail::clock::Clock;
use rustmail::ids::TicketId;
use rustmail::models::ticket::Ticket;

use super::relaying::{desk, mia_writes};
use crate::support::test_app::{Setup, TestApp, now};

async fn names(test: &TestApp, label: Option<&str>) {
    let sam = test.act_as(test.cast.sam, "Sam");
    let conn = &mut test.app.db().await.unwrap();
    Ticket::rename(conn, &sam, TicketId(1), label)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_channel_is_called_by_the_label_and_without_one_by_the_member() {
    let test = desk().await;
    mia_writes(&test, "Hello").await;
    test.settle().await;
    let channel = test.channel_of(test.cast.mia).await;
    let name = || test.discord.channel(channel).unwrap().name;
    assert_eq!(name(), "mia-1");
    names(&test, Some("Lost parcel: *urgent*!")).await;
    test.settle().await;
    assert_eq!(name(), "lost-parcel-urgent-1");
    let told = "**Sam** has named this ticket “Lost parcel: \\*urgent\\*!”.";
    assert_eq!(test.read(channel).last().unwrap(), told);
    names(&test, None).await;
    test.settle().await;
    assert_eq!(name(), "mia-1");
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rename_that_has_to_wait_holds_no_message_up() {
    let clock = Clock::at(now());
    let mut test = TestApp::start_with(Setup {
        without_bot: true,
        clock: clock.clone(),
        ..Setup::default()
    })
    .await;
    mia_writes(&test, "Hello").await;
    test.settle().await;
    let channel = test.channel_of(test.cast.mia).await;
    let wait = Effect::RateLimit {
        seconds: 600.0,
        global: false,
    };
    test.discord.fault(Fault::on("PATCH", "/channels/*", wait));
    for label in ["One", "Two", "Three"] {
        names(&test, Some(label)).await;
    }
    mia_writes(&test, "Are you there?").await;
    test.sees(channel, "Mia: Are you there?").await;
    assert_eq!(test.discord.channel(channel).unwrap().name, "mia-1");
    // A new process asks again when the time has come, and for what is true by then.
    test.pause().await;
    clock.advance(TimeDelta::minutes(11));
    test.resume().await;
    test.settle().await;
    assert_eq!(test.discord.channel(channel).unwrap().name, "three-1");
    test.finish().await;
}
