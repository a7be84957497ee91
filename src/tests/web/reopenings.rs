//! Closed tickets are opened again from the panel.

use axum::http::StatusCode;
use chrono::TimeDelta;
use rustmail::clock::Clock;

use super::ticket_of;
use crate::support::test_app::{Setup, TestApp, now};

const REOPEN: &str = "/tickets/1/reopening";

async fn desk_at(clock: &Clock) -> TestApp {
    TestApp::start_with(Setup {
        without_bot: true,
        clock: clock.clone(),
        ..Setup::default()
    })
    .await
}

#[tokio::test]
async fn a_closing_that_has_just_happened_is_undone_as_quietly_as_it_was_done() {
    let clock = Clock::at(now());
    let test = desk_at(&clock).await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let silently = &[("silent", "true")];
    sam.post("/tickets/1/closure", silently).await;
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains("Undo: keep it open"), "{page}");
    let undone = sam.post(REOPEN, silently).await;
    assert_eq!(undone.location(), "/tickets/1");
    test.settle().await;
    assert_eq!(test.told(test.cast.mia), Vec::<String>::new());
    assert!(sam.get("/tickets/1").await.text.contains("id=\"composer\""));
    test.finish().await;
}

#[tokio::test]
async fn an_old_ticket_is_reopened_and_the_member_is_told_unless_another_is_open() {
    let clock = Clock::at(now());
    let test = desk_at(&clock).await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.post("/tickets/1/closure", &[("silent", "true")]).await;
    clock.advance(TimeDelta::minutes(11));
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains("Reopen the ticket") && !page.contains("Undo: keep"));
    assert!(page.contains("Without telling the member") && !page.contains("Close silently"));
    sam.post(REOPEN, &[]).await;
    test.is_told(test.cast.mia, "Your ticket is open again.")
        .await;
    let again = sam.post(REOPEN, &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        again.text.contains("This ticket is open."),
        "{}",
        again.text
    );
    sam.post("/tickets/1/closure", &[]).await;
    ticket_of(&test, test.cast.mia, ("mia", "Something else")).await;
    let refused = sam.post(REOPEN, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("already has an open ticket: #2"));
    test.finish().await;
}
