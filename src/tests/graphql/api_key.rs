//! API keys over the API.

use rustmail::models::api_key::Scope;
use serde_json::{Value, json};

use super::asker::{Asker, desk, idle_desk, text};

const CREATE: &str = "mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) {
    apiKey { id name prefix scopes createdBy { username } expiresAt revokedAt } secret
    userErrors { code field message } } }";
const REVOKE: &str = "mutation ($id: ID!) { revokeApiKey(input: { apiKeyId: $id }) { apiKeyId userErrors { code field } } }";
const DELETE: &str = "mutation ($id: ID!) { deleteApiKey(input: { apiKeyId: $id }) { apiKeyId userErrors { code field } } }";
const LIST: &str = "query ($first: Int, $after: String) { apiKeys(first: $first, after: $after) {
    edges { cursor node { id name revokedAt lastUsedFrom } } pageInfo { hasNextPage hasPreviousPage } } }";

#[tokio::test(flavor = "multi_thread")]
async fn a_person_creates_a_key_that_works_until_it_is_revoked_and_deleted() {
    let desk = desk().await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let input = json!({ "name": "Shop", "scopes": ["READ_TICKETS"], "idempotencyKey": "one" });
    let created = &olga.ask(CREATE, json!({ "input": input })).await["createApiKey"];
    assert_eq!(created["apiKey"]["createdBy"]["username"], "olga");
    let secret = text(created, "/secret");
    assert!(secret.starts_with(&text(created, "/apiKey/prefix")));
    let again = &olga.ask(CREATE, json!({ "input": input })).await["createApiKey"];
    assert_eq!(again["apiKey"]["id"], created["apiKey"]["id"]);
    assert_eq!(again["secret"], Value::Null, "the secret is told once");

    let shop = Asker::stranger(&desk.app).with("x-api-key", &secret);
    let viewer = shop
        .ask("{ viewer { apiKey { id name } } }", json!({}))
        .await;
    assert_eq!(viewer["viewer"]["apiKey"]["id"], created["apiKey"]["id"]);
    let id = json!({ "id": text(created, "/apiKey/id") });
    let revoked = &olga.ask(REVOKE, id.clone()).await["revokeApiKey"];
    assert_eq!(revoked["apiKeyId"], created["apiKey"]["id"]);
    assert_eq!(
        shop.code("{ viewer { name } }", json!({})).await,
        "UNAUTHENTICATED"
    );
    olga.ask(DELETE, id.clone()).await;
    let gone = &olga.ask(DELETE, id).await["deleteApiKey"];
    let missing = json!([{ "code": "API_KEY_NOT_FOUND", "field": "apiKeyId" }]);
    assert_eq!(gone["userErrors"], missing);
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_data_and_no_program_makes_itself_a_key() {
    let desk = idle_desk().await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let cases = [
        (json!({ "name": " ", "scopes": ["READ_TICKETS"] }), "name"),
        (json!({ "name": "Shop", "scopes": [] }), "scopes"),
        (
            json!({ "name": "Shop", "scopes": ["READ_TICKETS"], "expiresAt": "2020-01-01T00:00:00Z" }),
            "expiresAt",
        ),
        (
            json!({ "name": "Shop", "scopes": ["READ_TICKETS"], "categoryIds": ["dGlja2V0OjE"] }),
            "categoryIds",
        ),
        (
            json!({ "name": "Shop", "scopes": ["READ_TICKETS"], "idempotencyKey": "" }),
            "idempotencyKey",
        ),
    ];
    for (input, field) in cases {
        let answer = &olga.ask(CREATE, json!({ "input": input })).await["createApiKey"];
        assert_eq!(answer["userErrors"][0]["code"], "INVALID", "{answer:#}");
        assert_eq!(answer["userErrors"][0]["field"], field, "{answer:#}");
        assert!(answer["apiKey"].is_null() && answer["secret"].is_null());
    }
    let input = json!({ "input": { "name": "Shop", "scopes": ["CREATE_TICKET"] } });
    let everything = [Scope::CreateTicket, Scope::ReadTickets, Scope::UpdateTicket];
    let shop = Asker::program(&desk.app, &everything).await;
    let sam = Asker::person(&desk.app, (desk.cast.sam, "sam"), &[desk.cast.agents]).await;
    for nobody in [&shop, &sam] {
        assert_eq!(nobody.code(CREATE, input.clone()).await, "FORBIDDEN");
        assert_eq!(nobody.code(LIST, json!({})).await, "FORBIDDEN");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_come_in_pages_newest_first() {
    let desk = idle_desk().await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    for name in ["First", "Second", "Third"] {
        let input = json!({ "name": name, "scopes": ["CREATE_TICKET"] });
        olga.ask(CREATE, json!({ "input": input })).await;
    }
    let page = &olga.ask(LIST, json!({ "first": 2 })).await["apiKeys"];
    let names = |page: &Value| -> Vec<String> {
        let edges = page["edges"].as_array().unwrap();
        edges.iter().map(|edge| text(edge, "/node/name")).collect()
    };
    assert_eq!(names(page), ["Third", "Second"]);
    assert_eq!(page["pageInfo"]["hasNextPage"], true);
    let after = json!({ "first": 2, "after": text(page, "/edges/1/cursor") });
    let rest = &olga.ask(LIST, after).await["apiKeys"];
    assert_eq!(names(rest), ["First"]);
    assert_eq!(
        rest["pageInfo"],
        json!({ "hasNextPage": false, "hasPreviousPage": true })
    );
}
