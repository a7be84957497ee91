//! Closing now and later, and what calls it off.

use chrono::TimeDelta;
use rustmail::error::Refusal;
use rustmail::models::closure::Closure;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::closing::Closing;
use rustmail::models::ticket::replying::Draft;
use rustmail::models::ticket::scheduling::Again;

use super::scene::{SAM, Scene, refusal};

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_ticket_takes_nothing_more_and_the_next_message_opens_another() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let (ticket, sam) = (scene.ticket().await, scene.agent(SAM, "Sam"));
    let conn = &mut scene.database.conn().await;
    Ticket::close(conn, &sam, ticket.id, Closing::default())
        .await
        .unwrap();
    let closed = Refusal::AlreadyClosed;
    assert_eq!(
        refusal(Ticket::close(conn, &sam, ticket.id, Closing::default()).await),
        closed
    );
    assert_eq!(
        refusal(Ticket::reply(conn, &sam, ticket.id, Draft::text("Hm")).await),
        closed
    );
    scene.mia_writes(2, "Me again").await;
    assert_ne!(scene.ticket().await.id, ticket.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduled_closure_happens_when_its_time_comes_and_not_before() {
    let mut scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let (ticket, sam) = (scene.ticket().await, scene.agent(SAM, "Sam"));
    let conn = &mut scene.database.conn().await;
    let closing = Closing {
        reason: Some("Solved".to_owned()),
        ..Closing::default()
    };
    let later = (closing, TimeDelta::hours(2));
    let scheduled = Ticket::close_later(conn, &sam, ticket.id, later)
        .await
        .unwrap();
    assert_eq!(scheduled.closure.due_at, scene.now + TimeDelta::hours(2));
    assert_eq!(scheduled.earlier, None);
    scene.later(119);
    assert_eq!(
        Ticket::close_next_due(conn, scene.now, Closing::default())
            .await
            .unwrap(),
        None
    );
    scene.later(1);
    let closed = Ticket::close_next_due(conn, scene.now, Closing::default())
        .await
        .unwrap();
    assert_eq!(closed, Some(ticket.id));
    assert_eq!(
        Ticket::close_next_due(conn, scene.now, Closing::default())
            .await
            .unwrap(),
        None
    );
    let closure = Closure::last_done(conn, ticket.id).await.unwrap().unwrap();
    assert_eq!(
        (closure.actor_name.as_str(), closure.reason.as_deref()),
        ("Sam", Some("Solved"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn scheduling_again_replaces_and_cancelling_works_once() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let (ticket, sam) = (scene.ticket().await, scene.agent(SAM, "Sam"));
    let conn = &mut scene.database.conn().await;
    for hours in [2, 5] {
        let later = (Closing::default(), TimeDelta::hours(hours));
        Ticket::close_later(conn, &sam, ticket.id, later)
            .await
            .unwrap();
    }
    let scheduled = Closure::scheduled(conn, ticket.id).await.unwrap().unwrap();
    assert_eq!(scheduled.due_at, scene.now + TimeDelta::hours(5));
    Ticket::cancel_closure(conn, &sam, ticket.id).await.unwrap();
    let again = Ticket::cancel_closure(conn, &sam, ticket.id).await;
    assert_eq!(refusal(again), Refusal::NothingScheduled);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_members_next_message_cancels_and_a_delay_must_make_sense() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let (ticket, sam) = (scene.ticket().await, scene.agent(SAM, "Sam"));
    let conn = &mut scene.database.conn().await;
    for delay in [
        TimeDelta::zero(),
        TimeDelta::seconds(-1),
        TimeDelta::days(366),
    ] {
        let later = (Closing::default(), delay);
        let refused = refusal(Ticket::close_later(conn, &sam, ticket.id, later).await);
        assert!(matches!(refused, Refusal::Invalid { field: "delay", .. }));
    }
    let later = (Closing::default(), TimeDelta::hours(2));
    Ticket::close_later(conn, &sam, ticket.id, later)
        .await
        .unwrap();
    scene.mia_writes(2, "Wait").await;
    assert_eq!(Closure::scheduled(conn, ticket.id).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_whose_clock_is_behind_closes_what_was_just_opened() {
    let mut scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let ticket = scene.ticket().await;
    scene.now -= TimeDelta::seconds(5);
    let (behind, conn) = (scene.agent(SAM, "Sam"), &mut scene.database.conn().await);
    let closed = Ticket::close(conn, &behind, ticket.id, Closing::default())
        .await
        .unwrap();
    assert_eq!(closed.closed_at, Some(ticket.opened_at));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_called_off_last_is_scheduled_again_as_it_was() {
    let mut scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let id = scene.ticket().await.id;
    let (sam, sue) = (
        scene.agent(SAM, "Sam"),
        scene.agent(super::scene::SUE, "Sue"),
    );
    let conn = &mut scene.database.conn().await;
    let how = Closing {
        reason: Some("No answer".to_owned()),
        silent: true,
        ..Closing::default()
    };
    let later = (how, TimeDelta::hours(5));
    let first = Ticket::close_later(conn, &sue, id, later).await.unwrap();
    let sooner = (Closing::default(), TimeDelta::hours(1));
    let second = Ticket::close_later(conn, &sam, id, sooner).await.unwrap();
    assert_eq!(second.earlier.unwrap().id, first.closure.id);
    let again = |closure, instead_of| Again {
        closure,
        instead_of,
    };
    let (first, second) = (first.closure, second.closure);
    let unknown = again(first.id, None);
    let refused = Ticket::schedule_again(conn, &sam, id, unknown).await;
    assert_eq!(refusal(refused), Refusal::ChangedMeanwhile);
    let undo = again(first.id, Some(second.id));
    let undone = Ticket::schedule_again(conn, &sam, id, undo).await.unwrap();
    assert_eq!(undone.earlier.unwrap().id, second.id);
    let twice = Ticket::schedule_again(conn, &sam, id, undo).await;
    assert_eq!(refusal(twice), Refusal::ChangedMeanwhile);
    let restored = Closure::scheduled(conn, id).await.unwrap().unwrap();
    let told = |closure: &Closure| {
        let how = (closure.reason.clone(), closure.silent, closure.due_at);
        (how, closure.actor_name.clone())
    };
    assert_eq!(told(&restored), told(&first));

    let kept = Ticket::cancel_closure(conn, &sam, id).await.unwrap();
    assert_eq!(kept.id, restored.id);
    let undo = again(kept.id, None);
    let undone = Ticket::schedule_again(conn, &sam, id, undo).await.unwrap();
    assert_eq!(told(&undone.closure), told(&first));
    let kept = Ticket::cancel_closure(conn, &sam, id).await.unwrap();
    let mut late = sam.clone();
    late.at += TimeDelta::hours(5);
    let over = Ticket::schedule_again(conn, &late, id, again(kept.id, None)).await;
    assert_eq!(refusal(over), Refusal::ClosureOverdue);
    scene.later(1);
    scene.mia_writes(2, "Wait").await;
    let answered = Ticket::schedule_again(conn, &sam, id, again(kept.id, None)).await;
    assert_eq!(refusal(answered), Refusal::ChangedMeanwhile);
}
