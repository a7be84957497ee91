//! The list, narrowed and put in order.

use chrono::TimeDelta;
use diesel_async::SimpleAsyncConnection as _;
use rustmail::clock::Clock;
use rustmail::ids::RoleId;
use rustmail::models::ticket::assigning::Claim;
use rustmail::models::ticket::replying::Draft;
use rustmail::models::ticket::{Priority, Ticket};

use super::{agent, desk, ticket_of};
use crate::support::browser::Browser;
use crate::support::test_app::{Setup, TestApp};

/// The tickets of the list at an address, in order.
async fn listed(browser: &mut Browser, query: &str) -> Vec<i64> {
    let page = browser.get(&format!("/tickets?{query}")).await;
    assert_eq!(page.status, 200, "{query}: {}", page.text);
    numbers(&page.text)
}

fn numbers(page: &str) -> Vec<i64> {
    let rows = page.split("id=\"ticket-").skip(1);
    rows.filter_map(|row| row.split('"').next().unwrap().parse().ok())
        .collect()
}

/// Four open tickets, an hour apart, that differ in everything.
async fn varied() -> (TestApp, Clock) {
    let clock = Clock::at("2026-03-01T12:00:00Z".parse().unwrap());
    let setup = Setup {
        without_bot: true,
        clock: clock.clone(),
        ..Setup::default()
    };
    let test = TestApp::start_with(setup).await;
    let names = ["Zoë Müller", "anna_b", "carl", "dora"];
    for name in names {
        let member = test
            .discord
            .create_user(&name.to_lowercase().replace(' ', "_"));
        test.discord.join(test.cast.community, member).unwrap();
        ticket_of(&test, member, (name, "Hello")).await;
        clock.advance(TimeDelta::hours(1));
    }
    let sam = agent(&test, test.cast.sam, "Sam").await;
    let conn = &mut test.app.db().await.unwrap();
    let [one, two, three, four] = [1, 2, 3, 4].map(rustmail::ids::TicketId);
    super::ticket_of(&test, test.cast.max, ("sam's first look", "x")).await;
    Ticket::close(conn, &sam, rustmail::ids::TicketId(5), Default::default())
        .await
        .unwrap();
    Ticket::take(conn, &sam, one, Claim::IfFree).await.unwrap();
    Ticket::prioritise(conn, &sam, two, Priority::Urgent)
        .await
        .unwrap();
    Ticket::prioritise(conn, &sam, three, Priority::High)
        .await
        .unwrap();
    Ticket::tag(conn, &sam, two, "Refund").await.unwrap();
    Ticket::tag(conn, &sam, four, "refund").await.unwrap();
    Ticket::tag(conn, &sam, three, "Late delivery")
        .await
        .unwrap();
    clock.advance(TimeDelta::hours(1));
    let sam = agent(&test, test.cast.sam, "Sam").await;
    Ticket::reply(conn, &sam, one, Draft::text("Hi"))
        .await
        .unwrap();
    (test, clock)
}

