//! Snippets over the API.

use rustmail::models::api_key::Scope;
use serde_json::{Value, json};

use super::asker::{Asker, desk, text};

const CREATE: &str = "mutation ($input: CreateSnippetInput!) { createSnippet(input: $input) {
    snippet { id key content version } userErrors { code field } clientMutationId } }";
const CHANGE: &str = "mutation ($input: ChangeSnippetInput!) { changeSnippet(input: $input) {
    snippet { version content versions { number content writtenBy } } userErrors { code field } } }";
const RESTORE: &str = "mutation ($input: RestoreSnippetInput!) { restoreSnippet(input: $input) {
    snippet { version content } userErrors { code field } } }";
const REMOVE: &str = "mutation ($input: SnippetInput!) { removeSnippet(input: $input) {
    snippet { removedAt } userErrors { code field } } }";
const BRING_BACK: &str = "mutation ($input: SnippetInput!) { bringBackSnippet(input: $input) {
    snippet { removedAt } userErrors { code field } } }";
const REPLY: &str = "mutation ($input: ReplyToTicketInput!) { replyToTicket(input: $input) {
    message { content } userErrors { code field } } }";
const LIST: &str =
    "query ($text: String, $first: Int, $last: Int, $after: String, $shelf: SnippetShelf) {
    snippets(text: $text, first: $first, last: $last, after: $after, shelf: $shelf) {
    nodes { key uses } pageInfo { hasNextPage hasPreviousPage endCursor } } }";

