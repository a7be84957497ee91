//! Undo takes back what somebody has done themselves, and nothing that somebody else did.

use axum::http::StatusCode;
use rustmail::ids::{CategoryId, RoleId, TicketId, UserId};
use rustmail::models::block::Block;
use rustmail::models::category::Category;
use rustmail::models::closure::Closure;
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
        assert!(
            !told(&page).contains("notice-undo"),
            "{act}: {}",
            told(&page)
        );
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

#[tokio::test]
async fn what_was_scheduled_before_is_scheduled_again() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    let closure = "/tickets/1/closure";
    let first = [
        ("when", "1d12h"),
        ("reason", "No answer"),
        ("silent", "true"),
    ];
    sue.post(closure, &first).await;
    assert!(!told(&sue.get("/tickets/1").await).contains("notice-undo"));
    let scheduled = async || {
        let conn = &mut test.app.db().await.unwrap();
        let closure = Closure::scheduled(conn, TicketId(1)).await.unwrap();
        closure.map(|closure| (closure.due_at, closure.reason, closure.silent))
    };
    let before = scheduled().await;
    sam.post(closure, &[("when", "1h")]).await;
    let page = sam.get("/tickets/1").await;
    assert_eq!(undo(&mut sam, &page).await.location(), "/tickets/1");
    assert_eq!(scheduled().await, before);
    let restored = sam.get("/tickets/1").await;
    assert!(
        restored.text.contains("planned by sue"),
        "{}",
        restored.text
    );

    sam.post("/tickets/1/closure/cancellation", &[]).await;
    let page = sam.get("/tickets/1").await;
    undo(&mut sam, &page).await;
    assert_eq!(scheduled().await, before);
    // Somebody else has said since when it is to close.
    sam.post("/tickets/1/closure/cancellation", &[]).await;
    let page = sam.get("/tickets/1").await;
    sue.post(closure, &[("when", "3d")]).await;
    let refused = undo(&mut sam, &page).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("This has been changed meanwhile"));
    assert_ne!(scheduled().await, before);
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn a_view_shows_again_what_it_did() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let view = [("name", "Urgent"), ("query", "priority=urgent")];
    sam.post("/tickets/views", &view).await;
    let update = [("view", "1"), ("query", "priority=high")];
    sam.post("/tickets/views/query", &update).await;
    let page = sam.get("/tickets").await;
    assert!(page.text.contains("href=\"/tickets?priority=high\""));
    let undone = undo(&mut sam, &page).await;
    assert_eq!(undone.location(), "/tickets?priority=urgent");
    // What was saved since in another window stays.
    sam.post("/tickets/views/query", &update).await;
    let page = sam.get("/tickets").await;
    let since = [("view", "1"), ("query", "priority=low")];
    sam.post("/tickets/views/query", &since).await;
    let refused = undo(&mut sam, &page).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    sam.post("/tickets/views/query", &since).await;
    assert!(!told(&sam.get("/tickets").await).contains("notice-undo"));
    test.finish().await;
}

