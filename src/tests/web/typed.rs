//! What was typed into a form that is not taken is shown again, wherever the form belongs by then.

use axum::http::StatusCode;
use rustmail::models::permission::Permission;

use super::{desk, ticket_of};
use crate::support::browser::Page;

fn shows(page: &Page, status: StatusCode, typed: &str) {
    assert_eq!(page.status, status, "{}", page.text);
    let area = format!("readonly>\n{typed}</textarea>");
    assert!(page.text.contains(&area), "{}", page.text);
}

#[tokio::test]
async fn a_form_whose_object_is_gone_gives_back_what_was_typed() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let typed = "Four thousand characters & <b>more</b>";
    let escaped = "Four thousand characters &amp; &lt;b&gt;more&lt;/b&gt;";
    for path in [
        "/snippets/99",
        "/tickets/99/closure",
        "/tickets/1/messages/99/revisions",
    ] {
        let fields = [
            ("content", typed),
            ("name", " "),
            ("secret", "not for the page"),
        ];
        let gone = olga.post(path, &fields).await;
        shows(&gone, StatusCode::NOT_FOUND, escaped);
        assert!(!gone.text.contains("not for the page"));
        assert_eq!(gone.text.matches("id=\"typed-").count(), 1, "{}", gone.text);
    }
    let fields = [("kind", "reply"), ("content", typed)];
    let gone = olga.upload("/tickets/99/messages", &fields, &[]).await;
    shows(&gone, StatusCode::NOT_FOUND, escaped);
    // Files without a word leave nothing to copy.
    let file = [("map.png", "image/png", b"map".to_vec())];
    let gone = olga
        .upload("/tickets/99/messages", &[("content", " ")], &file)
        .await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert!(!gone.text.contains("id=\"typed-"), "{}", gone.text);
    // A script leaves the form where it is.
    let part = olga.post_fragment("/snippets/99", &fields).await;
    assert!(!part.text.contains("textarea"), "{}", part.text);
    test.finish().await;
}

#[tokio::test]
async fn a_form_that_may_not_be_sent_any_more_gives_back_what_was_typed() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let paul = test.cast.paul;
    test.grant(paul, Permission::ViewPanel).await;
    let mut paul = test.signed_in(paul).await;
    let fields = [("kind", "reply"), ("content", "An answer")];
    let refused = paul.upload("/tickets/1/messages", &fields, &[]).await;
    shows(&refused, StatusCode::FORBIDDEN, "An answer");
    let fields = [("name", "Orders"), ("description", "All of them")];
    let refused = paul.post("/categories", &fields).await;
    shows(&refused, StatusCode::FORBIDDEN, "All of them");

    // A page that is older than the session knows another token.
    let old = paul.form("/categories", "an older token", &fields);
    let refused = paul.send(old).await;
    shows(&refused, StatusCode::FORBIDDEN, "All of them");
    test.finish().await;
}
