//! Lists that somebody comes back to.

use axum::http::StatusCode;

use super::{desk, ticket_of};

const URGENT: &str = "priority=urgent&sort=waiting";

#[tokio::test]
async fn a_view_is_saved_found_again_renamed_and_removed() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let saved = sam
        .post(
            "/tickets/views",
            &[("name", " On fire "), ("query", URGENT)],
        )
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert_eq!(saved.location(), format!("/tickets?{URGENT}"));
    let list = sam.get("/tickets").await.text;
    assert!(list.contains("On fire"), "{list}");
    assert!(
        list.contains("href=\"/tickets?priority=urgent&amp;sort=waiting\""),
        "{list}"
    );

    let renamed = sam
        .post(
            "/tickets/views/1/name",
            &[("name", "Burning"), ("query", URGENT)],
        )
        .await;
    assert_eq!(renamed.status, StatusCode::SEE_OTHER);
    let list = sam.get(saved.location()).await.text;
    assert!(
        list.contains("Burning") && !list.contains("On fire"),
        "{list}"
    );
    assert!(
        list.contains("action=\"/tickets/views/1/removal\""),
        "{list}"
    );

    assert_eq!(
        sam.post("/tickets/views/1/removal", &[]).await.location(),
        "/tickets"
    );
    assert!(sam.get("/tickets").await.text.contains("is removed."));
    assert!(!sam.get("/tickets").await.text.contains("Burning"));
    test.finish().await;
}

#[tokio::test]
async fn a_name_that_cannot_be_is_told_beside_the_field() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.post("/tickets/views", &[("name", "Mine"), ("query", URGENT)])
        .await;
    let cases = [
        ("", "Give the view a name."),
        ("mine", "You have a view of this name already."),
        (&"x".repeat(41), "This text is too long"),
    ];
    for (name, why) in cases {
        let refused = sam
            .post(
                "/tickets/views",
                &[("name", name), ("query", "state=closed")],
            )
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.text.contains(why), "{name}: {}", refused.text);
        assert!(
            refused.text.contains(&format!("value=\"{name}\"")),
            "{name}"
        );
    }
    for number in 0..19 {
        let name = format!("View {number}");
        sam.post("/tickets/views", &[("name", &name), ("query", "")])
            .await;
    }
    let refused = sam
        .post("/tickets/views", &[("name", "One more"), ("query", "")])
        .await;
    assert!(
        refused.text.contains("You have 20 saved views"),
        "{}",
        refused.text
    );
    test.finish().await;
}

#[tokio::test]
async fn nobody_meets_the_views_of_others() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    sam.post("/tickets/views", &[("name", "Of Sam"), ("query", URGENT)])
        .await;
    assert!(!sue.get("/tickets").await.text.contains("Of Sam"));
    let fields = [("name", "Of Sue"), ("query", "")];
    let renamed = sue.post("/tickets/views/1/name", &fields).await;
    assert_eq!(renamed.status, StatusCode::NOT_FOUND);
    // As if it had been removed in another window.
    let removed = sue.post("/tickets/views/1/removal", &[]).await;
    assert_eq!(removed.location(), "/tickets");
    let list = sue.get("/tickets").await.text;
    assert!(list.contains("There is no such saved view."), "{list}");
    assert!(sam.get("/tickets").await.text.contains("Of Sam"));
    test.finish().await;
}

#[tokio::test]
async fn what_is_no_part_of_a_list_is_not_saved() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let query = "tag=a%26b&evil=%2F%2Fexample.com&after=x&state=open";
    let saved = sam
        .post("/tickets/views", &[("name", "A"), ("query", query)])
        .await;
    assert_eq!(saved.location(), "/tickets?tag=a%26b");
    // A query that makes no sense any more keeps nobody from the list.
    sam.post(
        "/tickets/views",
        &[("name", "B"), ("query", "priority=lost")],
    )
    .await;
    assert_eq!(sam.get("/tickets").await.status, StatusCode::OK);
    test.finish().await;
}

#[tokio::test]
async fn a_view_shows_from_now_on_what_is_listed() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.post("/tickets/views", &[("name", "Mine"), ("query", URGENT)])
        .await;
    let list = sam.get("/tickets?tag=refund").await.text;
    assert!(list.contains("action=\"/tickets/views/query\""), "{list}");
    let fields = [("view", "1"), ("query", "tag=refund&evil=1")];
    let updated = sam.post("/tickets/views/query", &fields).await;
    assert_eq!(updated.location(), "/tickets?tag=refund");
    let list = sam.get("/tickets").await.text;
    assert!(list.contains("href=\"/tickets?tag=refund\""), "{list}");
    let mut sue = test.signed_in(test.cast.sue).await;
    let refused = sue.post("/tickets/views/query", &fields).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    test.finish().await;
}
