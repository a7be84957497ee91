//! What staff say in the panel.

use axum::http::StatusCode;

use super::{desk, ticket_of};
use crate::support::browser::Page;

const BOX: &str = "/tickets/1/messages";
const ID: &str = "0191b3a2-0000-7000-8000-000000000001";

/// The id of the newest message on a page.
fn newest(page: &Page) -> String {
    let last = page
        .text
        .rsplit("<article class=\"message ")
        .next()
        .unwrap();
    let id = last.split("id=\"message-").nth(1).unwrap();
    id.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_reply_reaches_the_member_and_stands_on_the_page() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let sent = sam
        .upload(BOX, &[("kind", "reply"), ("content", "Hi\r\nMia!")], &[])
        .await;
    assert_eq!(
        (sent.status, sent.location()),
        (StatusCode::SEE_OTHER, "/tickets/1")
    );
    test.is_told(test.cast.mia, "Hi\nMia!").await;
    test.settle().await;
    let page = sam.get("/tickets/1").await.text;
    for text in ["Reply #1", "Hi\nMia!", "Delivered", "Waiting on the member"] {
        assert!(page.contains(text), "{text} is missing: {page}");
    }
    test.finish().await;
}

#[tokio::test]
async fn a_script_gets_an_empty_box_and_the_conversation() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let fields = [
        ("submission", ID),
        ("kind", "anonymous_reply"),
        ("content", "Hi Mia!"),
    ];
    let sent = sam.upload_fragment(BOX, &fields).await;
    assert_eq!(sent.status, StatusCode::OK);
    assert!(sent.text.contains("id=\"composer\"") && sent.text.contains("id=\"conversation\""));
    assert!(sent.text.contains("Anonymous reply #1") && !sent.text.contains(ID));
    assert!(!sent.text.contains("<html"));
    test.finish().await;
}

#[tokio::test]
async fn sending_a_form_twice_says_it_once() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let fields = [("submission", ID), ("kind", "reply"), ("content", "Once")];
    for _ in 0..3 {
        assert_eq!(
            sam.upload(BOX, &fields, &[]).await.status,
            StatusCode::SEE_OTHER
        );
    }
    let mut sue = test.signed_in(test.cast.sue).await;
    sue.upload(
        BOX,
        &[("submission", ID), ("kind", "reply"), ("content", "Twice")],
        &[],
    )
    .await;
    test.settle().await;
    let told = test.told(test.cast.mia);
    assert_eq!(
        told.iter().filter(|text| text.contains("Once")).count(),
        1,
        "{told:?}"
    );
    assert_eq!(
        told.iter().filter(|text| text.contains("Twice")).count(),
        1,
        "{told:?}"
    );
    test.finish().await;
}

#[tokio::test]
async fn a_note_stays_among_staff() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.upload(BOX, &[("kind", "note"), ("content", "She is kind.")], &[])
        .await;
    let page = sam.get("/tickets/1").await.text;
    assert!(
        page.contains("Internal note") && page.contains("She is kind."),
        "{page}"
    );
    test.settle().await;
    assert!(
        !test
            .told(test.cast.mia)
            .iter()
            .any(|text| text.contains("kind"))
    );
    test.finish().await;
}

#[tokio::test]
async fn what_cannot_be_sent_is_said_beside_the_box_and_nothing_typed_is_lost() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let long = "ä".repeat(10_001);
    for (content, why) in [
        ("  ", "There is nothing to send"),
        (&long, "This text is too long"),
    ] {
        let fields = [("kind", "note"), ("content", content)];
        let page = sam.upload(BOX, &fields, &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.text.contains("<html") && page.text.contains(why),
            "{why}"
        );
        assert!(page.text.contains(&format!("\n{content}</textarea>")));
        assert!(page.text.contains("value=\"note\" checked"));
        let part = sam.upload_fragment(BOX, &fields).await;
        assert_eq!(part.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            part.text.starts_with("<form") && part.text.contains(why),
            "{}",
            part.text
        );
    }
    sam.post("/tickets/1/closure", &[]).await;
    let late = sam
        .upload(BOX, &[("kind", "reply"), ("content", "Too late")], &[])
        .await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        late.text.contains("This ticket is closed.") && late.text.contains("\nToo late</textarea>")
    );
    test.finish().await;
}

#[tokio::test]
async fn staff_change_and_delete_their_own_replies_only() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.upload(BOX, &[("kind", "reply"), ("content", "Helo")], &[])
        .await;
    test.is_told(test.cast.mia, "Helo").await;
    let id = newest(&sam.get("/tickets/1").await);
    let (edit, delete) = (
        format!("{BOX}/{id}/revisions"),
        format!("{BOX}/{id}/deletion"),
    );

    let mut sue = test.signed_in(test.cast.sue).await;
    assert!(!sue.get("/tickets/1").await.text.contains(&edit));
    let refused = sue.post(&edit, &[("content", "Mine")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(
        refused
            .text
            .contains("Only the person who wrote this reply")
    );
    assert_eq!(sue.post(&delete, &[]).await.status, StatusCode::FORBIDDEN);

    let refused = sam.post(&edit, &[("content", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("There is nothing to send"),
        "{}",
        refused.text
    );
    let edited = sam.post(&edit, &[("content", "Hello")]).await;
    assert_eq!(edited.location(), format!("/tickets/1#message-{id}"));
    test.is_told(test.cast.mia, "Hello").await;
    let part = sam.post_fragment(&delete, &[]).await;
    assert!(
        part.text.starts_with("<section") && part.text.contains("Deleted"),
        "{}",
        part.text
    );
    test.settle().await;
    assert!(
        !test
            .told(test.cast.mia)
            .iter()
            .any(|text| text.contains("Hello"))
    );
    let again = sam.post(&edit, &[("content", "Again")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(
        again.text.contains("This reply has been deleted."),
        "{}",
        again.text
    );
    test.finish().await;
}

#[tokio::test]
async fn a_message_of_another_ticket_cannot_be_reached() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    ticket_of(&test, test.cast.max, ("max", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.upload(BOX, &[("kind", "reply"), ("content", "Hi")], &[])
        .await;
    let id = newest(&sam.get("/tickets/1").await);
    let elsewhere = format!("/tickets/2/messages/{id}/deletion");
    assert_eq!(
        sam.post(&elsewhere, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    let nowhere = sam
        .upload("/tickets/99/messages", &[("content", "Hi")], &[])
        .await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    test.finish().await;
}
