//! The API keys page.

use axum::http::StatusCode;
use rustmail::error::{Error, Refusal, Unauthenticated};
use rustmail::models::actor::Actor;
use rustmail::models::api_key::ApiKey;
use rustmail::models::permission::Permission;
use tower::ServiceExt as _;

use super::desk;
use crate::support::test_app::TestApp;

async fn holder(test: &TestApp, secret: &str) -> Result<Actor, Error> {
    let conn = &mut test.app.db().await.unwrap();
    ApiKey::authenticate(conn, secret, test.app.clock.now(), "192.0.2.7").await
}

#[tokio::test]
async fn a_key_is_shown_once_works_and_is_revoked_and_deleted() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let fields = [
        ("name", "Contact <form>"),
        ("permissions", "create_ticket"),
        ("permissions", "read_tickets"),
        ("expires_on", "2999-01-31"),
    ];
    let created = olga.post("/api-keys", &fields).await;
    assert_eq!(created.status, StatusCode::OK);
    assert_eq!(created.header("cache-control"), "no-store");
    let at = created.text.find("rustmail_").expect("the key is shown");
    let secret = created.text[at..at + "rustmail_".len() + 64].to_owned();
    assert!(created.text.contains("Contact &lt;form&gt;"));
    assert!(matches!(
        holder(&test, &secret).await,
        Ok(Actor::ApiKey { .. })
    ));

    let page = olga.get("/api-keys").await.text;
    assert!(
        !page.contains(&secret) && page.contains(&secret[..17]) && page.contains("192.0.2.7"),
        "{page}"
    );
    assert!(
        page.contains("Open tickets, Read tickets") && page.contains("by olga"),
        "{page}"
    );

    let revoked = olga.post("/api-keys/1/revocation", &[]).await;
    assert_eq!(revoked.location(), "/api-keys");
    let refused = holder(&test, &secret).await;
    assert!(matches!(
        refused,
        Err(Error::Refused(Refusal::Unauthenticated(
            Unauthenticated::RevokedKey
        )))
    ));
    assert!(olga.get("/api-keys").await.text.contains("Revoked"));
    olga.post("/api-keys/1/deletion", &[]).await;
    assert!(
        olga.get("/api-keys")
            .await
            .text
            .contains("There is no key yet")
    );
    test.finish().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_key_is_said_beside_the_field() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let scope = ("permissions", "create_ticket");
    let cases: [(&[(&str, &str)], &str); 6] = [
        (&[("name", " "), scope], "Give the key a name"),
        (
            &[("name", &"x".repeat(101)), scope],
            "at most 100 characters",
        ),
        (&[("name", "Form")], "Choose at least one thing"),
        (
            &[("name", "Form"), ("permissions", "manage_bot")],
            "Choose at least one thing",
        ),
        (
            &[("name", "Form"), scope, ("expires_on", "2020-01-31")],
            "in the future",
        ),
        (
            &[("name", "Form"), scope, ("expires_on", "tomorrow")],
            "This is no day",
        ),
    ];
    for (fields, why) in cases {
        let page = olga.post("/api-keys", fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(page.text.contains(why), "{why}: {}", page.text);
        for (_, value) in fields.iter().filter(|(name, _)| *name != "permissions") {
            assert!(
                page.text.contains(&format!("value=\"{value}\"")),
                "{value} is lost"
            );
        }
    }
    assert!(
        olga.get("/api-keys")
            .await
            .text
            .contains("There is no key yet")
    );
    test.finish().await;
}

#[tokio::test]
async fn every_call_on_the_page_of_a_new_key_works_as_it_stands() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let fields = [
        ("name", "Script"),
        ("permissions", "create_ticket"),
        ("permissions", "read_tickets"),
        ("permissions", "update_ticket"),
    ];
    let created = olga.post("/api-keys", &fields).await.text;
    let key = &created[created.find("rustmail_").unwrap()..][..73];
    let api = rustmail::graphql::routes(std::sync::Arc::clone(&test.app));
    let mut tried = 0;
    for call in created.split("curl --request POST").skip(1) {
        let call = call
            .split("</code>")
            .next()
            .unwrap()
            .replace("&quot;", "\"");
        assert!(call.contains(&format!("X-API-Key: {key}")), "{call}");
        let body = call.split("--data '").nth(1).unwrap();
        let body = body.trim_end().trim_end_matches('\'').to_owned();
        if !call.contains("http://localhost:3002/graphql") {
            assert!(call.contains("http://localhost:3002/api/externals/tickets/create"));
            assert_eq!(body, "{\"discord_id\": \"123456789012345678\"}");
            continue;
        }
        let request = axum::http::Request::post("/graphql")
            .header("content-type", "application/json")
            .header("x-api-key", key);
        let answer = api
            .clone()
            .oneshot(request.body(axum::body::Body::from(body)).unwrap());
        let answer = answer.await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{call}");
        let answer = axum::body::to_bytes(answer.into_body(), 65_536).await;
        let answer = String::from_utf8(answer.unwrap().into()).unwrap();
        assert!(!answer.contains("\"errors\""), "{call}: {answer}");
        tried += 1;
    }
    assert_eq!(tried, 3);
    test.finish().await;
}

