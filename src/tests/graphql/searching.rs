//! Lists and searches over the API.

use rustmail::ids::TicketId;
use rustmail::models::api_key::Scope;
use rustmail::models::ticket::replying::Draft;
use rustmail::models::ticket::{Priority, Ticket};
use serde_json::{Value, json};

use super::asker::{Asker, admin_act, idle_desk, remember, text};
use super::paging::open_tickets;

const TICKETS: &str = "
    query ($filter: TicketFilter, $sort: TicketSort, $after: String) {
      tickets(filter: $filter, sort: $sort, first: 2, after: $after) {
        nodes { number }
        pageInfo { endCursor hasNextPage }
      }
    }";

const SEARCH: &str = "
    query ($query: String!, $order: SearchOrder! = RELEVANCE, $after: String) {
      search(query: $query, order: $order, first: 2, after: $after) {
        nodes { message { content } ticket { number } excerpt { text isMatch } }
        pageInfo { endCursor hasNextPage }
      }
    }";

fn numbers(list: &Value) -> Vec<i64> {
    let nodes = list["nodes"].as_array().unwrap();
    nodes
        .iter()
        .map(|node| node["number"].as_i64().unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_are_filtered_and_paged_in_every_order() {
    let desk = idle_desk().await;
    open_tickets(&desk.app, 5).await;
    let admin = remember(&desk.app, rustmail::ids::UserId(1), "the_owner").await;
    let act = admin_act(&desk.app, &admin);
    let conn = &mut desk.app.db().await.unwrap();
    for (ticket, priority) in [(2, Priority::High), (4, Priority::Urgent)] {
        Ticket::prioritise(conn, &act, TicketId(ticket), priority)
            .await
            .unwrap();
        Ticket::tag(conn, &act, TicketId(ticket), "vip")
            .await
            .unwrap();
    }
    let reader = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    let orders = [
        ("ACTIVITY", vec![5, 4, 3, 2, 1]),
        ("NEWEST", vec![5, 4, 3, 2, 1]),
        ("OLDEST", vec![1, 2, 3, 4, 5]),
        ("WAITING", vec![1, 2, 3, 4, 5]),
        ("PRIORITY", vec![4, 2, 1, 3, 5]),
    ];
    for (sort, wanted) in orders {
        let (mut found, mut after) = (Vec::new(), Value::Null);
        loop {
            let page = reader
                .ask(TICKETS, json!({ "sort": sort, "after": after }))
                .await;
            found.extend(numbers(&page["tickets"]));
            after = page["tickets"]["pageInfo"]["endCursor"].clone();
            if page["tickets"]["pageInfo"]["hasNextPage"] == false {
                break;
            }
        }
        assert_eq!(found, wanted, "{sort}");
    }
    let filters = [
        (json!({ "tag": "VIP" }), vec![4, 2]),
        (json!({ "priority": "HIGH" }), vec![2]),
        (json!({ "unassigned": true, "tag": "vip" }), vec![4, 2]),
        (json!({ "assigneeId": "7" }), vec![]),
        (
            json!({ "waitingOn": "MEMBER", "text": "member_3" }),
            vec![3],
        ),
        (json!({ "text": "3" }), vec![3]),
        (json!({ "withoutCategory": true, "text": "#1" }), vec![1]),
        (json!({ "openedFrom": "2100-01-01T00:00:00Z" }), vec![]),
    ];
    for (filter, wanted) in filters {
        let page = reader.ask(TICKETS, json!({ "filter": filter })).await;
        assert_eq!(numbers(&page["tickets"]), wanted, "{filter}");
    }
    test_refusals(&reader).await;
}

async fn test_refusals(reader: &Asker) {
    let first = reader.ask(TICKETS, json!({ "sort": "NEWEST" })).await;
    let cursor = text(&first, "/tickets/pageInfo/endCursor");
    let cases = [
        (json!({ "sort": "OLDEST", "after": cursor }), "INVALID"),
        (
            json!({ "sort": "PRIORITY", "filter": { "state": "CLOSED" } }),
            "INVALID",
        ),
        (json!({ "filter": { "tag": "\u{0}" } }), "NOT_A_TAG"),
        (json!({ "filter": { "categoryId": "x" } }), "BAD_USER_INPUT"),
        (
            json!({ "filter": { "assigneeId": "1", "unassigned": true } }),
            "BAD_USER_INPUT",
        ),
        (
            json!({ "filter": { "openedFrom": "9999-12-31T23:59:59Z" } }),
            "",
        ),
        (
            json!({ "filter": { "openedFrom": "1969-12-31T23:59:59Z" } }),
            "BAD_USER_INPUT",
        ),
    ];
    for (variables, code) in cases {
        let answer = reader.try_ask(TICKETS, variables.clone()).await;
        let told = answer["errors"][0]["extensions"]["code"].as_str();
        assert_eq!(told.unwrap_or_default(), code, "{variables}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_is_found_page_by_page() {
    let desk = idle_desk().await;
    open_tickets(&desk.app, 2).await;
    let admin = remember(&desk.app, rustmail::ids::UserId(1), "the_owner").await;
    let act = admin_act(&desk.app, &admin);
    let conn = &mut desk.app.db().await.unwrap();
    for said in [
        "A needle",
        "Needle in the hay, needle!",
        "Hay",
        "Only needles",
    ] {
        Ticket::note(conn, &act, TicketId(2), Draft::text(said))
            .await
            .unwrap();
    }
    let reader = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    for order in ["RELEVANCE", "NEWEST"] {
        let first = reader
            .ask(SEARCH, json!({ "query": "needle", "order": order }))
            .await;
        let after = text(&first, "/search/pageInfo/endCursor");
        let second = reader
            .ask(
                SEARCH,
                json!({ "query": "needle", "order": order, "after": after }),
            )
            .await;
        let (first, second) = (&first["search"]["nodes"], &second["search"]["nodes"]);
        let said: Vec<&str> = first
            .as_array()
            .unwrap()
            .iter()
            .chain(second.as_array().unwrap())
            .map(|node| node["message"]["content"].as_str().unwrap())
            .collect();
        let mut sorted = said.clone();
        sorted.sort_unstable();
        assert_eq!(
            sorted,
            ["A needle", "Needle in the hay, needle!", "Only needles"],
            "{order}"
        );
        if order == "NEWEST" {
            assert_eq!(said[0], "Only needles");
        }
        assert_eq!(first[0]["ticket"]["number"], 2);
        let pieces = first[0]["excerpt"].as_array().unwrap();
        assert!(
            pieces.iter().any(|piece| piece["isMatch"] == true),
            "{pieces:?}"
        );
    }
    assert_eq!(
        reader.code(SEARCH, json!({ "query": "-needle" })).await,
        "BAD_USER_INPUT"
    );
    let writer = Asker::program(&desk.app, &[Scope::CreateTicket]).await;
    assert_eq!(
        writer.code(SEARCH, json!({ "query": "needle" })).await,
        "FORBIDDEN"
    );
}
