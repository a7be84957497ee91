//! A word that something was done, and the way back.

use axum::http::{Method, StatusCode};

use super::{desk, ticket_of};
use crate::support::browser::{Browser, Page};

/// What a page tells of the last act, with its form.
pub(super) fn told(page: &Page) -> &str {
    let after = page.text.split("id=\"notice\"").nth(1).unwrap();
    after.split("id=\"live-lost\"").next().unwrap()
}

/// Presses the button that undoes what a page tells.
pub(super) async fn undo(browser: &mut Browser, page: &Page) -> Page {
    let form = told(page).split("<form").nth(1).expect("it can be undone");
    let form = form.split("</form>").next().unwrap();
    let value = |text: &str, name: &str| {
        let after = text.split(&format!("{name}=\"")).nth(1).unwrap();
        after.split('"').next().unwrap().replace("&amp;", "&")
    };
    let action = value(form, "action");
    let inputs: Vec<(String, String)> = form
        .split("<input")
        .skip(2)
        .map(|input| (value(input, "name"), value(input, "value")))
        .collect();
    let fields: Vec<(&str, &str)> = inputs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(&action, &fields).await
}

#[tokio::test]
async fn what_was_done_is_told_once_to_whoever_did_it_and_can_be_undone() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    let view = [("name", "On <fire>"), ("query", "priority=urgent")];
    sam.post("/tickets/views", &view).await;
    let saved = sam.get("/tickets").await;
    assert!(told(&saved).contains("The view “On &lt;fire&gt;” is saved."));
    assert!(!told(&sam.get("/tickets").await).contains("is saved"));

    sam.post("/tickets/views/1/removal", &[]).await;
    assert!(!told(&sue.get("/tickets").await).contains("On"));
    // What a page loads beside itself takes nothing away.
    sam.get_fragment("/tickets/rows").await;
    let picture = sam.request(Method::GET, "/tickets/rows");
    let picture = picture.header("sec-fetch-dest", "image");
    sam.send(picture.body(axum::body::Body::empty()).unwrap())
        .await;
    let removed = sam.get("/tickets").await;
    assert!(told(&removed).contains("is removed."), "{}", told(&removed));
    assert_eq!(undo(&mut sam, &removed).await.status, StatusCode::SEE_OTHER);
    let back = sam.get("/tickets").await;
    assert!(told(&back).contains("is saved.") && back.text.contains("priority=urgent"));
    test.finish().await;
}

#[tokio::test]
async fn a_word_goes_with_the_session() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let view = [("name", "Mine"), ("query", "")];
    sam.post("/tickets/views", &view).await;
    sam.post("/sign-out", &[]).await;
    let home = sam.sign_in(&test, test.cast.sam, "/tickets").await;
    assert_eq!(home.status, StatusCode::SEE_OTHER);
    assert!(!told(&sam.get("/tickets").await).contains("is saved"));
    test.finish().await;
}

#[tokio::test]
async fn a_lifted_block_is_placed_again_with_its_reason_and_what_was_left_of_its_time() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mia = test.cast.mia.to_string();
    let block = [
        ("member", mia.as_str()),
        ("reason", "Insults"),
        ("lasts", "2d"),
    ];
    sam.post("/blocks", &block).await;
    assert!(told(&sam.get("/blocks").await).contains("mia can open no tickets now."));
    sam.post("/blocks/1/lifting", &[]).await;
    let lifted = sam.get("/blocks").await;
    assert!(told(&lifted).contains("mia can open tickets again."));
    assert!(lifted.text.contains("Nobody is blocked"));
    assert_eq!(undo(&mut sam, &lifted).await.location(), "/blocks");
    let blocks = sam.get("/blocks").await.text;
    assert!(
        blocks.contains("Insults") && blocks.contains("in 2 days"),
        "{blocks}"
    );
    test.finish().await;
}

#[tokio::test]
async fn a_ticket_goes_back_to_whoever_had_it() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    sue.post("/tickets/1/assignment", &[]).await;
    sam.post("/tickets/1/assignment", &[("over", "true")]).await;
    let taken = sam.get("/tickets/1").await;
    assert!(told(&taken).contains("The ticket is yours."));
    assert_eq!(undo(&mut sam, &taken).await.status, StatusCode::SEE_OTHER);
    let back = sam.get("/tickets/1").await;
    assert!(
        told(&back).contains("The ticket is back with whoever had it."),
        "{}",
        back.text
    );
    assert!(back.text.contains("<bdi>sue</bdi>"), "{}", back.text);
    undo(&mut sam, &back).await;
    let again = sam.get("/tickets/1").await.text;
    assert!(again.contains("<strong>You</strong>"), "{again}");

    sam.post("/tickets/1/priority", &[("priority", "urgent")])
        .await;
    let urgent = sam.get("/tickets/1").await;
    assert!(
        told(&urgent).contains("value=\"normal\""),
        "{}",
        told(&urgent)
    );
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn a_script_is_told_beside_what_it_swaps() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let part = sam.post_fragment("/tickets/1/assignment", &[]).await.text;
    assert!(part.contains("data-hx-swap-oob=\"innerHTML\""), "{part}");
    assert!(part.contains("The ticket is yours.") && part.contains("assignment/return"));
    assert!(!told(&sam.get("/tickets/1").await).contains("yours"));

    let draft = [("kind", "note"), ("content", "Half a thought")];
    sam.post_fragment("/tickets/1/draft", &draft).await;
    let gone = sam
        .post_fragment("/tickets/1/draft/removal", &draft)
        .await
        .text;
    assert!(gone.contains("Bring the text back") && gone.contains("value=\"Half a thought\""));
    sam.post("/tickets/1/draft", &draft).await;
    sam.post("/tickets/1/draft/removal", &draft).await;
    let page = sam.get("/tickets/1").await;
    undo(&mut sam, &page).await;
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains("\nHalf a thought</textarea>"), "{page}");
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn a_grant_that_was_taken_back_is_given_again() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let sam = format!("user:{}", test.cast.sam);
    let give = [("subject", sam.as_str()), ("permissions", "manage_bot")];
    let given = olga.post("/administration/grants", &give).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
    assert!(told(&olga.get(given.location()).await).contains("The permissions are given."));
    olga.post("/administration/grants/1/revocation", &[]).await;
    let page = olga.get("/administration/grants").await;
    assert!(told(&page).contains("is taken back."), "{}", told(&page));
    undo(&mut olga, &page).await;
    let page = olga.get("/administration/grants").await.text;
    assert!(
        page.contains("/administration/grants/2/revocation"),
        "{page}"
    );
    test.finish().await;
}
