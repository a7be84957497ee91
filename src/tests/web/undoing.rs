//! Undo takes back what somebody has done themselves, and nothing that somebody else did.

use axum::http::StatusCode;
use rustmail::ids::TicketId;
use rustmail::models::ticket::Ticket;

use super::notices::{told, undo};
use super::{desk, ticket_of};
use crate::support::test_app::TestApp;

async fn ticket(test: &TestApp) -> Ticket {
    let conn = &mut test.app.db().await.unwrap();
    Ticket::get(conn, TicketId(1)).await.unwrap().unwrap()
}

#[tokio::test]
async fn what_changed_nothing_cannot_be_undone() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    ticket_of(&test, test.cast.max, ("max", "Hello!")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    let acts: [(&str, &[(&str, &str)]); 5] = [
        ("tags", &[("tag", "refund")]),
        ("label", &[("label", "Parcel")]),
        ("priority", &[("priority", "high")]),
        ("category", &[("category", "")]),
        ("tags/removal", &[("tag", "never-there")]),
    ];
    for (act, fields) in acts {
        let path = format!("/tickets/1/{act}");
        sue.post(&path, fields).await;
        sam.post(&path, fields).await;
        let page = sam.get("/tickets/1").await;
        assert!(told(&page).contains("<p>"), "{act}: {}", told(&page));
        assert!(!told(&page).contains("<form"), "{act}: {}", told(&page));
    }

    // The ticket is taken over from Sue, and taken again with another one, which alone goes back.
    sue.post("/tickets/1/assignment", &[]).await;
    sam.post("/tickets/1/assignment", &[("over", "true")]).await;
    let both = [("ticket", "1"), ("ticket", "2"), ("to", "me"), ("list", "")];
    let answer = sam.post("/tickets/assignments", &both).await;
    let page = sam.get(answer.location()).await;
    assert!(told(&page).contains("You took 2 tickets:"), "{}", page.text);
    let form = told(&page).split("<form").nth(1).unwrap();
    assert!(form.contains("name=\"ticket\" value=\"2\""), "{form}");
    assert!(!form.contains("name=\"ticket\" value=\"1\""), "{form}");
    undo(&mut sam, &page).await;
    let holder = ticket(&test).await.assignee_id.unwrap().to_string();
    assert_eq!(holder, test.cast.sam.to_string());
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn what_somebody_else_has_set_since_stays() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let conn = &mut test.app.db().await.unwrap();
    diesel_async::SimpleAsyncConnection::batch_execute(
        &mut **conn,
        "INSERT INTO categories (name, position, created_at) VALUES ('Orders', 0, now()), ('Bugs', 1, now())",
    )
    .await
    .unwrap();
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    let sue_id = test.cast.sue.to_string();
    let cases = [
        ("label", "label", "Parcel", "Lost parcel"),
        ("priority", "priority", "high", "urgent"),
        ("category", "category", "1", "2"),
        ("assignment/transfer", "assignee", &*sue_id, ""),
    ];
    for (act, field, sams, sues) in cases {
        let path = format!("/tickets/1/{act}");
        // Without anybody in between, it is undone.
        let before = ticket(&test).await;
        sam.post(&path, &[(field, sams)]).await;
        let page = sam.get("/tickets/1").await;
        let undone = undo(&mut sam, &page).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text);
        let after = ticket(&test).await;
        let shown = |ticket: &Ticket| {
            let marks = (ticket.label.clone(), ticket.priority, ticket.category_id);
            (marks, ticket.assignee_id)
        };
        assert_eq!(shown(&after), shown(&before), "{act}");
        // The same button once more is too late.
        let again = undo(&mut sam, &page).await;
        assert!(
            act != "assignment/transfer" || again.status == StatusCode::UNPROCESSABLE_ENTITY,
            "{act}: {}",
            again.text
        );

        sam.post(&path, &[(field, sams)]).await;
        let page = sam.get("/tickets/1").await;
        match sues {
            "" => sue.post("/tickets/1/assignment/release", &[]).await,
            sues => sue.post(&path, &[(field, sues)]).await,
        };
        let sues = ticket(&test).await;
        let refused = undo(&mut sam, &page).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
        let sentence = "This has been changed meanwhile, so it stays as it is now.";
        assert!(refused.text.contains(sentence), "{act}: {}", refused.text);
        assert_eq!(shown(&ticket(&test).await), shown(&sues), "{act}");
    }
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn the_tickets_of_a_notice_lead_to_them() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let fields = [("ticket", "1"), ("ticket", "99"), ("list", "")];
    let answer = sam.post("/tickets/closures", &fields).await;
    let page = sam.get(answer.location()).await;
    let told = told(&page);
    for link in [
        "was closed: <a href=\"/tickets/1\">#1</a>.",
        "could not be done: <a href=\"/tickets/99\">#99</a>.",
    ] {
        assert!(told.contains(link), "{link}: {told}");
    }
    test.settle().await;
    test.finish().await;
}
