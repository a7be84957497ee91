//! Members and blocks over the API.

use discord_simulator::faults::{Effect, Fault};
use rustmail::models::api_key::Scope;
use serde_json::{Value, json};

use super::asker::{Asker, desk};

const OPEN: &str =
    "mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ticket { number } } }";
const BLOCK: &str =
    "mutation ($input: BlockMemberInput!) { blockMember(input: $input) { block { id } } }";
const MEMBERS: &str = "query ($first: Int, $last: Int, $after: String) { members(first: $first, last: $last, after: $after) {
    nodes { user { username } ticketCount openTicket { number } block { reason } }
    pageInfo { hasNextPage hasPreviousPage endCursor } } }";

fn names(answer: &Value, path: &str) -> Vec<String> {
    let nodes = answer.pointer(path).unwrap().as_array().unwrap();
    let name = |node: &Value| node["user"]["username"].as_str().unwrap().to_owned();
    nodes.iter().map(name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn members_come_in_pages_with_what_is_known_of_them() {
    let desk = desk().await;
    let everything = [Scope::CreateTicket, Scope::ReadTickets, Scope::UpdateTicket];
    let shop = Asker::program(&desk.app, &everything).await;
    for member in [desk.cast.mia, desk.cast.max] {
        let input = json!({ "input": { "memberId": member.to_string() } });
        shop.ask(OPEN, input).await;
    }
    let (mia, max) = (desk.cast.mia.to_string(), desk.cast.max.to_string());
    let input = json!({ "input": { "memberId": max, "reason": "Spam" } });
    shop.ask(BLOCK, input).await;

    let all = shop.ask(MEMBERS, json!({})).await;
    assert_eq!(names(&all, "/members/nodes"), ["max", "mia"]);
    let newest = &all["members"]["nodes"][0];
    assert_eq!(newest["openTicket"]["number"], 2);
    assert_eq!(
        (&newest["ticketCount"], &newest["block"]["reason"]),
        (&json!(1), &json!("Spam"))
    );
    let first = shop.ask(MEMBERS, json!({ "first": 1 })).await;
    let after = &first["members"]["pageInfo"]["endCursor"];
    let rest = shop
        .ask(MEMBERS, json!({ "first": 1, "after": after }))
        .await;
    assert_eq!(names(&rest, "/members/nodes"), ["mia"]);
    assert_eq!(rest["members"]["pageInfo"]["hasNextPage"], false);
    let last = shop.ask(MEMBERS, json!({ "last": 1 })).await;
    assert_eq!(names(&last, "/members/nodes"), ["mia"]);

    let found = "query ($text: String!) { searchMembers(text: $text) { user { username } } }";
    for text in ["MI", &mia] {
        let found = shop.ask(found, json!({ "text": text })).await;
        assert_eq!(names(&found, "/searchMembers"), ["mia"], "{text}");
    }
    let one = "query ($id: Snowflake!) { member(id: $id) { ticketCount } }";
    let known = shop.ask(one, json!({ "id": mia })).await;
    assert_eq!(known["member"]["ticketCount"], 1);
    let unknown = shop.ask(one, json!({ "id": "999" })).await;
    assert_eq!(unknown["member"], Value::Null);
    let membership =
        "query ($id: Snowflake!) { membership(memberId: $id) { joinedAt nickname roles } }";
    let inside = shop.ask(membership, json!({ "id": mia })).await;
    assert!(inside["membership"]["joinedAt"].is_string(), "{inside}");
    assert_eq!(inside["membership"]["roles"], json!([]));
    let unknown = shop.ask(membership, json!({ "id": "999" })).await;
    assert_eq!(unknown["membership"], Value::Null);
    let route = format!("/guilds/*/members/{mia}");
    let (status, code, message) = (500, 0, "broken".to_owned());
    let broken = Effect::Refuse {
        status,
        code,
        message,
    };
    desk.discord.fault(Fault::on("GET", &route, broken));
    let silent = shop.code(membership, json!({ "id": mia })).await;
    assert_eq!(silent, "DISCORD_SILENT");
    desk.discord.clear_faults();
    // A program in a loop does not take from the others what Discord allows.
    let asked = |number| format!("m{number}: membership(memberId: \"{mia}\") {{ nickname }}");
    let often: String = (0..40).map(asked).collect();
    let refused = shop.code(&format!("{{ {often} }}"), json!({})).await;
    assert_eq!(refused, "TOO_OFTEN");
    let blocks = "{ blocks { nodes { reason member { username } } } }";
    let blocks = shop.ask(blocks, json!({})).await;
    let expected = json!([{ "reason": "Spam", "member": { "username": "max" } }]);
    assert_eq!(blocks["blocks"]["nodes"], expected);
    let opener = Asker::program(&desk.app, &[Scope::CreateTicket]).await;
    assert_eq!(opener.code(MEMBERS, json!({})).await, "FORBIDDEN");
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_brings_along_tickets_blocks_and_the_age_of_the_account() {
    let desk = desk().await;
    let scopes = [Scope::CreateTicket, Scope::ReadTickets, Scope::UpdateTicket];
    let shop = Asker::program(&desk.app, &scopes).await;
    let mia = desk.cast.mia.to_string();
    for _ in 0..3 {
        let create =
            "mutation ($m: Snowflake!) { createTicket(input: { memberId: $m }) { ticket { id } } }";
        shop.ask(create, json!({ "m": mia })).await;
        let block = "mutation ($m: Snowflake!) { blockMember(input: { memberId: $m, closesTicket: true }) { block { id } } }";
        let block = shop.ask(block, json!({ "m": mia })).await;
        let id = &block["blockMember"]["block"]["id"];
        let lift = "mutation ($b: ID!) { liftBlock(input: { blockId: $b }) { block { id } } }";
        shop.ask(lift, json!({ "b": id })).await;
    }
    let member = "query ($m: Snowflake!, $after: String) { member(id: $m) {
        accountCreatedAt user { avatarUrl } blocks { liftedBy }
        tickets(first: 2, after: $after) { nodes { number transcriptUrl(format: TEXT) presence { name } }
            pageInfo { hasNextPage endCursor } } } }";
    let first = shop.ask(member, json!({ "m": mia })).await;
    let first = &first["member"];
    assert!(first["accountCreatedAt"].is_string(), "{first}");
    assert_eq!(first["blocks"].as_array().unwrap().len(), 3);
    let tickets = &first["tickets"];
    assert_eq!(tickets["nodes"][0]["number"], 3);
    assert_eq!(tickets["nodes"][0]["presence"], json!([]));
    let transcript = tickets["nodes"][1]["transcriptUrl"].as_str().unwrap();
    assert!(transcript.ends_with("/tickets/2/transcript.txt"));
    assert_eq!(tickets["pageInfo"]["hasNextPage"], true);
    let after = &tickets["pageInfo"]["endCursor"];
    let rest = shop.ask(member, json!({ "m": mia, "after": after })).await;
    let rest = &rest["member"]["tickets"];
    assert_eq!(rest["nodes"][0]["number"], 1);
    assert_eq!(rest["pageInfo"]["hasNextPage"], false);
    desk.finish().await;
}
