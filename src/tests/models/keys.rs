//! API keys: shown once, kept hashed, refused when they should be.

use chrono::TimeDelta;
use rustmail::error::{Refusal, Unauthenticated};
use rustmail::models::actor::Actor;
use rustmail::models::api_key::creating::NewApiKey;
use rustmail::models::api_key::{ApiKey, Scope};
use rustmail::models::permission::{Permission, Permissions};
use secrecy::ExposeSecret as _;

use super::scene::{SAM, Scene, refusal};

fn new_key() -> NewApiKey {
    NewApiKey {
        name: "Website".to_owned(),
        scopes: vec![Scope::CreateTicket],
        expires_at: None,
        category_ids: Vec::new(),
        idempotency_key: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_works_until_it_expires_or_is_revoked() {
    let mut scene = Scene::set().await;
    let admin = scene.staff(SAM, "Sam", Permissions::all());
    let conn = &mut scene.database.conn().await;
    let expires_at = Some(scene.now + TimeDelta::days(1));
    let created = ApiKey::create(
        conn,
        &admin,
        NewApiKey {
            expires_at,
            ..new_key()
        },
    )
    .await
    .unwrap();
    let (key, secret) = (created.key, created.secret.unwrap());
    let secret = secret.expose_secret();
    assert_eq!(secret.len(), "rustmail_".len() + 64);
    assert!(secret.starts_with(&key.prefix));
    let who = ApiKey::authenticate(conn, secret, scene.now, "203.0.113.7")
        .await
        .unwrap();
    assert!(matches!(who, Actor::ApiKey { id, .. } if id == key.id));
    let seen = ApiKey::all(conn, &admin).await.unwrap();
    assert_eq!(seen[0].last_used_from.as_deref(), Some("203.0.113.7"));

    scene.later(24 * 60);
    let expired = ApiKey::authenticate(conn, secret, scene.now, "203.0.113.7").await;
    assert_eq!(
        refusal(expired),
        Refusal::Unauthenticated(Unauthenticated::ExpiredKey)
    );
    ApiKey::revoke(conn, &admin, key.id).await.unwrap();
    let revoked = ApiKey::authenticate(conn, secret, scene.now, "203.0.113.7").await;
    assert_eq!(
        refusal(revoked),
        Refusal::Unauthenticated(Unauthenticated::RevokedKey)
    );
    ApiKey::delete(conn, &admin, key.id).await.unwrap();
    let unknown = ApiKey::authenticate(conn, secret, scene.now, "203.0.113.7").await;
    assert_eq!(
        refusal(unknown),
        Refusal::Unauthenticated(Unauthenticated::UnknownKey)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_secret_is_nowhere_in_the_database() {
    let scene = Scene::set().await;
    let admin = scene.staff(SAM, "Sam", Permissions::all());
    let conn = &mut scene.database.conn().await;
    let created = ApiKey::create(conn, &admin, new_key()).await.unwrap();
    let (key, secret) = (created.key, created.secret.unwrap());
    assert!(!format!("{key:?} {secret:?}").contains(secret.expose_secret()));
    #[derive(diesel::QueryableByName)]
    struct Dump {
        #[diesel(sql_type = diesel::sql_types::Text)]
        row: String,
    }
    let rows: Vec<Dump> = diesel_async::RunQueryDsl::load(
        diesel::sql_query(
            "SELECT api_keys::text AS row FROM api_keys UNION ALL SELECT events::text FROM events",
        ),
        conn,
    )
    .await
    .unwrap();
    assert!(
        rows.iter()
            .all(|dump| !dump.row.contains(&secret.expose_secret()[20..]))
    );
    assert!(rows.len() >= 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_refused_beside_its_field() {
    let scene = Scene::set().await;
    let admin = scene.staff(SAM, "Sam", Permissions::all());
    let past = Some(scene.now);
    let conn = &mut scene.database.conn().await;
    let cases = [
        (
            NewApiKey {
                name: "  ".to_owned(),
                ..new_key()
            },
            "name",
        ),
        (
            NewApiKey {
                name: "a\0b".to_owned(),
                ..new_key()
            },
            "name",
        ),
        (
            NewApiKey {
                name: "x".repeat(101),
                ..new_key()
            },
            "name",
        ),
        (
            NewApiKey {
                scopes: Vec::new(),
                ..new_key()
            },
            "scopes",
        ),
        (
            NewApiKey {
                expires_at: past,
                ..new_key()
            },
            "expires_at",
        ),
    ];
    for (new, wrong) in cases {
        let refused = refusal(ApiKey::create(conn, &admin, new).await);
        assert!(
            matches!(refused, Refusal::Invalid { field, .. } if field == wrong),
            "{refused:?}"
        );
    }
    let agent = scene.staff(
        SAM,
        "Sam",
        [Permission::ManageTickets].into_iter().collect(),
    );
    let refused = refusal(ApiKey::create(conn, &agent, new_key()).await);
    assert_eq!(refused, Refusal::Forbidden("manage_api_keys"));
    let keeper = scene.staff(
        SAM,
        "Sam",
        [Permission::ManageApiKeys].into_iter().collect(),
    );
    for scope in Scope::ALL {
        let scopes = vec![*scope];
        let beyond = ApiKey::create(
            conn,
            &keeper,
            NewApiKey {
                scopes,
                ..new_key()
            },
        )
        .await;
        assert!(
            matches!(refusal(beyond), Refusal::Forbidden(_)),
            "{scope:?} was handed out by somebody who does not hold it"
        );
    }
    assert_eq!(ApiKey::all(conn, &admin).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_key_is_unknown() {
    let scene = Scene::set().await;
    let conn = &mut scene.database.conn().await;
    let almost = format!("rustmail_{}", "g".repeat(64));
    for text in ["", "rustmail_", "x", almost.as_str()] {
        let refused = ApiKey::authenticate(conn, text, scene.now, "::1").await;
        assert_eq!(
            refusal(refused),
            Refusal::Unauthenticated(Unauthenticated::UnknownKey)
        );
    }
}
