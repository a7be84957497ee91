//! What is done to several tickets at once.

use axum::http::StatusCode;
use rustmail::ids::{RoleId, TicketId};
use rustmail::models::permission::Permission;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::assigning::Claim;
use rustmail::models::ticket::closing::Closing;

use super::{agent, desk, ticket_of};
use crate::support::test_app::TestApp;

async fn ticket(test: &TestApp, number: i64) -> Ticket {
    let conn = &mut test.app.db().await.unwrap();
    Ticket::get(conn, TicketId(number)).await.unwrap().unwrap()
}

#[tokio::test]
async fn several_tickets_are_closed_and_each_outcome_is_told() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "One")).await;
    let closed = ticket_of(&test, test.cast.max, ("max", "Two")).await;
    let act = agent(&test, test.cast.sue, "Sue").await;
    let conn = &mut test.app.db().await.unwrap();
    Ticket::close(conn, &act, closed.id, Closing::default())
        .await
        .unwrap();
    let mut sam = test.signed_in(test.cast.sam).await;
    let fields = [
        ("ticket", "1"),
        ("ticket", "2"),
        ("ticket", "1"),
        ("ticket", "99"),
        ("reason", "Spring cleaning"),
        ("list", "sort=newest"),
    ];
    let answer = sam.post("/tickets/closures", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = sam.get(answer.location()).await.text;
    for text in [
        "One ticket was closed:",
        "One was closed already:",
        "For one it could not be done:",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    assert!(sam.get("/tickets/1").await.text.contains("Spring cleaning"));
    assert!(ticket(&test, 1).await.is_closed());

    // What was closed just now can be opened again, by whoever closed it, from the page that tells so.
    assert!(page.contains("action=\"/tickets/reopenings\""), "{page}");
    for told_before in [
        test.signed_in(test.cast.sue)
            .await
            .get(answer.location())
            .await,
        sam.get(answer.location()).await,
    ] {
        assert!(!told_before.text.contains("One ticket was closed"));
        assert!(!told_before.text.contains("action=\"/tickets/reopenings\""));
    }
    let undone = sam.post("/tickets/reopenings", &[("ticket", "1")]).await;
    assert!(
        sam.get(undone.location())
            .await
            .text
            .contains("One ticket is open again:")
    );
    assert!(!ticket(&test, 1).await.is_closed());
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn several_tickets_are_given_to_somebody_and_let_go() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "One")).await;
    ticket_of(&test, test.cast.max, ("max", "Two")).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let both = [("ticket", "1"), ("ticket", "2")];
    let to = |to: &str| -> Vec<(&'static str, String)> {
        let mut fields: Vec<(&'static str, String)> = both
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        fields.push(("to", to.to_owned()));
        fields
    };
    let sues = test.cast.sue.to_string();
    for (person, count, told) in [
        ("me", 2, "You took 2 tickets:"),
        (sues.as_str(), 2, "2 tickets were given away:"),
        ("nobody", 0, "2 tickets were let go:"),
    ] {
        let fields = to(person);
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let answer = sam.post("/tickets/assignments", &fields).await;
        let page = sam.get(answer.location()).await.text;
        assert!(page.contains(told), "{person}: {page}");
        let asker = if person == "me" { &mut sam } else { &mut sue };
        let own = asker.get("/tickets?assignee=me").await.text;
        assert_eq!(
            own.matches("class=\"ticket-row\"").count(),
            count,
            "{person}"
        );
    }
    let paul = test.cast.paul.to_string();
    let refused = sam
        .post("/tickets/assignments", &[("ticket", "1"), ("to", &paul)])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text;
    assert!(page.contains("For one it could not be done:"), "{page}");
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn a_ticket_of_somebody_else_is_taken_over_and_never_by_accident() {
    let test = desk().await;
    let first = ticket_of(&test, test.cast.mia, ("mia", "One")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let free = sam.get("/tickets").await.text;
    assert!(free.contains("aria-label=\"Take #1\""), "{free}");
    let sue = agent(&test, test.cast.sue, "Sue").await;
    let conn = &mut test.app.db().await.unwrap();
    Ticket::take(conn, &sue, first.id, Claim::IfFree)
        .await
        .unwrap();
    // What the page offered before Sue took it.
    let fields = [("ticket", "1"), ("to", "me"), ("list", "")];
    let refused = sam
        .post_fragment("/tickets/assignments", &fields)
        .await
        .text;
    assert!(
        refused.contains("has this ticket. Take it over if that is what you want."),
        "{refused}"
    );
    assert!(refused.contains("aria-label=\"Take over #1\""), "{refused}");
    assert!(
        refused.contains("name=\"over\" value=\"true\""),
        "{refused}"
    );
    let over = [
        ("ticket", "1"),
        ("to", "me"),
        ("over", "true"),
        ("list", ""),
    ];
    let taken = sam.post_fragment("/tickets/assignments", &over).await.text;
    assert!(taken.contains("You took one ticket:"), "{taken}");
    let holder = ticket(&test, 1).await.assignee_id;
    assert_eq!(
        holder.map(|id| id.to_string()),
        Some(test.cast.sam.to_string())
    );
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn what_was_chosen_stays_when_nothing_came_of_it() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "One")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let fields = [
        ("reason", "Spring cleaning"),
        ("silent", "true"),
        ("to", "nobody"),
        ("list", ""),
    ];
    let answer = sam.post("/tickets/closures", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text;
    for text in [
        "No ticket was selected.",
        "value=\"Spring cleaning\"",
        "name=\"silent\" value=\"true\" checked",
        "value=\"nobody\" selected",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    // Nobody has it, so it cannot be let go; it is selected still.
    let fields = [("ticket", "1"), ("reason", ""), ("to", "nobody")];
    let page = sam.post("/tickets/assignments", &fields).await.text;
    assert!(page.contains("For one it could not be done:"), "{page}");
    let row = page.split("id=\"select-1\"").nth(1).unwrap();
    assert!(row.split('>').next().unwrap().contains("checked"), "{row}");
    test.finish().await;
}

#[tokio::test]
async fn a_page_of_the_list_that_was_closed_empty_shows_who_else_waits() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "One")).await;
    let last = ticket_of(&test, test.cast.max, ("max", "Two")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    // The places of tickets that have gone: after all that are left, and before them.
    let day = chrono::TimeDelta::days(1);
    for (side, opened_at) in [
        ("after", last.opened_at + day),
        ("before", last.opened_at - day),
    ] {
        let sort = rustmail::models::ticket::sorting::Sort::Oldest;
        let key = Ticket {
            opened_at,
            ..last.clone()
        };
        let key = key.key(sort).write();
        let query = format!("sort=oldest&{side}={key}");
        for path in ["/tickets", "/tickets/rows"] {
            let page = sam.get(&format!("{path}?{query}")).await.text;
            assert!(page.contains("id=\"ticket-1\""), "{side} {path}: {page}");
            assert!(!page.contains("Nobody is waiting"), "{path}: {page}");
        }
    }
    test.finish().await;
}

#[tokio::test]
async fn giving_tickets_away_can_be_undone() {
    let test = desk().await;
    let first = ticket_of(&test, test.cast.mia, ("mia", "One")).await;
    ticket_of(&test, test.cast.max, ("max", "Two")).await;
    let sue = agent(&test, test.cast.sue, "Sue").await;
    let conn = &mut test.app.db().await.unwrap();
    Ticket::take(conn, &sue, first.id, Claim::IfFree)
        .await
        .unwrap();
    let mut sam = test.signed_in(test.cast.sam).await;
    let fields = [
        ("ticket", "1"),
        ("ticket", "2"),
        ("to", &*test.cast.sam.to_string()),
    ];
    let answer = sam.post("/tickets/assignments", &fields).await;
    let page = sam.get(answer.location()).await.text;
    assert!(page.contains("action=\"/tickets/returns\""), "{page}");
    let mut others = test.signed_in(test.cast.sue).await;
    let of_another = others.get(answer.location()).await.text;
    assert!(!of_another.contains("action=\"/tickets/returns\""));
    let both = [("ticket", "1"), ("ticket", "2")];
    let refused = others.post("/tickets/returns", &both).await;
    let refused = refused.text;
    assert!(refused.contains("For 2 it could not be done:"), "{refused}");

    let undone = sam.post("/tickets/returns", &both).await;
    let page = sam.get(undone.location()).await.text;
    assert!(page.contains("2 tickets were given back:"), "{page}");
    let holder = |ticket: Ticket| ticket.assignee_id.map(|id| id.to_string());
    assert_eq!(
        holder(ticket(&test, 1).await),
        Some(test.cast.sue.to_string())
    );
    assert_eq!(holder(ticket(&test, 2).await), None);
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn enter_in_a_checkbox_of_the_list_does_nothing() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "One")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let page = sam.get("/tickets").await.text;
    // A browser presses the first button of the form; nothing happens when that is disabled.
    let form = page.split("id=\"bulk\"").nth(1).unwrap();
    let first = form.split("<button").nth(1).unwrap();
    let first = first.split('>').next().unwrap();
    assert!(
        first.contains("type=\"submit\"") && first.contains("disabled"),
        "{first}"
    );
    let rows = page.split("id=\"bulk\"").next().unwrap();
    assert!(!rows.contains("form=\"bulk\" type=\"submit\""), "{rows}");
    test.finish().await;
}

