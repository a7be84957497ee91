//! What surrounds every answer, and how the server starts and stops answering.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use super::{desk, ticket_of};

#[tokio::test]
async fn every_answer_keeps_the_browser_safe() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let style = views::bundle::STYLES.url();
    for path in [
        "/tickets",
        "/nowhere",
        "/healthz",
        "/api/externals/tickets/create",
        &style,
    ] {
        let page = sam.get(path).await;
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(
            policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"),
            "{path}: {policy}"
        );
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(page.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(
            page.header("cross-origin-opener-policy"),
            "same-origin",
            "{path}"
        );
        assert_eq!(page.header("x-request-id").len(), 32, "{path}");
        assert_eq!(
            page.header("strict-transport-security"),
            "",
            "not without TLS"
        );
    }
    assert_eq!(
        sam.get("/tickets").await.header("cache-control"),
        "no-store"
    );
    test.finish().await;
}

#[tokio::test]
async fn files_of_pages_are_kept_for_ever_under_addresses_of_their_own() {
    let test = desk().await;
    let mut browser = test.browser();
    let address = views::bundle::STYLES.url();
    let style = browser.get(&address).await;
    assert_eq!(style.status, StatusCode::OK);
    assert!(style.header("cache-control").contains("immutable"));
    browser
        .headers
        .push(("accept-encoding", "gzip, br".to_owned()));
    let small = browser.get(&address).await;
    assert_eq!(small.header("content-encoding"), "gzip");
    assert_eq!(small.header("vary"), "accept-encoding");
    assert!(small.header("content-length").parse::<usize>().unwrap() * 3 < style.text.len());
    browser
        .headers
        .push(("if-none-match", style.header("etag").to_owned()));
    assert_eq!(browser.get(&address).await.status, StatusCode::NOT_MODIFIED);
    for path in [
        "/assets/rustmail.00000000.css",
        "/assets/rustmail.css",
        "/assets/../../Cargo.toml",
    ] {
        assert_eq!(
            browser.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    test.finish().await;
}

#[tokio::test]
async fn whoever_runs_the_server_learns_how_it_is() {
    let test = desk().await;
    let mut browser = test.browser();
    assert_eq!(browser.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(browser.get("/readyz").await.status, StatusCode::OK);
    let health = browser.get("/api/health").await.json();
    assert_eq!(
        health,
        serde_json::json!({ "status": "ok", "database": "ok" })
    );
    test.finish().await;
}

#[tokio::test]
async fn a_server_that_stops_ends_its_live_streams_at_once() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let sam = test.signed_in(test.cast.sam).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = rustmail::web::router(Arc::clone(&test.app), Router::new()).unwrap();
    let stop = CancellationToken::new();
    let serving = tokio::spawn(rustmail::web::serving::serve(
        router,
        listener,
        stop.clone(),
    ));
    let cookie = format!("rustmail_session={}", sam.session().unwrap());
    let client = reqwest::Client::new();
    let stream = client
        .get(format!("http://{address}/live"))
        .header("cookie", cookie);
    let mut stream = stream.send().await.unwrap();
    assert!(stream.chunk().await.unwrap().is_some());
    stop.cancel();
    let rest = async { while let Ok(Some(_)) = stream.chunk().await {} };
    let soon = Duration::from_secs(5);
    tokio::time::timeout(soon, rest)
        .await
        .expect("the stream ends");
    drop(stream);
    tokio::time::timeout(soon, serving)
        .await
        .expect("the server ends")
        .unwrap()
        .unwrap();
    test.finish().await;
}

/// The clock stands still unless everybody waits; then it goes on to whatever is due next.
#[tokio::test(start_paused = true)]
async fn who_connects_and_does_not_ask_is_not_waited_for() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let serving = tokio::spawn(rustmail::web::serving::serve(
        Router::new(),
        listener,
        stop.clone(),
    ));
    let connected_at = tokio::time::Instant::now();
    let mut half = TcpStream::connect(address).await.unwrap();
    half.write_all(b"GET / HTTP/1.1\r\nhost: ").await.unwrap();
    let mut answer = String::new();
    half.read_to_string(&mut answer).await.unwrap();
    assert_eq!(answer, "");
    let waited = connected_at.elapsed();
    let about_two_minutes = Duration::from_secs(120)..Duration::from_secs(180);
    assert!(about_two_minutes.contains(&waited), "{waited:?}");
    stop.cancel();
    serving.await.unwrap().unwrap();
}

#[tokio::test]
async fn routes_of_the_api_stand_behind_the_same_headers() {
    let test = desk().await;
    let api = Router::new().route("/graphql", get(|| async { "{}" }));
    let router = rustmail::web::router(Arc::clone(&test.app), api).unwrap();
    let request = axum::http::Request::get("/graphql")
        .body(axum::body::Body::empty())
        .unwrap();
    let answer = tower::ServiceExt::oneshot(router, request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    test.finish().await;
}

#[tokio::test]
async fn a_request_is_content_with_one_connection_to_the_database() {
    let mut test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.settle().await;
    // The jobs need connections of their own.
    test.pause().await;
    let mut held = Vec::new();
    for _ in 1..test.app.config.database.max_connections {
        held.push(test.app.db().await.unwrap());
    }
    let mut olga = test.signed_in(test.cast.olga).await;
    let said = [("kind", "reply"), ("content", "Hi")];
    assert_eq!(
        olga.upload("/tickets/1/messages", &said, &[]).await.status,
        StatusCode::SEE_OTHER
    );
    let name = [("name", "Website"), ("permissions", "create_ticket")];
    let cases = [
        ("/api-keys", name.as_slice(), 200),
        ("/api-keys", &[], 422),
        ("/tickets/1/messages/2/revisions", &[("content", "")], 422),
        (
            "/tickets/1/messages/2/revisions",
            &[("content", "Hey")],
            303,
        ),
        ("/tickets/1/messages/2/deletion", &[], 303),
        ("/tickets/1/closure", &[("when", "soon")], 422),
        ("/tickets/1/closure", &[("when", "2h")], 303),
        ("/tickets/1/closure/cancellation", &[], 303),
    ];
    for (path, fields, status) in cases {
        let page = olga.post(path, fields).await;
        assert_eq!(page.status, status, "{path}: {}", page.text);
    }
    drop(held);
    test.resume().await;
    test.finish().await;
}
