//! What did not reach Discord, and how the server is.

use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::replying::Draft;

use super::{desk, ticket_of};
use crate::support::test_app::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_is_tried_again_or_given_up() {
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.settle().await;
    test.discord.close_dms(test.cast.mia).unwrap();
    let sam = test.act_as(test.cast.sam, "Sam");
    test.signed_in(test.cast.sam).await;
    for text in ["One", "Two"] {
        let conn = &mut test.app.db().await.unwrap();
        Ticket::reply(conn, &sam, ticket.id, Draft::text(text))
            .await
            .unwrap();
    }
    test.settle().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let page = olga.get("/administration/deliveries").await;
    assert_eq!(
        page.text.matches("Send a message to the member").count(),
        2,
        "{}",
        page.text
    );
    assert!(
        page.text.contains("does not accept direct messages") && page.text.contains("/tickets/1")
    );

    // As long as the cause is there, it fails again.
    assert_eq!(
        olga.post("/administration/deliveries/retry", &[])
            .await
            .status,
        303
    );
    test.settle().await;
    let page = olga.get("/administration/deliveries").await;
    assert_eq!(page.text.matches("Send a message to the member").count(), 2);
    test.discord.open_dms(test.cast.mia).unwrap();
    let ids = failures(&page.text);
    let part = olga
        .post_fragment(
            &format!("/administration/deliveries/{}/giving-up", ids[0]),
            &[],
        )
        .await;
    assert!(
        part.text.starts_with("<div id=\"deliveries\""),
        "{}",
        part.text
    );
    let retried = olga
        .post(&format!("/administration/deliveries/{}/retry", ids[1]), &[])
        .await;
    assert_eq!(retried.status, 303);
    test.settle().await;
    assert_eq!(test.told(test.cast.mia).last().unwrap(), "sam: One");
    let page = olga.get("/administration/deliveries").await;
    assert!(page.text.contains("Nothing has failed"), "{}", page.text);
    let again = olga
        .post(&format!("/administration/deliveries/{}/retry", ids[1]), &[])
        .await;
    assert_eq!(again.status, 404);
    let log = olga.get("/administration/log").await;
    assert!(
        log.text
            .contains("olga gave this up: Send a message to the member."),
        "{}",
        log.text
    );
    test.finish().await;
}

/// The ids of the failures on the page, latest first.
fn failures(text: &str) -> Vec<String> {
    text.split("id=\"failure-")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn health_is_told() {
    let test = TestApp::start().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let page = olga.get("/administration/health").await;
    assert_eq!(page.status, 200);
    for told in [
        "this server process",
        "Postgres",
        "Latest migration",
        "Free space",
    ] {
        assert!(page.text.contains(told), "{told}: {}", page.text);
    }
    assert!(
        !page.text.contains("No server process runs the bot"),
        "{}",
        page.text
    );
    assert_eq!(
        olga.get("/administration").await.location(),
        "/administration/grants"
    );
    test.finish().await;
}
