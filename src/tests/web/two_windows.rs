//! What somebody writes in the same ticket in two windows, or on two devices: neither text does away with the other unseen.

use axum::http::StatusCode;

use super::{desk, ticket_of};
use crate::support::browser::{Browser, Page};

const BOX: &str = "/tickets/1/messages";
const DRAFT: &str = "/tickets/1/draft";
const UPLOAD: &str = "/tickets/1/draft/upload";
const REMOVAL: &str = "/tickets/1/draft/removal";
const FIRST: &str = "0191b3a2-0000-7000-8000-000000000001";
const SECOND: &str = "0191b3a2-0000-7000-8000-000000000002";

/// What a box says that it goes on from.
fn basis(page: &Page) -> String {
    let field = page.text.split("data-version=\"").nth(1);
    let field = field.unwrap_or_else(|| panic!("no version in {}", page.text));
    field.split('"').next().unwrap().to_owned()
}

fn typed<'a>(submission: &'a str, draft: &'a str, content: &'a str) -> [(&'a str, &'a str); 4] {
    [
        ("submission", submission),
        ("draft", draft),
        ("kind", "reply"),
        ("content", content),
    ]
}

async fn in_the_box(sam: &mut Browser, content: &str) {
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains(&format!("\n{content}</textarea>")), "{page}");
}

#[tokio::test]
async fn a_text_from_another_window_is_neither_replaced_nor_thrown_away() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let page = sam.get("/tickets/1").await;
    assert_eq!(basis(&page), "0");
    assert!(
        page.text.contains("name=\"draft\" value=\"0\""),
        "{}",
        page.text
    );
    let kept = sam
        .post_fragment(DRAFT, &typed(FIRST, "0", "A long ans"))
        .await;
    assert!(kept.text.contains("Draft kept"), "{}", kept.text);
    // An answer that was called off does not keep the same window from going on.
    let longer = typed(FIRST, "0", "A long answer");
    let first = basis(&sam.post_fragment(DRAFT, &longer).await);
    assert!(first != "0" && first != basis(&kept));
    assert_eq!(
        basis(
            &sam.post_fragment(DRAFT, &typed(FIRST, &first, "A long answer"))
                .await
        ),
        first
    );

    let held = sam.post_fragment(DRAFT, &typed(SECOND, "0", "x")).await;
    assert_eq!(basis(&held), "0");
    assert!(!held.text.contains("Draft kept"), "{}", held.text);
    assert!(held.text.contains("id=\"composer-elsewhere\"") && held.text.contains("A long answer"));
    in_the_box(&mut sam, "A long answer").await;
    let emptied = sam.post_fragment(DRAFT, &typed(SECOND, "0", "")).await;
    assert!(!emptied.text.contains("Draft kept"), "{}", emptied.text);
    in_the_box(&mut sam, "A long answer").await;

    let sent = sam.upload(BOX, &typed(SECOND, "0", "x"), &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    in_the_box(&mut sam, "A long answer").await;
    sam.upload(BOX, &typed(FIRST, &first, "A long answer, sent"), &[])
        .await;
    in_the_box(&mut sam, "").await;
    test.finish().await;
}

#[tokio::test]
async fn a_note_takes_no_text_of_another_window_along() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.post_fragment(DRAFT, &typed(FIRST, "0", "A long answer"))
        .await;
    let note = [
        ("submission", SECOND),
        ("draft", "0"),
        ("kind", "note"),
        ("content", "By the way"),
    ];
    sam.upload(BOX, &note, &[]).await;
    in_the_box(&mut sam, "A long answer").await;
    test.finish().await;
}

