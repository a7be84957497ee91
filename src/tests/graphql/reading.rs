//! What tickets and messages look like to those who read them.

use rustmail::ids::UserId;
use rustmail::models::api_key::Scope;
use rustmail::models::message::Message;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::replying::Draft;
use serde_json::{Value, json};

use super::asker::{Asker, admin_act, idle_desk, remember, text};
use super::paging::open_tickets;
use crate::support::test_app::{Setup, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_is_read_whole() {
    let desk = TestApp::start_with(Setup::default()).await;
    desk.dm(
        desk.cast.mia,
        discord_simulator::Draft::text("Hi").file("order.txt", "text"),
    );
    desk.sees(desk.channel_of(desk.cast.mia).await, "Hi").await;
    desk.settle().await;
    let ticket = desk.open_ticket(desk.cast.mia).await;
    let sam = Asker::person(&desk.app, (desk.cast.sam, "sam"), &[desk.cast.agents]).await;
    let reply = "mutation ($id: ID!) { replyToTicket(input: {ticketId: $id, content: \"Helo\", anonymous: true}) {
        message { id } } }";
    let found = sam.ask("{ ticket(number: 1) { id } }", json!({})).await;
    let id = text(&found, "/ticket/id");
    let said = sam.ask(reply, json!({ "id": id })).await;
    let message = text(&said, "/replyToTicket/message/id");
    let edit = "mutation ($id: ID!) { editReply(input: {messageId: $id, content: \"Hello\"}) {
        message { content editedAt } userErrors { code } } }";
    sam.ask(edit, json!({ "id": message })).await;
    desk.settle().await;

    let reader = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    let answer = reader.ask(WHOLE, json!({ "id": id })).await;
    let read = &answer["ticket"];
    assert_eq!(read["number"], 1);
    assert_eq!(
        (&read["state"], &read["origin"], &read["waitingOn"]),
        (&json!("OPEN"), &json!("MEMBER"), &json!("MEMBER"))
    );
    assert_eq!(
        read["member"],
        json!({ "id": desk.cast.mia.to_string(), "username": "mia" })
    );
    assert_eq!(
        read["openedBy"],
        json!({ "kind": "MEMBER", "name": "mia", "user": { "username": "mia" } })
    );
    assert_eq!(read["channelId"], ticket.channel_id.unwrap().to_string());
    assert_eq!(read["url"], "http://localhost:3002/tickets/1");
    assert_eq!(read["lastMessage"]["content"], "Hello");

    let lines = read["messages"]["nodes"].as_array().unwrap();
    let line = |kind: &str| lines.iter().find(|line| line["kind"] == kind).unwrap();
    let file = &line("MEMBER")["attachments"][0];
    assert_eq!(
        (&file["name"], &file["size"]),
        (&json!("order.txt"), &json!(4))
    );
    let url = text(file, "/url");
    assert!(
        url.starts_with("http://localhost:3002/files/") && url.ends_with("/order.txt"),
        "{url}"
    );
    let reply = line("REPLY");
    assert_eq!(
        (&reply["number"], &reply["anonymous"]),
        (&json!(1), &json!(true))
    );
    assert_eq!(reply["author"]["user"]["username"], "sam");
    assert_eq!(
        reply["revisions"],
        json!([{ "revision": 1, "content": "Helo" }])
    );
    let delivered = |side: &str| json!({ "side": side, "state": "DELIVERED", "failure": null });
    assert_eq!(
        reply["deliveries"],
        json!([delivered("DM"), delivered("CHANNEL")])
    );
    assert_eq!(line("SYSTEM")["author"]["kind"], "SYSTEM");
    desk.finish().await;
}

const WHOLE: &str = "
    query ($id: ID!) {
      ticket(id: $id) {
        number state origin waitingOn channelId url
        member { id username } openedBy { kind name user { username } } lastMessage { content }
        messages {
          nodes {
            kind number content anonymous author { kind name user { username } }
            deliveries { side state failure } attachments { name size url } revisions { revision content }
          }
        }
      }
    }";

