//! Signing in under another address than the one to which Discord sends people back.

use axum::body::Body;
use axum::http::{Method, StatusCode};

use super::desk;
use crate::support::browser::path_of;

#[tokio::test]
async fn signing_in_begins_where_discord_sends_people_back() {
    let test = desk().await;
    let mut browser = test.browser();
    let mut begin = async |path: &str, host: &str| {
        let request = browser.request(Method::GET, path).body(Body::empty());
        let mut request = request.unwrap();
        let host = host.parse().unwrap();
        request.headers_mut().insert(axum::http::header::HOST, host);
        browser.send(request).await
    };
    let login = "/api/auth/login?return_to=%2Ftickets%2F7";
    for host in [
        "203.0.113.9:3002",
        "localhost",
        "localhost:3003",
        "evil.example",
    ] {
        let led = begin(login, host).await;
        assert_eq!(led.status, StatusCode::SEE_OTHER, "{host}");
        let there = "http://localhost:3002/api/auth/login?return_to=%2Ftickets%2F7&led=true";
        assert_eq!(led.location(), there, "{host}");
        assert_eq!(led.header("set-cookie"), "", "{host}");
        // A proxy may call us by another name than people do: nobody is sent round in circles.
        let led_on = begin(path_of(there), host).await;
        assert!(led_on.location().contains("code_challenge="), "{led_on:?}");
    }
    let here = begin(login, "LOCALHOST:3002").await;
    assert!(here.location().contains("code_challenge="), "{here:?}");
    let elsewhere = "/api/auth/login?return_to=https%3A%2F%2Fevil.example";
    let led = begin(elsewhere, "203.0.113.9:3002").await;
    let there = "http://localhost:3002/api/auth/login?return_to=%2F&led=true";
    assert_eq!(led.location(), there);
    test.finish().await;
}
