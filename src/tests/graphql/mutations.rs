//! What can be done over the API, what is refused, and what happens when it is sent twice.

use rustmail::models::api_key::Scope;
use serde_json::{Value, json};

use super::asker::{Asker, desk, text};
use crate::support::test_app::TestApp;

const CREATE: &str = "mutation ($input: CreateTicketInput!) { createTicket(input: $input) {
    ticket { id number origin openedBy { kind name } } userErrors { code field message } clientMutationId } }";
const REPLY: &str = "mutation ($input: ReplyToTicketInput!) { replyToTicket(input: $input) {
    message { id number content deliveries { side state } } userErrors { code field message } clientMutationId } }";
const NOTE: &str = "mutation ($input: AddNoteInput!) { addNote(input: $input) {
    message { id kind content } userErrors { code field message } } }";
const EDIT: &str = "mutation ($input: EditReplyInput!) { editReply(input: $input) {
    message { id content } userErrors { code field message } } }";
const DELETE: &str = "mutation ($input: DeleteReplyInput!) { deleteReply(input: $input) {
    message { id deletedAt } userErrors { code field message } } }";
const CLOSE: &str = "mutation ($input: CloseTicketInput!) { closeTicket(input: $input) {
    ticket { state scheduledClosure { dueAt silent reason } } userErrors { code field message } } }";
const CANCEL: &str = "mutation ($input: CancelClosureInput!) { cancelClosure(input: $input) {
    ticket { scheduledClosure { dueAt } } userErrors { code field message } } }";

const EVERYTHING: [Scope; 3] = [Scope::CreateTicket, Scope::ReadTickets, Scope::UpdateTicket];

/// A desk, a program that may do everything, and the id of Mia's ticket.
async fn desk_with_ticket() -> (TestApp, Asker, String) {
    let desk = desk().await;
    let shop = Asker::program(&desk.app, &EVERYTHING).await;
    let input = json!({ "input": { "memberId": desk.cast.mia.to_string() } });
    let created = shop.ask(CREATE, input).await;
    let id = text(&created, "/createTicket/ticket/id");
    (desk, shop, id)
}

async fn refused(asker: &Asker, mutation: &str, input: Value) -> (String, String) {
    let answer = asker.ask(mutation, json!({ "input": input })).await;
    let payload = answer.as_object().unwrap().values().next().unwrap();
    for thing in ["ticket", "message"] {
        assert!(payload.get(thing).is_none_or(Value::is_null), "{payload:#}");
    }
    (
        text(payload, "/userErrors/0/code"),
        text(payload, "/userErrors/0/field"),
    )
}