#[tokio::test(flavor = "multi_thread")]
async fn a_thing_is_found_by_its_id_and_by_no_other() {
    let desk = idle_desk().await;
    let tickets = open_tickets(&desk.app, 1).await;
    let admin = remember(&desk.app, UserId(1), "the_owner").await;
    let act = admin_act(&desk.app, &admin);
    let conn = &mut desk.app.db().await.unwrap();
    let said: Message = Ticket::reply(conn, &act, tickets[0].id, Draft::text("Hi"))
        .await
        .unwrap();
    assert_eq!(said.number, Some(1));
    let reader = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    let ids = reader
        .ask("{ ticket(number: 1) { id lastMessage { id } } }", json!({}))
        .await;
    let (ticket, message) = (
        text(&ids, "/ticket/id"),
        text(&ids, "/ticket/lastMessage/id"),
    );

    let node = "query ($id: ID!) { node(id: $id) { __typename id ... on Ticket { number } ... on Message { content } } }";
    let found = reader.ask(node, json!({ "id": ticket })).await;
    assert_eq!(
        found["node"],
        json!({ "__typename": "Ticket", "id": ticket, "number": 1 })
    );
    let found = reader.ask(node, json!({ "id": message })).await;
    assert_eq!(
        found["node"],
        json!({ "__typename": "Message", "id": message, "content": "Hi" })
    );

    let one = "query ($id: ID, $number: Int) { ticket(id: $id, number: $number) { number } }";
    assert_eq!(
        reader.ask(one, json!({ "number": 99 })).await["ticket"],
        Value::Null
    );
    let wrong = [
        json!({ "id": message }),
        json!({ "id": "1" }),
        json!({ "id": "" }),
        json!({ "id": ticket, "number": 1 }),
        json!({}),
    ];
    for variables in wrong {
        assert_eq!(
            reader.code(one, variables.clone()).await,
            "BAD_USER_INPUT",
            "{variables}"
        );
    }
    assert_eq!(
        reader.code(node, json!({ "id": "nonsense" })).await,
        "BAD_USER_INPUT"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_show_what_was_asked_for() {
    let desk = idle_desk().await;
    open_tickets(&desk.app, 3).await;
    let worker = Asker::program(&desk.app, &[Scope::ReadTickets, Scope::UpdateTicket]).await;
    let id = text(
        &worker.ask("{ ticket(number: 2) { id } }", json!({})).await,
        "/ticket/id",
    );
    let close = "mutation ($id: ID!) { closeTicket(input: {ticketId: $id, reason: \"Solved\"}) {
        ticket { closure { reason silent requestedBy { kind name } doneAt } scheduledClosure { dueAt } } } }";
    let closed = worker.ask(close, json!({ "id": id })).await;
    let closure = &closed["closeTicket"]["ticket"]["closure"];
    assert_eq!(closure["reason"], "Solved");
    assert_eq!(
        closure["requestedBy"],
        json!({ "kind": "API_KEY", "name": "The shop" })
    );
    assert!(closure["doneAt"].is_string());

    let list = "query ($filter: TicketFilter) { tickets(filter: $filter) { nodes { number } } }";
    let cases = [
        (json!({ "state": "OPEN" }), vec![3, 1]),
        (json!({ "state": "CLOSED" }), vec![2]),
        (json!({ "text": "member_1" }), vec![1]),
        (json!({ "text": "#3" }), vec![3]),
        (json!({ "text": "1002" }), vec![2]),
        (json!({ "text": "%" }), vec![]),
        (json!({ "text": "a\u{0}b" }), vec![]),
        (json!({}), vec![2, 3, 1]),
    ];
    for (filter, expected) in cases {
        let found = worker.ask(list, json!({ "filter": filter })).await;
        let nodes = found["tickets"]["nodes"].as_array().unwrap();
        let numbers: Vec<i64> = nodes
            .iter()
            .map(|node| node["number"].as_i64().unwrap())
            .collect();
        assert_eq!(numbers, expected, "{filter}");
    }
}
