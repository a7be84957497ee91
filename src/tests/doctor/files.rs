//! What a bucket's service says is told in one line.

use axum::Router;
use axum::http::StatusCode;
use rustmail::config::attachments::{AttachmentsConfig, BucketConfig};
use rustmail::doctor::files::try_store;
use rustmail::doctor::finding::Reason;
use secrecy::SecretString;
use tokio::net::TcpListener;
use url::Url;

/// What Amazon answers about a bucket that there is not.
const NO_BUCKET: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message><BucketName>files</BucketName></Error>"#;

fn bucket_at(address: std::net::SocketAddr) -> AttachmentsConfig {
    AttachmentsConfig::S3(BucketConfig {
        bucket: "files".to_owned(),
        region: "eu-west-3".to_owned(),
        endpoint: Some(Url::parse(&format!("http://{address}")).unwrap()),
        access_key_id: "us".to_owned(),
        secret_access_key: SecretString::from("secret"),
    })
}

async fn reason_of(store: &AttachmentsConfig) -> String {
    match try_store(store).await {
        Err(Reason::Said(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn why_a_bucket_takes_nothing_is_told_in_its_own_words() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let store = bucket_at(listener.local_addr().unwrap());
    let service = Router::new().fallback(|| async { (StatusCode::NOT_FOUND, NO_BUCKET) });
    let serving = tokio::spawn(axum::serve(listener, service).into_future());
    assert_eq!(
        reason_of(&store).await,
        "404 Not Found, The specified bucket does not exist"
    );
    serving.abort();
}

#[tokio::test]
async fn a_service_that_is_not_there_is_told_without_what_was_tried() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let store = bucket_at(listener.local_addr().unwrap());
    drop(listener);
    let reason = reason_of(&store).await;
    assert!(reason.starts_with("Connection refused"), "{reason}");
}
