//! Permissions, sessions, the audit log and failures over the API.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use diesel_async::SimpleAsyncConnection as _;
use rustmail::ids::{TicketId, UserId};
use rustmail::models::api_key::Scope;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::replying::Draft;
use serde_json::{Value, json};

use super::asker::{Asker, create_key, idle_desk, remember, text};
use super::paging::open_tickets;

#[tokio::test(flavor = "multi_thread")]
async fn permissions_are_given_and_taken_back() {
    let desk = idle_desk().await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let give = "mutation ($id: Snowflake!, $kind: GrantSubjectKind!) {
        giveGrant(input: {subjectKind: $kind, subjectId: $id, permissions: [VIEW_TICKETS, MANAGE_BOT]}) {
            grants { id permission user { username } grantedBy { username } } userErrors { code field } } }";
    let paul = json!({ "id": desk.cast.paul.to_string(), "kind": "USER" });
    let given = &olga.ask(give, paul).await["giveGrant"];
    assert_eq!(given["grants"][0]["permission"], "VIEW_TICKETS");
    assert_eq!(given["grants"][1]["user"]["username"], "paul");
    assert_eq!(given["grants"][1]["grantedBy"]["username"], "olga");
    let mia = json!({ "id": desk.cast.mia.to_string(), "kind": "USER" });
    let refused = &olga.ask(give, mia).await["giveGrant"];
    assert_eq!(
        refused["userErrors"][0],
        json!({ "code": "NOT_IN_STAFF_SERVER", "field": "subjectId" })
    );
    let role = json!({ "id": "77", "kind": "ROLE" });
    let refused = &olga.ask(give, role).await["giveGrant"];
    assert_eq!(refused["userErrors"][0]["code"], "ROLE_NOT_FOUND");

    let paul = Asker::person(&desk.app, (desk.cast.paul, "paul"), &[]).await;
    assert_eq!(paul.code("{ grants { id } }", json!({})).await, "FORBIDDEN");
    let agents = json!({ "id": desk.cast.agents.to_string(), "kind": "ROLE" });
    assert_eq!(paul.code(give, agents).await, "FORBIDDEN");
    let take = "mutation ($id: ID!) { takeBackGrant(input: {grantId: $id}) { grants { permission } userErrors { code } } }";
    let id = json!({ "id": text(given, "/grants/1/id") });
    let left = &olga.ask(take, id.clone()).await["takeBackGrant"];
    assert_eq!(left["grants"], json!([{ "permission": "VIEW_TICKETS" }]));
    let again = &olga.ask(take, id).await["takeBackGrant"];
    assert_eq!(again["userErrors"][0]["code"], "GRANT_NOT_FOUND");
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_listed_and_ended() {
    let desk = idle_desk().await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let sam = Asker::person(&desk.app, (desk.cast.sam, "sam"), &[desk.cast.agents]).await;
    let sessions =
        "query ($of: Snowflake) { sessions(userId: $of) { id user { username } userAgent } }";
    let own = sam
        .ask(sessions, json!({ "of": desk.cast.sam.to_string() }))
        .await;
    assert_eq!(own["sessions"][0]["userAgent"], "A browser");
    assert_eq!(sam.code(sessions, json!({})).await, "FORBIDDEN");
    let of_olga = json!({ "of": desk.cast.olga.to_string() });
    assert_eq!(sam.code(sessions, of_olga).await, "FORBIDDEN");
    let all = olga.ask(sessions, json!({})).await;
    assert_eq!(all["sessions"].as_array().unwrap().len(), 2);

    let end =
        "mutation ($id: ID!) { endSession(input: {sessionId: $id}) { ended userErrors { code } } }";
    let id = json!({ "id": text(&own, "/sessions/0/id") });
    assert_eq!(olga.ask(end, id.clone()).await["endSession"]["ended"], 1);
    let again = olga.ask(end, id).await;
    assert_eq!(
        again["endSession"]["userErrors"][0]["code"],
        "SESSION_NOT_FOUND"
    );
    let viewer = sam.ask("{ viewer { name } }", json!({})).await;
    assert_eq!(viewer["viewer"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_read_what_is_in_the_log_whoever_they_are() {
    let desk = idle_desk().await;
    open_tickets(&desk.app, 1).await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let shop = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    let read = "{ tickets { nodes { messages { nodes { content } } } } }";
    shop.ask(read, json!({})).await;
    shop.ask(read, json!({})).await;
    let log = "query ($kind: String) { auditLog(filter: {kind: $kind}) {
        nodes { kind actor { kind name } ticketId details } pageInfo { hasNextPage } } }";
    let found = olga.ask(log, json!({ "kind": "ticket_read" })).await;
    let nodes = found["auditLog"]["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 1, "{found:#}");
    assert_eq!(
        nodes[0]["actor"],
        json!({ "kind": "API_KEY", "name": "The shop" })
    );
    assert_eq!(
        olga.code(log, json!({ "kind": "nonsense" })).await,
        "BAD_USER_INPUT"
    );
    assert_eq!(shop.code(log, json!({})).await, "FORBIDDEN");
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_shows_a_message_is_a_reading_and_each_ticket_counts_once() {
    let queries = [
        "{ search(query: \"Hello\") { nodes { message { content } } } }",
        "{ search(query: \"Hello\", order: NEWEST) { nodes { excerpt { text } } } }",
        "{ tickets { nodes { lastMessage { content } } } }",
        "{ ticket(number: 1) { lastMessage { content } } }",
    ];
    for query in queries {
        let desk = idle_desk().await;
        open_tickets(&desk.app, 1).await;
        let sam = desk.act_as(desk.cast.sam, "sam");
        remember(&desk.app, UserId(desk.cast.sam.signed()), "sam").await;
        let conn = &mut desk.app.db().await.unwrap();
        for text in ["Hello", "Hello again"] {
            Ticket::reply(conn, &sam, TicketId(1), Draft::text(text))
                .await
                .unwrap();
        }
        let shop = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
        for _ in 0..2 {
            let found = shop.ask(query, json!({})).await;
            assert!(found.to_string().contains("Hello"), "{query}: {found:#}");
        }
        let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
        let log =
            "{ auditLog(filter: {kind: \"ticket_read\"}) { nodes { actor { name } ticketId } } }";
        let read = olga.ask(log, json!({})).await;
        let nodes = read["auditLog"]["nodes"].as_array().unwrap();
        assert_eq!(nodes.len(), 1, "{query}: {read:#}");
        assert_eq!(nodes[0]["actor"]["name"], "The shop");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_narrowed_down_to_what_a_program_did() {
    let desk = idle_desk().await;
    open_tickets(&desk.app, 1).await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let scopes = [Scope::ReadTickets, Scope::UpdateTicket];
    let (key, secret) = create_key(&desk.app, &scopes, None).await;
    let shop = Asker::stranger(&desk.app).with("x-api-key", &secret);
    let ticket = shop.ask("{ ticket(number: 1) { id } }", json!({})).await;
    let close =
        "mutation ($id: ID!) { closeTicket(input: {ticketId: $id}) { userErrors { code } } }";
    shop.ask(close, json!({ "id": text(&ticket, "/ticket/id") }))
        .await;
    let log = "query ($key: ID, $user: Snowflake) { auditLog(filter: {apiKeyId: $key, userId: $user}) { nodes { kind } } }";
    let id = URL_SAFE_NO_PAD.encode(format!("api_key:{}", key.id));
    let found = olga.ask(log, json!({ "key": id })).await;
    assert_eq!(
        found["auditLog"]["nodes"],
        json!([{ "kind": "ticket_closed" }])
    );
    let other = URL_SAFE_NO_PAD.encode("api_key:999");
    let found = olga.ask(log, json!({ "key": other })).await;
    assert_eq!(found["auditLog"]["nodes"], json!([]));
    // A person may have the number of a key.
    let found = olga.ask(log, json!({ "user": key.id.to_string() })).await;
    assert!(!found.to_string().contains("ticket_closed"), "{found:#}");
    for variables in [json!({ "key": "x" }), json!({ "key": id, "user": "1" })] {
        assert_eq!(olga.code(log, variables).await, "BAD_USER_INPUT");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_hidden_ticket_is_found_by_an_id() {
    let desk = idle_desk().await;
    open_tickets(&desk.app, 1).await;
    let sam = Asker::person(&desk.app, (desk.cast.sam, "sam"), &[desk.cast.agents]).await;
    let found = sam.ask("{ ticket(number: 1) { id } }", json!({})).await;
    let ticket = text(&found, "/ticket/id");
    let note = "mutation ($id: ID!) { addNote(input: {ticketId: $id, content: \"x\"}) { message { id } } }";
    let noted = sam.ask(note, json!({ "id": ticket })).await;
    let ids = [ticket, text(&noted, "/addNote/message/id")];
    let node = "query ($id: ID!) { node(id: $id) { id } }";
    for id in &ids {
        assert_eq!(sam.ask(node, json!({ "id": id })).await["node"]["id"], **id);
    }
    let conn = &mut desk.app.db().await.unwrap();
    conn.batch_execute(
        "INSERT INTO categories (name, staff_roles, position, created_at) VALUES ('Legal', '{77}', 0, now());
         UPDATE tickets SET category_id = (SELECT id FROM categories)",
    )
    .await
    .unwrap();
    for id in &ids {
        assert_eq!(
            sam.ask(node, json!({ "id": id })).await["node"],
            Value::Null
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_is_tried_again_or_given_up() {
    let desk = idle_desk().await;
    let conn = &mut desk.app.db().await.unwrap();
    conn.batch_execute(
        "INSERT INTO outbox (lane, job, created_at, due_at, failed_at, last_error)
         SELECT 1, json_build_object('job', 'turn_away', 'user', 1), now(), now(), now() + n * interval '1 second', 'No'
         FROM generate_series(1, 3) AS n",
    )
    .await
    .unwrap();
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let sam = Asker::person(&desk.app, (desk.cast.sam, "sam"), &[desk.cast.agents]).await;
    let list =
        "{ failedDeliveries(first: 2) { nodes { id job reason } pageInfo { hasNextPage } } }";
    assert_eq!(sam.code(list, json!({})).await, "FORBIDDEN");
    let found = olga.ask(list, json!({})).await;
    assert_eq!(found["failedDeliveries"]["pageInfo"]["hasNextPage"], true);
    assert_eq!(found["failedDeliveries"]["nodes"][0]["reason"], "No");
    let id = json!({ "id": text(&found, "/failedDeliveries/nodes/0/id") });
    let give_up = "mutation ($id: ID!) { giveUpFailedDelivery(input: {failureId: $id}) { count userErrors { code } } }";
    assert_eq!(
        olga.ask(give_up, id.clone()).await["giveUpFailedDelivery"]["count"],
        1
    );
    let retry = "mutation ($id: ID!) { retryFailedDelivery(input: {failureId: $id}) { count userErrors { code } } }";
    let gone = olga.ask(retry, id).await;
    assert_eq!(
        gone["retryFailedDelivery"]["userErrors"][0]["code"],
        "FAILURE_NOT_FOUND"
    );
    let all = "mutation { retryFailedDeliveries(input: {}) { count } }";
    assert_eq!(
        olga.ask(all, json!({})).await["retryFailedDeliveries"]["count"],
        2
    );
    assert_eq!(
        olga.ask(list, json!({})).await["failedDeliveries"]["nodes"],
        json!([])
    );
}
