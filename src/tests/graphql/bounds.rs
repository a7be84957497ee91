//! What one request may take of what all share: time and connections to the database.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::Request;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use diesel::dsl::sql;
use diesel::sql_types::BigInt;
use diesel_async::{RunQueryDsl as _, SimpleAsyncConnection as _};
use discord_simulator::faults::{Effect, Fault};
use futures::future::{Either, select};
use futures::stream::{self, StreamExt as _};
use rustmail::app::App;
use rustmail::database::Connection;
use rustmail::models::api_key::Scope;
use serde_json::json;

use super::asker::{Asker, idle_desk};

/// Longer than anything here takes.
const AGES: Duration = Duration::from_secs(60);

/// The connections of a test's pool.
const CONNECTIONS: usize = 8;

/// The most connections of one request.
const MOST_OF_ONE_REQUEST: usize = 3;

const CREATE: &str = "mutation ($input: CreateTicketInput!) {
    createTicket(input: $input) { ticket { number } userErrors { code } } }";

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let desk = idle_desk().await;
    let stranger = Asker::stranger(&desk.app);
    let beginning = Ok::<_, std::io::Error>(Bytes::from_static(b"{\"query\":"));
    let body = Body::from_stream(stream::iter([beginning]).chain(stream::pending()));
    let request = Request::post("/graphql").header("content-type", "application/json");
    tokio::time::pause();
    let sending = stranger.send_slowly(request, body);
    let answer = tokio::time::timeout(AGES, sending).await.unwrap();
    assert_eq!(answer.status, 408, "{answer:?}");
    assert_eq!(answer.json()["errors"][0]["extensions"]["code"], "TIMEOUT");
}

#[tokio::test]
async fn what_somebody_may_do_counts_when_their_request_is_here_whole() {
    let desk = idle_desk().await;
    let (sam, agents) = (desk.cast.sam, desk.cast.agents);
    let person = Asker::person(&desk.app, (sam, "sam"), &[agents]).await;
    let program = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    for (asker, ending, code) in [
        (person, "DELETE FROM sessions", "UNAUTHENTICATED"),
        (program, "DELETE FROM api_keys", "UNAUTHENTICATED"),
    ] {
        let query = "{\"query\": \"{ tickets(first: 1) { nodes { id } } }\"";
        let begin = Ok::<_, std::io::Error>(Bytes::from_static(query.as_bytes()));
        let app = Arc::clone(&desk.app);
        let end = stream::once(async move {
            let conn = &mut app.db().await.unwrap();
            conn.batch_execute(ending).await.unwrap();
            Ok(Bytes::from_static(b"}"))
        });
        let body = Body::from_stream(stream::iter([begin]).chain(end));
        let request = Request::post("/graphql").header("content-type", "application/json");
        let answer = asker.send_slowly(request, body).await;
        let told = answer.json();
        assert_eq!(told["errors"][0]["extensions"]["code"], code, "{told:#}");
    }
}

#[tokio::test]
async fn a_request_leaves_connections_for_others() {
    let desk = idle_desk().await;
    let reader = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    let mut locking = desk.app.db().await.unwrap();
    let lock = "begin; lock table tickets in access exclusive mode";
    locking.batch_execute(lock).await.unwrap();

    let query: String = (0..100)
        .map(|n| format!("t{n}: tickets(first: 1) {{ nodes {{ id }} }} "))
        .collect();
    let asking =
        tokio::spawn(async move { reader.ask(&format!("{{ {query} }}"), json!({})).await });
    let mut watching = desk.app.db().await.unwrap();
    let waiting = until_waiting(&mut watching);
    tokio::time::timeout(AGES, waiting).await.unwrap();
    let left = CONNECTIONS - MOST_OF_ONE_REQUEST - 2;
    let others = take(&desk.app, left).await;

    drop(others);
    locking.batch_execute("rollback").await.unwrap();
    let answer = tokio::time::timeout(AGES, asking).await.unwrap().unwrap();
    assert_eq!(answer.as_object().unwrap().len(), 100);
}

#[tokio::test]
async fn no_connection_is_held_while_discord_is_asked() {
    let desk = idle_desk().await;
    let shop = Asker::program(&desk.app, &[Scope::CreateTicket]).await;
    let route = format!("/guilds/*/members/{}", desk.cast.mia);
    let millis = 60_000;
    desk.discord
        .fault(Fault::on("GET", &route, Effect::Delay { millis }));
    let _others = take(&desk.app, CONNECTIONS - 1).await;

    let input = |member| json!({ "input": { "memberId": format!("{member}") } });
    let slow = std::pin::pin!(shop.ask(CREATE, input(desk.cast.mia)));
    let quick = std::pin::pin!(shop.ask(CREATE, input(desk.cast.max)));
    let Either::Right((answer, _)) = select(slow, quick).await else {
        panic!("the slow one was first");
    };
    assert_eq!(answer["createTicket"]["userErrors"], json!([]));
    assert_eq!(answer["createTicket"]["ticket"]["number"], 1);
}

#[tokio::test]
async fn a_listener_is_told_that_it_took_too_long() {
    let desk = idle_desk().await;
    let scopes = [Scope::CreateTicket, Scope::ReadTickets];
    let shop = Asker::program(&desk.app, &scopes).await;
    let member = json!({ "input": { "memberId": desk.cast.mia.to_string() } });
    let created = shop.ask(CREATE, member).await;
    assert_eq!(created["createTicket"]["ticket"]["number"], 1);
    let mut locking = desk.app.db().await.unwrap();
    let lock = "begin; lock table tickets in access exclusive mode";
    locking.batch_execute(lock).await.unwrap();
    let id = URL_SAFE_NO_PAD.encode("ticket:1");
    let query = format!("subscription {{ ticketChanged(ticketId: \"{id}\") {{ kind }} }}");
    let body = json!({ "query": query }).to_string();
    let listener = shop.with("accept", "text/event-stream");
    let told = tokio::time::timeout(AGES, listener.post(&body)).await;
    let told = told.unwrap();
    assert!(told.body.contains("\"code\":\"TIMEOUT\""), "{told:?}");
    locking.batch_execute("rollback").await.unwrap();
}

/// Waits until at least as many connections of a request as it may have wait for the lock.
async fn until_waiting(conn: &mut Connection) {
    loop {
        let waiting = "count(*) from pg_stat_activity where wait_event_type = 'Lock'";
        let waiting: i64 = diesel::select(sql::<BigInt>(waiting))
            .get_result(conn)
            .await
            .unwrap();
        if usize::try_from(waiting).unwrap() >= MOST_OF_ONE_REQUEST {
            return;
        }
    }
}

async fn take(app: &App, count: usize) -> Vec<Connection> {
    let mut taken = Vec::new();
    for _ in 0..count {
        taken.push(app.db().await.unwrap());
    }
    taken
}
