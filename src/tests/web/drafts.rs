//! What somebody is writing is kept for them alone.

use axum::http::StatusCode;

use super::{desk, ticket_of};

const BOX: &str = "/tickets/1/messages";
const DRAFT: &str = "/tickets/1/draft";
const ID: &str = "0191b3a2-0000-7000-8000-000000000001";

#[tokio::test]
async fn a_draft_is_there_again_until_it_is_sent_and_nobody_else_sees_it() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let fields = [
        ("submission", ID),
        ("kind", "note"),
        ("content", "Half a tho\r\nught"),
    ];
    let kept = sam.post_fragment(DRAFT, &fields).await;
    assert_eq!(kept.status, StatusCode::OK);
    assert!(
        kept.text.contains("Draft kept") && !kept.text.contains("<form"),
        "{}",
        kept.text
    );
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains("\nHalf a tho\nught</textarea>"), "{page}");
    assert!(page.contains("value=\"note\" checked") && page.contains("Draft kept"));
    let mut sue = test.signed_in(test.cast.sue).await;
    assert!(!sue.get("/tickets/1").await.text.contains("Half a tho"));

    let sent = [
        ("submission", ID),
        ("kind", "note"),
        ("content", "A thought"),
    ];
    sam.upload(BOX, &sent, &[]).await;
    let page = sam.get("/tickets/1").await.text;
    assert!(
        !page.contains("Half a tho") && !page.contains("Draft kept"),
        "{page}"
    );
    // What was still on its way when it was sent does not come back.
    let late = sam.post_fragment(DRAFT, &fields).await;
    assert!(!late.text.contains("Draft kept"), "{}", late.text);
    assert!(!sam.get("/tickets/1").await.text.contains("Half a tho"));
    test.finish().await;
}

#[tokio::test]
async fn a_draft_is_thrown_away_when_its_writer_says_so_or_empties_the_box() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    for end in ["/tickets/1/draft/removal", DRAFT] {
        let saved = sam
            .post(DRAFT, &[("kind", "reply"), ("content", "Never mind")])
            .await;
        assert_eq!(saved.location(), "/tickets/1#composer");
        assert!(sam.get("/tickets/1").await.text.contains("Never mind"));
        let gone = sam
            .post_fragment(end, &[("kind", "reply"), ("content", " ")])
            .await;
        assert_eq!(gone.status, StatusCode::OK);
        assert!(!sam.get("/tickets/1").await.text.contains("Never mind"));
    }
    test.finish().await;
}

#[tokio::test]
async fn what_was_refused_is_kept_and_a_draft_remembers_what_its_writer_had_seen() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    sam.post(
        DRAFT,
        &[
            ("kind", "reply"),
            ("seen", "1"),
            ("content", "From yesterday"),
        ],
    )
    .await;
    sue.upload(BOX, &[("kind", "reply"), ("content", "Answered")], &[])
        .await;
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains("name=\"seen\" value=\"1\""), "{page}");
    let fields = [("kind", "reply"), ("seen", "1"), ("content", "From today")];
    let held = sam.upload(BOX, &fields, &[]).await;
    assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        sam.get("/tickets/1")
            .await
            .text
            .contains("\nFrom today</textarea>")
    );

    let long = "x".repeat(10_001);
    let refused = sam
        .post(DRAFT, &[("kind", "reply"), ("content", &long)])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        sam.get("/tickets/1")
            .await
            .text
            .contains("\nFrom today</textarea>")
    );
    test.finish().await;
}

#[tokio::test]
async fn a_saved_answer_is_put_into_the_box_without_a_script() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let fields = [
        ("key", "hello"),
        ("content", "Hello {member}, this is ticket {ticket}."),
    ];
    let made = olga.post("/snippets", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let mut sam = test.signed_in(test.cast.sam).await;
    let page = sam.get("/tickets/1").await.text;
    assert!(
        page.contains("<option value=\"hello\">/hello</option>"),
        "{page}"
    );
    assert!(
        page.contains("data-suggestions=\"/tickets/1/snippets\""),
        "{page}"
    );
    let fields = [
        ("kind", "reply"),
        ("content", "Hi!"),
        ("snippet", "hello"),
        ("insert", "true"),
    ];
    let inserted = sam.post(DRAFT, &fields).await;
    assert_eq!(inserted.location(), "/tickets/1#composer");
    let page = sam.get("/tickets/1").await.text;
    assert!(
        page.contains("\nHi!\nHello mia, this is ticket 1.</textarea>"),
        "{page}"
    );
    let part = sam.post_fragment(DRAFT, &fields).await.text;
    assert!(
        part.starts_with("<form") && part.contains("this is ticket 1."),
        "{part}"
    );
    let unknown = [
        ("kind", "reply"),
        ("snippet", "nothing"),
        ("insert", "true"),
    ];
    assert_eq!(
        sam.post(DRAFT, &unknown).await.status,
        StatusCode::NOT_FOUND
    );
    test.finish().await;
}
