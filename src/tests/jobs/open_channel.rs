//! A reopened ticket has a channel again.

use discord_simulator::Draft;
use rustmail::ids::TicketId;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::closing::Closing;
use rustmail::models::ticket::reopening::Reopening;

use super::relaying::{desk, mia_writes, remember};
use crate::support::test_app::{Setup, TestApp};

const ID: TicketId = TicketId(1);

async fn close(test: &TestApp) {
    let sam = test.act_as(test.cast.sam, "Sam");
    remember(test, &sam).await;
    let conn = &mut test.app.db().await.unwrap();
    Ticket::close(conn, &sam, ID, Closing::default())
        .await
        .unwrap();
}

async fn reopen(test: &TestApp) {
    let sam = test.act_as(test.cast.sam, "Sam");
    let reopening = Reopening {
        silent: false,
        notice: Some(test.app.reopened_notice()),
        closure: None,
    };
    let conn = &mut test.app.db().await.unwrap();
    Ticket::reopen(conn, &sam, ID, reopening).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reopened_ticket_gets_a_channel_with_a_recap_and_the_member_is_told() {
    let test = desk().await;
    mia_writes(&test, "Hello").await;
    test.settle().await;
    let old = test.channel_of(test.cast.mia).await;
    close(&test).await;
    test.settle().await;
    reopen(&test).await;
    test.settle().await;
    let new = test.channel_of(test.cast.mia).await;
    assert_ne!(old, new);
    let read = test.read(new);
    assert_eq!(read.len(), 2, "{read:#?}");
    assert!(read[0].contains("Ticket **#1**"));
    assert_eq!(read[1], "**Sam** has reopened this ticket.");
    let told = test.told(test.cast.mia);
    assert!(told.last().unwrap().contains("Your ticket is open again."));
    mia_writes(&test, "Thank you").await;
    test.sees(new, "Mia: Thank you").await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closing_that_is_undone_at_once_keeps_the_channel() {
    let mut test = desk().await;
    mia_writes(&test, "Hello").await;
    test.settle().await;
    let channel = test.channel_of(test.cast.mia).await;
    test.pause().await;
    close(&test).await;
    reopen(&test).await;
    test.resume().await;
    test.settle().await;
    assert_eq!(test.channel_of(test.cast.mia).await, channel);
    let read = test.read(channel);
    let recaps = read.iter().filter(|text| text.contains("Ticket **#1**"));
    assert_eq!(recaps.count(), 1, "{read:#?}");
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_removal_of_the_old_channel_closes_nothing_again() {
    let test = TestApp::start_with(Setup::default()).await;
    test.dm(test.cast.mia, Draft::text("Hello"));
    let old = test.channel_of(test.cast.mia).await;
    test.settle().await;
    for _ in 0..3 {
        close(&test).await;
        reopen(&test).await;
        test.settle().await;
    }
    close(&test).await;
    let gone = test
        .discord
        .until(|world| (!world.channels.contains_key(&old)).then_some(()));
    gone.await.unwrap();
    reopen(&test).await;
    test.settle().await;
    test.dm(test.cast.mia, Draft::text("Still here?"));
    let new = test.channel_of(test.cast.mia).await;
    test.sees(new, "Still here?").await;
    assert_eq!(test.open_ticket(test.cast.mia).await.id, ID);
    test.finish().await;
}