#[tokio::test]
async fn the_list_is_narrowed_by_everything_and_all_at_once() {
    let (test, _) = varied().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let sams = test.cast.sam.to_string();
    let cases = [
        ("", vec![1, 4, 3, 2]),
        ("state=all", vec![1, 5, 4, 3, 2]),
        ("state=closed", vec![5]),
        ("assignee=me", vec![1]),
        (&format!("assignee={sams}"), vec![1]),
        ("assignee=nobody", vec![4, 3, 2]),
        ("waiting=us", vec![4, 3, 2]),
        ("waiting=member", vec![1]),
        ("waiting=us&state=closed", vec![]),
        ("priority=urgent", vec![2]),
        ("priority=normal", vec![1, 4]),
        ("tag=refund", vec![4, 2]),
        ("tag=%23REFUND", vec![4, 2]),
        ("tag=ref", vec![]),
        ("tag=Late+delivery", vec![3]),
        ("tag=%23late-delivery", vec![3]),
        ("category=none", vec![1, 4, 3, 2]),
        ("category=1", vec![]),
        ("filter=muller", vec![1]),
        ("filter=ZOE+mul", vec![1]),
        ("filter=b", vec![2]),
        ("filter=nna", vec![]),
        ("filter=%233", vec![3]),
        ("from=2026-03-01&to=2026-03-01", vec![4, 3, 2, 1]),
        ("from=2026-03-02", vec![]),
        ("to=2026-02-28", vec![]),
        (
            "tag=refund&priority=urgent&waiting=us&assignee=nobody",
            vec![2],
        ),
    ];
    for (query, wanted) in cases {
        assert_eq!(listed(&mut sam, query).await, wanted, "{query}");
    }
    let page = sam.get("/tickets?tag=a%2Cb").await.text;
    assert!(page.contains("id=\"filter-tag-error\""), "{page}");
    assert_eq!(numbers(&page), [1, 4, 3, 2]);
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn the_list_is_read_in_each_order() {
    let (test, _) = varied().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let cases = [
        ("sort=activity", vec![1, 4, 3, 2]),
        ("sort=newest", vec![4, 3, 2, 1]),
        ("sort=oldest", vec![1, 2, 3, 4]),
        ("sort=waiting", vec![2, 3, 4, 1]),
        ("sort=priority", vec![2, 3, 4, 1]),
        ("sort=oldest&state=all", vec![1, 2, 3, 4, 5]),
        // Closed ones wait for nobody, whatever the order was before they were asked for.
        ("sort=waiting&state=all", vec![1, 5, 4, 3, 2]),
        ("sort=waiting&state=closed", vec![5]),
    ];
    for (query, wanted) in cases {
        assert_eq!(listed(&mut sam, query).await, wanted, "{query}");
    }
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn the_page_tells_how_it_is_narrowed_and_how_many_wait() {
    let (test, _) = varied().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let page = sam.get("/tickets?tag=refund&waiting=us").await.text;
    assert!(page.contains("href=\"/tickets?waiting=us\""), "{page}");
    assert!(page.contains("href=\"/tickets?tag=refund\""), "{page}");
    for (view, count) in [
        ("Open", 4),
        ("Waiting on us", 3),
        ("Waiting on the member", 1),
        ("Mine", 1),
    ] {
        let said = format!("{view} <span class=\"count\">{count}<");
        assert!(page.contains(&said), "{said}: {page}");
    }
    let refused = sam.get("/tickets?from=soon&tag=refund").await;
    assert!(refused.text.contains("value=\"soon\"") && refused.text.contains("This is no day."));
    assert_eq!(numbers(&refused.text), [4, 2]);
    let backwards = sam.get("/tickets?from=2026-03-01&to=2026-02-28").await.text;
    assert!(
        backwards.contains("id=\"filter-to-error\">“Opened until” is before"),
        "{backwards}"
    );
    assert!(
        backwards.contains("<details class=\"filter\" open") && numbers(&backwards) == [4, 3, 2, 1]
    );
    let one_day = sam.get("/tickets?from=2026-03-01&to=2026-03-01").await.text;
    assert!(!one_day.contains("filter-to-error"));
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn a_day_is_a_day_of_the_reader() {
    let (test, _) = varied().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    // At noon in Greenwich it is the next day on Kiritimati, but only until ten hours before.
    sam.headers
        .push(("cookie", "time_zone=Pacific%2FKiritimati".to_owned()));
    let page = sam.get("/tickets?from=2026-03-02&sort=oldest").await;
    assert_eq!(numbers(&page.text), [1, 2, 3, 4], "{}", page.text);
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn categories_are_named_and_hidden_ones_are_not() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello")).await;
    let secret = ticket_of(&test, test.cast.max, ("max", "My lawyer writes.")).await;
    super::restrict(&test, secret.id, RoleId(77)).await;
    let held = format!(
        "UPDATE tickets SET assignee_id = {}, assigned_at = now() WHERE id = {}",
        test.cast.max, secret.id
    );
    test.app
        .db()
        .await
        .unwrap()
        .batch_execute(&held)
        .await
        .unwrap();
    let holder = format!("<option value=\"{}\"", test.cast.max);
    let mut sam = test.signed_in(test.cast.sam).await;
    for query in [
        "",
        "state=all",
        "category=1",
        "filter=max",
        "filter=2",
        "sort=priority",
    ] {
        let page = sam.get(&format!("/tickets?{query}")).await.text;
        assert!(!numbers(&page).contains(&2), "{query}: {page}");
        assert!(!page.contains("Legal"), "{query}: {page}");
        assert!(!page.contains(&holder), "{query}: {page}");
    }
    let page = sam.get("/tickets").await.text;
    assert!(page.contains("Open <span class=\"count\">1<"), "{page}");
    let mut olga = test.signed_in(test.cast.olga).await;
    let page = olga.get("/tickets?category=1").await.text;
    assert_eq!(numbers(&page), [2]);
    assert!(page.contains(&holder), "{page}");
    assert!(
        page.contains("⚖️ Legal") && page.contains("Open <span class=\"count\">2<"),
        "{page}"
    );
    test.finish().await;
}

#[tokio::test]
async fn tickets_are_found_by_what_staff_call_them_and_by_whoever_still_has_them() {
    let (test, _) = varied().await;
    let act = agent(&test, test.cast.sam, "Sam").await;
    let conn = &mut test.app.db().await.unwrap();
    let label = Some("Crème brûlée of March");
    Ticket::rename(conn, &act, rustmail::ids::TicketId(3), label)
        .await
        .unwrap();
    let mut olga = test.signed_in(test.cast.olga).await;
    for typed in ["creme", "bru+mar"] {
        assert_eq!(listed(&mut olga, &format!("filter={typed}")).await, [3]);
    }
    // Who has left the staff still has what they took.
    let sam = test.cast.sam.to_string();
    let gone = format!("DELETE FROM staff WHERE user_id = {sam}");
    conn.batch_execute(&gone).await.unwrap();
    let page = olga.get(&format!("/tickets?assignee={sam}")).await.text;
    assert!(
        page.contains(&format!("<option value=\"{sam}\" selected>")),
        "{page}"
    );
    test.finish().await;
}
