//! The address at which programs open tickets.

use std::time::Duration;

use axum::body::Body;
use axum::http::Method;
use rustmail::models::api_key::creating::NewApiKey;
use rustmail::models::api_key::{ApiKey, Scope};
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::closing::Closing;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use super::desk;
use crate::support::browser::{Browser, Page};
use crate::support::test_app::TestApp;

const ADDRESS: &str = "/api/externals/tickets/create";

async fn key(test: &TestApp, scope: Scope) -> String {
    test.signed_in(test.cast.olga).await;
    let mut act = test.act_as(test.cast.olga, "olga");
    if let rustmail::models::actor::Actor::Staff(staff) = &mut act.actor {
        staff.permissions = rustmail::models::permission::Permissions::all();
    }
    let new = NewApiKey {
        name: "Website".to_owned(),
        scopes: vec![scope],
        expires_at: None,
        category_ids: Vec::new(),
        idempotency_key: None,
    };
    let conn = &mut test.app.db().await.unwrap();
    let created = ApiKey::create(conn, &act, new).await.unwrap();
    let secret = created.secret.unwrap();
    secret.expose_secret().to_owned()
}

async fn send(program: &mut Browser, key: &str, body: impl Into<Body>) -> Page {
    let request = program
        .request(Method::POST, ADDRESS)
        .header("content-type", "application/json")
        .header("x-api-key", key);
    program.send(request.body(body.into()).unwrap()).await
}

async fn ask(program: &mut Browser, key: &str, body: Value) -> Page {
    send(program, key, body.to_string()).await
}

#[tokio::test]
async fn a_program_opens_a_ticket_and_the_member_is_welcomed() {
    let test = desk().await;
    let key = key(&test, Scope::CreateTicket).await;
    let mut program = test.browser();
    let mia = test.cast.mia;
    let opened = ask(&mut program, &key, json!({ "discord_id": mia.to_string() })).await;
    assert_eq!(opened.status, 200, "{opened:?}");
    let channel = test.channel_of(mia).await;
    let ticket = test.open_ticket(mia).await;
    assert_eq!(
        opened.json(),
        json!({
            "success": true, "channel_id": channel.to_string(), "user_id": mia.to_string(), "username": "mia",
            "ticket_id": ticket.id.to_string(),
        })
    );
    test.is_told(mia, "Welcome! Somebody will answer you here.")
        .await;
    let again = ask(&mut program, &key, json!({ "discord_id": mia.to_string() })).await;
    assert_eq!(again.status, 409);
    assert_eq!(again.json()["success"], false);
    test.finish().await;
}

#[tokio::test]
async fn a_program_opens_a_ticket_for_staff_who_are_called() {
    let test = desk().await;
    let key = key(&test, Scope::CreateTicket).await;
    let mut program = test.browser();
    let (mia, sam) = (test.cast.mia, test.cast.sam);
    // Ids may be numbers, too.
    let body = json!({ "discord_id": mia.signed(), "staff_discord_id": sam.signed() });
    assert_eq!(ask(&mut program, &key, body).await.status, 200);
    test.is_told(mia, "Our support team has opened this conversation")
        .await;
    test.sees(test.channel_of(mia).await, &format!("<@{sam}>"))
        .await;
    assert!(!test.told(mia).iter().any(|text| text.contains("Welcome")));
    test.finish().await;
}

#[tokio::test]
async fn each_refusal_has_its_status() {
    let test = desk().await;
    let key_to_open = key(&test, Scope::CreateTicket).await;
    let key_to_read = key(&test, Scope::ReadTickets).await;
    let mut program = test.browser();
    let cast = &test.cast;
    let channels = test.discord.channels(cast.staff_server).len();
    let mia = json!({ "discord_id": cast.mia.to_string() });
    let unknown = format!("rustmail_{}", "0".repeat(64));
    let cases = [
        ("", mia.clone(), 401),
        ("nonsense", mia.clone(), 401),
        (unknown.as_str(), mia.clone(), 401),
        (key_to_read.as_str(), mia.clone(), 403),
        (
            key_to_open.as_str(),
            json!({ "discord_id": cast.sue.to_string() }),
            403,
        ),
        (
            key_to_open.as_str(),
            json!({ "discord_id": "123456789012345678" }),
            404,
        ),
        (
            key_to_open.as_str(),
            json!({ "discord_id": cast.bot.user_id.to_string() }),
            400,
        ),
        (key_to_open.as_str(), json!({ "discord_id": "mia" }), 400),
        (key_to_open.as_str(), json!({ "discord_id": "" }), 400),
        (key_to_open.as_str(), json!({ "discord_id": -5 }), 400),
        (key_to_open.as_str(), json!({ "discord_id": 1.5 }), 400),
        (key_to_open.as_str(), json!({ "discord_id": null }), 400),
        (key_to_open.as_str(), json!({}), 400),
        (key_to_open.as_str(), json!([1]), 400),
        (
            key_to_open.as_str(),
            json!({ "discord_id": cast.mia.to_string(), "staff_discord_id": cast.max.to_string() }),
            400,
        ),
    ];
    for (key, body, status) in cases {
        let refused = ask(&mut program, key, body.clone()).await;
        assert_eq!(refused.status, status, "{body}: {}", refused.text);
        assert_eq!(refused.json()["success"], false);
        assert!(
            refused.json()["error"]
                .as_str()
                .is_some_and(|why| !why.is_empty()),
            "{}",
            refused.text
        );
    }
    for (body, status) in [("{", 400), ("", 400), (&*"x".repeat(300_000), 413)] {
        let refused = send(&mut program, &key_to_open, body.to_owned()).await;
        assert_eq!(refused.status, status, "{}", refused.text);
        assert_eq!(refused.json()["success"], false);
    }
    let as_form = program
        .request(Method::POST, ADDRESS)
        .header("x-api-key", &key_to_open);
    let as_form = program
        .send(as_form.body(Body::from("discord_id=1")).unwrap())
        .await;
    assert_eq!(
        (as_form.status.as_u16(), &as_form.json()["success"]),
        (415, &json!(false))
    );
    let read = program.get(ADDRESS).await;
    assert_eq!((read.status.as_u16(), read.header("allow")), (405, "POST"));
    assert_eq!(
        test.discord.channels(cast.staff_server).len(),
        channels,
        "no ticket was opened"
    );
    test.finish().await;
}

