//! A pool of one connection: whoever holds it must not ask for another, or the request waits for itself. On a busy desk, with as many
//! such requests as the pool is large, nobody would get on.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::Method;
use diesel_async::SimpleAsyncConnection as _;
use rustmail::models::api_key::Scope;

use super::{address, desk, ticket_of};
use crate::graphql::asker::Asker;
use crate::support::browser::Browser;
use crate::support::test_app::{Setup, TestApp};

/// More than a caller of the pool waits for a connection: whoever waits for themselves is refused by then.
const PATIENCE: Duration = Duration::from_secs(60);

/// What makes many a form succeed.
const FILLED: [(&str, &str); 21] = [
    ("base", "0"),
    ("based_on", "1"),
    ("bot.status", "Chess"),
    ("command.prefix", "?"),
    ("content", "Hello!"),
    ("emoji", "🎲"),
    ("key", "greeting"),
    ("kind", "note"),
    ("label", "Lamp"),
    ("language", "en"),
    ("name", "Broken lamp"),
    ("notice", "Back soon."),
    ("permissions", "read_tickets"),
    ("priority", "high"),
    ("query", "status=open"),
    ("reason", "Done"),
    ("tag", "lamp"),
    ("ticket", "1"),
    ("time_zone", "Europe/Paris"),
    ("to", "me"),
    ("way", "down"),
];

/// A desk with one of everything, and a process of it whose pool has one connection.
async fn narrow() -> (TestApp, std::sync::Arc<rustmail::app::App>) {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let setup = Setup {
        outside: true,
        ..Setup::default()
    };
    let narrow = |config: &mut rustmail::config::Config| config.database.max_connections = 1;
    let app = test.another_process_with(setup, narrow).await;
    (test, app)
}

async fn hurry<T>(what: &str, asked: impl Future<Output = T>) -> T {
    let answered = tokio::time::timeout(PATIENCE, asked).await;
    answered.unwrap_or_else(|_| panic!("{what} waits for itself"))
}

async fn look(browser: &mut Browser, address: &str) {
    let request = browser.request(Method::GET, address);
    let answer = browser.open(request.body(Body::empty()).unwrap()).await;
    assert!(!answer.status().is_server_error(), "{address}: {answer:?}");
    let media = answer.headers().get("content-type");
    if media.is_none_or(|media| media != "text/event-stream") {
        to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    }
}

async fn act(browser: &mut Browser, (path, fields): (&str, &[(&str, &str)])) {
    let whole = browser.post(path, fields).await;
    let part = browser.post_fragment(path, fields).await;
    for page in [whole, part] {
        assert!(!page.status.is_server_error(), "{path}: {page:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_and_no_action_needs_two_connections_at_once() {
    let (test, app) = narrow().await;
    let mut olga = hurry("signing in", test.signed_in_to(&app, test.cast.olga)).await;
    let mut routes = rustmail::web::routes();
    // Nobody is signed in after that, so it comes last.
    routes.sort_by_key(|route| route.path == "/sign-out");
    let is_creation = |path: &str| !path.contains('{');
    let fields: [&[(&str, &str)]; 2] = [&FILLED, &[]];
    for fields in fields {
        // What is made first can be changed then.
        for first in [true, false] {
            let posts = routes.iter().filter(|route| route.method != Method::GET);
            for route in posts.filter(|route| is_creation(route.path) == first) {
                if route.path == "/sign-out" {
                    continue;
                }
                let path = address(route.path);
                hurry(&path, act(&mut olga, (&path, fields))).await;
            }
        }
        for route in routes.iter().filter(|route| route.method == Method::GET) {
            let path = address(route.path);
            hurry(&path, look(&mut olga, &path)).await;
        }
        // Some actions are undone only once, and some only where others have been done before.
        for (path, fields) in [
            ("/bot/start", &[][..]),
            ("/bot/restart", &[]),
            ("/bot/maintenance", &[("notice", "Soon")]),
            ("/bot/maintenance/end", &[]),
            ("/configuration/history/0/restoration", &[]),
            ("/snippets", &[("key", "bye"), ("content", "Bye!")]),
            ("/snippets/1/removal", &[]),
            ("/snippets/1/return", &[]),
            ("/categories", &[("name", "Lamps"), ("emoji", "💡")]),
            ("/categories/1/removal", &[]),
            ("/categories/1/return", &[]),
            ("/tickets/1/reopening", &[]),
            ("/tickets/1/draft", &[("kind", "note"), ("content", "Hm.")]),
            ("/tickets/1/draft/removal", &[]),
            (
                "/api-keys",
                &[("name", "Form"), ("permissions", "read_tickets")],
            ),
            ("/api-keys/1/revocation", &[]),
            ("/api-keys/1/deletion", &[]),
        ] {
            hurry(path, act(&mut olga, (path, fields))).await;
        }
    }
    hurry("/sign-out", act(&mut olga, ("/sign-out", &[]))).await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_mutation_needs_two_connections_at_once() {
    let (test, app) = narrow().await;
    let category = "INSERT INTO categories (name, emoji, position, created_at)
        VALUES ('Lamps', '💡', 0, now()), ('Keys', '🔑', 1, now())";
    let conn = &mut test.app.db().await.unwrap();
    conn.batch_execute(category).await.unwrap();
    let olga = Asker::person(&app, (test.cast.olga, "olga"), &[]).await;
    let ids = hurry(
        "categories",
        olga.ask("{ categories { id } }", serde_json::json!({})),
    )
    .await;
    let id = ids["categories"][0]["id"].as_str().unwrap();
    let shift = format!(
        "shiftCategory(input: {{ categoryId: \"{id}\", direction: DOWN }}) {{ userErrors {{ code }} category {{ name }} }}"
    );
    let remove = format!(
        "removeCategory(input: {{ categoryId: \"{id}\" }}) {{ userErrors {{ code }} category {{ name }} }}"
    );
    let settings = "settings: [{ key: \"command.prefix\", value: \"?\" }]";
    let change = format!(
        "changeSettings(input: {{ version: 0, {settings} }}) {{ userErrors {{ code }} configuration {{ version }} }}"
    );
    for mutation in [
        shift.as_str(),
        &remove,
        &change,
        "rollBackSettings(input: { version: 0 }) { userErrors { code } configuration { version } }",
        "beginMaintenance(input: {}) { userErrors { code } bot { isWanted } }",
        "endMaintenance(input: {}) { userErrors { code } bot { isWanted } }",
        "restartBot(input: {}) { userErrors { code } bot { isWanted } }",
        "stopBot(input: {}) { userErrors { code } bot { isWanted } }",
        "startBot(input: {}) { userErrors { code } bot { isWanted } }",
    ] {
        let query = format!("mutation {{ {mutation} }}");
        let data = hurry(mutation, olga.ask(&query, serde_json::json!({}))).await;
        let name = mutation.split('(').next().unwrap();
        assert_eq!(data[name]["userErrors"], serde_json::json!([]), "{data:#}");
    }
    let program = Asker::program(&app, &[Scope::CreateTicket, Scope::ReadTickets]).await;
    let tickets = "{ tickets(first: 5) { nodes { number member { name } messages(first: 5) { nodes { content } } } } }";
    let asked = program.try_ask(tickets, serde_json::json!({}));
    hurry("a query of a program", asked).await;
    test.finish().await;
}
