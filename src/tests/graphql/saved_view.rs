//! Saved views over the API.

use rustmail::models::api_key::Scope;
use serde_json::{Value, json};

use super::asker::{Asker, desk, text};

const SAVE: &str = "mutation ($input: SaveViewInput!) { saveView(input: $input) {
    view { id name query url } userErrors { code field } } }";
const RENAME: &str = "mutation ($input: RenameViewInput!) { renameView(input: $input) {
    view { name } userErrors { code field } } }";
const UPDATE: &str = "mutation ($input: UpdateViewInput!) { updateView(input: $input) {
    view { query } userErrors { code field } } }";
const REMOVE: &str = "mutation ($input: RemoveViewInput!) { removeView(input: $input) {
    removedId userErrors { code field } } }";
const VIEWS: &str = "{ viewer { savedViews { name query } } }";

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_saved_renamed_updated_and_removed_by_its_owner_alone() {
    let desk = desk().await;
    let sam = Asker::person(&desk.app, (desk.cast.sam, "sam"), &[desk.cast.agents]).await;
    let sue = Asker::person(&desk.app, (desk.cast.sue, "sue"), &[desk.cast.agents]).await;
    let input = json!({ "input": { "name": "Burning", "query": "?priority=urgent" } });
    let saved = &sam.ask(SAVE, input.clone()).await["saveView"];
    assert_eq!(saved["view"]["query"], "priority=urgent");
    let id = text(saved, "/view/id");
    let taken = &sam.ask(SAVE, input).await["saveView"];
    assert_eq!(
        taken["userErrors"],
        json!([{ "code": "SAVED_VIEW_NAME_TAKEN", "field": "name" }])
    );
    let rename = json!({ "input": { "viewId": id, "name": "Calm" } });
    sam.ask(RENAME, rename.clone()).await;
    let update = json!({ "input": { "viewId": id, "query": "tag=calm" } });
    sam.ask(UPDATE, update.clone()).await;
    let views = sam.ask(VIEWS, json!({})).await;
    assert_eq!(
        views["viewer"]["savedViews"],
        json!([{ "name": "Calm", "query": "tag=calm" }])
    );
    // Whoever undoes it undoes nothing that was saved since.
    for (expected, errors) in [
        (
            "priority=urgent",
            json!([{ "code": "CHANGED_MEANWHILE", "field": null }]),
        ),
        ("?tag=calm", json!([])),
    ] {
        let mut undo = update.clone();
        undo["input"]["query"] = json!("priority=low");
        undo["input"]["expectedQuery"] = json!(expected);
        let undone = sam.ask(UPDATE, undo).await;
        assert_eq!(undone["updateView"]["userErrors"], errors, "{expected}");
    }
    let not_found = json!([{ "code": "SAVED_VIEW_NOT_FOUND", "field": "viewId" }]);
    let remove = json!({ "input": { "viewId": id } });
    for (mutation, input) in [(RENAME, &rename), (UPDATE, &update), (REMOVE, &remove)] {
        let refused = sue.ask(mutation, input.clone()).await;
        let refused = refused.as_object().unwrap().values().next().unwrap();
        assert_eq!(refused["userErrors"], not_found);
    }
    let removed = &sam.ask(REMOVE, remove).await["removeView"];
    assert_eq!(removed["removedId"], Value::String(id));
    let shop = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    for asker in [&sam, &shop] {
        let views = asker.ask(VIEWS, json!({})).await;
        assert_eq!(views["viewer"]["savedViews"], json!([]));
    }
    desk.finish().await;
}
