//! The log tells what the server does, and nothing that is said to it in confidence: no token, no cookie, no key, no message.

use std::io::Write;
use std::sync::{Mutex, PoisonError};

use axum::body::Body;
use axum::http::Method;
use discord_simulator::Draft;
use serde_json::json;
use tracing_subscriber::EnvFilter;

use crate::support::test_app::TestApp;

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Keeps what is logged.
struct Keeper;

impl Write for Keeper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_keeps_confidences() {
    // As much as may be asked for of ourselves; of the libraries what is asked for unless somebody wants more.
    let filter = EnvFilter::new("warn,rustmail=trace");
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(|| Keeper)
        .init();
    let test = TestApp::start().await;
    let (mia, sam) = (test.cast.mia, test.cast.sam);

    test.dm(
        mia,
        Draft::text("the member confides").file("confidence.txt", "the file confides"),
    );
    let channel = test.channel_of(mia).await;
    test.sees(channel, "the member confides").await;
    let command = Draft::text("!r the staff confide");
    test.discord.send(sam, channel, command).unwrap();
    test.is_told(mia, "the staff confide").await;
    test.discord.close_dms(mia).unwrap();

    let mut browser = test.signed_in(sam).await;
    let fields = [("kind", "reply"), ("content", "the panel confides")];
    browser.upload("/tickets/1/messages", &fields, &[]).await;
    browser.get("/tickets/1?before=nonsense").await;
    let mut admin = test.signed_in(test.cast.olga).await;
    let fields = [("name", "Website"), ("permissions", "create_ticket")];
    let page = admin.post("/api-keys", &fields).await.text;
    let at = page.find("rustmail_").expect("the key is shown");
    let key = page[at..at + "rustmail_".len() + 64].to_owned();
    let request = admin
        .request(Method::POST, "/api/externals/tickets/create")
        .header("content-type", "application/json")
        .header("x-api-key", &key);
    let body = json!({ "discord_id": test.cast.max.to_string() }).to_string();
    admin.send(request.body(Body::from(body)).unwrap()).await;
    test.settle().await;

    let log = LOG.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let log = String::from_utf8(log).unwrap();
    assert!(
        log.contains("a job is given up"),
        "what goes wrong is logged: {log}"
    );
    let csrf = browser.csrf_token();
    let session = browser.session().expect("a session").to_owned();
    let secrets = [
        test.cast.bot.token.as_str(),
        &test.cast.bot.client_secret,
        &csrf,
        &session,
        &key,
    ];
    let texts = ["confides", "confide\"", "confidence.txt"];
    for secret in secrets.into_iter().chain(texts) {
        assert!(!log.contains(secret), "{secret:?} is in the log:\n{log}");
    }
    test.finish().await;
}
