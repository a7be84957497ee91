//! The member of a ticket is blocked from its page.

use axum::http::StatusCode;

use super::{desk, ticket_of};

const BLOCK: &str = "/tickets/1/block";

#[tokio::test]
async fn a_member_is_blocked_and_the_block_is_lifted() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let placed = sam
        .post(BLOCK, &[("reason", "<i>Insults</i>"), ("lasts", "30d")])
        .await;
    assert_eq!(placed.location(), "/tickets/1");
    let page = sam.get("/tickets/1").await.text;
    for text in [
        "Blocked",
        "&lt;i&gt;Insults",
        "in 30 days",
        "Lift the block",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    let lifted = sam.post_fragment("/tickets/1/block/lifting", &[]).await;
    assert!(lifted.text.contains("May open tickets"), "{}", lifted.text);
    let again = sam.post("/tickets/1/block/lifting", &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let channel = test.channel_of(test.cast.mia).await;
    test.sees(channel, "**sam** has blocked the member until")
        .await;
    test.finish().await;
}

#[tokio::test]
async fn the_ticket_is_closed_along_when_that_is_asked_for() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.post(BLOCK, &[("closes", "true")]).await;
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains("Closed by sam") && page.contains("for good"));
    test.finish().await;
}

#[tokio::test]
async fn a_time_that_is_none_is_refused_and_what_was_typed_is_kept() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    for lasts in ["soon", "9999d"] {
        let fields = [("lasts", lasts), ("reason", "kept"), ("closes", "true")];
        let refused = sam.post(BLOCK, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for text in ["work-block-lasts-error", "kept", " checked", lasts] {
            assert!(refused.text.contains(text), "{lasts}: {text}");
        }
    }
    test.finish().await;
}
