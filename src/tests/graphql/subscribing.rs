//! Being told what happens, over a real WebSocket and as server-sent events.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use diesel_async::SimpleAsyncConnection as _;
use futures::{SinkExt as _, StreamExt as _};
use rustmail::ids::{TicketId, UserId};
use rustmail::models::api_key::{ApiKey, Scope};
use rustmail::models::staff::forget_roles;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::replying::Draft;
use rustmail::{graphql, web};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::Message as Frame;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use super::asker::{Asker, admin_act, cookie, create_key, desk, remember, text};
use crate::support::test_app::TestApp;

const PATIENCE: Duration = Duration::from_secs(60);
const CHANGED: &str = "subscription ($id: ID) { ticketChanged(ticketId: $id) {
    kind ticketId ticket { number label } message { content } } }";
const CREATE: &str = "mutation ($member: Snowflake!) {
    createTicket(input: { memberId: $member }) { ticket { id } } }";

/// A server on a port of its own.
struct Server {
    address: SocketAddr,
    stop: CancellationToken,
}

impl Server {
    async fn start(test: &TestApp) -> Self {
        let app = Arc::clone(&test.app);
        let router = web::router(Arc::clone(&app), graphql::routes(app)).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        tokio::spawn(web::serving::serve(router, listener, stop.clone()));
        Self { address, stop }
    }

