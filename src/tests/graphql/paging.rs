//! Connections, read from both ends.

use std::sync::Arc;

use base64::Engine as _;
use chrono::TimeDelta;
use rustmail::app::App;
use rustmail::ids::{TicketId, UserId};
use rustmail::models::api_key::Scope;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::opening::Opening;
use rustmail::models::ticket::replying::Draft;
use serde_json::{Value, json};

use super::asker::{Asker, admin_act, idle_desk, remember, text};

const TICKETS: &str = "
    query ($state: TicketState, $first: Int, $after: String, $last: Int, $before: String) {
      tickets(filter: {state: $state}, first: $first, after: $after, last: $last, before: $before) {
        edges { cursor node { number } }
        pageInfo { hasPreviousPage hasNextPage startCursor endCursor }
      }
    }";
const MESSAGES: &str = "
    query ($first: Int, $after: String, $last: Int, $before: String) {
      ticket(number: 1) {
        messages(first: $first, after: $after, last: $last, before: $before) {
          edges { cursor node { number } }
          pageInfo { hasPreviousPage hasNextPage startCursor endCursor }
        }
      }
    }";

/// Tickets 1 to `count`, the last one with the newest activity, two of them at the same moment.
pub async fn open_tickets(app: &Arc<App>, count: i64) -> Vec<Ticket> {
    let admin = remember(app, UserId(1), "the_owner").await;
    let mut act = admin_act(app, &admin);
    act.at -= TimeDelta::hours(1);
    let conn = &mut app.db().await.unwrap();
    let mut tickets = Vec::new();
    for number in 1..=count {
        let member = remember(app, UserId(1000 + number), &format!("member_{number}")).await;
        let (greeting, call, idempotency_key) = (None, None, None);
        let opening = Opening {
            member,
            greeting,
            call,
            idempotency_key,
        };
        tickets.push(Ticket::open(conn, &act, opening).await.unwrap());
        if number % 3 != 0 {
            act.at += TimeDelta::seconds(1);
        }
    }
    tickets
}

/// What a list would give out for a place that is written like this.
fn cursor_at(place: &str) -> String {
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(place)
}

fn numbers(connection: &Value) -> Vec<i64> {
    let edges = connection["edges"].as_array().unwrap();
    edges
        .iter()
        .map(|edge| edge["node"]["number"].as_i64().unwrap())
        .collect()
}

