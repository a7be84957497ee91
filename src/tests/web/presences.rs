//! Who else has a ticket open.

use chrono::TimeDelta;
use rustmail::clock::Clock;
use rustmail::ids::TicketId;
use rustmail::models::permission::Permission;
use rustmail::models::presence::{Activity, Presence};

use super::ticket_of;
use crate::support::test_app::{Setup, TestApp};

const HERE: &str = "/tickets/1/presence";

#[tokio::test]
async fn people_see_who_looks_and_who_writes_and_for_how_long() {
    let clock = Clock::at(Clock::system().now());
    let test = TestApp::start_with(Setup {
        without_bot: true,
        clock: clock.clone(),
        ..Setup::default()
    })
    .await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.grant(test.cast.paul, Permission::ViewTickets).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    let mut paul = test.signed_in(test.cast.paul).await;

    let alone = sam
        .post_fragment(HERE, &[("activity", "looking")])
        .await
        .text;
    assert!(!alone.contains("<li"), "{alone}");
    let others = sue
        .post_fragment(HERE, &[("activity", "answering")])
        .await
        .text;
    assert!(
        others.contains("sam is here") && !others.contains("sue"),
        "{others}"
    );
    // Whoever writes comes first.
    let act = super::agent(&test, test.cast.max, "Aaron").await;
    let conn = &mut test.app.db().await.unwrap();
    Presence::put(conn, &act, TicketId(1), Activity::Looking)
        .await
        .unwrap();
    let sams = super::agent(&test, test.cast.sam, "Sam").await;
    let mia = super::agent(&test, test.cast.mia, "Zed").await;
    Presence::put(conn, &mia, TicketId(1), Activity::Typing)
        .await
        .unwrap();
    let others = Presence::others(conn, &sams, TicketId(1)).await.unwrap();
    let names: Vec<&str> = others.iter().map(|other| other.name.as_str()).collect();
    assert_eq!(names, ["sue", "Zed", "Aaron"]);
    for gone in [&act, &mia] {
        Presence::leave(conn, gone, TicketId(1)).await.unwrap();
    }
    // Who may only look does nothing else.
    paul.post_fragment(HERE, &[("activity", "answering")]).await;
    let page = sam.get("/tickets/1").await.text;
    assert!(
        page.contains("sue is writing an answer") && page.contains("paul is here"),
        "{page}"
    );
    sue.post_fragment(HERE, &[("activity", "noting")]).await;
    let others = sam.post_fragment(HERE, &[]).await.text;
    assert!(others.contains("sue is writing a note"), "{others}");

    clock.advance(TimeDelta::seconds(11));
    let others = sam.post_fragment(HERE, &[]).await.text;
    assert!(
        !others.contains("sue") && others.contains("paul is here"),
        "{others}"
    );
    paul.post_fragment(HERE, &[("activity", "gone")]).await;
    let others = sam.post_fragment(HERE, &[]).await.text;
    assert!(!others.contains("paul"), "{others}");
    assert_eq!(sam.post(HERE, &[]).await.location(), "/tickets/1");
    assert_eq!(
        sam.post("/tickets/9/presence", &[("activity", "gone")])
            .await
            .status,
        404
    );
    test.finish().await;
}
