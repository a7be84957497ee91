//! What people may do and why, and how the server is, over the API.

use rustmail::models::api_key::Scope;
use serde_json::{Value, json};

use super::asker::{Asker, idle_desk};

const WHY: &str = "query ($id: Snowflake!) { entitlement(userId: $id) {
    user { username } isPresent counts isSuperAdmin roleIds
    permissions { permission reasons { kind roleId impliedBy grant { permission grantedBy { username } } } }
    admissions { category { name } isSeen } } }";

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_may_do_is_told_with_every_reason() {
    let desk = idle_desk().await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let sam = Asker::person(&desk.app, (desk.cast.sam, "sam"), &[desk.cast.agents]).await;
    let give = "mutation ($id: Snowflake!) { giveGrant(input: {subjectKind: USER, subjectId: $id, permissions: [MANAGE_BOT]}) {
        userErrors { code } } }";
    let id = json!({ "id": desk.cast.sam.to_string() });
    olga.ask(give, id.clone()).await;
    let told = &olga.ask(WHY, id.clone()).await["entitlement"];
    assert_eq!(told["user"]["username"], "sam");
    assert_eq!(
        (&told["isPresent"], &told["isSuperAdmin"]),
        (&json!(true), &json!(false))
    );
    let reasons = |permission: &str| -> Value {
        let held = told["permissions"].as_array().unwrap().iter();
        let mut held = held.filter(|held| held["permission"] == permission);
        held.next()
            .map_or(Value::Null, |held| held["reasons"][0].clone())
    };
    assert_eq!(reasons("MANAGE_TICKETS")["kind"], "STAFF_ROLE");
    assert_eq!(
        reasons("MANAGE_TICKETS")["roleId"],
        desk.cast.agents.to_string()
    );
    assert_eq!(
        reasons("MANAGE_BOT")["grant"]["grantedBy"]["username"],
        "olga"
    );
    assert_eq!(reasons("VIEW_TICKETS")["kind"], "IMPLIED");
    assert_eq!(reasons("MANAGE_PERMISSIONS"), Value::Null);

    let unknown = olga.ask(WHY, json!({ "id": "77" })).await;
    assert_eq!(unknown["entitlement"], Value::Null);
    assert_eq!(sam.code(WHY, id.clone()).await, "FORBIDDEN");
    let shop = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    assert_eq!(shop.code(WHY, id).await, "FORBIDDEN");
}

#[tokio::test(flavor = "multi_thread")]
async fn how_the_server_is_is_for_those_who_look_after_the_bot() {
    let desk = idle_desk().await;
    let health = "{ health { postgresVersion databaseSize isLed waitingJobs failedJobs } }";
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let told = &olga.ask(health, json!({})).await["health"];
    assert_eq!(
        (&told["isLed"], &told["failedJobs"]),
        (&json!(false), &json!(0))
    );
    let size: u64 = told["databaseSize"].as_str().unwrap().parse().unwrap();
    assert!(size > 0 && told["postgresVersion"].is_string());
    let sam = Asker::person(&desk.app, (desk.cast.sam, "sam"), &[desk.cast.agents]).await;
    assert_eq!(sam.code(health, json!({})).await, "FORBIDDEN");
}
