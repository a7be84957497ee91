//! Tickets are opened by staff and closed: now, later, not after all.

use chrono::TimeDelta;
use discord_simulator::Draft;
use discord_simulator::world::interaction::using::Usage;
use rustmail::clock::Clock;

use super::answering::{sam_types, sam_uses, until_closed, with_ticket};
use crate::support::test_app::{Setup, TestApp, now};

const GOODBYE: &str = "This ticket is closed. Goodbye!";

#[tokio::test(flavor = "multi_thread")]
async fn closing_tells_the_member_and_removes_the_channel() {
    for typed in [true, false] {
        let test = TestApp::start().await;
        let channel = with_ticket(&test).await;
        if typed {
            sam_types(&test, channel, "!c all done");
        } else {
            let usage = Usage::of("close").option("reason", "all done");
            assert_eq!(
                sam_uses(&test, channel, usage).await,
                "The ticket is closed."
            );
        }
        test.is_told(test.cast.mia, GOODBYE).await;
        test.settle().await;
        assert!(
            test.discord.channel(channel).is_err(),
            "the channel is still there"
        );
        test.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_silently_tells_nobody() {
    let test = TestApp::start().await;
    let channel = with_ticket(&test).await;
    sam_types(&test, channel, "!close -s");
    let gone = test
        .discord
        .until(|world| (!world.channels.contains_key(&channel)).then_some(()));
    gone.await.unwrap();
    test.settle().await;
    assert_eq!(test.told(test.cast.mia).len(), 1);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduled_closure_happens_in_time() {
    let clock = Clock::at(now());
    let test = TestApp::start_with(Setup {
        clock: clock.clone(),
        ..Setup::default()
    })
    .await;
    let channel = with_ticket(&test).await;
    let usage = Usage::of("close").option("after", "2h");
    assert!(
        sam_uses(&test, channel, usage)
            .await
            .starts_with("The ticket will close <t:")
    );
    test.settle().await;
    clock.advance(TimeDelta::minutes(121));
    test.is_told(test.cast.mia, GOODBYE).await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduled_closure_is_called_off_by_staff_and_by_the_member() {
    let test = TestApp::start().await;
    let channel = with_ticket(&test).await;
    sam_types(&test, channel, "!close 1d12h");
    test.sees(channel, "<t:").await;
    sam_types(&test, channel, "!c cancel");
    test.sees(channel, "cancelled").await;
    let usage = Usage::of("close").option("cancel", true);
    assert_eq!(
        sam_uses(&test, channel, usage).await,
        "This ticket is not scheduled to close."
    );
    sam_uses(&test, channel, Usage::of("close").option("after", "2h")).await;
    test.settle().await;
    let scheduled = test.read(channel).len();
    test.dm(test.cast.mia, Draft::text("One more thing"));
    test.sees(channel, "One more thing").await;
    test.settle().await;
    assert!(
        test.read(channel).len() > scheduled + 1,
        "{:#?}",
        test.read(channel)
    );
    let usage = Usage::of("close").option("cancel", true);
    assert_eq!(
        sam_uses(&test, channel, usage).await,
        "This ticket is not scheduled to close."
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delay_that_is_none_closes_nothing() {
    let test = TestApp::start().await;
    let channel = with_ticket(&test).await;
    sam_types(&test, channel, "!close 2w");
    test.sees(channel, "2h").await;
    assert!(!test.open_ticket(test.cast.mia).await.is_closed());
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_message_after_the_end_opens_a_new_ticket() {
    let test = TestApp::start().await;
    let channel = with_ticket(&test).await;
    sam_types(&test, channel, "!close");
    test.is_told(test.cast.mia, GOODBYE).await;
    test.settle().await;
    test.dm(test.cast.mia, Draft::text("Me again."));
    let next = test.channel_of(test.cast.mia).await;
    test.sees(next, "mia: Me again.").await;
    assert_eq!(test.open_ticket(test.cast.mia).await.id.0, 2);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_open_a_ticket_of_which_the_member_learns_with_the_first_reply() {
    let test = TestApp::start().await;
    let (mia, max) = (test.cast.mia, test.cast.max);
    sam_types(&test, test.cast.lounge, &format!("!nt <@{mia}>"));
    test.sees(test.cast.lounge, "Ticket #1 with mia is open.")
        .await;
    let channel = test.channel_of(mia).await;
    test.settle().await;
    assert_eq!(test.told(mia), Vec::<String>::new());
    sam_types(&test, channel, "!r Hello Mia!");
    test.is_told(mia, "sam: Hello Mia!").await;

    let usage = Usage::of("new_thread").id("user", max);
    let answer = sam_uses(&test, test.cast.lounge, usage).await;
    assert!(
        answer.starts_with("Ticket #2 with max is open."),
        "{answer}"
    );
    let usage = Usage::of("new_thread").id("user", max);
    let answer = sam_uses(&test, test.cast.lounge, usage).await;
    assert_eq!(answer, "This member already has an open ticket: #2.");
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_are_opened_with_members_only() {
    let test = TestApp::start().await;
    let lounge = test.cast.lounge;
    for (who, answer) in [
        (
            test.cast.bot.user_id.to_string(),
            "Bots cannot have tickets.",
        ),
        (
            test.cast.paul.to_string(),
            "This user is not a member of the community server.",
        ),
        ("123456".to_owned(), "Discord knows no such user."),
        ("nobody".to_owned(), "`!new_thread <user>, !nt <user>`"),
    ] {
        sam_types(&test, lounge, &format!("!new_thread {who}"));
        test.sees(lounge, answer).await;
    }
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn removing_the_channel_closes_the_ticket_silently() {
    let test = TestApp::start().await;
    let channel = with_ticket(&test).await;
    test.discord
        .delete_channel(test.cast.olga, channel)
        .unwrap();
    until_closed(&test, test.cast.mia).await;
    test.dm(test.cast.mia, Draft::text("Anybody there?"));
    let next = test.discord.until(|world| {
        let mut channels = world.channels.values();
        let found = channels.find(|one| one.name.ends_with("-2"));
        found.map(|one| one.id)
    });
    let next = next.await.unwrap();
    test.sees(next, "Anybody there?").await;
    test.settle().await;
    assert!(
        !test
            .told(test.cast.mia)
            .iter()
            .any(|told| told.contains("Goodbye"))
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_channel_of_a_closed_ticket_stays_for_as_long_as_is_set() {
    let clock = Clock::at(now());
    let test = TestApp::start_with(Setup {
        clock: clock.clone(),
        config: vec!["thread.time_to_close_thread = 3600".to_owned()],
        ..Setup::default()
    })
    .await;
    let channel = with_ticket(&test).await;
    sam_types(&test, channel, "!c all done");
    test.is_told(test.cast.mia, GOODBYE).await;
    test.sees(channel, "This channel goes <t:").await;
    // The member can write again meanwhile: nothing waits for the old channel.
    test.dm(test.cast.mia, Draft::text("One more thing"));
    let (server, mark) = (test.cast.staff_server, format!(" {} ", test.cast.mia));
    let other = test.discord.until(|world| {
        let mut others = world.channels.values().filter(|other| other.id != channel);
        let of_mia = others.find(|other| {
            let topic = other.topic.as_deref().unwrap_or_default();
            other.server_id == Some(server) && topic.contains(&mark)
        });
        of_mia.map(|other| other.id)
    });
    let other = other.await.unwrap();
    test.sees(other, "One more thing").await;
    clock.advance(TimeDelta::minutes(61));
    let gone = test
        .discord
        .until(|world| (!world.channels.contains_key(&channel)).then_some(()));
    gone.await.unwrap();
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_that_is_reopened_in_time_keeps_its_channel() {
    let clock = Clock::at(now());
    let test = TestApp::start_with(Setup {
        clock: clock.clone(),
        config: vec!["thread.time_to_close_thread = 3600".to_owned()],
        ..Setup::default()
    })
    .await;
    let channel = with_ticket(&test).await;
    let ticket = test.open_ticket(test.cast.mia).await.id;
    sam_types(&test, channel, "!c all done");
    test.sees(channel, "This channel goes <t:").await;
    let sam = test.act_as(test.cast.sam, "Sam");
    let conn = &mut test.app.db().await.unwrap();
    let quietly = rustmail::models::ticket::reopening::Reopening::default();
    rustmail::models::ticket::Ticket::reopen(conn, &sam, ticket, quietly)
        .await
        .unwrap();
    test.sees(channel, "has reopened this ticket").await;
    clock.advance(TimeDelta::minutes(61));
    test.settle().await;
    assert!(test.discord.channel(channel).is_ok(), "the channel is gone");
    test.dm(test.cast.mia, Draft::text("Still here?"));
    test.sees(channel, "Still here?").await;
    test.finish().await;
}
