//! Settings and the bot over the API.

use rustmail::models::api_key::Scope;
use serde_json::json;

use super::asker::{Asker, idle_desk, text};
use crate::support::test_app::{Setup, TestApp};

const CONFIGURATION: &str = "{ configuration { version settings { key value fileValue isChanged }
    history(first: 5) { number author rolledBackTo changes { key old new } } } }";
const CHANGE: &str = "mutation ($input: ChangeSettingsInput!) { changeSettings(input: $input) {
    configuration { version } userErrors { code field message } clientMutationId } }";
const ROLL_BACK: &str =
    "mutation ($input: RollBackSettingsInput!) { rollBackSettings(input: $input) {
    configuration { version } userErrors { code } } }";
const BOT: &str = "{ bot { username isWanted maintenanceSince maintenanceNotice } }";

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_changed_told_and_gone_back_to() {
    let desk = idle_desk().await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let settings = json!([{ "key": "command.prefix", "value": "?" }]);
    let input = json!({ "version": 0, "settings": settings, "clientMutationId": "mine" });
    let changed = olga.ask(CHANGE, json!({ "input": input })).await;
    assert_eq!(
        changed["changeSettings"],
        json!({ "configuration": { "version": 1 }, "userErrors": [], "clientMutationId": "mine" })
    );
    assert_eq!(desk.app.settings().prefix, "?");

    let told = &olga.ask(CONFIGURATION, json!({})).await["configuration"];
    let prefix =
        json!({ "key": "command.prefix", "value": "?", "fileValue": "!", "isChanged": true });
    assert!(
        told["settings"].as_array().unwrap().contains(&prefix),
        "{told:#}"
    );
    assert_eq!(
        told["history"],
        json!([{ "number": 1, "author": "olga", "rolledBackTo": null,
            "changes": [{ "key": "command.prefix", "old": "!", "new": "?" }] }])
    );
    for (settings, code) in [
        (
            json!([{ "key": "command.prefix", "value": "$" }]),
            "SETTINGS_MOVED",
        ),
        (
            json!([{ "key": "bot.timezone", "value": "Paris" }]),
            "SETTINGS",
        ),
        (json!([{ "key": "bot.token", "value": "x" }]), "INVALID"),
        (json!([]), "NOTHING_TO_CHANGE"),
    ] {
        let input = json!({ "input": { "version": 0, "settings": settings } });
        let refused = olga.ask(CHANGE, input).await;
        assert_eq!(text(&refused, "/changeSettings/userErrors/0/code"), code);
    }
    let back = json!({ "input": { "version": 0 } });
    let back = olga.ask(ROLL_BACK, back).await;
    assert_eq!(back["rollBackSettings"]["configuration"]["version"], 2);
    assert_eq!(desk.app.settings().prefix, "!");
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_is_controlled() {
    let desk = idle_desk().await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let act = |name: &str| {
        format!("mutation {{ {name}(input: {{}}) {{ bot {{ isWanted }} userErrors {{ code }} }} }}")
    };
    let stopped = olga.ask(&act("stopBot"), json!({})).await;
    assert_eq!(stopped["stopBot"]["bot"]["isWanted"], false);
    let again = olga.ask(&act("restartBot"), json!({})).await;
    assert_eq!(
        text(&again, "/restartBot/userErrors/0/code"),
        "BOT_IS_STOPPED"
    );
    olga.ask(&act("startBot"), json!({})).await;
    let begin =
        "mutation { beginMaintenance(input: { notice: \"Soon\" }) { userErrors { code } } }";
    olga.ask(begin, json!({})).await;
    let bot = olga.ask(BOT, json!({})).await;
    assert_eq!(text(&bot, "/bot/maintenanceNotice"), "Soon");
    assert!(bot["bot"]["username"].is_string(), "{bot}");
    assert!(bot["bot"]["isWanted"] == true && !bot["bot"]["maintenanceSince"].is_null());
    olga.ask(&act("endMaintenance"), json!({})).await;
    assert!(olga.ask(BOT, json!({})).await["bot"]["maintenanceSince"].is_null());
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_and_agents_neither_read_nor_change_settings() {
    let desk = idle_desk().await;
    let sam = (desk.cast.sam, "sam");
    let askers = [
        Asker::program(&desk.app, Scope::ALL).await,
        Asker::person(&desk.app, sam, &[desk.cast.agents]).await,
    ];
    let settings = json!([{ "key": "command.prefix", "value": "?" }]);
    let change = json!({ "input": { "version": 0, "settings": settings } });
    for asker in askers {
        for query in [CONFIGURATION, BOT] {
            assert_eq!(asker.code(query, json!({})).await, "FORBIDDEN");
        }
        assert_eq!(asker.code(CHANGE, change.clone()).await, "FORBIDDEN");
        let back = json!({ "input": { "version": 0 } });
        assert_eq!(asker.code(ROLL_BACK, back).await, "FORBIDDEN");
    }
    assert_eq!(desk.app.standing().current.number, 0);
    desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_for_all_members_is_named_twice() {
    let (single, outside) = (true, true);
    let desk = TestApp::start_with(Setup {
        single,
        outside,
        ..Setup::default()
    })
    .await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let hall = desk.discord.create_category(desk.cast.staff_server, "Hall");
    let hall = hall.unwrap().to_string();
    let inbox = json!([{ "key": "thread.inbox_category_id", "value": hall }]);
    let mut input = json!({ "input": { "version": 0, "settings": inbox } });
    let refused = olga.ask(CHANGE, input.clone()).await;
    let error = &refused["changeSettings"]["userErrors"][0];
    assert_eq!(
        (&error["code"], &error["field"]),
        (&json!("OPEN_TO_MEMBERS"), &json!("settings"))
    );
    input["input"]["openCategoryId"] = json!(hall);
    let changed = olga.ask(CHANGE, input).await;
    assert_eq!(changed["changeSettings"]["configuration"]["version"], 1);

    let category = json!({ "name": "Money", "discordCategoryId": hall });
    let mut input = json!({ "input": { "category": category } });
    let create = "mutation ($input: CreateCategoryInput!) { createCategory(input: $input) {
        category { name } userErrors { code field } } }";
    let refused = olga.ask(create, input.clone()).await;
    assert_eq!(
        refused["createCategory"]["userErrors"],
        json!([{ "code": "OPEN_TO_MEMBERS", "field": "discordCategoryId" }])
    );
    input["input"]["openCategoryId"] = json!(hall);
    let made = olga.ask(create, input).await;
    assert_eq!(made["createCategory"]["category"]["name"], "Money");
    desk.finish().await;
}
