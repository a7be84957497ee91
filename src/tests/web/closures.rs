//! Closing tickets from the panel.

use axum::http::StatusCode;

use super::{desk, ticket_of};

const CLOSURE: &str = "/tickets/1/closure";

#[tokio::test]
async fn a_ticket_is_closed_now_and_the_member_is_told() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let closed = sam
        .post(CLOSURE, &[("when", ""), ("reason", " solved ")])
        .await;
    assert_eq!(
        (closed.status, closed.location()),
        (StatusCode::SEE_OTHER, "/tickets/1")
    );
    test.is_told(test.cast.mia, "This ticket is closed. Goodbye!")
        .await;
    let page = sam.get("/tickets/1").await.text;
    assert!(
        page.contains("Closed by sam") && page.contains("solved"),
        "{page}"
    );
    assert!(!page.contains("id=\"composer\""));
    let again = sam.post(CLOSURE, &[("reason", "again")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("This ticket is closed.") && again.text.contains("again"));
    test.finish().await;
}

#[tokio::test]
async fn a_ticket_is_closed_silently() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.post(CLOSURE, &[("silent", "true")]).await;
    test.settle().await;
    assert_eq!(test.told(test.cast.mia), Vec::<String>::new());
    assert!(sam.get("/tickets/1").await.text.contains("Member not told"));
    test.finish().await;
}

#[tokio::test]
async fn a_ticket_is_closed_later_or_not_at_all() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.post(CLOSURE, &[("when", "1d12h"), ("reason", "no answer")])
        .await;
    let page = sam.get("/tickets/1").await.text;
    assert!(
        page.contains("planned by sam") && page.contains("no answer"),
        "{page}"
    );
    let told = page.split("The ticket will be closed on ").nth(1).unwrap();
    assert!(told.split(" UTC.").next().unwrap().len() < 30, "{page}");
    let kept = sam
        .post_fragment("/tickets/1/closure/cancellation", &[])
        .await;
    assert!(
        kept.text.starts_with("<header") && !kept.text.contains("planned by"),
        "{}",
        kept.text
    );
    let nothing = sam.post("/tickets/1/closure/cancellation", &[]).await;
    assert_eq!(nothing.status, StatusCode::CONFLICT);
    assert!(
        nothing.text.contains("not scheduled to close"),
        "{}",
        nothing.text
    );
    test.finish().await;
}

#[tokio::test]
async fn a_time_that_is_none_is_refused_beside_its_field() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    for when in ["soon", "0", "2x", "-1h", "9999d"] {
        let page = sam
            .post(
                CLOSURE,
                &[("when", when), ("reason", "kept"), ("silent", "true")],
            )
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{when}");
        for text in [
            &format!("value=\"{when}\""),
            "closing-when-error",
            "kept",
            " checked",
        ] {
            assert!(
                page.text.contains(text),
                "{when}: {text} is missing: {}",
                page.text
            );
        }
    }
    assert!(test.open_ticket(test.cast.mia).await.closed_at.is_none());
    test.finish().await;
}
