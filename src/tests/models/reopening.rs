//! A closed ticket carries on.

use rustmail::error::Refusal;
use rustmail::models::block::{Block, Blocking};
use rustmail::models::closure::Closure;
use rustmail::models::listing::Page;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::closing::Closing;
use rustmail::models::ticket::filtering::Filter;
use rustmail::models::ticket::reopening::Reopening;
use rustmail::models::ticket::replying::Draft;
use rustmail::models::ticket::summary::Summary;

use super::scene::{MIA, SAM, Scene, refusal};

#[tokio::test(flavor = "multi_thread")]
async fn a_reopened_ticket_takes_replies_and_messages_again() {
    let mut scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let (id, sam) = (scene.ticket().await.id, scene.agent(SAM, "Sam"));
    let conn = &mut scene.database.conn().await;
    let open = Ticket::reopen(conn, &sam, id, Reopening::default()).await;
    assert_eq!(refusal(open), Refusal::NotClosed);
    Ticket::close(conn, &sam, id, Closing::default())
        .await
        .unwrap();
    scene.later(10);
    let sam = scene.agent(SAM, "Sam");
    let reopened = Ticket::reopen(conn, &sam, id, Reopening::default()).await;
    assert_eq!(reopened.unwrap().closed_at, None);
    Ticket::reply(conn, &sam, id, Draft::text("One more thing"))
        .await
        .unwrap();
    scene.mia_writes(2, "Yes?").await;
    assert_eq!(scene.ticket().await.id, id);
    let listed = Ticket::list(conn, &sam, &Filter::default(), (Page::First, 10)).await;
    let rows = Summary::of_all(conn, listed.unwrap().rows).await.unwrap();
    assert_eq!(rows[0].closure, None);
    Ticket::close(conn, &sam, id, Closing::default())
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_has_one_open_ticket_and_a_blocked_one_can_be_helped() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let (first, sam) = (scene.ticket().await.id, scene.agent(SAM, "Sam"));
    let conn = &mut scene.database.conn().await;
    Ticket::close(conn, &sam, first, Closing::default())
        .await
        .unwrap();
    scene.mia_writes(2, "Me again").await;
    let second = scene.ticket().await.id;
    let reopened = Ticket::reopen(conn, &sam, first, Reopening::default()).await;
    assert_eq!(refusal(reopened), Refusal::AlreadyOpen(second));
    Ticket::close(conn, &sam, second, Closing::default())
        .await
        .unwrap();
    Block::place(conn, &sam, MIA, Blocking::default())
        .await
        .unwrap();
    let reopened = Ticket::reopen(conn, &sam, first, Reopening::default()).await;
    assert!(reopened.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn undoing_a_closing_leaves_a_later_one_as_it_is() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let (id, sam) = (scene.ticket().await.id, scene.agent(SAM, "Sam"));
    let conn = &mut scene.database.conn().await;
    let mut closures = Vec::new();
    for _ in 0..2 {
        Ticket::close(conn, &sam, id, Closing::default())
            .await
            .unwrap();
        let last = Closure::last_done(conn, id).await.unwrap().unwrap();
        closures.push(last.id);
        let undo = |closure| Reopening {
            closure: Some(closure),
            ..Reopening::default()
        };
        let first = Ticket::reopen(conn, &sam, id, undo(closures[0])).await;
        match closures.len() {
            1 => assert_eq!(first.unwrap().closed_at, None),
            _ => assert_eq!(refusal(first), Refusal::ChangedMeanwhile),
        }
    }
    let undo = Reopening {
        closure: closures.pop(),
        ..Reopening::default()
    };
    assert!(Ticket::reopen(conn, &sam, id, undo).await.is_ok());
}
