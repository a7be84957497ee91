//! The ticket list and the page of a ticket.

use axum::http::StatusCode;
use rustmail::ids::TicketId;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::closing::Closing;
use rustmail::models::ticket::replying::Draft;

use super::{agent, desk, ticket_of};

#[tokio::test]
async fn a_ticket_is_in_the_list_and_has_a_page() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "My order is lost.")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    for path in ["/tickets", "/tickets/rows"] {
        let list = sam.get(path).await;
        assert_eq!(list.status, StatusCode::OK);
        for text in ["#1", "mia", "My order is lost.", "Waiting on us"] {
            assert!(
                list.text.contains(text),
                "{text} is missing on {path}: {}",
                list.text
            );
        }
    }
    let page = sam.get("/tickets/1").await;
    for text in [
        "<html",
        "My order is lost.",
        "id=\"composer\"",
        "/live?ticket=1",
        "id=\"closing\"",
    ] {
        assert!(page.text.contains(text), "{text} is missing: {}", page.text);
    }
    let part = sam.get_fragment("/tickets/1/conversation").await;
    assert!(part.text.starts_with("<section") && part.text.contains("My order is lost."));
    let part = sam.get_fragment("/tickets/1/header").await;
    assert!(part.text.starts_with("<header") && part.text.contains("#1"));
    test.finish().await;
}

#[tokio::test]
async fn what_people_call_themselves_and_say_stays_text() {
    let test = desk().await;
    let evil = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>";
    ticket_of(&test, test.cast.mia, (evil, evil)).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    for path in [
        "/tickets",
        "/tickets/1",
        "/tickets?filter=%3Cscript%3E%22%3E",
    ] {
        let page = sam.get(path).await.text;
        assert!(
            !page.contains("<script>alert") && !page.contains("<img src=x"),
            "{path}: {page}"
        );
        assert!(page.contains("&lt;script&gt;"), "{path}: {page}");
    }
    test.finish().await;
}

#[tokio::test]
async fn the_list_is_filtered_and_keeps_open_and_closed_apart() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "First")).await;
    let closed = ticket_of(&test, test.cast.max, ("max", "Second")).await;
    let act = agent(&test, test.cast.sam, "Sam").await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let conn = &mut test.app.db().await.unwrap();
    Ticket::close(conn, &act, closed.id, Closing::default())
        .await
        .unwrap();
    let mia = test.cast.mia.to_string();
    let cases = [
        ("", true, false),
        ("state=open", true, false),
        ("state=closed", false, true),
        ("filter=MI", true, false),
        ("filter=%231", true, false),
        ("filter=2", false, false),
        ("state=closed&filter=2", false, true),
        (&format!("filter={mia}"), true, false),
        ("filter=nobody", false, false),
        ("filter=%25", false, false),
    ];
    for (query, has_open, has_closed) in cases {
        let list = sam.get(&format!("/tickets?{query}")).await.text;
        assert_eq!(list.contains("First"), has_open, "{query}: {list}");
        assert_eq!(list.contains("Second"), has_closed, "{query}: {list}");
    }
    assert!(
        sam.get("/tickets?state=closed")
            .await
            .text
            .contains("Closed by Sam")
    );
    test.finish().await;
}

#[tokio::test]
async fn a_long_list_is_read_page_by_page() {
    let test = desk().await;
    for number in 0..53 {
        let member = test.discord.create_user(&format!("m{number:02}"));
        test.discord.join(test.cast.community, member).unwrap();
        let name = format!("m{number:02}");
        ticket_of(&test, member, (&name, "Hello")).await;
    }
    let mut sam = test.signed_in(test.cast.sam).await;
    let first = sam.get("/tickets").await.text;
    assert_eq!(first.matches("class=\"ticket-row\"").count(), 50);
    let second = sam.get(&link(&first, "rel=\"next\"")).await.text;
    assert_eq!(second.matches("class=\"ticket-row\"").count(), 3);
    assert!(second.contains("m00") && !first.contains(">m00<"));
    let back = sam.get(&link(&second, "rel=\"prev\"")).await.text;
    assert_eq!(back.matches("class=\"ticket-row\"").count(), 50);
    test.finish().await;
}

/// The address of the link with this attribute.
fn link(page: &str, attribute: &str) -> String {
    let tag = page
        .split('<')
        .find(|tag| tag.starts_with("a ") && tag.contains(attribute));
    let tag = tag.unwrap_or_else(|| panic!("no link with {attribute}: {page}"));
    let href = tag.split("href=\"").nth(1).unwrap();
    href.split('"').next().unwrap().replace("&amp;", "&")
}

