//! Who may ask what.

use chrono::TimeDelta;
use rustmail::clock::Clock;
use rustmail::models::api_key::{ApiKey, Scope};
use rustmail::session_cookie::csrf_token;
use serde_json::{Value, json};

use super::asker::{Asker, admin_act, cookie, create_key, desk, idle_desk, remember, text};
use crate::support::test_app::{Setup, TestApp, now};

const VIEWER: &str =
    "{ viewer { kind name permissions scopes user { username } apiKey { id name } } }";

#[tokio::test(flavor = "multi_thread")]
async fn everybody_learns_who_they_are() {
    let desk = idle_desk().await;
    let stranger = Asker::stranger(&desk.app);
    assert_eq!(stranger.ask(VIEWER, json!({})).await["viewer"], Value::Null);

    let sam = Asker::person(&desk.app, (desk.cast.sam, "sam"), &[desk.cast.agents]).await;
    let viewer = &sam.ask(VIEWER, json!({})).await["viewer"];
    let held = json!(["VIEW_PANEL", "VIEW_TICKETS", "MANAGE_TICKETS"]);
    assert_eq!(viewer["kind"], "STAFF");
    assert_eq!(viewer["user"]["username"], "sam");
    assert_eq!(viewer["permissions"], held);
    assert_eq!(viewer["apiKey"], Value::Null);

    let shop = Asker::program(&desk.app, &[Scope::ReadTickets, Scope::CreateTicket]).await;
    let viewer = &shop.ask(VIEWER, json!({})).await["viewer"];
    assert_eq!(viewer["kind"], "API_KEY");
    assert_eq!(viewer["name"], "The shop");
    assert_eq!(viewer["scopes"], json!(["READ_TICKETS", "CREATE_TICKET"]));
    assert_eq!(viewer["user"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_goes_before_a_cookie() {
    let desk = idle_desk().await;
    let sam = Asker::person(&desk.app, (desk.cast.sam, "sam"), &[desk.cast.agents]).await;
    let (_, secret) = create_key(&desk.app, &[Scope::ReadTickets], None).await;
    let both = sam.with("x-api-key", &secret);
    assert_eq!(
        both.ask(VIEWER, json!({})).await["viewer"]["kind"],
        "API_KEY"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_read_the_schema_and_nothing_else() {
    let desk = idle_desk().await;
    let stranger = Asker::stranger(&desk.app);
    stranger
        .ask("{ __schema { queryType { name } } }", json!({}))
        .await;
    let id = "dGlja2V0OjE";
    let asked = [
        "{ tickets { nodes { number } } }".to_owned(),
        "{ ticket(number: 1) { number } }".to_owned(),
        format!("{{ node(id: \"{id}\") {{ id }} }}"),
        "mutation { createTicket(input: {memberId: \"5\"}) { ticket { id } } }".to_owned(),
        format!("mutation {{ closeTicket(input: {{ticketId: \"{id}\"}}) {{ ticket {{ id }} }} }}"),
        format!(
            "mutation {{ cancelClosure(input: {{ticketId: \"{id}\"}}) {{ ticket {{ id }} }} }}"
        ),
        format!(
            "mutation {{ replyToTicket(input: {{ticketId: \"{id}\", content: \"x\"}}) {{ message {{ id }} }} }}"
        ),
        format!(
            "mutation {{ addNote(input: {{ticketId: \"{id}\", content: \"x\"}}) {{ message {{ id }} }} }}"
        ),
        format!(
            "mutation {{ editReply(input: {{messageId: \"{id}\", content: \"x\"}}) {{ message {{ id }} }} }}"
        ),
        format!(
            "mutation {{ deleteReply(input: {{messageId: \"{id}\"}}) {{ message {{ id }} }} }}"
        ),
    ];
    for query in asked {
        assert_eq!(
            stranger.code(&query, json!({})).await,
            "UNAUTHENTICATED",
            "{query}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_opens_nothing_is_told_why() {
    let clock = Clock::at(now());
    let setup = Setup {
        clock: clock.clone(),
        outside: true,
        ..Setup::default()
    };
    let desk = TestApp::start_with(setup).await;
    let stranger = Asker::stranger(&desk.app);
    let (expiring, expired) =
        create_key(&desk.app, &[Scope::ReadTickets], Some(TimeDelta::hours(1))).await;
    let (key, revoked) = create_key(&desk.app, &[Scope::ReadTickets], None).await;
    let admin = remember(&desk.app, expiring.created_by, "the_owner").await;
    let conn = &mut desk.app.db().await.unwrap();
    ApiKey::revoke(conn, &admin_act(&desk.app, &admin), key.id)
        .await
        .unwrap();
    stranger
        .with("x-api-key", &expired)
        .ask(VIEWER, json!({}))
        .await;
    clock.advance(TimeDelta::hours(1));
    let cases = [
        (expired.as_str(), "This API key has expired."),
        (revoked.as_str(), "This API key was revoked."),
        (
            "rustmail_",
            "This API key is not known. Check that it was copied whole.",
        ),
        (
            "",
            "This API key is not known. Check that it was copied whole.",
        ),
    ];
    for (key, why) in cases {
        let answer = stranger
            .with("x-api-key", key)
            .post(r#"{"query":"{__typename}"}"#)
            .await;
        assert_eq!(answer.status, 401, "{answer:?}");
        let error = &answer.json()["errors"][0];
        assert_eq!(
            (error["message"].as_str(), &error["extensions"]["code"]),
            (Some(why), &json!("UNAUTHENTICATED"))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_does_what_its_scopes_say() {
    let desk = desk().await;
    let app = &desk.app;
    let creator = Asker::program(app, &[Scope::CreateTicket]).await;
    let reader = Asker::program(app, &[Scope::ReadTickets]).await;
    let worker = Asker::program(app, &[Scope::UpdateTicket]).await;
    let create = "mutation ($member: Snowflake!) { createTicket(input: {memberId: $member}) {
        ticket { id number state origin member { username } url } userErrors { code } } }";
    let variables = json!({ "member": desk.cast.mia.to_string() });
    for other in [&reader, &worker] {
        assert_eq!(other.code(create, variables.clone()).await, "FORBIDDEN");
    }
    let created = creator.ask(create, variables).await;
    let id = text(&created, "/createTicket/ticket/id");

    let list = "{ tickets { nodes { number } } }";
    let one = "query ($id: ID!) { ticket(id: $id) { number lastMessage { content } } }";
    let node = "query ($id: ID!) { node(id: $id) { id } }";
    for other in [&creator, &worker] {
        for query in [list, one, node] {
            assert_eq!(
                other.code(query, json!({ "id": id })).await,
                "FORBIDDEN",
                "{query}"
            );
        }
    }
    reader.ask(list, json!({})).await;
    reader.ask(one, json!({ "id": id })).await;
    reader.ask(node, json!({ "id": id })).await;

    let reply = "mutation ($id: ID!) { replyToTicket(input: {ticketId: $id, content: \"Hello\"}) {
        message { content author { kind name } } userErrors { code } } }";
    let close = "mutation ($id: ID!) { closeTicket(input: {ticketId: $id}) { ticket { state } } }";
    for other in [&creator, &reader] {
        assert_eq!(other.code(reply, json!({ "id": id })).await, "FORBIDDEN");
        assert_eq!(other.code(close, json!({ "id": id })).await, "FORBIDDEN");
    }
    let said = worker.ask(reply, json!({ "id": id })).await;
    assert_eq!(
        said["replyToTicket"]["message"]["author"],
        json!({ "kind": "API_KEY", "name": "The shop" })
    );
    let closed = worker.ask(close, json!({ "id": id })).await;
    assert_eq!(closed["closeTicket"]["ticket"]["state"], "CLOSED");
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_along_with_a_ticket_is_for_those_who_may_read() {
    let desk = desk().await;
    let creator = Asker::program(&desk.app, &[Scope::CreateTicket]).await;
    for field in [
        "lastMessage { content }",
        "messages { nodes { id } }",
        "closure { reason }",
    ] {
        let create = format!(
            "mutation ($member: Snowflake!) {{ createTicket(input: {{memberId: $member, idempotencyKey: \"k\"}}) {{
                ticket {{ {field} }} }} }}"
        );
        let variables = json!({ "member": desk.cast.mia.to_string() });
        assert_eq!(
            creator.code(&create, variables).await,
            "FORBIDDEN",
            "{field}"
        );
    }
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_without_permission_are_refused() {
    let desk = idle_desk().await;
    let paul = Asker::person(&desk.app, (desk.cast.paul, "paul"), &[]).await;
    let viewer = paul.ask(VIEWER, json!({})).await;
    assert_eq!(viewer["viewer"]["permissions"], json!([]));
    assert_eq!(
        paul.code("{ tickets { nodes { id } } }", json!({})).await,
        "FORBIDDEN"
    );
    let create = "mutation { createTicket(input: {memberId: \"5\"}) { ticket { id } } }";
    assert_eq!(paul.code(create, json!({})).await, "FORBIDDEN");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_is_believed_only_from_our_own_pages() {
    let desk = idle_desk().await;
    let who = (desk.cast.sam, "sam");
    let cookie = cookie(&desk.app, who, &[desk.cast.agents]).await;
    let (_, token) = cookie.split_once('=').unwrap();
    let sam = Asker::stranger(&desk.app).with("cookie", &cookie);
    let body = r#"{"query":"{ viewer { name } }"}"#;
    let cases = [
        (vec![], 403),
        (vec![("x-csrf-token", csrf_token(token))], 200),
        (vec![("x-csrf-token", csrf_token("another"))], 403),
        (vec![("sec-fetch-site", "same-origin".to_owned())], 200),
        (vec![("sec-fetch-site", "same-site".to_owned())], 403),
        (vec![("sec-fetch-site", "cross-site".to_owned())], 403),
        (vec![("origin", "http://localhost:3002".to_owned())], 200),
        (vec![("origin", "https://evil.example".to_owned())], 403),
        (vec![("origin", "null".to_owned())], 403),
        (
            vec![
                ("sec-fetch-site", "same-origin".to_owned()),
                ("x-csrf-token", "wrong".to_owned()),
            ],
            403,
        ),
    ];
    for (headers, status) in cases {
        let mut asker = sam.clone();
        for (name, value) in &headers {
            asker = asker.with(name, value);
        }
        let answer = asker.post(body).await;
        assert_eq!(answer.status, status, "{headers:?}: {answer:?}");
    }
    let forged = Asker::stranger(&desk.app)
        .with("cookie", "rustmail_session=forged")
        .with("sec-fetch-site", "same-origin");
    assert_eq!(forged.ask(VIEWER, json!({})).await["viewer"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_not_be_asked_leaves_the_rest_of_the_answer() {
    let desk = idle_desk().await;
    let writer = Asker::program(&desk.app, &[Scope::CreateTicket]).await;
    let lists = "tickets members snippets categories removedCategories blocks grants sessions auditLog apiKeys failedDeliveries
        statistics bot configuration health search(query:\"x\") searchMembers(text:\"x\")";
    let guarded: String = lists
        .split_whitespace()
        .map(|field| format!("{field} {{ __typename }} "))
        .collect();
    let asked = format!("{{ viewer {{ name }} {guarded} }}");
    let refused = writer.try_ask(&asked, json!({})).await;
    let answered = refused["data"].as_object();
    let answered = answered.unwrap_or_else(|| panic!("nothing is left: {refused:#}"));
    for (field, value) in answered {
        assert_eq!(value.is_null(), field != "viewer", "{field}: {value}");
    }
}
