//! The search for what was said, for members and for tickets by number.

use rustmail::ids::{RoleId, TicketId};
use rustmail::models::message::Message;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::replying::Draft;

use super::{agent, desk, ticket_of};
use crate::support::test_app::TestApp;

/// What somebody finds who types this.
async fn found(test: &TestApp, query: &str) -> String {
    let mut sam = test.signed_in(test.cast.sam).await;
    let page = sam.get(&format!("/search?{query}")).await;
    assert_eq!(page.status, 200, "{}", page.text);
    page.text
}

#[tokio::test]
async fn messages_and_notes_are_found_by_their_words_whatever_the_accents() {
    let test = desk().await;
    let lost = ticket_of(&test, test.cast.mia, ("mia", "My Crème brûlée is LOST!")).await;
    let late = ticket_of(&test, test.cast.max, ("max", "The parcel comes late.")).await;
    let act = agent(&test, test.cast.sam, "Sam").await;
    let conn = &mut test.app.db().await.unwrap();
    let note = Draft::text("She is right about the creme.");
    Ticket::note(conn, &act, lost.id, note).await.unwrap();
    let reply = Draft::text("Your parcel is on its way.");
    Ticket::reply(conn, &act, late.id, reply).await.unwrap();

    let page = found(&test, "q=creme").await;
    assert!(page.contains("<mark>Crème</mark>"), "{page}");
    assert!(page.contains("<mark>creme</mark>"), "{page}");
    assert!(
        page.contains("Internal note") && !page.contains("parcel"),
        "{page}"
    );
    // It leads into the conversation.
    assert!(page.contains("href=\"/tickets/1?around="), "{page}");

    let cases = [
        ("q=CRÈME+brulee", 1),
        ("q=parc", 2),
        ("q=pa", 0),
        ("q=%22parcel+comes%22", 1),
        ("q=%22comes+parcel%22", 0),
        ("q=parcel+-late", 1),
        ("q=late+OR+lost", 2),
        ("q=parcel&kind=reply", 1),
        ("q=parcel&kind=note", 0),
        ("q=parcel&order=newest", 2),
        ("q=nothing+like+this", 0),
    ];
    for (query, hits) in cases {
        let page = found(&test, query).await;
        assert_eq!(
            page.matches("class=\"hit").count() / 4,
            hits,
            "{query}: {page}"
        );
    }
    test.finish().await;
}

#[tokio::test]
async fn a_number_leads_to_its_ticket_and_a_name_to_its_member() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello")).await;
    let page = found(&test, "q=%231").await;
    assert!(
        page.contains("Ticket #1 ") || page.contains("Ticket #1<"),
        "{page}"
    );
    assert!(!found(&test, "q=%232").await.contains("href=\"/tickets/2\""));
    let address = format!("href=\"/members/{}\"", test.cast.mia);
    let page = found(&test, "q=MI").await;
    assert!(
        page.contains(&address) && page.contains("<mark>mia</mark>"),
        "{page}"
    );
    let mia = test.cast.mia.to_string();
    let page = found(&test, &format!("q={mia}")).await;
    assert!(page.contains(&address), "{page}");
    test.finish().await;
}

#[tokio::test]
async fn the_best_match_is_found_however_old_it_is() {
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "needle needle needle")).await;
    say(
        &test,
        ticket.id,
        "SELECT 'One needle in a stack of hay and straw and grass number ' || n FROM generate_series(1, 300) n",
    )
    .await;
    let page = found(&test, "q=needle").await;
    let best = "<mark>needle</mark> <mark>needle</mark> <mark>needle</mark>";
    assert!(page.contains(best), "{page}");
    assert!(!page.contains("were put in order"), "{page}");
    test.finish().await;
}

#[tokio::test]
async fn it_is_told_when_a_beginning_was_not_looked_for() {
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "A rare premium")).await;
    say(
        &test,
        ticket.id,
        "SELECT 'prelude word' || n % 300 FROM generate_series(1, 60000) n",
    )
    .await;
    let page = found(&test, "q=rare+pre").await;
    assert!(page.contains("Very many words begin with “pre”"), "{page}");
    let page = found(&test, "q=rare+premium").await;
    assert!(
        page.contains("<mark>premium</mark>") && !page.contains("Very many words"),
        "{page}"
    );
    test.finish().await;
}

