//! What people are writing, and how much waits for them, over the API.

use diesel_async::SimpleAsyncConnection as _;
use rustmail::models::api_key::Scope;
use serde_json::{Value, json};

use super::asker::{Asker, desk, text};

const CREATE: &str = "mutation ($member: Snowflake!) {
    createTicket(input: { memberId: $member }) { ticket { id } } }";
const KEEP: &str = "mutation ($input: KeepDraftInput!) { keepDraft(input: $input) {
    ticket { draft { kind content lastSeenMessageId snippet { key } version } } changed userErrors { code field } } }";
const DISCARD: &str = "mutation ($input: DiscardDraftInput!) { discardDraft(input: $input) {
    ticket { draft { content } } changed userErrors { code field } } }";
const DRAFTS: &str = "{ tickets(first: 5) { nodes { draft { content } } } }";
const COUNTS: &str =
    "{ viewer { ticketCounts { open waitingOnStaff waitingOnMember own unassigned } } }";

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_kept_for_its_writer_alone_until_it_is_discarded() {
    let desk = desk().await;
    let sam = Asker::person(&desk.app, (desk.cast.sam, "sam"), &[desk.cast.agents]).await;
    let sue = Asker::person(&desk.app, (desk.cast.sue, "sue"), &[desk.cast.agents]).await;
    let scopes = [Scope::CreateTicket, Scope::ReadTickets, Scope::UpdateTicket];
    let shop = Asker::program(&desk.app, &scopes).await;
    let member = json!({ "member": desk.cast.mia.to_string() });
    let ticket = text(&sam.ask(CREATE, member).await, "/createTicket/ticket/id");
    let keep = |content: &str, more: Value| {
        let mut input = json!({ "ticketId": ticket, "kind": "NOTE", "content": content });
        input
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({ "input": input })
    };
    let kept = sam.ask(KEEP, keep("Half a thought", json!({}))).await["keepDraft"].clone();
    let draft = &kept["ticket"]["draft"];
    assert_eq!(
        (&draft["kind"], &draft["content"]),
        (&json!("NOTE"), &json!("Half a thought"))
    );
    assert!(draft["lastSeenMessageId"].is_string() && draft["snippet"].is_null());
    let of = async |asker: &Asker| asker.ask(DRAFTS, json!({})).await["tickets"]["nodes"].clone();
    assert_eq!(
        of(&sam).await,
        json!([{ "draft": { "content": "Half a thought" } }])
    );
    for asker in [&sue, &shop] {
        assert_eq!(of(asker).await, json!([{ "draft": null }]));
    }
    assert_eq!(kept["changed"], true);
    let again = sam.ask(KEEP, keep("Half a thought", json!({}))).await;
    assert_eq!(again["keepDraft"]["changed"], false);
    let file = format!(
        "INSERT INTO unsent_files (user_id, ticket_id, name, media_type, size, object_key)
         SELECT {}, id, 'plan.pdf', 'application/pdf', 7, 'nowhere' FROM tickets",
        desk.cast.sam
    );
    desk.app
        .db()
        .await
        .unwrap()
        .batch_execute(&file)
        .await
        .unwrap();
    let files = "{ tickets(first: 1) { nodes { draft { files { name mediaType size } } } } }";
    let files = sam.ask(files, json!({})).await;
    assert_eq!(
        files["tickets"]["nodes"][0]["draft"]["files"],
        json!([{ "name": "plan.pdf", "mediaType": "application/pdf", "size": 7 }])
    );
    let longer = sam.ask(KEEP, keep(&"x".repeat(10_001), json!({}))).await;
    assert_eq!(longer["keepDraft"]["userErrors"][0]["code"], "TOO_LONG");
    let wrong = keep("More", json!({ "lastSeenMessageId": ticket }));
    let wrong = sam.ask(KEEP, wrong).await;
    assert_eq!(
        wrong["keepDraft"]["userErrors"],
        json!([{ "code": "INVALID", "field": "lastSeenMessageId" }])
    );
    assert_eq!(shop.code(KEEP, keep("x", json!({}))).await, "FORBIDDEN");
    let discard = json!({ "input": { "ticketId": ticket } });
    sue.ask(DISCARD, discard.clone()).await;
    assert_eq!(
        of(&sam).await,
        json!([{ "draft": { "content": "Half a thought" } }])
    );
    let gone = sam.ask(DISCARD, discard.clone()).await;
    assert_eq!(gone["discardDraft"]["ticket"]["draft"], Value::Null);
    assert_eq!(gone["discardDraft"]["changed"], true);
    let nothing = sam.ask(DISCARD, discard).await;
    assert_eq!(nothing["discardDraft"]["changed"], false);
    // What says nothing was not kept before and is not now.
    let blank = sam.ask(KEEP, keep(" ", json!({}))).await;
    assert_eq!(blank["keepDraft"]["changed"], false);
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_another_one_replaced_is_neither_replaced_nor_discarded_unseen() {
    let desk = desk().await;
    let sam = Asker::person(&desk.app, (desk.cast.sam, "sam"), &[desk.cast.agents]).await;
    let member = json!({ "member": desk.cast.mia.to_string() });
    let ticket = text(&sam.ask(CREATE, member).await, "/createTicket/ticket/id");
    let keep = |content: &str, expected: Value| {
        json!({ "input": {
            "ticketId": ticket, "kind": "REPLY", "content": content, "expectedVersion": expected,
        } })
    };
    let first = sam.ask(KEEP, keep("First", Value::Null)).await;
    let first = first["keepDraft"]["ticket"]["draft"]["version"].clone();
    let second = sam.ask(KEEP, keep("Second", first.clone())).await;
    let second = second["keepDraft"]["ticket"]["draft"]["version"].clone();
    assert!(first.is_string() && second.is_string() && first != second);
    let changed = json!([{ "code": "CHANGED_MEANWHILE", "field": null }]);
    for expected in [Value::Null, first.clone()] {
        let refused = sam.ask(KEEP, keep("Third", expected.clone())).await;
        assert_eq!(refused["keepDraft"]["userErrors"], changed, "{expected}");
        let input = json!({ "input": { "ticketId": ticket, "expectedVersion": expected } });
        let refused = sam.ask(DISCARD, input).await;
        assert_eq!(refused["discardDraft"]["userErrors"], changed, "{expected}");
    }
    let wrong = sam.ask(KEEP, keep("Third", json!("first"))).await;
    assert_eq!(
        wrong["keepDraft"]["userErrors"],
        json!([{ "code": "INVALID", "field": "expectedVersion" }])
    );
    let found = sam.ask(DRAFTS, json!({})).await["tickets"]["nodes"].clone();
    assert_eq!(found, json!([{ "draft": { "content": "Second" } }]));
    let input = json!({ "input": { "ticketId": ticket, "expectedVersion": second } });
    let gone = sam.ask(DISCARD, input).await;
    assert_eq!(gone["discardDraft"]["ticket"]["draft"], Value::Null);
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_counted_as_the_list_counts_it() {
    let desk = desk().await;
    let sam = Asker::person(&desk.app, (desk.cast.sam, "sam"), &[desk.cast.agents]).await;
    let stranger = Asker::person(&desk.app, (desk.cast.max, "max"), &[]).await;
    let scopes = [Scope::CreateTicket];
    let writer = Asker::program(&desk.app, &scopes).await;
    let member = json!({ "member": desk.cast.mia.to_string() });
    let ticket = text(&sam.ask(CREATE, member).await, "/createTicket/ticket/id");
    let counts = async || sam.ask(COUNTS, json!({})).await["viewer"]["ticketCounts"].clone();
    let before = counts().await;
    assert_eq!((&before["open"], &before["own"]), (&json!(1), &json!(0)));
    let take = "mutation ($id: ID!) { takeTicket(input: { ticketId: $id }) { changed } }";
    sam.ask(take, json!({ "id": ticket })).await;
    let after = counts().await;
    assert_eq!(
        (&after["own"], &after["unassigned"]),
        (&json!(1), &json!(0))
    );
    for asker in [&stranger, &writer] {
        let found = asker.ask(COUNTS, json!({})).await;
        assert_eq!(found["viewer"]["ticketCounts"], Value::Null, "{found}");
    }
    desk.finish().await;
}
