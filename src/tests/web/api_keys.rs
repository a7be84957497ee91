//! The API keys page.

use axum::http::StatusCode;
use rustmail::error::{Error, Refusal, Unauthenticated};
use rustmail::models::actor::Actor;
use rustmail::models::api_key::ApiKey;

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
