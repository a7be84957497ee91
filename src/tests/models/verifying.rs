//! What is wrong with a ticket is found, and put right as far as anything else tells how it should be.

use diesel::QueryDsl as _;
use diesel_async::{RunQueryDsl as _, SimpleAsyncConnection as _};
use rustmail::ids::{TicketId, UserId};
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::closing::Closing;
use rustmail::models::ticket::replying::Draft;
use rustmail::models::ticket::verifying::{Flaw, flaws, mend};
use rustmail::schema::tickets;

use super::scene::{SAM, SUE, Scene};

/// Mia's ticket: answered twice by Sam, and closed by Sue.
async fn worked() -> (Scene, TicketId) {
    let mut scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let ticket = scene.ticket().await.id;
    let conn = &mut scene.database.conn().await;
    for text in ["Good morning", "It is on its way"] {
        scene.later(1);
        let sam = scene.agent(SAM, "Sam");
        Ticket::reply(conn, &sam, ticket, Draft::text(text))
            .await
            .unwrap();
    }
    scene.later(1);
    let sue = scene.agent(SUE, "Sue");
    Ticket::close(conn, &sue, ticket, Closing::default())
        .await
        .unwrap();
    (scene, ticket)
}

async fn wrong(scene: &Scene) -> Vec<Flaw> {
    let conn = &mut scene.database.conn().await;
    let found = flaws(conn).await.unwrap();
    found.into_iter().map(|flawed| flawed.flaw).collect()
}

type Said = (Option<UserId>, Option<UserId>, i32);

async fn said(scene: &Scene, ticket: TicketId) -> Said {
    let conn = &mut scene.database.conn().await;
    tickets::table
        .find(ticket)
        .select((
            tickets::closed_by,
            tickets::first_reply_by,
            tickets::last_number,
        ))
        .first(conn)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_follows_from_other_rows_is_put_right() {
    let (scene, ticket) = worked().await;
    assert_eq!(wrong(&scene).await, []);
    let before = said(&scene, ticket).await;
    assert_eq!(before, (Some(SUE), Some(SAM), 2));
    let flaws = [
        (
            "UPDATE tickets SET first_reply_at = NULL, first_reply_by = NULL",
            Flaw::FirstReply,
        ),
        (
            "UPDATE tickets SET first_reply_by = 100000000000000003",
            Flaw::FirstReply,
        ),
        ("UPDATE tickets SET closed_by = NULL", Flaw::Closer),
        (
            "UPDATE tickets SET closed_by = 100000000000000002",
            Flaw::Closer,
        ),
        ("UPDATE tickets SET last_number = 1", Flaw::LastNumber),
    ];
    for (planted, flaw) in flaws {
        let conn = &mut scene.database.conn().await;
        conn.batch_execute(planted).await.unwrap();
        assert_eq!(wrong(&scene).await, [flaw], "{planted}");
        mend(conn).await.unwrap();
        assert_eq!(wrong(&scene).await, [], "{planted}");
        assert_eq!(said(&scene, ticket).await, before, "{planted}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_closed_a_ticket_stays_known_when_no_closure_says_so() {
    let (scene, ticket) = worked().await;
    let conn = &mut scene.database.conn().await;
    conn.batch_execute("DELETE FROM closures; UPDATE tickets SET last_number = 0")
        .await
        .unwrap();
    assert_eq!(
        wrong(&scene).await,
        [Flaw::LastNumber, Flaw::NoClosure],
        "told in the order of their names"
    );
    mend(conn).await.unwrap();
    assert_eq!(wrong(&scene).await, [Flaw::NoClosure]);
    assert_eq!(said(&scene, ticket).await, (Some(SUE), Some(SAM), 2));
}
