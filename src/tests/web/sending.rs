//! What stands between writing and having sent: nothing goes twice, unread answers come first, and files wait.

use axum::http::StatusCode;

use super::messages::newest;
use super::{desk, ticket_of};
use crate::support::browser::Page;

const BOX: &str = "/tickets/1/messages";
const ID: &str = "0191b3a2-0000-7000-8000-000000000001";

/// The newest message that the box of a page says its writer has seen.
fn seen(page: &Page) -> String {
    let field = page.text.split("name=\"seen\" value=\"").nth(1).unwrap();
    field.split('"').next().unwrap().to_owned()
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
async fn what_is_corrected_after_it_has_arrived_is_no_repetition() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let sent = |kind, content| [("submission", ID), ("kind", kind), ("content", content)];
    sam.upload(BOX, &sent("reply", "It leaves today"), &[])
        .await;
    for (kind, content, files) in [
        ("reply", "It leaves tomorrow", vec![]),
        ("note", "It leaves today", vec![]),
        (
            "reply",
            "It leaves today",
            vec![("map.png", "image/png", b"map".to_vec())],
        ),
        ("reply", "It leaves tomorrow", vec![]),
    ] {
        let held = sam.upload(BOX, &sent(kind, content), &files).await;
        assert_eq!(
            held.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{kind} {content}"
        );
        let box_with_it = format!("\n{content}</textarea>");
        assert!(held.text.contains("What you sent before has arrived."));
        assert!(held.text.contains(&box_with_it) && !held.text.contains(ID));
        assert!(sam.get("/tickets/1").await.text.contains(&box_with_it));
    }
    let part = sam
        .upload_fragment(BOX, &sent("reply", "It leaves tomorrow"))
        .await;
    assert!(
        part.text.contains("id=\"conversation\"") && part.text.contains("It leaves today"),
        "{}",
        part.text
    );
    // It is a message of its own from here on.
    let follows = [("kind", "reply"), ("content", "It leaves tomorrow")];
    sam.upload(BOX, &follows, &[]).await;
    test.is_told(test.cast.mia, "It leaves tomorrow").await;
    let told = test.told(test.cast.mia);
    let count = told.iter().filter(|text| text.contains("It leaves"));
    assert_eq!(count.count(), 2, "{told:?}");
    test.finish().await;
}

#[tokio::test]
async fn a_file_with_other_bytes_is_no_repetition_either() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let fields = [("submission", ID), ("kind", "reply"), ("content", "A map")];
    let file = |bytes: &[u8]| [("map.png", "image/png", bytes.to_vec())];
    for (bytes, status) in [
        (b"old", StatusCode::SEE_OTHER),
        (b"old", StatusCode::SEE_OTHER),
        (b"new", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let answer = sam.upload(BOX, &fields, &file(bytes)).await;
        assert_eq!(answer.status, status, "{}", answer.text);
    }
    test.is_told(test.cast.mia, "A map").await;
    test.finish().await;
}

