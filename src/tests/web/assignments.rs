//! Taking, letting go and handing over tickets from the panel.

use axum::http::StatusCode;

use super::{desk, ticket_of};

const TAKE: &str = "/tickets/1/assignment";

#[tokio::test]
async fn a_ticket_is_taken_taken_over_and_let_go() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    let page = sam.get("/tickets/1").await.text;
    assert!(
        page.contains("Take it<") && page.contains("Nobody"),
        "{page}"
    );
    let taken = sam.post_fragment(TAKE, &[]).await;
    assert!(taken.text.starts_with("<header"), "{}", taken.text);
    assert!(taken.text.contains("<strong>You</strong>"));
    let refused = sue.post(TAKE, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("sam has this ticket."));
    assert!(refused.text.contains("id=\"work-assignment\" open"));
    let over = sue.post(TAKE, &[("over", "true")]).await;
    assert_eq!(over.location(), "/tickets/1");
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains("<bdi>sue</bdi>"), "{page}");
    sam.post("/tickets/1/assignment/release", &[]).await;
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains("Nobody"));
    let channel = test.channel_of(test.cast.mia).await;
    test.sees(channel, "**sue** has taken this ticket.").await;
    test.sees(channel, "**sam** has let this ticket go.").await;
    // On a page from before it was closed there are still the forms for it.
    sam.post("/tickets/1/closure", &[("silent", "true")]).await;
    for act in [TAKE, "/tickets/1/priority"] {
        let refused = sue.post_fragment(act, &[("priority", "high")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
        let text = &refused.text;
        assert!(text.contains("This ticket is closed."), "{act}: {text}");
    }
    test.finish().await;
}

#[tokio::test]
async fn a_ticket_is_handed_to_somebody_who_is_called_to_it() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    test.signed_in(test.cast.sue).await;
    let sue = test.cast.sue.to_string();
    let page = sam.get("/tickets/1").await.text;
    let option = format!("<option value=\"{sue}\">sue</option>");
    assert!(page.contains(&option), "{page}");
    assert!(!page.contains(&test.cast.paul.to_string()));
    let to = "/tickets/1/assignment/transfer";
    let handed = sam.post_fragment(to, &[("assignee", &sue)]).await;
    assert!(handed.text.contains("<bdi>sue</bdi>"), "{}", handed.text);
    let channel = test.channel_of(test.cast.mia).await;
    test.sees(channel, &format!("<@{sue}>")).await;
    for nobody in ["", "x", &test.cast.mia.to_string()] {
        let refused = sam.post_fragment(to, &[("assignee", nobody)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("work-transfer-error"));
    }
    test.finish().await;
}