    /// A connection with these headers beside those that every one has.
    async fn dial(&self, headers: &[(&'static str, &str)]) -> Result<Line, StatusCode> {
        let address = format!("ws://{}/graphql", self.address);
        let mut request = address.into_client_request().unwrap();
        let sent = request.headers_mut();
        sent.insert(
            "sec-websocket-protocol",
            "graphql-transport-ws".parse().unwrap(),
        );
        for (name, value) in headers {
            sent.insert(*name, value.parse().unwrap());
        }
        match connect_async(request).await {
            Ok((socket, _)) => Ok(Line(socket)),
            Err(tokio_tungstenite::tungstenite::Error::Http(answer)) => Err(answer.status()),
            Err(error) => panic!("{error}"),
        }
    }

    /// A connection that has said who it is by its headers.
    async fn listen(&self, headers: &[(&'static str, &str)]) -> Line {
        let mut line = self.dial(headers).await.unwrap();
        line.say(&json!({ "type": "connection_init" })).await;
        assert_eq!(line.hear().await, json!({ "type": "connection_ack" }));
        line
    }

    fn origin(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// One end of a connection.
struct Line(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Line {
    async fn say(&mut self, message: &Value) {
        let frame = Frame::Text(message.to_string().into());
        self.0.send(frame).await.unwrap();
    }

    async fn subscribe(&mut self, id: &str, ticket: Option<&str>) {
        let payload = json!({ "query": CHANGED, "variables": { "id": ticket } });
        let message = json!({ "id": id, "type": "subscribe", "payload": payload });
        self.say(&message).await;
        // What is said is heard in order: the answer to this one comes after the operation has begun.
        self.pong().await;
    }

    /// Asks whether somebody is there, and waits for the answer, whatever is told before.
    async fn pong(&mut self) {
        let payload = json!({ "n": 1 });
        self.say(&json!({ "type": "ping", "payload": payload }))
            .await;
        loop {
            let heard = self.hear().await;
            if heard["type"] == "pong" {
                assert_eq!(heard["payload"], payload);
                return;
            }
            assert_eq!(heard["type"], "next", "{heard}");
        }
    }

    async fn frame(&mut self) -> Frame {
        loop {
            let next = tokio::time::timeout(PATIENCE, self.0.next()).await;
            match next.expect("something comes in time").unwrap().unwrap() {
                Frame::Ping(_) | Frame::Pong(_) => {}
                frame => return frame,
            }
        }
    }

    async fn hear(&mut self) -> Value {
        match self.frame().await {
            Frame::Text(text) => serde_json::from_str(&text).unwrap(),
            frame => panic!("{frame:?}"),
        }
    }

    /// The next change of this kind.
    async fn change(&mut self, kind: &str) -> Value {
        loop {
            let next = self.hear().await;
            assert_eq!(next["type"], "next", "{next}");
            let change = &next["payload"]["data"]["ticketChanged"];
            if change["kind"] == kind {
                return change.clone();
            }
        }
    }

    /// The code with which the connection ends, whatever is told before.
    async fn code(&mut self) -> u16 {
        loop {
            if let Frame::Close(frame) = self.frame().await {
                return frame.unwrap().code.into();
            }
        }
    }
}

/// A ticket of a member, by its id in the API and as it is.
async fn ticket(test: &TestApp, asker: &Asker, member: String) -> (String, Ticket) {
    let created = asker.ask(CREATE, json!({ "member": member })).await;
    let id = text(&created, "/createTicket/ticket/id");
    let number = "query ($id: ID!) { ticket(id: $id) { number } }";
    let number = asker.ask(number, json!({ "id": id })).await;
    let number = number["ticket"]["number"].as_i64().unwrap();
    let conn = &mut test.app.db().await.unwrap();
    let found = Ticket::get(conn, TicketId(number)).await;
    (id, found.unwrap().unwrap())
}

async fn note(test: &TestApp, ticket: &Ticket, content: &str) {
    remember(&test.app, UserId(test.cast.olga.signed()), "olga").await;
    let act = test.act_as(test.cast.olga, "Olga");
    let conn = &mut test.app.db().await.unwrap();
    Ticket::note(conn, &act, ticket.id, Draft::text(content))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_is_told_to_whoever_sees_it() {
    let test = desk().await;
    let server = Server::start(&test).await;
    let cast = &test.cast;
    let scopes = [Scope::CreateTicket, Scope::ReadTickets, Scope::UpdateTicket];
    let (_, key) = create_key(&test.app, &scopes, None).await;
    let shop = Asker::stranger(&test.app).with("x-api-key", &key);
    let sams = cookie(&test.app, (cast.sam, "sam"), &[cast.agents]).await;
    let (open, plain) = ticket(&test, &shop, cast.mia.to_string()).await;
    let (_, secret) = ticket(&test, &shop, cast.max.to_string()).await;
    let conn = &mut test.app.db().await.unwrap();
    conn.batch_execute(&format!(
        "INSERT INTO categories (name, staff_roles, position, created_at) VALUES ('Legal', '{{77}}', 0, now());
         UPDATE tickets SET category_id = (SELECT id FROM categories) WHERE id = {}",
        secret.id
    ))
    .await
    .unwrap();
    let origin = server.origin();
    let mut sam = server
        .listen(&[("cookie", &sams), ("origin", &origin)])
        .await;
    sam.subscribe("all", None).await;
    // A page cannot set a header, so the key comes with the first message.
    let mut page = server.dial(&[]).await.unwrap();
    let init = json!({ "type": "connection_init", "payload": { "X-API-Key": key } });
    page.say(&init).await;
    assert_eq!(page.hear().await["type"], "connection_ack");
    page.subscribe("one", Some(&open)).await;

    note(&test, &secret, "Hidden").await;
    note(&test, &plain, "News").await;
    for line in [&mut sam, &mut page] {
        let change = line.change("message_added").await;
        let number = plain.id.0;
        let told = json!({ "number": number, "label": null });
        assert_eq!(change["ticket"], told, "{change}");
        assert_eq!(change["message"]["content"], "News");
    }
    // Whoever has heard enough is told no more.
    page.say(&json!({ "id": "one", "type": "complete" })).await;
    page.pong().await;
    note(&test, &plain, "More").await;
    assert_eq!(
        sam.change("message_added").await["message"]["content"],
        "More"
    );
    page.say(&json!({ "type": "ping" })).await;
    assert_eq!(page.hear().await, json!({ "type": "pong" }));
    // A ticket that goes out of sight says so, and nothing more.
    let olga = Asker::person(&test.app, (cast.olga, "olga"), &[]).await;
    let categories = olga.ask("{ categories { id } }", json!({})).await;
    let legal = text(&categories, "/categories/0/id");
    let mv = "mutation ($ticket: ID!, $to: ID) { moveTicket(input: { ticketId: $ticket, categoryId: $to }) { changed } }";
    olga.ask(mv, json!({ "ticket": open, "to": legal })).await;
    let gone = sam.change("ticket_moved").await;
    assert_eq!(
        (&gone["ticketId"], &gone["ticket"]),
        (&json!(open), &Value::Null)
    );
    note(&test, &plain, "Hidden as well").await;
    sam.say(&json!({ "type": "ping" })).await;
    assert_eq!(sam.hear().await, json!({ "type": "pong" }));
    olga.ask(mv, json!({ "ticket": open, "to": null })).await;
    let back = sam.change("ticket_moved").await;
    assert_eq!(back["ticket"]["number"], plain.id.0);
    server.stop.cancel();
    assert_eq!((sam.code().await, page.code().await), (1001, 1001));
    test.settle().await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_listen_any_more_is_told_nothing_more() {
    let test = desk().await;
    let server = Server::start(&test).await;
    let cast = &test.cast;
    let scopes = [Scope::CreateTicket, Scope::ReadTickets];
    let (known, key) = create_key(&test.app, &scopes, None).await;
    let sams = cookie(&test.app, (cast.sam, "sam"), &[cast.agents]).await;
    let sues = cookie(&test.app, (cast.sue, "sue"), &[cast.agents]).await;
    let origin = server.origin();
    let mut shop = server.listen(&[("x-api-key", &key)]).await;
    let mut sam = server
        .listen(&[("cookie", &sams), ("origin", &origin)])
        .await;
    let mut left = server
        .listen(&[("cookie", &sues), ("origin", &origin)])
        .await;
    for line in [&mut shop, &mut sam, &mut left] {
        line.subscribe("all", None).await;
    }
    let admin = remember(&test.app, known.created_by, "the_owner").await;
    let conn = &mut test.app.db().await.unwrap();
    let act = admin_act(&test.app, &admin);
    ApiKey::revoke(conn, &act, known.id).await.unwrap();
    let ended = format!("DELETE FROM sessions WHERE user_id = {}", cast.sam);
    conn.batch_execute(&ended).await.unwrap();
    let sue = UserId(cast.sue.signed());
    forget_roles(conn, sue, test.app.clock.now()).await.unwrap();
    let codes = [shop.code().await, sam.code().await, left.code().await];
    assert_eq!(codes, [4403; 3]);
    server.stop.cancel();
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_protocol_is_kept_to_and_nobody_listens_who_may_not() {
    let test = desk().await;
    let server = Server::start(&test).await;
    let cast = &test.cast;
    let (_, key) = create_key(&test.app, &[Scope::ReadTickets], None).await;
    let (_, writer) = create_key(&test.app, &[Scope::CreateTicket], None).await;
    let sams = cookie(&test.app, (cast.sam, "sam"), &[cast.agents]).await;
    let foreign = [("cookie", &*sams), ("origin", "https://evil.example")];
    let silent = [("cookie", &*sams)];
    let refused: [(&[(&str, &str)], StatusCode); 4] = [
        (&foreign, StatusCode::FORBIDDEN),
        (&silent, StatusCode::FORBIDDEN),
        (&[("x-api-key", "rustmail_wrong")], StatusCode::UNAUTHORIZED),
        (
            &[("sec-websocket-protocol", "graphql-ws")],
            StatusCode::BAD_REQUEST,
        ),
    ];
    for (headers, status) in refused {
        let dialled = server.dial(headers).await;
        assert_eq!(dialled.err(), Some(status), "{headers:?}");
    }
    let init = json!({ "type": "connection_init" });
    let subscribe = json!({ "id": "1", "type": "subscribe", "payload": { "query": CHANGED } });
    let by_key: &[(&str, &str)] = &[("x-api-key", key.as_str())];
    type Case<'a> = (&'a [(&'static str, &'a str)], &'a [&'a Value], u16);
    let cases: [Case<'_>; 5] = [
        (&[], &[&init], 4403),
        (by_key, &[&subscribe], 4401),
        (by_key, &[&init, &init], 4429),
        (by_key, &[&init, &json!({ "type": "sing" })], 4400),
        (by_key, &[&init, &subscribe, &subscribe], 4409),
    ];
    for (headers, said, code) in cases {
        let mut line = server.dial(headers).await.unwrap();
        for message in said {
            line.say(message).await;
        }
        assert_eq!(line.code().await, code, "{said:?}");
    }

    let mut line = server.listen(by_key).await;
    for (query, code) in [
        ("{ viewer { name } }", "NOT_A_SUBSCRIPTION"),
        ("mutation { nothing }", "NOT_A_SUBSCRIPTION"),
        (
            "subscription { ticketChanged(ticketId: \"x\") { kind } }",
            "BAD_USER_INPUT",
        ),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
    ] {
        let payload = json!({ "query": query });
        line.say(&json!({ "id": "1", "type": "subscribe", "payload": payload }))
            .await;
        let answer = line.hear().await;
        assert_eq!(
            (&answer["type"], &answer["id"]),
            (&json!("error"), &json!("1"))
        );
        assert_eq!(answer["payload"][0]["extensions"]["code"], code, "{answer}");
    }
    for number in 0..20 {
        line.subscribe(&number.to_string(), None).await;
    }
    line.say(&json!({ "id": "x", "type": "subscribe", "payload": { "query": CHANGED } }))
        .await;
    let answer = line.hear().await;
    assert_eq!(
        answer["payload"][0]["extensions"]["code"],
        "TOO_MANY_OPERATIONS"
    );
    // One key takes no place of another, neither in memory nor among those who listen.
    let mut more = Vec::new();
    let mut large = server.listen(by_key).await;
    for (id, is_told) in [("a", false), ("b", true)] {
        let idle = json!({ "x": "y".repeat(40 * 1024) });
        let payload = json!({ "query": CHANGED, "variables": idle });
        large
            .say(&json!({ "id": id, "type": "subscribe", "payload": payload }))
            .await;
        if is_told {
            let answer = large.hear().await;
            let code = &answer["payload"][0]["extensions"]["code"];
            assert_eq!(code, "TOO_LARGE", "{answer}");
        }
    }
    more.push(large);
    while more.len() < 19 {
        more.push(server.listen(by_key).await);
    }
    let mut beyond = server.dial(by_key).await.unwrap();
    beyond.say(&init).await;
    assert_eq!(beyond.code().await, 1013);
    drop(more);
    let mut writer = server.listen(&[("x-api-key", &writer)]).await;
    writer.say(&subscribe).await;
    let answer = writer.hear().await;
    assert_eq!(
        answer["payload"][0]["extensions"]["code"], "FORBIDDEN",
        "{answer}"
    );
    server.stop.cancel();
    test.finish().await;
}

/// The next event of a stream, by its name and what it says.
async fn event(stream: &mut BodyDataStream) -> Option<(String, String)> {
    loop {
        let next = tokio::time::timeout(PATIENCE, stream.next()).await;
        let bytes = next.expect("something comes in time")?.unwrap();
        let said = String::from_utf8_lossy(&bytes).into_owned();
        let Some(rest) = said.strip_prefix("event: ") else {
            continue;
        };
        let (name, data) = rest.split_once('\n').unwrap();
        let data = data.trim().trim_start_matches("data:").trim();
        return Some((name.to_owned(), data.to_owned()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_of_events_tells_the_same() {
    let test = desk().await;
    let scopes = [Scope::CreateTicket, Scope::ReadTickets];
    let (known, key) = create_key(&test.app, &scopes, None).await;
    let shop = Asker::stranger(&test.app).with("x-api-key", &key);
    let (_, plain) = ticket(&test, &shop, test.cast.mia.to_string()).await;
    let app = Arc::clone(&test.app);
    let router = web::router(Arc::clone(&app), graphql::routes(app)).unwrap();
    let ask = async |key: &str, query: &str| {
        let request = Request::post("/graphql")
            .header("content-type", "application/json")
            .header("accept", "text/event-stream")
            .header("x-api-key", key)
            .body(Body::from(json!({ "query": query }).to_string()))
            .unwrap();
        router.clone().oneshot(request).await.unwrap()
    };
    let opened = ask(&key, CHANGED).await;
    assert_eq!(opened.status(), StatusCode::OK);
    assert_eq!(opened.headers()["content-type"], "text/event-stream");
    let mut stream = opened.into_body().into_data_stream();
    note(&test, &plain, "News").await;
    let told = loop {
        let (name, data) = event(&mut stream).await.unwrap();
        assert_eq!(name, "next", "{data}");
        let told: Value = serde_json::from_str(&data).unwrap();
        if told["data"]["ticketChanged"]["kind"] == "message_added" {
            break told["data"]["ticketChanged"]["message"]["content"].clone();
        }
    };
    assert_eq!(told, "News");
    let refused = ask(&key, "{ viewer { name } }").await;
    assert_eq!(refused.status(), StatusCode::NOT_ACCEPTABLE);
    // Whoever listens reads nothing but events, so they are told in one why they hear nothing.
    let unknown = URL_SAFE_NO_PAD.encode("ticket:999");
    let unknown = format!("subscription {{ ticketChanged(ticketId: \"{unknown}\") {{ kind }} }}");
    let (_, writer) = create_key(&test.app, &[Scope::CreateTicket], None).await;
    for (key, query, code) in [
        (&key, unknown.as_str(), "TICKET_NOT_FOUND"),
        (
            &key,
            "subscription { nothing }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (&key, "subscription {", "GRAPHQL_PARSE_FAILED"),
        (&writer, CHANGED, "FORBIDDEN"),
    ] {
        let refused = ask(key, query).await;
        assert_eq!(refused.status(), StatusCode::OK, "{query}");
        assert_eq!(refused.headers()["content-type"], "text/event-stream");
        let mut events = refused.into_body().into_data_stream();
        let (name, data) = event(&mut events).await.unwrap();
        let told: Value = serde_json::from_str(&data).unwrap();
        assert_eq!(name, "next", "{told}");
        assert_eq!(told["errors"][0]["extensions"]["code"], code, "{told}");
        let (name, _) = event(&mut events).await.unwrap();
        assert_eq!(
            (name.as_str(), event(&mut events).await),
            ("complete", None)
        );
    }
    assert_eq!(ask("", CHANGED).await.status(), StatusCode::UNAUTHORIZED);
    let admin = remember(&test.app, known.created_by, "the_owner").await;
    let conn = &mut test.app.db().await.unwrap();
    let act = admin_act(&test.app, &admin);
    ApiKey::revoke(conn, &act, known.id).await.unwrap();
    loop {
        let (name, data) = event(&mut stream).await.unwrap();
        if name == "complete" {
            assert!(data.contains("UNAUTHENTICATED"), "{data}");
            break;
        }
    }
    assert_eq!(event(&mut stream).await, None);
    test.finish().await;
}