#[tokio::test]
async fn a_repeated_request_gives_the_same_ticket() {
    let test = desk().await;
    let key = key(&test, Scope::CreateTicket).await;
    let mut program = test.browser();
    program
        .headers
        .push(("idempotency-key", "order-77".to_owned()));
    let body = json!({ "discord_id": test.cast.mia.to_string() });
    let first = ask(&mut program, &key, body.clone()).await;
    let second = ask(&mut program, &key, body).await;
    assert_eq!(
        (first.status.as_u16(), first.json()),
        (second.status.as_u16(), second.json())
    );
    assert_eq!(first.status, 200);
    test.finish().await;
}

#[tokio::test]
async fn a_repeated_request_is_answered_without_discord_and_after_the_ticket_was_closed() {
    let test = desk().await;
    let key = key(&test, Scope::CreateTicket).await;
    let mut program = test.browser();
    program
        .headers
        .push(("idempotency-key", "order-77".to_owned()));
    let body = json!({ "discord_id": test.cast.mia.to_string() });
    let first = ask(&mut program, &key, body.clone()).await;
    break_discord(&test);
    let again = ask(&mut program, &key, body.clone()).await;
    assert_eq!((again.status.as_u16(), again.json()), (200, first.json()));
    test.discord.clear_faults();

    let ticket = test.open_ticket(test.cast.mia).await.id;
    let act = super::agent(&test, test.cast.sam, "Sam").await;
    let conn = &mut test.app.db().await.unwrap();
    Ticket::close(conn, &act, ticket, Closing::default())
        .await
        .unwrap();
    test.settle().await;
    let asked = ask(&mut program, &key, body);
    let late = tokio::time::timeout(Duration::from_secs(5), asked).await;
    let late = late.expect("nobody waits for a channel that never comes");
    assert_eq!(late.status, 200);
    assert_eq!(late.json()["ticket_id"], first.json()["ticket_id"]);
    test.finish().await;
}

#[tokio::test]
async fn a_program_in_a_loop_has_to_wait_and_no_other_does() {
    let test = desk().await;
    let (greedy, other) = (
        key(&test, Scope::CreateTicket).await,
        key(&test, Scope::CreateTicket).await,
    );
    let mut program = test.browser();
    // Discord is asked for each of them, whether there is such a member or not.
    let unknown = json!({ "discord_id": "123456789012345678" });
    let mut asked = 0;
    let refused = loop {
        let answer = ask(&mut program, &greedy, unknown.clone()).await;
        if answer.status != 404 {
            break answer;
        }
        asked += 1;
        assert!(asked < 200, "nobody stops it");
    };
    assert!(asked >= 60, "{asked}");
    assert_eq!(refused.status, 429, "{}", refused.text);
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=3).contains(&wait), "{wait}");
    assert_eq!(refused.json()["success"], false);
    let patient = ask(&mut program, &other, unknown).await;
    assert_eq!(patient.status, 404, "{}", patient.text);
    test.finish().await;
}

#[tokio::test]
async fn programs_are_answered_in_json_at_addresses_that_do_not_exist() {
    let test = desk().await;
    let key = key(&test, Scope::CreateTicket).await;
    let mut program = test.browser();
    for (method, address) in [
        (Method::GET, "/api/externals/nope"),
        (Method::POST, "/api/externals/tickets/create/more"),
        (Method::DELETE, "/api/externals/tickets"),
    ] {
        let request = program
            .request(method, address)
            .header("x-api-key", key.as_str());
        let missing = program.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(missing.status, 404, "{address}: {}", missing.text);
        assert_eq!(missing.json()["success"], false);
    }
    let wrong = program.request(Method::GET, ADDRESS);
    let wrong = program.send(wrong.body(Body::empty()).unwrap()).await;
    assert_eq!(wrong.status, 405);
    test.finish().await;
}

fn break_discord(test: &TestApp) {
    test.discord.fault(discord_simulator::faults::Fault {
        method: None,
        route: "/guilds/**".to_owned(),
        skip: 0,
        times: None,
        effect: discord_simulator::faults::Effect::Refuse {
            status: 500,
            code: 0,
            message: "broken".to_owned(),
        },
    });
}

#[tokio::test]
async fn a_discord_that_does_not_answer_is_a_fault_with_a_reference() {
    let test = desk().await;
    let key = key(&test, Scope::CreateTicket).await;
    let mut program = test.browser();
    break_discord(&test);
    let failed = ask(
        &mut program,
        &key,
        json!({ "discord_id": test.cast.mia.to_string() }),
    )
    .await;
    assert_eq!(failed.status, 500);
    assert_eq!(failed.json()["reference"], failed.header("x-request-id"));
    assert!(!failed.text.contains("broken"));
    test.discord.clear_faults();
    test.finish().await;
}