fn pair(code: &str, field: &str) -> (String, String) {
    (code.to_owned(), field.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_integrator_opens_a_ticket_and_the_member_is_greeted() {
    let desk = desk().await;
    let shop = Asker::program(&desk.app, &EVERYTHING).await;
    let input = json!({ "memberId": desk.cast.mia.to_string(), "clientMutationId": "mine" });
    let created = &shop.ask(CREATE, json!({ "input": input })).await["createTicket"];
    assert_eq!(created["clientMutationId"], "mine");
    assert_eq!(created["userErrors"], json!([]));
    assert_eq!(created["ticket"]["origin"], "API");
    assert_eq!(
        created["ticket"]["openedBy"],
        json!({ "kind": "API_KEY", "name": "The shop" })
    );
    desk.is_told(desk.cast.mia, "Welcome! Somebody will answer you here.")
        .await;
    desk.channel_of(desk.cast.mia).await;
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_of_the_staff_is_called_to_a_new_ticket() {
    let desk = desk().await;
    let shop = Asker::program(&desk.app, &EVERYTHING).await;
    let input = |staff: discord_simulator::snowflake::Snowflake| json!({ "memberId": desk.cast.mia.to_string(), "staffId": staff.to_string() });
    assert_eq!(
        refused(&shop, CREATE, input(desk.cast.max)).await,
        pair("INVALID", "staffId")
    );
    let called = json!({ "input": input(desk.cast.sam) });
    let created = shop.ask(CREATE, called).await;
    assert_eq!(created["createTicket"]["userErrors"], json!([]));
    desk.is_told(
        desk.cast.mia,
        "Our support team has opened this conversation",
    )
    .await;
    let mention = format!("<@{}>", desk.cast.sam);
    desk.sees(desk.channel_of(desk.cast.mia).await, &mention)
        .await;
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_have_a_ticket_gets_none() {
    let (desk, shop, _) = desk_with_ticket().await;
    let robot = desk.discord.create_application("Robot");
    let cases = [
        (desk.cast.mia.to_string(), "ALREADY_OPEN"),
        (desk.cast.paul.to_string(), "NOT_A_MEMBER"),
        (desk.cast.bot.user_id.to_string(), "IS_A_BOT"),
        (robot.user_id.to_string(), "IS_A_BOT"),
        ("123456789012345678".to_owned(), "UNKNOWN_USER"),
    ];
    for (member, code) in cases {
        let input = json!({ "memberId": member });
        assert_eq!(
            refused(&shop, CREATE, input).await,
            pair(code, "memberId"),
            "{member}"
        );
    }
    for member in [
        json!("mia"),
        json!("0"),
        json!("-5"),
        json!(""),
        json!(5),
        json!("99999999999999999999"),
        json!(null),
    ] {
        let answer = shop
            .try_ask(CREATE, json!({ "input": { "memberId": member } }))
            .await;
        assert!(
            answer["errors"][0]["extensions"]["code"].is_string(),
            "{answer:#}"
        );
        assert!(answer["data"]["createTicket"].is_null(), "{answer:#}");
    }
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sending_a_creation_twice_creates_once() {
    let desk = desk().await;
    let shop = Asker::program(&desk.app, &EVERYTHING).await;
    let other = Asker::program(&desk.app, &EVERYTHING).await;
    let mia = json!({ "memberId": desk.cast.mia.to_string(), "idempotencyKey": "order 7" });
    let created = shop.ask(CREATE, json!({ "input": mia })).await;
    assert_eq!(shop.ask(CREATE, json!({ "input": mia })).await, created);
    let max = json!({ "memberId": desk.cast.max.to_string(), "idempotencyKey": "order 7" });
    assert_eq!(
        refused(&shop, CREATE, max.clone()).await,
        pair("INVALID", "idempotencyKey")
    );
    // The key of another program is another key.
    assert_eq!(
        refused(&other, CREATE, mia).await,
        pair("ALREADY_OPEN", "memberId")
    );
    let created_too = other.ask(CREATE, json!({ "input": max })).await;
    assert_eq!(created_too["createTicket"]["ticket"]["number"], 2);

    let id = text(&created, "/createTicket/ticket/id");
    let reply = json!({ "ticketId": id, "content": "Hello", "idempotencyKey": "order 7" });
    let said = shop.ask(REPLY, json!({ "input": reply })).await;
    desk.settle().await;
    let again = shop.ask(REPLY, json!({ "input": reply })).await;
    assert_eq!(
        again["replyToTicket"]["message"]["id"],
        said["replyToTicket"]["message"]["id"]
    );
    let note = json!({ "ticketId": id, "content": "A note", "idempotencyKey": "order 7" });
    let noted = shop.ask(NOTE, json!({ "input": note })).await;
    assert_eq!(noted["addNote"]["message"]["kind"], "NOTE");
    let second = text(&created_too, "/createTicket/ticket/id");
    let elsewhere =
        json!({ "ticketId": second, "content": "Hello, Max", "idempotencyKey": "order 7" });
    let said = other.ask(REPLY, json!({ "input": elsewhere })).await;
    assert_eq!(said["replyToTicket"]["message"]["number"], 1);
    desk.settle().await;
    let told = desk.told(desk.cast.mia);
    assert_eq!(
        told.iter().filter(|told| told.contains("Hello")).count(),
        1,
        "{told:#?}"
    );
    for key in ["", &"k".repeat(201), "a\u{0}b"] {
        let input = json!({ "ticketId": id, "content": "x", "idempotencyKey": key });
        assert_eq!(
            refused(&shop, REPLY, input).await,
            pair("INVALID", "idempotencyKey")
        );
    }
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_reaches_the_member_and_a_note_does_not() {
    let (desk, shop, id) = desk_with_ticket().await;
    let said = shop
        .ask(
            REPLY,
            json!({ "input": { "ticketId": id, "content": "We are on it" } }),
        )
        .await;
    let message = &said["replyToTicket"]["message"];
    assert_eq!(
        (&message["number"], &message["content"]),
        (&json!(1), &json!("We are on it"))
    );
    shop.ask(
        NOTE,
        json!({ "input": { "ticketId": id, "content": "Ask the shop" } }),
    )
    .await;
    desk.is_told(desk.cast.mia, "We are on it").await;
    desk.sees(desk.channel_of(desk.cast.mia).await, "Ask the shop")
        .await;
    desk.settle().await;
    assert!(
        !desk
            .told(desk.cast.mia)
            .iter()
            .any(|told| told.contains("Ask the shop"))
    );
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_said_is_refused() {
    let (desk, shop, id) = desk_with_ticket().await;
    let long = "x".repeat(10_001);
    let cases = [
        (
            json!({ "ticketId": id, "content": "  " }),
            pair("EMPTY", "content"),
        ),
        (
            json!({ "ticketId": id, "content": long }),
            pair("TOO_LONG", "content"),
        ),
        (
            json!({ "ticketId": id, "content": "a\u{0}b" }),
            pair("INVALID", "content"),
        ),
        (
            json!({ "ticketId": "dGlja2V0Ojk5", "content": "x" }),
            pair("TICKET_NOT_FOUND", "ticketId"),
        ),
        (
            json!({ "ticketId": "bWVzc2FnZTox", "content": "x" }),
            pair("INVALID", "ticketId"),
        ),
        (
            json!({ "ticketId": "1", "content": "x" }),
            pair("INVALID", "ticketId"),
        ),
    ];
    for (input, expected) in cases {
        assert_eq!(
            refused(&shop, REPLY, input.clone()).await,
            expected,
            "{input}"
        );
        assert_eq!(
            refused(&shop, NOTE, input.clone()).await,
            expected,
            "{input}"
        );
    }
    shop.ask(
        CLOSE,
        json!({ "input": { "ticketId": id, "silent": true } }),
    )
    .await;
    let closed = pair("ALREADY_CLOSED", "ticketId");
    assert_eq!(
        refused(&shop, REPLY, json!({ "ticketId": id, "content": "x" })).await,
        closed
    );
    assert_eq!(
        refused(&shop, CLOSE, json!({ "ticketId": id })).await,
        closed
    );
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_change_their_own_replies_and_no_others() {
    let (desk, shop, id) = desk_with_ticket().await;
    let sam = Asker::person(&desk.app, (desk.cast.sam, "sam"), &[desk.cast.agents]).await;
    let sue = Asker::person(&desk.app, (desk.cast.sue, "sue"), &[desk.cast.agents]).await;
    let said = sam
        .ask(
            REPLY,
            json!({ "input": { "ticketId": id, "content": "Helo" } }),
        )
        .await;
    let message = text(&said, "/replyToTicket/message/id");
    let edit = json!({ "messageId": message, "content": "Hello" });
    for other in [&shop, &sue] {
        assert_eq!(
            refused(other, EDIT, edit.clone()).await,
            pair("NOT_YOUR_REPLY", "messageId")
        );
        let deletion = json!({ "messageId": message });
        assert_eq!(
            refused(other, DELETE, deletion).await,
            pair("NOT_YOUR_REPLY", "messageId")
        );
    }
    desk.settle().await;
    let edited = sam.ask(EDIT, json!({ "input": edit })).await;
    assert_eq!(edited["editReply"]["message"]["content"], "Hello");
    desk.is_told(desk.cast.mia, "Hello").await;
    let deleted = sam
        .ask(DELETE, json!({ "input": { "messageId": message } }))
        .await;
    assert!(deleted["deleteReply"]["message"]["deletedAt"].is_string());
    let last = sam
        .ask("{ ticket(number: 1) { lastMessage { kind } } }", json!({}))
        .await;
    assert_eq!(last["ticket"]["lastMessage"], Value::Null);
    desk.settle().await;
    assert!(
        !desk
            .told(desk.cast.mia)
            .iter()
            .any(|told| told.contains("Hel"))
    );
    assert_eq!(
        refused(&sam, EDIT, edit).await,
        pair("REPLY_DELETED", "messageId")
    );
    let unknown = json!({ "messageId": "bWVzc2FnZTo5OQ", "content": "x" });
    assert_eq!(
        refused(&sam, EDIT, unknown).await,
        pair("MESSAGE_NOT_FOUND", "messageId")
    );
    assert_eq!(
        refused(&sam, EDIT, json!({ "messageId": id, "content": "x" })).await,
        pair("INVALID", "messageId")
    );
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_closes_later_unless_that_is_called_off() {
    let (desk, shop, id) = desk_with_ticket().await;
    for after in [
        "soon",
        "0",
        "-1h",
        "2h later",
        "",
        "366d",
        "999999999999999999d",
    ] {
        let input = json!({ "ticketId": id, "after": after });
        assert_eq!(
            refused(&shop, CLOSE, input).await,
            pair("INVALID", "after"),
            "{after}"
        );
    }
    let input = json!({ "ticketId": id, "after": "1d12h", "silent": true, "reason": "No answer" });
    let scheduled = &shop.ask(CLOSE, json!({ "input": input })).await["closeTicket"]["ticket"];
    assert_eq!(scheduled["state"], "OPEN");
    assert_eq!(scheduled["scheduledClosure"]["silent"], true);
    assert_eq!(scheduled["scheduledClosure"]["reason"], "No answer");
    let cancel = json!({ "input": { "ticketId": id } });
    let cancelled = shop.ask(CANCEL, cancel.clone()).await;
    assert_eq!(
        cancelled["cancelClosure"]["ticket"]["scheduledClosure"],
        Value::Null
    );
    assert_eq!(
        refused(&shop, CANCEL, cancel["input"].clone()).await,
        pair("NOTHING_SCHEDULED", "ticketId")
    );
    let reason = json!({ "ticketId": id, "reason": "a\u{0}b" });
    assert_eq!(
        refused(&shop, CLOSE, reason).await,
        pair("INVALID", "reason")
    );
    let closed = shop
        .ask(CLOSE, json!({ "input": { "ticketId": id } }))
        .await;
    assert_eq!(closed["closeTicket"]["ticket"]["state"], "CLOSED");
    desk.is_told(desk.cast.mia, "This ticket is closed. Goodbye!")
        .await;
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mutation_sees_what_the_one_before_it_did() {
    let (desk, shop, id) = desk_with_ticket().await;
    let both = "mutation ($id: ID!) {
        first: replyToTicket(input: {ticketId: $id, content: \"One\"}) { message { content } }
        closing: closeTicket(input: {ticketId: $id, silent: true}) { ticket { state lastMessage { content } } }
        second: replyToTicket(input: {ticketId: $id, content: \"Two\"}) { userErrors { code } } }";
    let done = shop.ask(both, json!({ "id": id })).await;
    assert_eq!(
        done["closing"]["ticket"],
        json!({ "state": "CLOSED", "lastMessage": { "content": "One" } })
    );
    assert_eq!(done["second"]["userErrors"][0]["code"], "ALREADY_CLOSED");
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_did_not_reach_the_member_is_tried_again() {
    const RETRY: &str = "mutation ($input: RetryDeliveryInput!) { retryDelivery(input: $input) {
        delivery { state } message { content } userErrors { code field } } }";
    let (test, asker, ticket) = desk_with_ticket().await;
    test.settle().await;
    test.discord.close_dms(test.cast.mia).unwrap();
    let reply = json!({ "input": { "ticketId": ticket, "content": "Can you hear me?" } });
    let said = asker.ask(REPLY, reply).await;
    let id = said["replyToTicket"]["message"]["id"].clone();
    test.settle().await;
    test.discord.open_dms(test.cast.mia).unwrap();
    let input = json!({ "input": { "messageId": id, "side": "DM" } });
    let retried = asker.ask(RETRY, input.clone()).await;
    let payload = &retried["retryDelivery"];
    assert_eq!(payload["delivery"]["state"], "QUEUED", "{retried}");
    assert_eq!(
        payload["message"]["content"], "Can you hear me?",
        "{retried}"
    );
    test.is_told(test.cast.mia, "Can you hear me?").await;
    test.settle().await;
    let again = asker.ask(RETRY, input).await;
    let errors = &again["retryDelivery"]["userErrors"];
    assert_eq!(
        errors,
        &json!([{ "code": "NOT_FAILED", "field": "messageId" }]),
        "{again}"
    );
    test.finish().await;
}