#[tokio::test]
async fn a_script_gets_the_list_and_the_outcome_in_place() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "One")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let answer = sam
        .post_fragment("/tickets/closures", &[("ticket", "1"), ("list", "")])
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer.text.starts_with("<div id=\"tickets\""),
        "{}",
        answer.text
    );
    assert!(answer.text.contains("Nobody is waiting"), "{}", answer.text);
    assert!(
        answer.text.contains("data-hx-swap-oob=\"true\""),
        "{}",
        answer.text
    );
    let none = sam.post_fragment("/tickets/closures", &[]).await;
    assert!(
        none.text.contains("No ticket was selected."),
        "{}",
        none.text
    );
    test.finish().await;
}

#[tokio::test]
async fn nobody_closes_what_they_do_not_see_or_may_not_manage() {
    let test = desk().await;
    let secret = ticket_of(&test, test.cast.mia, ("mia", "My lawyer writes.")).await;
    super::restrict(&test, secret.id, RoleId(77)).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let answer = sam.post("/tickets/closures", &[("ticket", "1")]).await;
    let page = answer.text;
    assert!(page.contains("For one it could not be done:"), "{page}");
    assert!(!ticket(&test, 1).await.is_closed());

    test.grant(test.cast.paul, Permission::ViewTickets).await;
    let mut paul = test.signed_in(test.cast.paul).await;
    for path in [
        "/tickets/closures",
        "/tickets/assignments",
        "/tickets/reopenings",
    ] {
        let answer = paul.post(path, &[("ticket", "1")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    let page = paul.get("/tickets").await.text;
    assert!(
        !page.contains("ticket-select") && !page.contains("id=\"bulk\""),
        "{page}"
    );
    test.finish().await;
}

#[tokio::test]
async fn an_address_that_tells_of_nothing_real_offers_nothing() {
    let test = desk().await;
    let closed = ticket_of(&test, test.cast.max, ("max", "Two")).await;
    let conn = &mut test.app.db().await.unwrap();
    let act = agent(&test, test.cast.sue, "Sue").await;
    Ticket::close(conn, &act, closed.id, Closing::default())
        .await
        .unwrap();
    let mut sam = test.signed_in(test.cast.sam).await;
    for query in [
        "act=closed&done=1",
        "act=closed&done=x.-1.99999999999999999999",
        "act=evil&done=1",
    ] {
        let page = sam.get(&format!("/tickets?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert!(
            !page.text.contains("action=\"/tickets/reopenings\""),
            "{query}"
        );
    }
    test.finish().await;
}