#[tokio::test]
async fn a_key_is_let_only_into_categories_that_its_giver_sees() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let role = test.cast.agents.to_string();
    let fields = [("name", "Reports"), ("roles", role.as_str())];
    olga.post("/categories", &fields).await;
    let page = olga.get("/api-keys").await.text;
    assert!(
        page.contains("Restricted categories") && page.contains("Reports"),
        "{page}"
    );
    let wanted = [
        ("name", "Watcher"),
        ("permissions", "create_ticket"),
        ("categories", "1"),
    ];
    olga.post("/api-keys", &wanted).await;
    let page = olga.get("/api-keys").await.text;
    assert!(page.contains("<dd>Reports</dd>"), "{page}");
    // Whoever sees everything is told its name to the end.
    let log = olga.get("/administration/log?kind=api_key_created").await;
    assert!(log.text.contains("Reports"), "{}", log.text);
    olga.post("/categories/1/removal", &[]).await;
    let page = olga.get("/api-keys").await.text;
    assert!(page.contains("<dd>Reports</dd>"), "{page}");
    olga.post("/categories/1/return", &[]).await;

    test.grant(test.cast.paul, Permission::ManageApiKeys).await;
    test.grant(test.cast.paul, Permission::ManageTickets).await;
    let mut paul = test.signed_in(test.cast.paul).await;
    let page = paul.get("/api-keys").await.text;
    assert!(
        page.contains("one that you do not see") && !page.contains("Reports"),
        "{page}"
    );
    let refused = paul.post("/api-keys", &wanted).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    test.finish().await;
}

#[tokio::test]
async fn a_key_that_is_gone_already_is_told_of_on_the_list() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let wanted = [("name", "Kettle"), ("permissions", "read_tickets")];
    olga.post("/api-keys", &wanted).await;
    olga.post("/api-keys/1/deletion", &[]).await;
    for act in ["deletion", "revocation"] {
        let again = olga.post(&format!("/api-keys/1/{act}"), &[]).await;
        assert_eq!(again.location(), "/api-keys", "{act}");
        let page = olga.get("/api-keys").await.text;
        let gone = "There is no such API key: somebody may have deleted it already.";
        assert!(page.contains(gone), "{act}: {page}");
    }
    test.finish().await;
}

#[tokio::test]
async fn loading_the_page_of_a_new_key_again_makes_no_second_key() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let page = olga.get("/api-keys").await.text;
    let submission = page.split("name=\"submission\" value=\"").nth(1).unwrap();
    let submission = submission.split('"').next().unwrap();
    let fields = [
        ("submission", submission),
        ("name", "Form"),
        ("permissions", "create_ticket"),
    ];
    let first = olga.post("/api-keys", &fields).await;
    assert!(first.text.contains("created-key-secret"));
    let again = olga.post("/api-keys", &fields).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(
        again.text.contains("has been created already")
            && !again.text.contains("created-key-secret")
    );
    assert!(
        again.text.contains("/api-keys/1/revocation")
            && !again.text.contains("/api-keys/2/revocation")
    );
    assert_ne!(
        first
            .text
            .split("name=\"submission\"")
            .nth(1)
            .map(|rest| &rest[..60]),
        page.split("name=\"submission\"")
            .nth(1)
            .map(|rest| &rest[..60]),
        "the next key has a form of its own"
    );
    test.finish().await;
}

#[tokio::test]
async fn who_may_do_nothing_that_a_key_can_do_is_told_so_in_place_of_the_form() {
    let test = desk().await;
    test.grant(test.cast.paul, Permission::ViewPanel).await;
    test.grant(test.cast.paul, Permission::ManageApiKeys).await;
    let mut paul = test.signed_in(test.cast.paul).await;
    let page = paul.get("/api-keys").await.text;
    assert!(page.contains("A key can be given only what you may do yourself"));
    assert!(!page.contains("name=\"permissions\"") && !page.contains("action=\"/api-keys\""));
    test.grant(test.cast.paul, Permission::ViewTickets).await;
    let page = paul.get("/api-keys").await.text;
    assert!(page.contains("value=\"read_tickets\""), "{page}");
    test.finish().await;
}