#[tokio::test]
async fn what_does_not_exist_or_makes_no_sense_is_a_clear_page() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let cases = [
        ("/tickets/999", 404),
        ("/tickets/-1", 404),
        ("/tickets/abc", 400),
        ("/tickets/99999999999999999999", 400),
        ("/tickets/1?before=abc", 400),
        ("/tickets/1/conversation?before=-5", 200),
        ("/tickets?state=lost", 422),
        ("/tickets?before=abc", 422),
        ("/tickets?after=1.2.3", 422),
        ("/tickets?after=activity.0.1.1&sort=newest", 422),
        ("/tickets?after=activity.0.9223372036854775807.1", 422),
        ("/tickets?after=activity.0.-1.1", 422),
        ("/tickets?sort=waiting&state=closed", 200),
        ("/tickets?category=x", 422),
        ("/tickets?assignee=x", 422),
        ("/tickets?priority=x", 422),
        ("/tickets?tag=%00", 200),
        ("/tickets?filter=%00", 200),
        ("/tickets?before=9223372036854775807.1", 422),
        ("/tickets?before=-8000000000000000000.1", 422),
        ("/tickets?after=-1.1", 422),
        ("/nowhere", 404),
        ("/attachments/abc/x", 400),
        ("/attachments/999/x.png", 404),
    ];
    for (path, status) in cases {
        let page = sam.get(path).await;
        assert_eq!(page.status, status, "{path}: {}", page.text);
        if status != 200 {
            assert!(
                page.text.contains("Reference for the operator"),
                "{path}: {}",
                page.text
            );
        }
    }
    assert!(
        sam.get("/nowhere")
            .await
            .text
            .contains("There is nothing here")
    );
    sam.headers.push(("accept-language", "fr".to_owned()));
    assert!(
        sam.get("/tickets/999")
            .await
            .text
            .contains("Ce ticket n’existe pas.")
    );
    assert_eq!(TicketId(1), test.open_ticket(test.cast.mia).await.id);
    test.finish().await;
}

/// A form that was refused leaves its address in the browser.
#[tokio::test]
async fn an_address_that_only_takes_forms_leads_to_the_page_above_it() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello")).await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let cases = [
        ("/tickets/1/closure", "/tickets/1"),
        ("/tickets/1/closure/cancellation", "/tickets/1"),
        ("/tickets/1/messages", "/tickets/1"),
        ("/tickets/1/tags?tag=x", "/tickets/1"),
        ("/tickets/closures", "/tickets"),
        ("/configuration/look", "/configuration"),
        ("/api-keys/3/revocation", "/api-keys"),
        (
            "/administration/grants/3/revocation",
            "/administration/grants",
        ),
        ("/tickets/views/3/removal", "/tickets"),
        ("/language", "/"),
    ];
    for (address, page) in cases {
        let led = olga.get(address).await;
        assert_eq!(
            (led.status.as_u16(), led.location()),
            (303, page),
            "{address}"
        );
        let shown = olga.get(page).await;
        assert_eq!(shown.status, 200, "{page}");
    }
    // Whoever changes the language there comes back to where they wrote.
    olga.headers
        .push(("referer", "http://localhost:3002/tickets/1".to_owned()));
    let refused = olga.post("/tickets/1/tags", &[("tag", "<")]).await;
    assert_eq!(refused.status, 422);
    let back = "name=\"return_to\" value=\"/tickets/1\"";
    assert!(refused.text.contains(back), "{}", refused.text);
    test.finish().await;
}

#[tokio::test]
async fn new_messages_push_nothing_off_a_page_that_somebody_reads() {
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "The first")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let act = test.act_as(test.cast.sam, "Sam");
    let note = async |text: String| {
        let conn = &mut test.app.db().await.unwrap();
        let draft = Draft::text(text);
        Ticket::note(conn, &act, ticket.id, draft).await.unwrap().id
    };
    let mut notes = Vec::new();
    for number in 1..=60 {
        notes.push(note(format!("Note no. {number}.")).await);
    }
    // The page shows the last 50, and from then on all that follows.
    let page = sam.get("/tickets/1").await.text;
    assert!(!page.contains("Note no. 10.") && page.contains("Note no. 11."));
    let since = notes[10].to_string();
    assert!(page.contains(&format!("name=\"since\" value=\"{since}\"")));
    note("Note no. 61.".to_owned()).await;
    let live = format!("/tickets/1/conversation?since={since}");
    let part = sam.get_fragment(&live).await.text;
    for text in ["Note no. 11.", "Note no. 61.", "/tickets/1?before="] {
        assert!(part.contains(text), "{text} is missing: {part}");
    }
    assert!(part.contains(&format!("name=\"since\" value=\"{since}\"")));
    assert!(!part.contains("Note no. 10."), "{part}");
    // So does what somebody sends.
    let fields = [
        ("kind", "reply"),
        ("content", "An answer."),
        ("since", &*since),
    ];
    let sent = sam.upload_fragment("/tickets/1/messages", &fields).await;
    assert!(sent.text.contains("Note no. 11.") && sent.text.contains("An answer."));
    // A page from the first message on has nothing before it.
    let whole = "/tickets/1/conversation?since=1";
    let whole = sam.get_fragment(whole).await.text;
    assert!(whole.contains("The first") && !whole.contains("?before="));
    test.finish().await;
}