#[tokio::test]
async fn a_changed_block_and_a_changed_category_become_what_they_were() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let mia = test.cast.mia.to_string();
    let placed = [("member", &*mia), ("reason", "Spam"), ("lasts", "2d")];
    olga.post("/blocks", &placed).await;
    let block = async || {
        let conn = &mut test.app.db().await.unwrap();
        let found = Block::standing(conn, UserId(test.cast.mia.signed()), test.app.clock.now());
        let block = found.await.unwrap().unwrap();
        (block.reason, block.expires_at)
    };
    let before = block().await;
    for (version, changed) in [("1", ("for_good", "true")), ("3", ("lasts", "9d"))] {
        let fields = [("reason", "Threats"), ("based_on", version), changed];
        olga.post("/blocks/1", &fields).await;
        assert_ne!(block().await, before);
        let page = olga.get("/blocks").await;
        assert_eq!(undo(&mut olga, &page).await.location(), "/blocks");
        assert_eq!(block().await, before);
    }
    let page = olga.get("/blocks").await;
    let since = [("reason", "Since"), ("based_on", "5")];
    olga.post("/blocks/1", &since).await;
    let refused = undo(&mut olga, &page).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(block().await.0.as_deref(), Some("Since"));

    let role = test.cast.agents.to_string();
    let made = [("name", "Orders"), ("emoji", "📦"), ("roles", &*role)];
    olga.post("/categories", &made).await;
    let category = async || {
        let conn = &mut test.app.db().await.unwrap();
        let found = Category::get(conn, CategoryId(1)).await.unwrap();
        found.unwrap().definition()
    };
    let before = category().await;
    let changed = [
        ("name", "Parcels"),
        ("description", "Late"),
        ("based_on", "1"),
    ];
    let saved = olga.post("/categories/1", &changed).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let page = olga.get("/categories").await;
    assert_eq!(undo(&mut olga, &page).await.location(), "/categories");
    assert_eq!(category().await, before);
    let again = undo(&mut olga, &page).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "it is so already");
    assert!(!told(&olga.get("/categories").await).contains("notice-undo"));
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn a_lifted_block_comes_back_with_a_reason_that_whoever_lifted_it_is_not_told() {
    let test = desk().await;
    let secret = ticket_of(&test, test.cast.mia, ("mia", "My lawyer writes.")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mia = test.cast.mia.to_string();
    let placed = [("member", &*mia), ("reason", "Insults"), ("lasts", "2d")];
    sam.post("/blocks", &placed).await;
    super::restrict(&test, secret.id, RoleId(77)).await;
    let list = sam.get("/blocks").await.text;
    assert!(!list.contains("Insults"), "{list}");
    sam.post("/blocks/1/lifting", &[]).await;
    let page = sam.get("/blocks").await;
    assert!(!told(&page).contains("Insults"), "{}", told(&page));
    assert_eq!(undo(&mut sam, &page).await.location(), "/blocks");
    let conn = &mut test.app.db().await.unwrap();
    let found = Block::standing(conn, UserId(test.cast.mia.signed()), test.app.clock.now());
    let block = found.await.unwrap().unwrap();
    assert_eq!(block.reason.as_deref(), Some("Insults"));
    let refused = undo(&mut sam, &page).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    test.finish().await;
}

#[tokio::test]
async fn several_closings_are_undone_where_nobody_has_closed_anew_and_only_once() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    ticket_of(&test, test.cast.max, ("max", "Hello!")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    let open = async || {
        let conn = &mut test.app.db().await.unwrap();
        let mut open = Vec::new();
        for id in [1, 2] {
            let ticket = Ticket::get(conn, TicketId(id)).await.unwrap().unwrap();
            open.extend((!ticket.is_closed()).then_some(id));
        }
        open
    };
    let both = [("ticket", "1"), ("ticket", "2"), ("list", "")];
    let closed = sam.post("/tickets/closures", &both).await;
    let page = sam.get(closed.location()).await;
    sue.post("/tickets/2/reopening", &[]).await;
    sue.post("/tickets/2/closure", &[]).await;
    let undone = undo(&mut sam, &page).await;
    let told_of = sam.get(undone.location()).await;
    assert!(told(&told_of).contains("One ticket is open again:"));
    assert!(told(&told_of).contains("This has been changed meanwhile"));
    assert_eq!(open().await, [1]);
    // What Sue has closed since is not opened by the same button either, pressed on a page that stood open.
    sue.post("/tickets/1/closure", &[]).await;
    let late = undo(&mut sam, &page).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(open().await, Vec::<i64>::new());
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn several_assignments_are_undone_once() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    test.signed_in(test.cast.sue).await;
    let sue = test.cast.sue.to_string();
    let given = [("ticket", "1"), ("to", &*sue), ("list", "")];
    let answer = sam.post("/tickets/assignments", &given).await;
    let page = sam.get(answer.location()).await;
    undo(&mut sam, &page).await;
    assert_eq!(ticket(&test).await.assignee_id, None);
    let twice = undo(&mut sam, &page).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ticket(&test).await.assignee_id, None);
    test.settle().await;
    test.finish().await;
}