/// Notes in a ticket, from a query for what they say.
async fn say(test: &TestApp, ticket: TicketId, texts: &str) {
    let conn = &mut test.app.db().await.unwrap();
    let notes = format!(
        "INSERT INTO messages (ticket_id, kind, author_id, author_name, content, created_at)
         SELECT {ticket}, 'note', NULL, 'Sam', said, now() FROM ({texts}) AS texts (said);
         ANALYZE messages;"
    );
    diesel_async::SimpleAsyncConnection::batch_execute(&mut **conn, &notes)
        .await
        .unwrap();
}

#[tokio::test]
async fn what_was_deleted_is_found_and_marked_as_deleted() {
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello")).await;
    let act = agent(&test, test.cast.sam, "Sam").await;
    let conn = &mut test.app.db().await.unwrap();
    let reply = Ticket::reply(conn, &act, ticket.id, Draft::text("A rash promise"))
        .await
        .unwrap();
    Message::delete(conn, &act, (ticket.id, reply.id))
        .await
        .unwrap();
    let page = found(&test, "q=promise").await;
    assert!(page.contains("<mark>promise</mark>"), "{page}");
    assert!(page.contains("mark-deleted"), "{page}");
    test.finish().await;
}

#[tokio::test]
async fn nobody_finds_what_they_may_not_see() {
    let test = desk().await;
    let secret = ticket_of(&test, test.cast.mia, ("mia", "My lawyer writes.")).await;
    super::restrict(&test, secret.id, RoleId(77)).await;
    for query in ["q=lawyer", "q=lawyer&order=newest", "q=%231", "q=1"] {
        let page = found(&test, query).await;
        assert!(!page.contains("href=\"/tickets/1"), "{query}: {page}");
    }
    let mut olga = test.signed_in(test.cast.olga).await;
    let page = olga.get("/search?q=lawyer").await.text;
    assert!(page.contains("<mark>lawyer</mark>"), "{page}");
    test.finish().await;
}

#[tokio::test]
async fn what_is_typed_and_what_is_found_stays_text() {
    let test = desk().await;
    let evil = "<script>alert('x')</script> \"><img src=x onerror=alert(1)> refund";
    ticket_of(&test, test.cast.mia, (evil, evil)).await;
    let queries = [
        "q=refund",
        "q=script",
        "q=%3Cscript%3Ealert%28%27x%27%29%3C%2Fscript%3E",
        "q=%27%29%3B+DROP+TABLE+messages%3B+--",
        "q=%27%3A%2A+%7C+%21%26",
        "q=%00",
        "q=%22",
        "q=-",
        "q=%F0%9F%8E%89",
        "q=",
    ];
    for query in queries {
        let page = found(&test, query).await;
        assert!(
            !page.contains("<script>alert") && !page.contains("<img src=x"),
            "{query}: {page}"
        );
    }
    let mut sam = test.signed_in(test.cast.sam).await;
    for query in [
        "q=a&kind=lost",
        "q=a&order=best",
        "q=a&after=x",
        "q=a&after=4294967295.1",
    ] {
        let page = sam.get(&format!("/search?{query}")).await;
        assert_eq!(page.status, 422, "{query}: {}", page.text);
    }
    test.finish().await;
}

#[tokio::test]
async fn many_hits_are_read_page_by_page() {
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello")).await;
    let act = agent(&test, test.cast.sam, "Sam").await;
    let conn = &mut test.app.db().await.unwrap();
    for number in 0..35 {
        let note = Draft::text(format!("needle number{number}"));
        Ticket::note(conn, &act, ticket.id, note).await.unwrap();
    }
    for order in ["relevance", "newest"] {
        let first = found(&test, &format!("q=needle&order={order}")).await;
        let second = found(&test, &next(&first)).await;
        for number in 0..35 {
            let said = format!("number{number}<");
            let times = first.matches(&said).count() + second.matches(&said).count();
            assert_eq!(times, 1, "{order}: {said}");
        }
        assert!(!second.contains("rel=\"next\""), "{second}");
    }
    test.finish().await;
}

/// The query of the link to what comes next.
fn next(page: &str) -> String {
    let link = page.split("rel=\"next\" href=\"/search?").nth(1).unwrap();
    link.split('"').next().unwrap().replace("&amp;", "&")
}
