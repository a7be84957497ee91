//! Category, priority, name and tags of a ticket, from the panel.

use axum::http::StatusCode;
use diesel_async::SimpleAsyncConnection as _;

use super::notices::undo;
use super::{desk, ticket_of};
use crate::support::test_app::TestApp;

async fn categories(test: &TestApp) {
    let sue_only = test
        .discord
        .create_role(test.cast.staff_server, "Lawyers", 0)
        .unwrap();
    let given = test
        .discord
        .give_role(test.cast.staff_server, test.cast.sue, sue_only);
    given.unwrap();
    let made = format!(
        "INSERT INTO categories (name, emoji, staff_roles, enabled, position, created_at) VALUES
         ('Orders', '📦', '{{}}', true, 0, now()), ('Legal', NULL, '{{{sue_only}}}', true, 1, now()),
         ('Old', NULL, '{{}}', false, 2, now())"
    );
    let mut conn = test.app.db().await.unwrap();
    conn.batch_execute(&made).await.unwrap();
}

#[tokio::test]
async fn a_ticket_is_moved_and_is_gone_for_who_does_not_see_it() {
    let test = desk().await;
    categories(&test).await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains(">Orders</option>"), "{page}");
    assert!(!page.contains("Legal") && !page.contains("Old"));
    let moved = sam
        .post_fragment("/tickets/1/category", &[("category", "1")])
        .await;
    assert!(moved.text.contains("📦"), "{}", moved.text);
    for unknown in ["2", "3", "99", "x"] {
        let refused = sam
            .post("/tickets/1/category", &[("category", unknown)])
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("work-category-list-error"));
    }
    let moved = sue.post("/tickets/1/category", &[("category", "2")]).await;
    assert_eq!(moved.location(), "/tickets/1");
    let attempts: [(&str, &[(&str, &str)]); 9] = [
        ("assignment", &[]),
        ("assignment/release", &[]),
        ("assignment/transfer", &[("assignee", "5")]),
        ("category", &[("category", "")]),
        ("priority", &[("priority", "low")]),
        ("label", &[("label", "Mine")]),
        ("tags", &[("tag", "mine")]),
        ("reopening", &[]),
        ("block", &[]),
    ];
    for (act, fields) in attempts {
        let gone = sam.post(&format!("/tickets/1/{act}"), fields).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND, "{act}");
    }
    assert_eq!(sam.get("/tickets/1").await.status, StatusCode::NOT_FOUND);
    test.finish().await;
}

#[tokio::test]
async fn a_move_that_is_undone_gives_the_ticket_back_too() {
    let test = desk().await;
    categories(&test).await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    sam.post("/tickets/1/assignment", &[]).await;
    sue.post("/tickets/1/category", &[("category", "2")]).await;
    let moved = sue.get("/tickets/1").await;
    assert!(!moved.text.contains("<bdi>sam</bdi>"), "{}", moved.text);
    assert_eq!(sam.get("/tickets/1").await.status, StatusCode::NOT_FOUND);
    undo(&mut sue, &moved).await;
    let back = sue.get("/tickets/1").await.text;
    assert!(back.contains("<bdi>sam</bdi>"), "{back}");
    assert!(
        sam.get("/tickets/1")
            .await
            .text
            .contains("<strong>You</strong>")
    );

    // Whoever has taken it meanwhile keeps it.
    sue.post("/tickets/1/category", &[("category", "2")]).await;
    let moved = sue.get("/tickets/1").await;
    sue.post("/tickets/1/assignment", &[]).await;
    undo(&mut sue, &moved).await;
    let kept = sue.get("/tickets/1").await.text;
    assert!(kept.contains("<strong>You</strong>"), "{kept}");
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn what_is_typed_is_kept_when_it_is_refused() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let long = "x".repeat(61);
    let cases = [
        ("label", "label", long.as_str(), "work-label-name-error"),
        ("tags", "tag", "<b>bold</b>", "work-tag-name-error"),
        ("priority", "priority", "huge", "work-priority-list-error"),
    ];
    for (act, field, typed, error) in cases {
        let path = format!("/tickets/1/{act}");
        let refused = sam.post(&path, &[(field, typed)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
        assert!(refused.text.contains(error), "{act}: {}", refused.text);
        let again = sam.post_fragment(&path, &[(field, typed)]).await;
        assert!(again.text.starts_with("<header") && again.text.contains(error));
    }
    let refused = sam.post("/tickets/1/tags", &[("tag", "<b>bold</b>")]).await;
    assert!(refused.text.contains("value=\"&lt;b&gt;bold"));
    test.finish().await;
}

#[tokio::test]
async fn a_ticket_is_named_ranked_and_tagged() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.post("/tickets/1/label", &[("label", "Lost parcel")])
        .await;
    sam.post("/tickets/1/priority", &[("priority", "urgent")])
        .await;
    sam.post("/tickets/1/tags", &[("tag", "Refund")]).await;
    let page = sam.get("/tickets/1").await.text;
    for text in ["Lost parcel", "mark-urgent", "Remove the tag refund"] {
        assert!(page.contains(text), "{text}: {page}");
    }
    sam.post("/tickets/1/tags/removal", &[("tag", "refund")])
        .await;
    let page = sam.get("/tickets/1").await.text;
    assert!(!page.contains("Remove the tag refund"));
    test.finish().await;
}
