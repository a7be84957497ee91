//! Replies and notes: numbers, what may be changed and by whom, and that nothing is ever erased.

use diesel_async::{RunQueryDsl as _, SimpleAsyncConnection as _};
use futures::future::join_all;
use rustmail::error::Refusal;
use rustmail::models::message::Message;
use rustmail::models::message::conversation::{Conversation, Stretch};
use rustmail::models::permission::{Permission, Permissions};
use rustmail::models::ticket::closing::Closing;
use rustmail::models::ticket::replying::{Draft, LONGEST_TEXT};
use rustmail::models::ticket::{Party, Ticket};

use super::scene::{SAM, SUE, Scene, refusal};

#[tokio::test(flavor = "multi_thread")]
async fn replies_at_once_get_numbers_of_their_own() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let (ticket, sam) = (scene.ticket().await, scene.agent(SAM, "Sam"));
    let replies = join_all((0..6).map(async |text: i32| {
        let conn = &mut scene.database.conn().await;
        let draft = Draft::text(text.to_string());
        Ticket::reply(conn, &sam, ticket.id, draft)
            .await
            .unwrap()
            .number
            .unwrap()
    }));
    let mut numbers = replies.await;
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submission_that_comes_twice_says_it_once() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let (ticket, sam) = (scene.ticket().await, scene.agent(SAM, "Sam"));
    let draft = Draft {
        idempotency_key: Some("form:1".to_owned()),
        ..Draft::text("Once")
    };
    let conn = &mut scene.database.conn().await;
    let first = Ticket::reply(conn, &sam, ticket.id, draft.clone())
        .await
        .unwrap();
    Ticket::close(conn, &sam, ticket.id, Closing::default())
        .await
        .unwrap();
    let second = Ticket::reply(conn, &sam, ticket.id, draft).await.unwrap();
    assert_eq!(first.id, second.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_said_is_refused_and_uses_up_no_number() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let (ticket, sam) = (scene.ticket().await, scene.agent(SAM, "Sam"));
    let conn = &mut scene.database.conn().await;
    let long = "x".repeat(LONGEST_TEXT + 1);
    let too_long = Refusal::TooLong {
        limit: LONGEST_TEXT,
        length: LONGEST_TEXT + 1,
    };
    for (text, refused) in [(" \n", Refusal::Empty), (long.as_str(), too_long)] {
        assert_eq!(
            refusal(Ticket::reply(conn, &sam, ticket.id, Draft::text(text)).await),
            refused
        );
    }
    let viewer = scene.staff(SUE, "Sue", [Permission::ViewTickets].into_iter().collect());
    for act in [viewer, scene.staff(SUE, "Sue", Permissions::none())] {
        let refused = refusal(Ticket::reply(conn, &act, ticket.id, Draft::text("Hi")).await);
        assert_eq!(refused, Refusal::Forbidden("manage_tickets"));
    }
    let said = Ticket::reply(conn, &sam, ticket.id, Draft::text("Hi"))
        .await
        .unwrap();
    assert_eq!(said.number, Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_author_changes_a_reply_and_what_it_said_before_stays() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let (ticket, sam) = (scene.ticket().await, scene.agent(SAM, "Sam"));
    let conn = &mut scene.database.conn().await;
    let reply = Ticket::reply(conn, &sam, ticket.id, Draft::text("Frist"))
        .await
        .unwrap();
    let place = (ticket.id, reply.id);
    let sue = scene.agent(SUE, "Sue");
    assert_eq!(
        refusal(Message::edit(conn, &sue, place, "Mine").await),
        Refusal::NotYourReply
    );
    assert_eq!(
        refusal(Message::delete(conn, &sue, place).await),
        Refusal::NotYourReply
    );
    Message::edit(conn, &sam, place, "First").await.unwrap();
    Message::delete(conn, &sam, place).await.unwrap();
    assert_eq!(
        refusal(Message::edit(conn, &sam, place, "Again").await),
        Refusal::ReplyDeleted
    );

    let conversation = Conversation::of(conn, ticket.id, (Stretch::Latest, 50), 10)
        .await
        .unwrap();
    let line = conversation.lines.last().unwrap();
    assert_eq!(
        (line.message.content.as_str(), line.message.number),
        ("First", Some(1))
    );
    assert!(line.message.deleted_at.is_some());
    assert_eq!(line.revisions[0].content, "Frist");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_turn_passes_with_every_word_and_the_wait_counts_from_the_first_unanswered_one() {
    let mut scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let asked_at = scene.now;
    scene.later(5);
    scene.mia_writes(2, "Anybody?").await;
    let ticket = scene.ticket().await;
    assert_eq!(
        (ticket.waiting_on, ticket.waiting_since),
        (Party::Staff, asked_at)
    );
    scene.later(5);
    let conn = &mut scene.database.conn().await;
    let sam = scene.agent(SAM, "Sam");
    Ticket::note(conn, &sam, ticket.id, Draft::text("Looking into it"))
        .await
        .unwrap();
    assert_eq!(scene.ticket().await.waiting_on, Party::Staff);
    Ticket::reply(conn, &sam, ticket.id, Draft::text("Here!"))
        .await
        .unwrap();
    let ticket = scene.ticket().await;
    assert_eq!(
        (ticket.waiting_on, ticket.waiting_since),
        (Party::Member, scene.now)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_itself_refuses_to_change_what_happened() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let conn = &mut scene.database.conn().await;
    for change in [
        "UPDATE events SET kind = 'nothing'",
        "DELETE FROM events",
        "TRUNCATE events",
    ] {
        let refused = conn.batch_execute(change).await.unwrap_err();
        assert!(
            refused.to_string().contains("never changed or removed"),
            "{change}: {refused}"
        );
    }
    let left: i64 = diesel::QueryDsl::count(rustmail::schema::events::table)
        .get_result(conn)
        .await
        .unwrap();
    assert!(left > 0);
}
