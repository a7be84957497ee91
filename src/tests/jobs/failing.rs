//! What Discord refuses, and what becomes of it.

use diesel_async::SimpleAsyncConnection as _;
use discord_simulator::faults::{Effect, Fault};
use rustmail::error::Refusal;
use rustmail::ids::{TicketId, UserId};
use rustmail::models::actor::{Actor, Staff};
use rustmail::models::delivery::{Delivery, DeliveryState, Side};
use rustmail::models::dm_channel::DmChannel;
use rustmail::models::failed_job::FailedJob;
use rustmail::models::message::Message;
use rustmail::models::permission::Permission;
use rustmail::models::ticket::replying::Draft;
use rustmail::models::ticket::{Party, Ticket};

use super::relaying::{desk, mia_writes, remember};
use crate::models::scene::refusal;
use crate::support::test_app::TestApp;

/// What became of a reply of Sam's to Mia.
async fn reply(test: &TestApp, text: &str) -> rustmail::ids::MessageId {
    let ticket = test.open_ticket(test.cast.mia).await;
    let sam = test.act_as(test.cast.sam, "Sam");
    remember(test, &sam).await;
    let conn = &mut test.app.db().await.unwrap();
    let reply = Ticket::reply(conn, &sam, ticket.id, Draft::text(text))
        .await
        .unwrap();
    test.settle().await;
    reply.id
}