fn neighbours(connection: &Value) -> (bool, bool) {
    let page = &connection["pageInfo"];
    (
        page["hasPreviousPage"].as_bool().unwrap(),
        page["hasNextPage"].as_bool().unwrap(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_are_paged_from_the_newest_and_back() {
    let desk = idle_desk().await;
    open_tickets(&desk.app, 7).await;
    let reader = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    let page = async |variables: Value| reader.ask(TICKETS, variables).await["tickets"].clone();

    let first = page(json!({ "first": 3 })).await;
    assert_eq!(
        (numbers(&first), neighbours(&first)),
        (vec![7, 6, 5], (false, true))
    );
    let second = page(json!({ "first": 3, "after": text(&first, "/pageInfo/endCursor") })).await;
    assert_eq!(
        (numbers(&second), neighbours(&second)),
        (vec![4, 3, 2], (true, true))
    );
    let third = page(json!({ "first": 3, "after": text(&second, "/pageInfo/endCursor") })).await;
    assert_eq!(
        (numbers(&third), neighbours(&third)),
        (vec![1], (true, false))
    );

    let end = page(json!({ "last": 3 })).await;
    assert_eq!(
        (numbers(&end), neighbours(&end)),
        (vec![3, 2, 1], (true, false))
    );
    let middle = page(json!({ "last": 3, "before": text(&end, "/pageInfo/startCursor") })).await;
    assert_eq!(
        (numbers(&middle), neighbours(&middle)),
        (vec![6, 5, 4], (true, true))
    );
    let begin = page(json!({ "last": 3, "before": text(&middle, "/pageInfo/startCursor") })).await;
    assert_eq!(
        (numbers(&begin), neighbours(&begin)),
        (vec![7], (false, true))
    );

    let beyond = page(json!({ "first": 3, "after": text(&third, "/pageInfo/endCursor") })).await;
    assert_eq!(
        (numbers(&beyond), neighbours(&beyond)),
        (vec![], (true, false))
    );
    let all = page(json!({})).await;
    assert_eq!((numbers(&all).len(), neighbours(&all)), (7, (false, false)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_in_meanwhile_neither_hides_nor_repeats_anything() {
    let desk = idle_desk().await;
    open_tickets(&desk.app, 4).await;
    let reader = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    let first = reader.ask(TICKETS, json!({ "first": 2 })).await;
    assert_eq!(numbers(&first["tickets"]), [4, 3]);

    let admin = remember(&desk.app, UserId(1), "the_owner").await;
    let mut act = admin_act(&desk.app, &admin);
    act.at += TimeDelta::hours(1);
    let conn = &mut desk.app.db().await.unwrap();
    Ticket::reply(conn, &act, TicketId(3), Draft::text("Hello"))
        .await
        .unwrap();

    let after = text(&first, "/tickets/pageInfo/endCursor");
    let second = reader
        .ask(TICKETS, json!({ "first": 2, "after": after }))
        .await;
    assert_eq!(numbers(&second["tickets"]), [2, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_are_paged_from_the_oldest_and_back() {
    let desk = idle_desk().await;
    let tickets = open_tickets(&desk.app, 2).await;
    let admin = remember(&desk.app, UserId(1), "the_owner").await;
    let act = admin_act(&desk.app, &admin);
    let conn = &mut desk.app.db().await.unwrap();
    for number in 1..=10 {
        let ticket = tickets[number % 2].id;
        Ticket::reply(conn, &act, ticket, Draft::text(format!("{number}")))
            .await
            .unwrap();
    }
    let reader = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    let page = async |variables: Value| {
        reader.ask(MESSAGES, variables).await["ticket"]["messages"].clone()
    };
    let first = page(json!({ "first": 2 })).await;
    assert_eq!(
        (numbers(&first), neighbours(&first)),
        (vec![1, 2], (false, true))
    );
    let second = page(json!({ "first": 2, "after": text(&first, "/pageInfo/endCursor") })).await;
    assert_eq!(
        (numbers(&second), neighbours(&second)),
        (vec![3, 4], (true, true))
    );
    let end = page(json!({ "last": 2 })).await;
    assert_eq!(
        (numbers(&end), neighbours(&end)),
        (vec![4, 5], (true, false))
    );
    let begin = page(json!({ "last": 9, "before": text(&end, "/pageInfo/startCursor") })).await;
    assert_eq!(
        (numbers(&begin), neighbours(&begin)),
        (vec![1, 2, 3], (false, true))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_make_no_sense_are_refused() {
    let desk = idle_desk().await;
    open_tickets(&desk.app, 1).await;
    let reader = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    let cursor = reader.ask(TICKETS, json!({ "first": 1 })).await;
    let cursor = text(&cursor, "/tickets/edges/0/cursor");
    let cases = [
        json!({ "first": 0 }),
        json!({ "first": -1 }),
        json!({ "first": 101 }),
        json!({ "last": 0 }),
        json!({ "last": 101 }),
        json!({ "first": 1, "last": 1 }),
        json!({ "first": 1, "before": cursor }),
        json!({ "after": "" }),
        json!({ "after": "1" }),
        json!({ "after": "not a cursor" }),
        json!({ "after": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OjE" }),
        json!({ "after": cursor_at("-1:1") }),
        json!({ "after": cursor_at("-300000000000000000:1") }),
        json!({ "before": cursor_at("-300000000000000000:1") }),
        json!({ "after": cursor_at("9223372036854775807:1") }),
    ];
    for variables in cases {
        for query in [TICKETS, MESSAGES] {
            if query == MESSAGES && variables.get("before").is_some() {
                continue;
            }
            assert_eq!(
                reader.code(query, variables.clone()).await,
                "BAD_USER_INPUT",
                "{variables}"
            );
        }
    }
    assert_eq!(
        reader.code(MESSAGES, json!({ "after": cursor })).await,
        "BAD_USER_INPUT"
    );
}