#[tokio::test]
async fn who_answers_unaware_of_another_answer_reads_that_first() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    let before = seen(&sam.get("/tickets/1").await);
    sue.upload(
        BOX,
        &[("kind", "reply"), ("content", "Sue was faster")],
        &[],
    )
    .await;

    for kind in ["reply", "anonymous_reply"] {
        let fields = [
            ("seen", &*before),
            ("kind", kind),
            ("content", "Sam was slower"),
        ];
        let held = sam.upload(BOX, &fields, &[]).await;
        assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY);
        for text in [
            "sue answered while you were writing",
            "Sue was faster",
            "Send anyway",
            "\nSam was slower</textarea>",
        ] {
            assert!(held.text.contains(text), "{text} is missing: {}", held.text);
        }
    }
    let fields = [
        ("seen", &*before),
        ("kind", "reply"),
        ("content", "Sam was slower"),
    ];
    let part = sam.upload_fragment(BOX, &fields).await;
    assert_eq!(part.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(part.text.starts_with("<form") && part.text.contains("id=\"conversation\""));
    test.settle().await;
    let told = test.told(test.cast.mia);
    assert!(!told.iter().any(|text| text.contains("slower")), "{told:?}");

    // Having read it, they send it all the same; a note never waits.
    let note = [
        ("seen", &*before),
        ("kind", "note"),
        ("content", "Sue, thanks"),
    ];
    assert_eq!(
        sam.upload(BOX, &note, &[]).await.status,
        StatusCode::SEE_OTHER
    );
    let now = seen(&part);
    let fields = [
        ("seen", &*now),
        ("kind", "reply"),
        ("content", "Sam was slower"),
    ];
    assert_eq!(
        sam.upload(BOX, &fields, &[]).await.status,
        StatusCode::SEE_OTHER
    );
    // One's own answers are known.
    let again = [
        ("seen", &*now),
        ("kind", "reply"),
        ("content", "And another"),
    ];
    assert_eq!(
        sam.upload(BOX, &again, &[]).await.status,
        StatusCode::SEE_OTHER
    );
    test.is_told(test.cast.mia, "Sam was slower").await;
    test.finish().await;
}

#[tokio::test]
async fn files_stay_with_what_could_not_be_sent_until_it_is_sent_or_they_are_taken_out() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    let answer = [("kind", "reply"), ("content", "Come at ten")];
    sue.upload(BOX, &answer, &[]).await;
    let fields = [("kind", "reply"), ("seen", "1"), ("content", "See the map")];
    let files = [
        ("map.png", "image/png", b"map".to_vec()),
        ("wrong.png", "image/png", b"wrong".to_vec()),
    ];
    let held = sam.upload(BOX, &fields, &files).await;
    assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(held.text.contains("Send anyway") && held.text.contains("map.png"));
    let page = sam.get("/tickets/1").await.text;
    assert!(
        page.contains("name=\"kept\" value=\"1\"") && page.contains("wrong.png"),
        "{page}"
    );
    assert!(!sue.get("/tickets/1").await.text.contains("map.png"));

    // Taking one out keeps what was typed since, and nobody takes out somebody else's.
    let typed = [("kind", "reply"), ("content", "See the new map")];
    sue.post("/tickets/1/draft/files/1/removal", &typed).await;
    let out = sam.post("/tickets/1/draft/files/2/removal", &typed).await;
    assert_eq!(out.location(), "/tickets/1#composer");
    let page = sam.get("/tickets/1").await;
    assert!(page.text.contains("map.png") && !page.text.contains("wrong.png"));
    assert!(page.text.contains("\nSee the new map</textarea>"));

    let newest = newest(&page);
    let anyway = [
        ("kind", "reply"),
        ("seen", newest.as_str()),
        ("content", "See the new map"),
        ("kept", "1"),
        ("kept", "2"),
    ];
    assert_eq!(
        sam.upload(BOX, &anyway, &[]).await.status,
        StatusCode::SEE_OTHER
    );
    test.settle().await;
    let page = sam.get("/tickets/1").await.text;
    assert!(
        page.contains("map.png") && !page.contains("name=\"kept\""),
        "{page}"
    );
    test.finish().await;
}

#[tokio::test]
async fn files_without_a_word_are_kept_as_well() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    sue.upload(BOX, &[("kind", "reply"), ("content", "Hi")], &[])
        .await;
    let file = [("map.png", "image/png", b"map".to_vec())];
    sam.upload(BOX, &[("kind", "reply"), ("seen", "1")], &file)
        .await;
    assert!(sam.get("/tickets/1").await.text.contains("name=\"kept\""));
    sam.post("/tickets/1/draft/removal", &[("kind", "reply")])
        .await;
    assert!(!sam.get("/tickets/1").await.text.contains("name=\"kept\""));
    test.settle().await;
    test.finish().await;
}
