//! Blocking members over the API.

use rustmail::models::api_key::Scope;
use serde_json::{Value, json};

use super::asker::{Asker, desk, text};

const BLOCK: &str = "mutation ($input: BlockMemberInput!) { blockMember(input: $input) {
    block { id reason expiresAt endedAt member { username } placedBy { kind name } messagesRefused }
    userErrors { code field } } }";
const LIFT: &str = "mutation ($input: LiftBlockInput!) { liftBlock(input: $input) {
    block { endedAt liftedBy } userErrors { code field } } }";
const CREATE: &str = "mutation ($member: Snowflake!) { createTicket(input: { memberId: $member }) {
    ticket { id memberBlock { id } } userErrors { code } } }";

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_member_gets_no_ticket_until_the_block_is_lifted() {
    let desk = desk().await;
    let scopes = [Scope::CreateTicket, Scope::ReadTickets, Scope::UpdateTicket];
    let shop = Asker::program(&desk.app, &scopes).await;
    let mia = desk.cast.mia.to_string();
    let input = json!({ "memberId": mia, "reason": "Insults", "lasts": "30d" });
    let blocked = &shop.ask(BLOCK, json!({ "input": input })).await["blockMember"];
    let block = &blocked["block"];
    assert_eq!(block["member"]["username"], "mia", "{blocked:#}");
    assert_eq!(
        block["placedBy"],
        json!({ "kind": "API_KEY", "name": "The shop" })
    );
    assert!(block["expiresAt"].is_string() && block["endedAt"].is_null());
    let create = || json!({ "member": mia });
    let refused = &shop.ask(CREATE, create()).await["createTicket"];
    assert_eq!(refused["userErrors"], json!([{ "code": "MEMBER_BLOCKED" }]));
    let lift = json!({ "input": { "blockId": text(block, "/id") } });
    let lifted = &shop.ask(LIFT, lift.clone()).await["liftBlock"];
    assert_eq!(lifted["block"]["liftedBy"], "The shop");
    let again = &shop.ask(LIFT, lift).await["liftBlock"];
    let ended = json!([{ "code": "BLOCK_ENDED", "field": "blockId" }]);
    assert_eq!(again["userErrors"], ended);
    let created = &shop.ask(CREATE, create()).await["createTicket"];
    assert_eq!(created["userErrors"], json!([]));
    assert_eq!(created["ticket"]["memberBlock"], Value::Null);
    shop.ask(BLOCK, json!({ "input": { "memberId": mia } }))
        .await;
    let shown = shop.ask(
        "{ tickets(first: 1) { nodes { memberBlock { reason } } } }",
        json!({}),
    );
    let shown = shown.await;
    assert!(shown["tickets"]["nodes"][0]["memberBlock"].is_object());
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_is_updated_and_closes_the_ticket_when_that_is_asked_for() {
    const AGAIN: &str =
        "mutation ($input: PlaceBlockAgainInput!) { placeBlockAgain(input: $input) {
        block { id } userErrors { code } } }";
    const LIFT_ONE: &str = "mutation ($input: LiftBlockInput!) { liftBlock(input: $input) {
        userErrors { code } } }";
    const UPDATE: &str = "mutation ($input: UpdateBlockInput!) { updateBlock(input: $input) {
        block { reason expiresAt version } userErrors { code field } } }";
    let desk = desk().await;
    let scopes = [Scope::CreateTicket, Scope::ReadTickets, Scope::UpdateTicket];
    let shop = Asker::program(&desk.app, &scopes).await;
    let mia = desk.cast.mia.to_string();
    shop.ask(CREATE, json!({ "member": mia })).await;
    let input = json!({ "memberId": mia, "reason": "Insults", "closesTicket": true });
    let blocked = &shop.ask(BLOCK, json!({ "input": input })).await["blockMember"];
    let id = text(blocked, "/block/id");
    let states = "{ tickets(first: 5) { nodes { state } } }";
    let states = shop.ask(states, json!({})).await;
    assert_eq!(states["tickets"]["nodes"], json!([{ "state": "CLOSED" }]));

    let update = async |mut input: Value| {
        input["blockId"] = json!(id);
        let updated = shop.ask(UPDATE, json!({ "input": input })).await;
        updated["updateBlock"].clone()
    };
    let lasting = update(json!({ "lasts": "2h", "basedOn": 1 })).await;
    assert!(lasting["block"]["expiresAt"].is_string(), "{lasting}");
    assert_eq!(lasting["block"]["reason"], "Insults", "it was left out");
    let outdated = update(json!({ "reason": "Spam", "basedOn": 1 })).await;
    assert_eq!(outdated["userErrors"][0]["code"], "BLOCK_OUTDATED");
    let for_good = update(json!({ "forGood": true, "reason": null, "basedOn": 2 })).await;
    assert_eq!(
        for_good["block"],
        json!({ "reason": null, "expiresAt": null, "version": 3 })
    );
    let both = update(json!({ "forGood": true, "lasts": "2h", "basedOn": 3 })).await;
    assert_eq!(both["userErrors"][0]["code"], "BLOCK_FOR_GOOD_AND_TIME");
    let id = json!({ "input": { "blockId": id } });
    let again = async || {
        let placed = shop.ask(AGAIN, id.clone()).await;
        placed["placeBlockAgain"].clone()
    };
    assert_eq!(again().await["userErrors"][0]["code"], "CHANGED_MEANWHILE");
    shop.ask(LIFT_ONE, id.clone()).await;
    assert!(again().await["block"]["id"].is_string());
    let robot = json!({ "memberId": desk.cast.bot.user_id.to_string() });
    let robot = &shop.ask(BLOCK, json!({ "input": robot })).await["blockMember"];
    assert_eq!(robot["userErrors"][0]["code"], "IS_A_BOT");
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nonsense_is_refused_beside_its_field_and_readers_block_nobody() {
    let desk = desk().await;
    let shop = Asker::program(&desk.app, &[Scope::UpdateTicket]).await;
    let mia = desk.cast.mia.to_string();
    let cases = [
        (json!({ "memberId": mia, "lasts": "soon" }), "INVALID"),
        (
            json!({ "memberId": mia, "lasts": "9999d" }),
            "BLOCK_TOO_LONG",
        ),
        (json!({ "memberId": "123456789012345678" }), "UNKNOWN_USER"),
        (
            json!({ "memberId": mia, "reason": "x".repeat(1_001) }),
            "TOO_LONG",
        ),
    ];
    for (input, code) in cases {
        let answer = &shop.ask(BLOCK, json!({ "input": input })).await["blockMember"];
        assert_eq!(answer["userErrors"][0]["code"], code, "{input}");
    }
    let reader = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    let input = json!({ "input": { "memberId": mia } });
    assert_eq!(reader.code(BLOCK, input).await, "FORBIDDEN");
    let wrong = json!({ "input": { "blockId": "dGlja2V0OjE" } });
    let answer = &shop.ask(LIFT, wrong).await["liftBlock"];
    let field = json!([{ "code": "INVALID", "field": "blockId" }]);
    assert_eq!(answer["userErrors"], field);
    desk.finish().await;
}