async fn delivery(test: &TestApp, message: rustmail::ids::MessageId, side: Side) -> Delivery {
    let conn = &mut test.app.db().await.unwrap();
    Delivery::find(conn, message, side).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_to_closed_dms_is_marked_and_shown_and_holds_nothing_up() {
    let test = desk().await;
    mia_writes(&test, "Hello?").await;
    test.settle().await;
    test.discord.close_dms(test.cast.mia).unwrap();
    let refused = reply(&test, "Can you hear me?").await;
    let failed = delivery(&test, refused, Side::Dm).await;
    assert_eq!(failed.state, DeliveryState::Failed);
    // Mia waits for it still.
    let turn = test.open_ticket(test.cast.mia).await.waiting_on;
    assert_eq!(turn, Party::Staff);
    assert!(
        failed
            .failure
            .unwrap()
            .contains("does not accept direct messages")
    );
    let channel = test.channel_of(test.cast.mia).await;
    test.sees(
        channel,
        "Sam: Can you hear me? [Reply #1 · !edit 1 to edit • Not delivered]",
    )
    .await;
    test.sees(channel, "Reply #1 did not reach the member")
        .await;

    test.discord.open_dms(test.cast.mia).unwrap();
    let heard = reply(&test, "And now?").await;
    assert_eq!(
        delivery(&test, heard, Side::Dm).await.state,
        DeliveryState::Delivered
    );
    assert_eq!(test.told(test.cast.mia)[1..], ["Sam: And now?"]);
    let turn = test.open_ticket(test.cast.mia).await.waiting_on;
    assert_eq!(turn, Party::Member);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_survives_a_channel_that_was_removed_by_hand() {
    let test = desk().await;
    mia_writes(&test, "Hello?").await;
    test.settle().await;
    let channel = test.channel_of(test.cast.mia).await;
    test.discord
        .delete_channel(test.cast.olga, channel)
        .unwrap();
    let sent = reply(&test, "Hello Mia!").await;
    assert_eq!(
        delivery(&test, sent, Side::Dm).await.state,
        DeliveryState::Delivered
    );
    assert_eq!(
        delivery(&test, sent, Side::Channel).await.state,
        DeliveryState::Failed
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_category_does_not_stop_a_ticket() {
    let test = desk().await;
    for number in 0..50 {
        let name = format!("ticket-{number}");
        let inbox = Some(test.cast.inbox);
        test.discord
            .create_channel(test.cast.staff_server, &name, inbox)
            .unwrap();
    }
    mia_writes(&test, "Is there room for me?").await;
    test.settle().await;
    let channel = test.channel_of(test.cast.mia).await;
    assert_eq!(test.discord.channel(channel).unwrap().parent_id, None);
    test.sees(channel, "Mia: Is there room for me?").await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_is_tried_again_and_then_stands_everywhere_once() {
    let test = desk().await;
    mia_writes(&test, "Hello?").await;
    test.settle().await;
    let channel = test.channel_of(test.cast.mia).await;
    test.discord.close_dms(test.cast.mia).unwrap();
    let refused = reply(&test, "Can you hear me?").await;
    test.sees(channel, "Not delivered").await;
    let ticket = test.open_ticket(test.cast.mia).await;
    assert_eq!(ticket.waiting_on, Party::Staff);
    let place = (test.open_ticket(test.cast.mia).await.id, refused, Side::Dm);
    let sam = test.act_as(test.cast.sam, "Sam");
    let conn = &mut test.app.db().await.unwrap();

    // It fails again, and can be tried again.
    Delivery::retry(conn, &sam, place).await.unwrap();
    test.settle().await;
    let failed = delivery(&test, refused, Side::Dm).await;
    assert_eq!(failed.state, DeliveryState::Failed);

    test.discord.open_dms(test.cast.mia).unwrap();
    let queued = Delivery::retry(conn, &sam, place).await.unwrap();
    assert_eq!(queued.state, DeliveryState::Queued);
    let ticket = test.open_ticket(test.cast.mia).await;
    assert_eq!(ticket.waiting_on, Party::Member);
    test.settle().await;
    let delivered = delivery(&test, refused, Side::Dm).await;
    assert_eq!(delivered.state, DeliveryState::Delivered);
    assert_eq!(test.told(test.cast.mia)[1..], ["Sam: Can you hear me?"]);
    let copies = test.read(channel);
    assert!(
        copies.contains(&"Sam: Can you hear me? [Reply #1 · !edit 1 to edit]".to_owned()),
        "{copies:#?}"
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_posted_although_it_failed_is_found_when_its_task_is_gone() {
    let test = desk().await;
    mia_writes(&test, "Hello?").await;
    test.settle().await;
    let sent = reply(&test, "Can you hear me?").await;
    // Discord took it without answering, the task was given up, and an administrator took that from the list.
    let conn = &mut test.app.db().await.unwrap();
    conn.batch_execute(
        "DELETE FROM posts WHERE side = 'dm' AND message_id = (SELECT max(message_id) FROM posts);
         UPDATE deliveries SET state = 'failed', failure = 'no answer'
         WHERE side = 'dm' AND message_id = (SELECT max(message_id) FROM deliveries)",
    )
    .await
    .unwrap();
    let place = (test.open_ticket(test.cast.mia).await.id, sent, Side::Dm);
    let sam = test.act_as(test.cast.sam, "Sam");
    Delivery::retry(conn, &sam, place).await.unwrap();
    test.settle().await;
    let delivered = delivery(&test, sent, Side::Dm).await;
    assert_eq!(delivered.state, DeliveryState::Delivered);
    assert_eq!(test.told(test.cast.mia)[1..], ["Sam: Can you hear me?"]);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_failed_is_tried_again_and_only_by_those_who_may() {
    let test = desk().await;
    mia_writes(&test, "Hello?").await;
    test.settle().await;
    let sent = reply(&test, "Hi").await;
    let place = (test.open_ticket(test.cast.mia).await.id, sent, Side::Dm);
    let conn = &mut test.app.db().await.unwrap();
    let sam = test.act_as(test.cast.sam, "Sam");
    assert_eq!(
        refusal(Delivery::retry(conn, &sam, place).await),
        Refusal::NotFailed
    );
    let elsewhere = (TicketId(999), sent, Side::Dm);
    assert_eq!(
        refusal(Delivery::retry(conn, &sam, elsewhere).await),
        Refusal::TicketNotFound
    );
    let system = rustmail::models::actor::Actor::Member {
        id: rustmail::ids::UserId(test.cast.mia.signed()),
        name: "Mia".to_owned(),
    };
    let mia = test.app.act(system);
    assert!(matches!(
        refusal(Delivery::retry(conn, &mia, place).await),
        Refusal::Forbidden(_)
    ));
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_that_is_tried_again_has_arrived_when_it_is_read() {
    let test = desk().await;
    mia_writes(&test, "Hello?").await;
    test.settle().await;
    let sent = reply(&test, "Hi").await;
    let ticket = test.open_ticket(test.cast.mia).await.id;
    let sam = test.act_as(test.cast.sam, "Sam");
    let conn = &mut test.app.db().await.unwrap();
    test.discord.close_dms(test.cast.mia).unwrap();
    // A second post is needed for so much, and Discord does not take that.
    let long = "Read on. ".repeat(600);
    Message::edit(conn, &sam, (ticket, sent), &long)
        .await
        .unwrap();
    test.settle().await;
    let refused = delivery(&test, sent, Side::Dm).await;
    assert_eq!(refused.state, DeliveryState::Outdated);
    let channel = test.channel_of(test.cast.mia).await;
    test.sees(
        channel,
        "A change to reply #1 did not reach the member, who still has it as it was",
    )
    .await;
    let turn = test.open_ticket(test.cast.mia).await.waiting_on;
    assert_eq!(turn, Party::Member, "Mia has an answer");
    test.discord.open_dms(test.cast.mia).unwrap();
    let olga = UserId(test.cast.olga.signed());
    let olga = test.app.act(Actor::Staff(Staff {
        permissions: [Permission::ManageBot].into_iter().collect(),
        ..Staff::on_record(olga, "Olga".to_owned())
    }));
    assert_eq!(FailedJob::retry_all(conn, &olga).await.unwrap(), 1);
    test.settle().await;
    let arrived = delivery(&test, sent, Side::Dm).await;
    assert_eq!(arrived.state, DeliveryState::Delivered);
    assert_eq!(arrived.failure, None);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_deleted_is_told_to_be_there_still() {
    let test = desk().await;
    mia_writes(&test, "Hello?").await;
    test.settle().await;
    let sent = reply(&test, "For somebody else").await;
    let ticket = test.open_ticket(test.cast.mia).await.id;
    let sam = test.act_as(test.cast.sam, "Sam");
    let conn = &mut test.app.db().await.unwrap();
    let refused = Fault::on(
        "DELETE",
        "/channels/*/messages/*",
        Effect::refuse(403, 50_013),
    );
    test.discord.fault(refused);
    Message::delete(conn, &sam, (ticket, sent)).await.unwrap();
    test.settle().await;
    let outdated = delivery(&test, sent, Side::Dm).await;
    assert_eq!(outdated.state, DeliveryState::Outdated);
    let mut reader = test.signed_in(test.cast.sam).await;
    for (address, is_told) in [
        ("/tickets/1", true),
        ("/tickets/1/transcript.txt", true),
        ("/tickets/1/transcript.txt?audience=member", false),
    ] {
        let page = reader.get(address).await;
        let told = page.text.contains("The member can still read it");
        assert_eq!(told, is_told, "{address}: {}", page.text);
    }
    Delivery::retry(conn, &sam, (ticket, sent, Side::Dm))
        .await
        .unwrap();
    test.settle().await;
    let gone = delivery(&test, sent, Side::Dm).await;
    assert_eq!(gone.state, DeliveryState::Delivered);
    let told = test.told(test.cast.mia);
    assert!(
        !told.contains(&"Sam: For somebody else".to_owned()),
        "{told:?}"
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_nobody_understands_is_given_up_and_holds_nothing_up_after_that() {
    let test = desk().await;
    mia_writes(&test, "Hello?").await;
    test.settle().await;
    let conn = &mut test.app.db().await.unwrap();
    conn.batch_execute(
        "INSERT INTO outbox (lane, job, created_at, due_at, attempts)
         SELECT member_id, '{\"job\": \"of_a_newer_version\"}', now(), now(), 29 FROM tickets",
    )
    .await
    .unwrap();
    let sent = reply(&test, "Hi").await;
    let arrived = delivery(&test, sent, Side::Dm).await;
    assert_eq!(arrived.state, DeliveryState::Delivered);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn how_a_job_went_is_recorded_as_soon_as_the_database_takes_it() {
    let test = desk().await;
    mia_writes(&test, "Hello?").await;
    test.settle().await;
    let conn = &mut test.app.db().await.unwrap();
    conn.batch_execute(
        "CREATE SEQUENCE refused;
         CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN
                 IF nextval('refused') < 3 THEN RAISE 'not now'; END IF;
                 RETURN NEW;
             END $$;
         CREATE TRIGGER refuse BEFORE UPDATE ON outbox
             FOR EACH ROW WHEN (NEW.last_error IS NOT NULL AND OLD.last_error IS NULL) EXECUTE FUNCTION refuse()",
    )
    .await
    .unwrap();
    let broken = Fault::on("POST", "/channels/*/messages", Effect::refuse(500, 0));
    test.discord.fault(broken);
    let sent = reply(&test, "Hi").await;
    let arrived = delivery(&test, sent, Side::Dm).await;
    assert_eq!(arrived.state, DeliveryState::Delivered);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_of_which_a_part_is_missing_has_not_arrived() {
    let test = desk().await;
    mia_writes(&test, "Hello?").await;
    test.settle().await;
    let conn = &mut test.app.db().await.unwrap();
    let mia = UserId(test.cast.mia.signed());
    let dm = DmChannel::of(conn, mia).await.unwrap().unwrap().channel_id;
    let route = format!("/channels/{dm}/messages");
    let refused = Fault::on("POST", &route, Effect::refuse(403, 50_007));
    test.discord.fault(refused.always().after(1));
    let sent = reply(&test, &"Read on. ".repeat(600)).await;
    let failed = delivery(&test, sent, Side::Dm).await;
    assert_eq!(failed.state, DeliveryState::Failed);
    let told = test.told(test.cast.mia).len();
    // The copy for staff is brought up to date after that, which delivers nothing.
    let place = (test.open_ticket(test.cast.mia).await.id, sent, Side::Dm);
    let sam = test.act_as(test.cast.sam, "Sam");
    Delivery::retry(conn, &sam, place).await.unwrap();
    test.settle().await;
    let failed = delivery(&test, sent, Side::Dm).await;
    assert_eq!(failed.state, DeliveryState::Failed);
    assert_eq!(test.told(test.cast.mia).len(), told);
    test.finish().await;
}
