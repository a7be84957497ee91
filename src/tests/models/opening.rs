//! One open ticket per member, whoever opens it and however often.

use diesel_async::AsyncConnection as _;
use futures::future::join_all;
use rustmail::error::Refusal;
use rustmail::models::actor::{Act, Actor};
use rustmail::models::api_key::Scope;
use rustmail::models::message::conversation::{Conversation, Stretch};
use rustmail::models::permission::Permissions;
use rustmail::models::ticket::closing::Closing;
use rustmail::models::ticket::opening::Opening;
use rustmail::models::ticket::receiving::Received;
use rustmail::models::ticket::{Origin, Ticket};

use super::scene::{MIA, SAM, Scene, refusal, user};

fn opening(scene: &Scene) -> Opening {
    let member = user(MIA, "Mia", scene.now);
    Opening {
        member,
        greeting: None,
        call: None,
        idempotency_key: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_messages_at_once_open_one_ticket() {
    let scene = Scene::set().await;
    let texts = ["one", "two", "three", "four", "five", "six"];
    let writing = texts
        .iter()
        .zip(1..)
        .map(|(text, post)| scene.mia_writes(post, text));
    join_all(writing).await;
    let ticket = scene.ticket().await;
    let conn = &mut scene.database.conn().await;
    let conversation = Conversation::of(conn, ticket.id, (Stretch::Latest, 50), 10)
        .await
        .unwrap();
    assert_eq!(conversation.lines.len(), texts.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_message_again_changes_nothing() {
    let scene = Scene::set().await;
    assert!(matches!(
        scene.mia_writes(1, "Hello").await,
        Received::Added { .. }
    ));
    assert_eq!(scene.mia_writes(1, "Hello").await, Received::Known);
    let ticket = scene.ticket().await;
    let conn = &mut scene.database.conn().await;
    assert_eq!(
        Conversation::of(conn, ticket.id, (Stretch::Latest, 50), 10)
            .await
            .unwrap()
            .lines
            .len(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_cannot_open_a_second_ticket_for_a_member() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let ticket = scene.ticket().await;
    let conn = &mut scene.database.conn().await;
    let again = Ticket::open(conn, &scene.agent(SAM, "Sam"), opening(&scene)).await;
    assert_eq!(refusal(again), Refusal::AlreadyOpen(ticket.id));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_opens_nothing() {
    let scene = Scene::set().await;
    let stranger = scene.staff(SAM, "Sam", Permissions::none());
    let conn = &mut scene.database.conn().await;
    let refused = refusal(Ticket::open(conn, &stranger, opening(&scene)).await);
    assert_eq!(refused, Refusal::Forbidden("manage_tickets"));
    assert_eq!(Ticket::open_for(conn, MIA).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_key_opens_a_ticket_once_per_idempotency_key_and_only_with_the_scope() {
    let scene = Scene::set().await;
    let key = |scopes: Vec<Scope>| {
        let id = rustmail::ids::ApiKeyId(1);
        Act::new(
            Actor::ApiKey {
                id,
                name: "Website".to_owned(),
                scopes,
                sight: rustmail::models::sight::Sight::everything(),
            },
            scene.now,
        )
    };
    let conn = &mut scene.database.conn().await;
    let reader = key(vec![Scope::ReadTickets, Scope::UpdateTicket]);
    let refused = refusal(Ticket::open(conn, &reader, opening(&scene)).await);
    assert_eq!(refused, Refusal::Forbidden("create_ticket"));

    let creator = key(vec![Scope::CreateTicket]);
    let with_key = Opening {
        idempotency_key: Some("key:1:order-7".to_owned()),
        ..opening(&scene)
    };
    let first = Ticket::open(conn, &creator, with_key.clone())
        .await
        .unwrap();
    let second = Ticket::open(conn, &creator, with_key).await.unwrap();
    assert_eq!(first.id, second.id);
    assert_eq!(
        (first.origin, first.opened_by_name.as_str()),
        (Origin::Api, "Website")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_comes_while_the_ticket_is_being_closed_opens_the_next_one() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Thanks").await;
    let ticket = scene.ticket().await;
    let is_locked = tokio::sync::Notify::new();
    let closing = async {
        let conn = &mut scene.database.conn().await;
        let closed = conn.transaction(async |conn| {
            let sam = scene.agent(SAM, "Sam");
            Ticket::close(conn, &sam, ticket.id, Closing::default()).await?;
            is_locked.notify_one();
            until_somebody_waits(&scene).await;
            Ok::<_, rustmail::error::Error>(())
        });
        closed.await.unwrap();
    };
    let writing = async {
        is_locked.notified().await;
        scene.mia_writes(2, "One more thing").await
    };
    let ((), received) = tokio::join!(closing, writing);
    assert!(matches!(received, Received::Added { .. }), "{received:?}");
    assert_ne!(scene.ticket().await.id, ticket.id);
}

/// Waits until another connection waits for a lock.
async fn until_somebody_waits(scene: &Scene) {
    #[derive(diesel::QueryableByName)]
    struct Waiting {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        count: i64,
    }
    let conn = &mut scene.database.conn().await;
    loop {
        let asked = diesel::sql_query("SELECT count(*) FROM pg_locks WHERE NOT granted");
        let waiting: Waiting = diesel_async::RunQueryDsl::get_result(asked, conn)
            .await
            .unwrap();
        if waiting.count > 0 {
            return;
        }
        tokio::task::yield_now().await;
    }
}
