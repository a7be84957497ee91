//! Messages on their way from one side to the other.

use bytes::Bytes;
use chrono::TimeDelta;
use rustmail::ids::{ChannelId, PostId, UserId};
use rustmail::models::actor::Actor;
use rustmail::models::attachment::{AttachmentKind, AttachmentOrigin, NewAttachment};
use rustmail::models::message::Message;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::closing::Closing;
use rustmail::models::ticket::opening::Opening;
use rustmail::models::ticket::receiving::{Body, Incoming, Received, Welcome};
use rustmail::models::ticket::replying::Draft;
use rustmail::models::user::User;

use crate::support::test_app::{Setup, TestApp};

/// The desk without its bot face: what members write is handed to the verb.
pub(super) async fn desk() -> TestApp {
    TestApp::start_with(Setup {
        without_bot: true,
        ..Setup::default()
    })
    .await
}

fn mia(test: &TestApp) -> User {
    let id = UserId(test.cast.mia.signed());
    User {
        id,
        username: "mia".to_owned(),
        display_name: Some("Mia".to_owned()),
        avatar: None,
        updated_at: test.app.clock.now(),
    }
}

/// What Mia has written, as the gateway would bring it.
pub(super) async fn mia_writes(test: &TestApp, text: &str) -> Received {
    let post = test.dm(test.cast.mia, discord_simulator::Draft::text(text));
    let member = mia(test);
    let act = test.app.act(Actor::Member {
        id: member.id,
        name: "Mia".to_owned(),
    });
    let incoming = Incoming {
        member,
        channel: ChannelId(post.channel_id.signed()),
        post: PostId(post.id.signed()),
        written_at: post.timestamp,
        body: Body {
            content: text.to_owned(),
            ..Body::default()
        },
        answers: None,
    };
    let welcome = Welcome::Greet(test.app.greeting());
    let conn = &mut test.app.db().await.unwrap();
    Ticket::receive(conn, &act, incoming, welcome)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_opens_a_ticket_with_a_recap_and_a_welcome() {
    let test = desk().await;
    mia_writes(&test, "My order never came.").await;
    test.settle().await;
    let channel = test.channel_of(test.cast.mia).await;
    let read = test.read(channel);
    assert_eq!(read.len(), 2, "{read:#?}");
    assert!(read[0].contains("Ticket **#1** with <@"), "{}", read[0]);
    assert_eq!(read[1], "Mia: My order never came.");
    assert_eq!(
        test.told(test.cast.mia),
        ["Rustmail: Welcome! Somebody will answer you here."]
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_reaches_the_member_and_stands_in_the_channel() {
    let test = desk().await;
    mia_writes(&test, "Hello?").await;
    let ticket = test.open_ticket(test.cast.mia).await;
    let sam = test.act_as(test.cast.sam, "Sam");
    remember(&test, &sam).await;
    let conn = &mut test.app.db().await.unwrap();
    Ticket::reply(conn, &sam, ticket.id, Draft::text("Hello Mia!"))
        .await
        .unwrap();
    let anonymous = Draft {
        anonymous: true,
        ..Draft::text("We are on it.")
    };
    Ticket::reply(conn, &sam, ticket.id, anonymous)
        .await
        .unwrap();
    test.settle().await;
    assert_eq!(
        test.told(test.cast.mia)[1..],
        ["Sam: Hello Mia!", "Rustmail: We are on it."]
    );
    let channel = test.channel_of(test.cast.mia).await;
    assert_eq!(
        test.read(channel)[2..],
        [
            "Sam: Hello Mia! [Reply #1 · !edit 1 to edit]",
            "Sam (anonymous): We are on it. [Reply #2 · !edit 2 to edit]",
        ]
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_and_a_deletion_are_followed_on_both_sides() {
    let test = desk().await;
    mia_writes(&test, "Hello?").await;
    let ticket = test.open_ticket(test.cast.mia).await;
    let sam = test.act_as(test.cast.sam, "Sam");
    remember(&test, &sam).await;
    let conn = &mut test.app.db().await.unwrap();
    let first = Ticket::reply(conn, &sam, ticket.id, Draft::text("Wrong."))
        .await
        .unwrap();
    let second = Ticket::reply(conn, &sam, ticket.id, Draft::text("Secret."))
        .await
        .unwrap();
    test.settle().await;
    Message::edit(conn, &sam, (ticket.id, first.id), "Right.")
        .await
        .unwrap();
    Message::delete(conn, &sam, (ticket.id, second.id))
        .await
        .unwrap();
    test.settle().await;
    assert_eq!(test.told(test.cast.mia)[1..], ["Sam: Right."]);
    let channel = test.channel_of(test.cast.mia).await;
    assert_eq!(
        test.read(channel)[2..],
        [
            "Sam: Right. [Reply #1 · !edit 1 to edit • Edited]",
            "Sam: Secret. [Reply #2 · !edit 2 to edit • Deleted by the author]",
        ]
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_beyond_discords_limit_arrives_whole_and_grows_and_shrinks_with_its_edits() {
    let test = desk().await;
    mia_writes(&test, "Tell me everything.").await;
    let ticket = test.open_ticket(test.cast.mia).await;
    let sam = test.act_as(test.cast.sam, "Sam");
    remember(&test, &sam).await;
    let conn = &mut test.app.db().await.unwrap();
    let long = "everything ".repeat(800);
    let reply = Ticket::reply(conn, &sam, ticket.id, Draft::text(&long))
        .await
        .unwrap();
    test.settle().await;
    let told = test.told(test.cast.mia)[1..].join(" ").replace("Sam: ", "");
    assert_eq!(told, long.trim());
    let shorter = "nothing";
    Message::edit(conn, &sam, (ticket.id, reply.id), shorter)
        .await
        .unwrap();
    test.settle().await;
    assert_eq!(test.told(test.cast.mia)[1..], ["Sam: nothing"]);
    Message::edit(conn, &sam, (ticket.id, reply.id), &long)
        .await
        .unwrap();
    test.settle().await;
    assert_eq!(test.told(test.cast.mia)[1..].len(), 3);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_says_goodbye_and_removes_the_channel() {
    let test = desk().await;
    mia_writes(&test, "Thanks!").await;
    test.settle().await;
    let channel = test.channel_of(test.cast.mia).await;
    let ticket = test.open_ticket(test.cast.mia).await;
    let sam = test.act_as(test.cast.sam, "Sam");
    remember(&test, &sam).await;
    let closing = Closing {
        farewell: test.app.farewell(),
        ..Closing::default()
    };
    Ticket::close(&mut test.app.db().await.unwrap(), &sam, ticket.id, closing)
        .await
        .unwrap();
    test.settle().await;
    assert_eq!(
        test.told(test.cast.mia)[1..],
        ["Rustmail: This ticket is closed. Goodbye!"]
    );
    assert!(
        test.discord.channel(channel).is_err(),
        "the channel is still there"
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_opened_by_staff_is_silent_until_the_first_reply() {
    let test = desk().await;
    let sam = test.act_as(test.cast.sam, "Sam");
    remember(&test, &sam).await;
    let opening = Opening {
        member: mia(&test),
        greeting: None,
        call: None,
        idempotency_key: None,
    };
    let conn = &mut test.app.db().await.unwrap();
    let ticket = Ticket::open(conn, &sam, opening).await.unwrap();
    test.settle().await;
    assert_eq!(test.told(test.cast.mia), Vec::<String>::new());
    Ticket::reply(conn, &sam, ticket.id, Draft::text("A word with you."))
        .await
        .unwrap();
    test.settle().await;
    assert_eq!(test.told(test.cast.mia), ["Sam: A word with you."]);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_message_calls_off_a_scheduled_closure() {
    let test = desk().await;
    mia_writes(&test, "One more thing").await;
    let ticket = test.open_ticket(test.cast.mia).await;
    let sam = test.act_as(test.cast.sam, "Sam");
    let later = (Closing::default(), TimeDelta::hours(2));
    let conn = &mut test.app.db().await.unwrap();
    Ticket::close_later(conn, &sam, ticket.id, later)
        .await
        .unwrap();
    mia_writes(&test, "Wait!").await;
    test.settle().await;
    let channel = test.channel_of(test.cast.mia).await;
    test.sees(
        channel,
        "The member has written, so the scheduled closing is cancelled",
    )
    .await;
    assert!(
        Ticket::get(conn, ticket.id)
            .await
            .unwrap()
            .unwrap()
            .closed_at
            .is_none()
    );
    test.finish().await;
}

pub(super) async fn remember(test: &TestApp, act: &rustmail::models::actor::Act) {
    let user = User {
        id: act.actor.user_id().unwrap(),
        username: act.actor.name().to_lowercase(),
        display_name: Some(act.actor.name().to_owned()),
        avatar: None,
        updated_at: act.at,
    };
    user.remember(&mut test.app.db().await.unwrap())
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn files_stay_when_the_text_beside_them_is_edited() {
    let test = desk().await;
    mia_writes(&test, "Do you have the plans?").await;
    let ticket = test.open_ticket(test.cast.mia).await;
    let sam = test.act_as(test.cast.sam, "Sam");
    remember(&test, &sam).await;
    // Together they are more than one message of a bot may carry.
    let mut attachments = Vec::new();
    for name in ["cellar.bin", "attic.bin"] {
        let bytes = Bytes::from(name.repeat(600_000));
        let stream = futures::stream::iter([Ok::<_, std::io::Error>(bytes)]);
        let kept = test.app.files.keep(stream).await.unwrap();
        attachments.push(NewAttachment {
            kind: AttachmentKind::File,
            name: name.to_owned(),
            media_type: "application/octet-stream".to_owned(),
            size: i64::try_from(kept.size).unwrap(),
            origin: AttachmentOrigin::Stored(kept.key),
        });
    }
    let draft = Draft {
        attachments,
        ..Draft::text("Here they ar.")
    };
    let conn = &mut test.app.db().await.unwrap();
    let reply = Ticket::reply(conn, &sam, ticket.id, draft).await.unwrap();
    test.settle().await;
    Message::edit(conn, &sam, (ticket.id, reply.id), "Here they are.")
        .await
        .unwrap();
    test.settle().await;
    assert_eq!(
        test.told(test.cast.mia)[1..],
        ["Sam: Here they are.\n📎cellar.bin", "📎attic.bin"]
    );
    test.finish().await;
}