#[tokio::test]
async fn who_has_seen_the_other_text_keeps_theirs_instead_or_gives_it_up() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let first = sam
        .post_fragment(DRAFT, &typed(FIRST, "0", "A long answer"))
        .await;
    let first = basis(&first);
    let file = [("map.png", "image/png", b"map".to_vec())];
    let held = sam
        .upload(UPLOAD, &typed(SECOND, "0", "A short one"), &file)
        .await;
    assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = &held.text;
    assert!(
        text.contains("\nA short one</textarea>") && text.contains("A long answer</p>"),
        "{text}"
    );
    let button = format!("name=\"over\" value=\"{first}\" formaction=\"{UPLOAD}\"");
    assert!(
        text.contains(&button) && !text.contains("Draft kept"),
        "{text}"
    );

    // Given up, it can still be taken back, and the other one is in the box.
    let given_up = sam
        .post_fragment(REMOVAL, &typed(SECOND, "0", "A short one"))
        .await;
    assert!(
        given_up.text.contains("\nA long answer</textarea>"),
        "{}",
        given_up.text
    );
    assert!(
        given_up
            .text
            .contains("name=\"content\" value=\"A short one\""),
        "{}",
        given_up.text
    );

    let mut over = typed(SECOND, "0", "A short one").to_vec();
    over.push(("over", first.as_str()));
    let kept = sam.upload(UPLOAD, &over, &[]).await;
    assert_eq!(kept.location(), "/tickets/1#composer");
    in_the_box(&mut sam, "A short one").await;
    // The window of the first one throws away nothing but its own.
    sam.post(REMOVAL, &typed(FIRST, &first, "A long answer"))
        .await;
    in_the_box(&mut sam, "A short one").await;
    test.finish().await;
}

#[tokio::test]
async fn a_text_that_was_sent_or_discarded_elsewhere_is_kept_again() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let first = sam
        .post_fragment(DRAFT, &typed(FIRST, "0", "A long answer"))
        .await;
    let first = basis(&first);
    // Another window was filled with it, and sends something else.
    sam.upload(BOX, &typed(SECOND, &first, "A short one"), &[])
        .await;
    in_the_box(&mut sam, "").await;
    let again = sam
        .post_fragment(DRAFT, &typed(FIRST, &first, "A long answer"))
        .await;
    assert!(
        again
            .text
            .contains("Kept again, as it was no longer there."),
        "{}",
        again.text
    );
    in_the_box(&mut sam, "A long answer").await;
    let second = basis(&again);
    let still = sam
        .post_fragment(DRAFT, &typed(FIRST, &second, "A long answer"))
        .await;
    assert!(still.text.contains("Draft kept") && !still.text.contains("Kept again"));
    test.finish().await;
}

#[tokio::test]
async fn what_cannot_be_kept_leaves_what_is_kept_and_adds_its_files() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let kept = sam
        .post_fragment(DRAFT, &typed(FIRST, "0", "A long answer"))
        .await;
    let version = basis(&kept);
    let (long, file) = (
        "x".repeat(10_001),
        [("map.png", "image/png", b"map".to_vec())],
    );
    for files in [&[][..], &file[..]] {
        let refused = sam.upload(BOX, &typed(FIRST, &version, &long), files).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(&long) && !refused.text.contains("Draft kept"));
        assert_eq!(basis(&refused), version);
        in_the_box(&mut sam, "A long answer").await;
    }
    // Reading stops at a text that is too long, so its files are chosen again; those of another refusal stay.
    let nul = sam
        .upload(BOX, &typed(FIRST, &version, "a\0b"), &file)
        .await;
    assert_eq!(nul.status, StatusCode::UNPROCESSABLE_ENTITY);
    in_the_box(&mut sam, "A long answer").await;
    assert!(sam.get("/tickets/1").await.text.contains("map.png"));
    test.finish().await;
}

#[tokio::test]
async fn what_was_typed_last_is_kept_when_the_page_is_left() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut last = typed(FIRST, "0", "The last word").to_vec();
    last.push(("leaving", "true"));
    let answer = sam.post(DRAFT, &last).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.text);
    in_the_box(&mut sam, "The last word").await;
    test.finish().await;
}
