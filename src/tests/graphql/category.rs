//! Categories over the API.

use rustmail::models::api_key::Scope;
use serde_json::{Value, json};

use super::asker::{Asker, desk, text};

const CREATE: &str = "mutation ($input: CreateCategoryInput!) { createCategory(input: $input) {
    category { id name enabled staffRoleIds } userErrors { code field } } }";
const CHANGE: &str = "mutation ($input: ChangeCategoryInput!) { changeCategory(input: $input) {
    category { name emoji staffRoleIds } userErrors { code field } } }";
const SHIFT: &str = "mutation ($input: ShiftCategoryInput!) { shiftCategory(input: $input) {
    category { name } userErrors { code } } }";
const SWITCH: &str = "mutation ($input: SwitchCategoryInput!) { switchCategory(input: $input) {
    category { enabled } userErrors { code } } }";
const BRING_BACK: &str =
    "mutation ($input: BringBackCategoryInput!) { bringBackCategory(input: $input) {
    category { name removedAt enabled } userErrors { code } } }";
const REMOVE: &str = "mutation ($input: RemoveCategoryInput!) { removeCategory(input: $input) {
    category { removedAt } userErrors { code } } }";

async fn names(asker: &Asker) -> Vec<Value> {
    let answer = asker.ask("{ categories { name } }", json!({})).await;
    let categories = answer["categories"].as_array().unwrap();
    categories.iter().map(|one| one["name"].clone()).collect()
}

async fn make(asker: &Asker, name: &str, roles: &[&str]) -> String {
    let category = json!({ "name": name, "staffRoleIds": roles });
    let input = json!({ "input": { "category": category } });
    text(
        &asker.ask(CREATE, input).await,
        "/createCategory/category/id",
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_is_made_changed_ordered_switched_and_removed() {
    let desk = desk().await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    make(&olga, "One", &[]).await;
    let two = make(&olga, "Two", &[]).await;
    let change = json!({ "input": { "categoryId": two, "basedOn": 1, "category": { "name": "Deux", "emoji": "💳" } } });
    let changed = &olga.ask(CHANGE, change).await["changeCategory"]["category"];
    assert_eq!(
        changed,
        &json!({ "name": "Deux", "emoji": "💳", "staffRoleIds": [] })
    );
    let late =
        json!({ "input": { "categoryId": two, "basedOn": 1, "category": { "name": "Zwei" } } });
    let late = &olga.ask(CHANGE, late).await["changeCategory"];
    assert_eq!(
        late["userErrors"],
        json!([{ "code": "CATEGORY_OUTDATED", "field": "basedOn" }])
    );
    let many: Vec<String> = (1..=51).map(|role| role.to_string()).collect();
    let many = json!({ "input": { "category": { "name": "Three", "staffRoleIds": many } } });
    let many = &olga.ask(CREATE, many).await["createCategory"];
    assert_eq!(
        many["userErrors"],
        json!([{ "code": "TOO_MANY_CATEGORY_ROLES", "field": "staffRoleIds" }])
    );
    let up = json!({ "input": { "categoryId": two, "direction": "UP" } });
    olga.ask(SHIFT, up).await;
    assert_eq!(names(&olga).await, ["Deux", "One"]);
    let off = json!({ "input": { "categoryId": two, "enabled": false } });
    let switched = &olga.ask(SWITCH, off).await["switchCategory"]["category"];
    assert_eq!(switched["enabled"], false);
    let input = json!({ "input": { "category": { "name": "one" } } });
    let refused = &olga.ask(CREATE, input).await["createCategory"];
    assert_eq!(
        refused["userErrors"][0],
        json!({ "code": "CATEGORY_NAME_TAKEN", "field": "name" })
    );
    let input = json!({ "input": { "categoryId": two } });
    let removed = &olga.ask(REMOVE, input).await["removeCategory"]["category"];
    assert!(removed["removedAt"].is_string(), "{removed}");
    assert_eq!(names(&olga).await, ["One"]);
    let shelf = "{ removedCategories { name version } }";
    let shelf = olga.ask(shelf, json!({})).await;
    assert_eq!(
        shelf["removedCategories"],
        json!([{ "name": "Deux", "version": 2 }])
    );
    let it = json!({ "input": { "categoryId": two } });
    let returned = &olga.ask(BRING_BACK, it).await["bringBackCategory"];
    assert_eq!(
        returned["category"],
        json!({ "name": "Deux", "removedAt": null, "enabled": false })
    );
    assert_eq!(names(&olga).await, ["Deux", "One"]);
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_see_a_category_does_not_hear_of_it() {
    let desk = desk().await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    make(&olga, "Open", &[]).await;
    make(&olga, "Legal", &["777"]).await;
    let sam = Asker::person(&desk.app, (desk.cast.sam, "sam"), &[desk.cast.agents]).await;
    let shop = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    assert_eq!(names(&sam).await, ["Open"]);
    assert_eq!(names(&shop).await, ["Open"]);
    assert_eq!(names(&olga).await, ["Open", "Legal"]);
    let input = json!({ "input": { "category": { "name": "Mine" } } });
    assert_eq!(sam.code(CREATE, input).await, "FORBIDDEN");
    desk.finish().await;
}