fn keys(answer: &Value) -> Vec<&str> {
    let nodes = answer["snippets"]["nodes"].as_array().unwrap();
    nodes
        .iter()
        .map(|node| node["key"].as_str().unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snippet_is_made_changed_restored_and_removed() {
    let desk = desk().await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let input =
        json!({ "input": { "key": "hours", "content": "9 to 5", "clientMutationId": "mine" } });
    let made = &olga.ask(CREATE, input).await["createSnippet"];
    assert_eq!(
        (&made["clientMutationId"], &made["userErrors"]),
        (&json!("mine"), &json!([]))
    );
    let id = text(made, "/snippet/id");

    let change = |content: &str, based_on: i32| {
        json!({ "input": {
        "snippetId": id, "key": "hours", "content": content, "basedOn": based_on } })
    };
    let changed = &olga.ask(CHANGE, change("8 to 4", 1)).await["changeSnippet"];
    let versions = json!([
        { "number": 2, "content": "8 to 4", "writtenBy": "olga" },
        { "number": 1, "content": "9 to 5", "writtenBy": "olga" },
    ]);
    assert_eq!(changed["snippet"]["versions"], versions);
    let late = &olga.ask(CHANGE, change("never", 1)).await["changeSnippet"];
    assert_eq!(
        late["userErrors"][0],
        json!({ "code": "SNIPPET_OUTDATED", "field": "basedOn" })
    );

    let input = json!({ "input": { "snippetId": id, "version": 1 } });
    let restored = &olga.ask(RESTORE, input).await["restoreSnippet"]["snippet"];
    assert_eq!(restored, &json!({ "version": 3, "content": "9 to 5" }));
    let it = json!({ "input": { "snippetId": id } });
    let removed = &olga.ask(REMOVE, it.clone()).await["removeSnippet"];
    assert!(removed["snippet"]["removedAt"].is_string(), "{removed}");
    assert!(keys(&olga.ask(LIST, json!({})).await).is_empty());
    let shelf = json!({ "shelf": "REMOVED" });
    assert_eq!(keys(&olga.ask(LIST, shelf).await), ["hours"]);
    olga.ask(BRING_BACK, it).await;
    assert_eq!(keys(&olga.ask(LIST, json!({})).await), ["hours"]);
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_made_from_a_snippet_is_signed_and_counted() {
    let desk = desk().await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let open =
        "mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ticket { id } } }";
    let input = json!({ "input": { "memberId": desk.cast.mia.to_string() } });
    let ticket = text(&olga.ask(open, input).await, "/createTicket/ticket/id");
    let input = json!({ "input": { "key": "bye", "content": "Bye, {staff}." } });
    let made = &olga.ask(CREATE, input).await["createSnippet"];
    let snippet = text(made, "/snippet/id");
    let reply = |anonymous: bool, snippet: &str| {
        json!({ "input": { "ticketId": ticket, "content": "So long! Bye, {staff}.",
            "anonymous": anonymous, "snippetId": snippet } })
    };
    let said = &olga.ask(REPLY, reply(false, &snippet)).await["replyToTicket"];
    assert_eq!(said["message"]["content"], "So long! Bye, olga.");
    let said = &olga.ask(REPLY, reply(true, &snippet)).await["replyToTicket"];
    let content = said["message"]["content"].as_str().unwrap();
    assert!(!content.contains("olga") && !content.contains("{staff}"));
    let list = olga.ask(LIST, json!({})).await;
    assert_eq!(list["snippets"]["nodes"][0]["uses"], 2);
    let wrong = &olga.ask(REPLY, reply(false, &ticket)).await["replyToTicket"];
    assert_eq!(wrong["userErrors"][0]["field"], "snippetId");
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn snippets_come_in_pages_and_only_to_who_may_read_them() {
    let desk = desk().await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    for key in ["b", "a", "c"] {
        let input = json!({ "input": { "key": key, "content": "Something" } });
        olga.ask(CREATE, input).await;
    }
    let taken = json!({ "input": { "key": "A", "content": "x" } });
    let taken = &olga.ask(CREATE, taken).await["createSnippet"]["userErrors"][0];
    assert_eq!(
        taken,
        &json!({ "code": "SNIPPET_KEY_TAKEN", "field": "key" })
    );

    let shop = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    let first = shop.ask(LIST, json!({ "first": 2 })).await;
    assert_eq!(keys(&first), ["a", "b"]);
    let end = text(&first, "/snippets/pageInfo/endCursor");
    let rest = shop.ask(LIST, json!({ "first": 2, "after": end })).await;
    assert_eq!(keys(&rest), ["c"]);
    assert_eq!(rest["snippets"]["pageInfo"]["hasPreviousPage"], true);
    assert_eq!(
        keys(&shop.ask(LIST, json!({ "last": 2 })).await),
        ["b", "c"]
    );

    let input = json!({ "input": { "key": "d", "content": "x" } });
    assert_eq!(shop.code(CREATE, input).await, "FORBIDDEN");
    let opener = Asker::program(&desk.app, &[Scope::CreateTicket]).await;
    assert_eq!(opener.code(LIST, json!({})).await, "FORBIDDEN");
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_replies_with_a_snippet() {
    let desk = desk().await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let input = json!({ "input": { "key": "hello", "content": "Hello {member}!" } });
    olga.ask(CREATE, input).await;
    let everything = [Scope::CreateTicket, Scope::ReadTickets, Scope::UpdateTicket];
    let shop = Asker::program(&desk.app, &everything).await;
    let open =
        "mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ticket { id } } }";
    let input = json!({ "input": { "memberId": desk.cast.mia.to_string() } });
    let ticket = text(&shop.ask(open, input).await, "/createTicket/ticket/id");
    let reply = "mutation ($input: ReplyToTicketInput!) { replyToTicket(input: $input) {
        message { content snippetKey } userErrors { code field } } }";
    let say = |content: &str| json!({ "input": { "ticketId": ticket, "content": content } });
    let said = shop.ask(reply, say("{{hello}}")).await;
    let expected = json!({ "content": "Hello mia!", "snippetKey": "hello" });
    assert_eq!(said["replyToTicket"]["message"], expected);
    let slip = shop.ask(reply, say("{{helo}}")).await;
    let expected = json!([{ "code": "NO_SNIPPET_OF_KEY", "field": "content" }]);
    assert_eq!(slip["replyToTicket"]["userErrors"], expected);
    desk.finish().await;
}
